"""Rotating the master key: what was sealed opens before, meanwhile and after."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.identity.akun import queries as akun
from services.identity.petugas import actions as petugas
from services.identity.petugas import queries as queries_petugas
from services.identity.petugas.models import PetugasBaru
from services.identity.queries_kunci import SEALED
from services.identity.undangan import queries as undangan
from services.identity.undangan.models import Undangan
from shared import clock, crypto
from shared.rotation import rotate_column
from tests.house.tree import SERVICES, service
from tests.identity.conftest import some_akun

OLD, NEW, INDEX = os.urandom(32), os.urandom(32), os.urandom(32)


async def test_keys_are_rewrapped_and_a_second_run_changes_nothing(conn_of: Any) -> None:
    async with conn_of("identity") as conn:
        await conn.execute("DELETE FROM konfirmasi_email; DELETE FROM akun")
        crypto.use({"lama": OLD}, INDEX)
        made = [await some_akun(conn) for _ in range(5)]
        crypto.use({"baru": NEW, "lama": OLD}, INDEX)
        column = next(each for each in SEALED if each.name == "akun")
        assert [each.changed async for each in rotate_column(conn, column)] == [5]
        assert [each.changed async for each in rotate_column(conn, column)] == [0]
        crypto.use({"baru": NEW}, INDEX)
        for akun_id, baru in made:
            opened = await akun.get_akun(conn, akun_id)
            assert opened.diri == baru.diri


def test_the_name_of_the_key_is_read_from_the_blob() -> None:
    crypto.use({"k7": NEW, "k6": OLD}, INDEX)
    wrapped = crypto.SubjectKey.create(uuid4()).wrap()
    assert crypto.key_of(wrapped) == "k7"


KEPT = """
SELECT c.table_name FROM information_schema.columns AS c
WHERE c.table_schema = $1 AND c.column_name = 'kunci' AND c.data_type = 'bytea'
"""
# What a counter of tries is found by is an index, no wrapped key.
NO_KEYS = {"laju", "percobaan"}


@pytest.mark.parametrize("name", SERVICES)
async def test_every_column_of_wrapped_keys_is_rotated(conn_of: Any, name: str) -> None:
    async with conn_of(name) as conn:
        tables = {row["table_name"] for row in await conn.fetch(KEPT, name)}
    assert {column.name for column in service(name).sealed} == tables - NO_KEYS


async def test_an_invitation_and_an_officer_open_under_the_new_key_alone(conn_of: Any) -> None:
    async with conn_of("identity") as conn:
        await conn.execute("DELETE FROM undangan; DELETE FROM penugasan; DELETE FROM petugas")
        crypto.use({"lama": OLD}, INDEX)
        await undangan.insert_undangan(conn, invitation(), b"token", uuid4())
        officer = PetugasBaru(
            nama="Gita Rekaan", email="gita@contoh.id", peran="petugas", wilayah="34.02",
            sandi="-", totp="JBSWY3DPEHPK3PXP",
        )  # fmt: skip
        assert await petugas.register_petugas(conn, officer)
        crypto.use({"baru": NEW, "lama": OLD}, INDEX)
        for column in SEALED:
            if column.name in {"undangan", "petugas"}:
                assert [each.changed async for each in rotate_column(conn, column)] == [1]
        crypto.use({"baru": NEW}, INDEX)
        opened = await undangan.find_open(conn, b"token", clock.now())
        assert opened is not None
        assert (opened.email, opened.totp) == ("rahma@contoh.id", "JBSWY3DPEHPK3PXQ")
        known = await queries_petugas.find_by_email(conn, "gita@contoh.id")
        assert known is not None
        key = crypto.SubjectKey.unwrap(known.kunci, known.id)
        totp = key.open(known.totp_sealed, queries_petugas.context_totp(known.id))
        assert totp == "JBSWY3DPEHPK3PXP"
        for table in ("undangan", "petugas"):
            for row in await conn.fetch(f"SELECT kunci FROM {table}"):
                assert crypto.key_of(row["kunci"]) == "baru"


def invitation() -> Undangan:
    return Undangan(
        id=uuid4(), nama="Rahma Rekaan", email="rahma@contoh.id", totp="JBSWY3DPEHPK3PXQ",
        peran="petugas", wilayah="34.02", created_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=1),
    )  # fmt: skip
