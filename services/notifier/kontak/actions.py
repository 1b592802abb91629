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
    """Remember where the resident is reached; False if something newer is known already."""
    known = await queries.lock_version(conn, event.aggregate_id)
    if known and known[0] > event.version:
        return False
    pribadi = event.pribadi
    if pribadi is None:
        return False
    kontak = Kontak(
        akun_id=event.aggregate_id,
        nama=pribadi.nama,
        email=pribadi.email,
        bahasa=language_of(pribadi.bahasa),
        kode_wilayah_asal=event.kode_wilayah_asal,
        kunci=known[1] if known else SubjectKey.create(event.aggregate_id),
    )
    await queries.upsert_kontak(conn, kontak, event.version)
    return True


async def keep_email(conn: Connection, akun_id: UUID, email: str, version: int) -> None:
    """Reach the resident at a new address, unless something newer is known; raises Retry."""
    known = await queries.lock_version(conn, akun_id)
    kontak = await queries.find_kontak(conn, akun_id)
    if known is None or kontak is None:
        raise Retry(f"kontak of akun {akun_id} not known yet")
    if known[0] < version:
        await queries.upsert_kontak(conn, replace(kontak, email=email), version)


async def get_kunci(conn: Connection, akun_ids: Iterable[UUID]) -> dict[UUID, SubjectKey]:
    """Return each resident's key; raises Retry while one of them is not known here."""
    wanted = set(akun_ids)
    known = await queries.list_kunci(conn, wanted)
    for akun_id in wanted - known.keys():
        raise Retry(f"kontak of akun {akun_id} not known yet")
    return known


def language_of(bahasa: str) -> str:
    """Return the language letters are written in; Indonesian for any other."""
    return bahasa if bahasa in LANGUAGES else "id"
