"""What a fact about stays does: they are kept, and the counters follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.reporting.dasbor.queries import set_aktivitas
from services.reporting.domisili import queries, rules
from services.reporting.domisili.models import Domisili, Fakta
from services.reporting.penghitung.queries import add_sentuhan, lock_penghitung
from shared.db import Connection
from shared.events.domisili import (
    DomisiliCorrected,
    DomisiliEnded,
    DomisiliEvent,
    DomisiliExtended,
    DomisiliOpened,
)
from shared.wilayah.kode import kantor_of

KINDS: dict[str, type[DomisiliEvent]] = {
    kind.past: kind for kind in (DomisiliOpened, DomisiliExtended, DomisiliEnded, DomisiliCorrected)
}

# The village's book needs these; what is only counted must not know them.
NOT_COUNTED: dict[str, Any] = {
    "pribadi": {"alamat": True, "orang": {"__all__": {"nama": True, "nik": True}}}
}


async def take_in(conn: Connection, events: Sequence[DomisiliEvent]) -> None:
    """Count what the facts say now, in whatever order and however often they come.

    Raises Retry while a fact names persons that were not heard of.
    """
    await lock_penghitung(conn)
    await count_facts(conn, events)
    await queries.insert_fakta(conn, [fakta_of(event) for event in events])
    await set_aktivitas(conn, (kantor_of(event.kode_wilayah_tujuan) for event in events))


async def count_facts(conn: Connection, events: Sequence[DomisiliEvent]) -> None:
    """Keep the stays as the facts make them, and move the counters by what differs from before.

    Needs `lock_penghitung`, or tables of its own.
    """
    before = await queries.get_domisili(conn, {event.aggregate_id for event in events})
    after = folded(before, events)
    changed = [stay for key, stay in after.items() if stay != before.get(key)]
    await queries.upsert_domisili(conn, changed)
    await add_sentuhan(conn, rules.perubahan_of(before, after))


def folded(before: dict[UUID, Domisili], events: Sequence[DomisiliEvent]) -> dict[UUID, Domisili]:
    """Return the stays after the facts; those that no fact names stay as they were."""
    after = dict(before)
    for event in events:
        after[event.aggregate_id] = rules.fold(after.get(event.aggregate_id), event)
    return after


def fakta_of(event: DomisiliEvent) -> Fakta:
    """Return a fact as it is kept."""
    return Fakta(
        event.aggregate_id, event.version, event.past, event.kode_wilayah_tujuan,
        event.model_dump_json(exclude=NOT_COUNTED),
    )  # fmt: skip


def event_of(jenis: str, isi: str) -> DomisiliEvent:
    """Return the fact that `fakta_of` kept."""
    return KINDS[jenis].model_validate_json(isi)
