"""How facts make a stay, and what a stay adds to the counters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.reporting.domisili.models import Domisili, Orang
from services.reporting.penghitung.models import Kunci, Sentuhan
from services.reporting.penghitung.rules import (
    DUSUN,
    JUMLAH,
    RT,
    Jumlah,
    add_masa,
    lama_of,
    new_sums,
    sentuhan_of,
)
from shared.bus.reaction import Retry
from shared.events.domisili import (
    DomisiliEnded,
    DomisiliEvent,
    DomisiliExtended,
    DomisiliOpened,
    MasaOrang,
)
from shared.wilayah.kode import NASIONAL, jalur_of

ANGKA = re.compile(r"\d+", re.ASCII)


def fold(known: Domisili | None, event: DomisiliEvent) -> Domisili:
    """Return the stay after one more fact, in whatever order they come.

    The highest version that tells everyone's times is the whole truth. A fact without them, from
    an older teller, moves only the persons that it names; raises Retry while they are unknown.
    """
    stay = known or Domisili(
        event.aggregate_id, event.permohonan_id, event.kode_wilayah_tujuan, event.kode_wilayah_asal
    )
    if event.version > stay.version and (masa := masa_of(event)):
        stay = _with_masa(stay, event, masa)
    elif event.version > stay.version:
        stay = replace(stay, orang={**stay.orang, **_moved(stay, event)})
    return _with_opening(stay, event) if isinstance(event, DomisiliOpened) else stay


def masa_of(event: DomisiliEvent) -> tuple[MasaOrang, ...]:
    """Return everyone's times as the fact tells them; an old opening tells one for all."""
    if event.masa or not isinstance(event, DomisiliOpened):
        return event.masa
    return tuple(
        MasaOrang(
            **satu.model_dump(), tanggal_mulai=event.tanggal_mulai,
            tanggal_selesai=event.tanggal_berakhir,
        )
        for satu in event.orang
    )  # fmt: skip


def _with_masa(stay: Domisili, event: DomisiliEvent, masa: Iterable[MasaOrang]) -> Domisili:
    # Who is no longer named stays known with no time at all, and keeps what else is known.
    orang = {
        key: replace(satu, selesai=satu.mulai, version=event.version)
        for key, satu in stay.orang.items()
        if satu.version <= event.version
    } | {key: satu for key, satu in stay.orang.items() if satu.version > event.version}
    for satu in masa:
        before = stay.orang.get(satu.orang_id)
        if before and before.version > event.version:
            continue
        orang[satu.orang_id] = Orang(
            satu.orang_id, satu.jenis_kelamin, satu.kelompok_umur, satu.tanggal_mulai,
            max(satu.tanggal_mulai, satu.tanggal_selesai), event.version,
            before.pendidikan if before else "", before.pekerjaan if before else "",
        )  # fmt: skip
    return replace(
        stay, kode_wilayah=event.kode_wilayah_tujuan, kode_asal=event.kode_wilayah_asal,
        version=event.version, orang=orang,
    )  # fmt: skip


def _moved(stay: Domisili, event: DomisiliEvent) -> Mapping[UUID, Orang]:
    if isinstance(event, DomisiliEnded):
        ids: Iterable[UUID] = event.orang_ids
        day = event.tanggal_selesai
    elif isinstance(event, DomisiliExtended):
        last = max((satu.selesai for satu in stay.orang.values()), default=date.min)
        ids = [key for key, satu in stay.orang.items() if satu.selesai == last]
        day = event.tanggal_berakhir
    else:
        return {}
    missing = [each for each in ids if each not in stay.orang]
    if missing or not stay.orang:
        raise Retry(f"{len(missing)} persons not heard of yet")
    return {
        each: replace(
            stay.orang[each], selesai=max(stay.orang[each].mulai, day), version=event.version
        )
        for each in ids
        if stay.orang[each].version < event.version
    }


def _with_opening(stay: Domisili, event: DomisiliOpened) -> Domisili:
    """Take in what only the opening knows, however late it comes."""
    rincian = {satu.orang_id: satu for satu in event.pribadi.orang} if event.pribadi else {}
    orang = {
        key: replace(satu, pendidikan=rincian[key].pendidikan, pekerjaan=rincian[key].pekerjaan)
        if key in rincian
        else satu
        for key, satu in stay.orang.items()
    }
    return replace(
        stay, keperluan=event.keperluan, lengkap=True, orang=orang,
        rt=rt_of(event.pribadi.rt, event.pribadi.rw) if event.pribadi else "",
        dusun=dusun_of(event.pribadi.dusun) if event.pribadi else "",
    )  # fmt: skip


def rt_of(rt: str, rw: str) -> str:
    """Return RT and RW as one value, `003/001`; nothing where no RT was given."""
    digits = [found[0].zfill(3) if (found := ANGKA.search(text)) else "" for text in (rt, rw)]
    return f"{digits[0]}/{digits[1] or '000'}" if digits[0] else ""


def dusun_of(dusun: str) -> str:
    """Return a dusun's name so that two ways to write it are one."""
    return " ".join(dusun.split()).title()


def kunci_of(stay: Domisili, satu: Orang) -> list[Kunci]:
    """Return every counter that counts this person while in the stay."""
    areas = (NASIONAL, *jalur_of(stay.kode_wilayah))
    rincian = (
        ("keperluan", stay.keperluan),
        ("lama", lama_of(satu.mulai, satu.selesai)),
        ("umur", satu.kelompok_umur),
        ("pendidikan", satu.pendidikan),
        ("pekerjaan", satu.pekerjaan),
        ("asal", stay.kode_asal[:5]),
    )
    return [
        *(Kunci(kode, JUMLAH, "") for kode in areas),
        Kunci(stay.kode_wilayah, RT, stay.rt),
        Kunci(stay.kode_wilayah, DUSUN, stay.dusun),
        *(Kunci(kode, *each) for kode in areas[:3] for each in rincian),
    ]


def add_domisili(sums: Jumlah, stay: Domisili | None, tanda: int) -> None:
    """Add (or with `tanda` −1 take back) everybody in a stay."""
    if stay is None:
        return
    for satu in stay.orang.values():
        if satu.selesai > satu.mulai:
            add_masa(
                sums, kunci_of(stay, satu), satu.jenis_kelamin, satu.mulai, satu.selesai, tanda
            )  # fmt: skip


def perubahan_of(before: Mapping[UUID, Domisili], after: Mapping[UUID, Domisili]) -> list[Sentuhan]:
    """Return what the counters must change so that they count `after` instead of `before`."""
    sums = new_sums()
    for key, stay in after.items():
        if stay != before.get(key):
            add_domisili(sums, before.get(key), -1)
            add_domisili(sums, stay, 1)
    return sentuhan_of(sums)
