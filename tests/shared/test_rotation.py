"""Rotating the master key: what was sealed opens before, meanwhile and after."""

from __future__ import annotations

import os
from typing import Any
from uuid import uuid4

from services.identity.akun import queries as akun
from services.identity.queries_kunci import SEALED
from shared import crypto
from shared.rotation import rotate_column
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
