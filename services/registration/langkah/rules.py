"""Which levels a permohonan has passed, at which it waits, which follow; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.registration.langkah.models import LangkahRow, Tahap
from shared.rantai import sebutan_of


def tahap_of(
    rows: Sequence[LangkahRow],
    kode_desa: str,
    nama_lokal: Mapping[str, str],
    submitted_at: datetime,
) -> list[Tahap]:
    """Return the chain's levels; nothing for an office that checks alone.

    A level counts as passed since it last handed the permohonan on; one that was stepped over is
    left out.
    """
    rantai = next((row.rantai for row in rows if row.rantai), [])
    if len(rantai) < 2:
        return []
    passed: dict[str, datetime | None] = {}
    since: dict[str, datetime | None] = {rantai[0]: submitted_at}
    at = rantai[0]
    for row in rows:
        if row.jenjang == at or row.jenjang not in rantai:
            continue
        if rantai.index(row.jenjang) > rantai.index(at):
            passed[at] = row.at
        else:
            passed = {one: when for one, when in passed.items() if _is_before(rantai, one, row)}
        at = row.jenjang
        since[at] = row.at
    return [
        Tahap(
            jenjang=one, sebutan=sebutan_of(one, kode_desa, nama_lokal),
            keadaan="current" if one == at else "done" if one in passed else "next",
            sejak=since.get(one) if one == at or one in passed else None, sampai=passed.get(one),
        )
        for place, one in enumerate(rantai)
        if one in passed or place >= rantai.index(at)
    ]  # fmt: skip


def _is_before(rantai: Sequence[str], jenjang: str, row: LangkahRow) -> bool:
    return rantai.index(jenjang) < rantai.index(row.jenjang)
