"""Keeping kontak up to date, and asking for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.notifier.kontak import queries
from services.notifier.kontak.models import Kontak
from shared.bus.errors import Retry
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.events.identity import AkunApproved, AkunRegistered

LANGUAGES = frozenset({"id", "en"})


async def keep_kontak(conn: Connection, event: AkunRegistered | AkunApproved) -> bool:
    """Remember where the resident is reached.

    False if something newer is known already, or if the resident was forgotten.
    """
    known = await queries.lock_version(conn, event.aggregate_id)
    pribadi = event.pribadi
    if pribadi is None or (known and (known[1] is None or known[0] > event.version)):
        return False
    kontak = Kontak(
        akun_id=event.aggregate_id,
        nama=pribadi.nama,
        email=pribadi.email,
        bahasa=language_of(pribadi.bahasa),
        kode_wilayah_asal=event.kode_wilayah_asal,
        kunci=(known and known[1]) or SubjectKey.create(event.aggregate_id),
    )
    return await queries.upsert_kontak(conn, kontak, event.version)


async def keep_email(conn: Connection, akun_id: UUID, email: str, version: int) -> None:
    """Reach the resident at a new address, unless something newer is known; raises Retry."""
    known = await queries.lock_version(conn, akun_id)
    if known is None:
        raise Retry(f"kontak of akun {akun_id} not known yet")
    kontak = await queries.find_kontak(conn, akun_id)
    if kontak and known[0] < version:
        await queries.upsert_kontak(conn, replace(kontak, email=email), version)


async def get_kunci(conn: Connection, akun_ids: Iterable[UUID]) -> dict[UUID, SubjectKey]:
    """Return the key of each resident but the forgotten; raises Retry while one is not known."""
    wanted = set(akun_ids)
    known = await queries.list_kunci(conn, wanted)
    for akun_id in wanted - known.keys():
        raise Retry(f"kontak of akun {akun_id} not known yet")
    return {akun_id: kunci for akun_id, kunci in known.items() if kunci}


async def is_forgotten(conn: Connection, akun_id: UUID) -> bool:
    """Tell whether the resident was forgotten; the row is held until the transaction ends."""
    known = await queries.lock_version(conn, akun_id)
    return known is not None and known[1] is None


def language_of(bahasa: str) -> str:
    """Return the language letters are written in; Indonesian for any other."""
    return bahasa if bahasa in LANGUAGES else "id"
