"""Telling an office, and what an officer reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from services.notifier.kabar import queries, rules
from services.notifier.kabar.models import JenisKabar, KabarBaru
from services.notifier.langsung.queries import insert_denyut
from shared.db import Connection
from shared.ids import uuid7


async def tell_office(
    conn: Connection, jenis: JenisKabar, subjek_id: UUID, version: int, kode_kantor: str,
    isian: Mapping[str, str], peran: Collection[str] = (),
) -> None:  # fmt: skip
    """Tell the officers of one area, in the roles the kind is for or in those named."""
    await tell_offices(conn, jenis, subjek_id, version, [kode_kantor], isian, peran)


async def tell_offices(
    conn: Connection, jenis: JenisKabar, subjek_id: UUID, version: int,
    kode: Collection[str], isian: Mapping[str, str], peran: Collection[str] = (),
) -> None:  # fmt: skip
    """Tell the officers of several areas the same."""
    areas = sorted({rules.area_of(one) for one in kode})
    if not areas:
        return
    readers = tuple(peran or rules.WORDS[jenis].peran)
    tautan = rules.tautan_of(jenis, subjek_id)
    baru = [
        KabarBaru(uuid7(), jenis, subjek_id, version, area, readers, dict(isian), tautan)
        for area in areas
    ]
    await queries.insert_kabar(conn, baru)
    await insert_denyut(conn, [f"wilayah:{area}" for area in areas])


async def tell_officer(
    conn: Connection, jenis: JenisKabar, subjek_id: UUID, version: int, kode_kantor: str,
    petugas_id: UUID, isian: Mapping[str, str],
) -> None:  # fmt: skip
    """Tell one officer of an area, in whichever of the kind's roles he acts there."""
    kabar = KabarBaru(
        uuid7(), jenis, subjek_id, version, rules.area_of(kode_kantor), rules.WORDS[jenis].peran,
        dict(isian), rules.tautan_of(jenis, subjek_id), petugas_id,
    )  # fmt: skip
    await queries.insert_kabar(conn, [kabar])
    await insert_denyut(conn, [str(petugas_id)])
