"""Verifying the trail: every row that was altered, removed or slipped in is found."""

from __future__ import annotations

from datetime import datetime
from hmac import compare_digest

from services.identity.jejak import queries, rules
from services.identity.jejak.models import Akar, BarisJejak, Segel, Temuan
from shared.db import Connection

ALTERED = "baris diubah:"
REMOVED = "baris hilang:"
FORGED = "baris disisipkan:"
LOOSE = "baris tidak tersegel:"
BROKEN = "segel rusak:"
MISSING = "segel hilang sebelum:"
ROOT = "akar rusak:"
CUT = "ujung rantai tanpa akar:"


async def verify(
    conn: Connection, now: datetime, known: dict[int, bytes] | None = None
) -> list[Temuan]:
    """Return what is wrong with the trail; nothing, if it is whole. Needs a transaction.

    `known` are roots kept elsewhere (number → hash), such as those of the log.
    """
    genesis = await queries.get_genesis(conn)
    found: list[Temuan] = []
    last = Segel(0, 0, rules.first_hash(genesis.jejak_id))
    async for segel, baris in queries.list_chain(conn):
        found += _of_link(last, segel, baris, genesis.jejak_id)
        last = segel
    for baris in await queries.list_loose(conn):
        if not rules.has_mark(baris, genesis.jejak_id):
            found.append(Temuan(FORGED, baris.id))
        elif baris.langkah.at < now - rules.SEALED_WITHIN:
            found.append(Temuan(LOOSE, baris.id))
    return found + await _of_roots(conn, last, known or {})


def _of_link(last: Segel, segel: Segel, baris: BarisJejak | None, legacy: int) -> list[Temuan]:
    found = []
    if segel.urutan != last.urutan + 1:
        found.append(Temuan(MISSING, segel.urutan))
    if baris is None:
        return [*found, Temuan(REMOVED, segel.jejak_id)]
    if not rules.has_mark(baris, legacy):
        found.append(Temuan(FORGED if not baris.tanda else ALTERED, baris.id))
    elif not compare_digest(rules.segel_of(last.hash, segel.urutan, baris), segel.hash):
        found.append(Temuan(BROKEN, segel.urutan))
    return found


async def _of_roots(conn: Connection, last: Segel, known: dict[int, bytes]) -> list[Temuan]:
    found: list[Temuan] = []
    before: Akar | None = None
    seen: dict[int, bytes] = {}
    async for akar, hash_of_seal in queries.list_akar(conn):
        expected = before.nomor + 1 if before else 0
        right = akar.nomor == expected and (akar.nomor == 0 or hash_of_seal == akar.hash)
        if not right or (before and akar.urutan <= before.urutan):
            found.append(Temuan(ROOT, akar.nomor))
        seen[akar.nomor] = akar.hash
        before = akar
    if before is None or before.urutan != last.urutan:
        found.append(Temuan(CUT, last.urutan))
    found += [Temuan(ROOT, nomor) for nomor, kept in known.items() if seen.get(nomor) != kept]
    return found
