"""What a resident's stay does: it opens, is extended, and people leave."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from services.registration.domisili import kabar, queries_catatan, rules
from services.registration.domisili.buku import lock_tinggal, record, tell
from services.registration.domisili.models import Catatan, DomisiliRow, OrangBaru, Tinggal
from services.registration.kasus.actions import open_kasus
from services.registration.pemohon.models import Diri, Pemohon
from services.registration.permohonan.models import Pengikut, PermohonanRow
from services.registration.permohonan.queries import get_permohonan
from services.registration.permohonan.rules import tanggal_mulai
from shared import clock, crypto
from shared.db import Connection
from shared.ids import uuid7
from shared.kata import kelompok_umur, usia
from shared.wilayah.kode import zona_of

log = structlog.get_logger()


async def open_domisili(
    conn: Connection,
    permohonan: PermohonanRow,
    pemohon: Pemohon,
    members: Sequence[Pengikut],
    decided_at: datetime,
) -> None:
    """Open the stay of an approved permohonan: the applicant and each member count (D4).

    It counts from the day of approval in the destination's own zone. Who seems to stay elsewhere
    too is a case for the offices; it does not hold the stay up (RB6).
    """
    zona = zona_of(permohonan.kode_wilayah_tujuan)
    decided = decided_at.astimezone(ZoneInfo(zona)).date()
    stay = _head(permohonan, tanggal_mulai(decided, permohonan.tanggal_berakhir), zona)
    persons = [
        _orang(pemohon.diri, None, pemohon.nik_index, stay.tanggal_mulai),
        *(_orang(one, one.id, crypto.index("nik", one.nik), stay.tanggal_mulai) for one in members),
    ]
    await queries_catatan.insert_domisili(conn, stay, persons, decided_at)
    first = Catatan(
        uuid7(), stay.id, "opened", tuple(one.orang_id for one in persons),
        mulai=stay.tanggal_mulai, selesai=stay.tanggal_berakhir, sebab="", dihitung=True,
    )  # fmt: skip
    [tinggal] = await record(conn, [stay], [first])
    told = kabar.rincian_of(pemohon, permohonan, members, persons)
    await tell(conn, [stay], [tinggal], [kabar.opened(tinggal, persons, told)])
    await open_kasus(conn, tinggal.domisili)


def _head(permohonan: PermohonanRow, mulai: date, zona: str) -> DomisiliRow:
    return DomisiliRow(
        id=uuid7(),
        permohonan_id=permohonan.id,
        akun_id=permohonan.akun_id,
        kode_wilayah_asal=permohonan.kode_wilayah_asal,
        kode_wilayah_tujuan=permohonan.kode_wilayah_tujuan,
        keperluan=permohonan.keperluan,
        tanggal_mulai=mulai,
        tanggal_berakhir=permohonan.tanggal_berakhir,
        zona=zona,
        version=0,
        recorded_at=clock.now(),
        jatuh_tempo=None,
    )


def _orang(
    one: Diri | Pengikut, pengikut_id: UUID | None, nik_index: bytes, day: date
) -> OrangBaru:
    # Ids of their own: who follows the public events cannot tie two stays of one person together.
    umur = max(0, usia(one.tanggal_lahir, day))
    return OrangBaru(uuid7(), pengikut_id, one.jenis_kelamin, kelompok_umur(umur), nik_index)


async def extend_domisili(conn: Connection, permohonan_id: UUID, months: int | None) -> Tinggal:
    """Let who is still in a stay remain until `months` after arrival, a year at most (D7).

    It holds at once. Raises Conflict when nothing can be extended, Invalid for another length.
    """
    tinggal = await lock_tinggal(conn, permohonan_id)
    stay = tinggal.domisili
    datang = (await get_permohonan(conn, permohonan_id)).tanggal_datang
    end, orang_ids = rules.check_extension(tinggal, datang, months, clock.today_in(stay.zona))
    longer = Catatan(uuid7(), stay.id, "extended", orang_ids, selesai=end)
    [after] = await record(conn, [stay], [longer])
    await tell(conn, [stay], [after], [kabar.extended(after)])
    await open_kasus(conn, after.domisili)
    log.info("domisili.extended", domisili_id=str(stay.id), version=after.domisili.version)
    return after


async def report_departure(
    conn: Connection,
    permohonan_id: UUID,
    orang_ids: Collection[UUID],
    tanggal: date | None,
    cara: str,
) -> Tinggal:
    """Record that persons left, or soon leave, on a day; they count until before it.

    Raises Invalid for what the rules refuse, Conflict once the stay is over.
    """
    tinggal = await lock_tinggal(conn, permohonan_id)
    stay = tinggal.domisili
    today = clock.today_in(stay.zona)
    datang = (await get_permohonan(conn, permohonan_id)).tanggal_datang
    going = rules.check_departure(tinggal, orang_ids, tanggal, cara, datang, today)
    assert tanggal is not None
    ids = tuple(one.orang_id for one in going)
    kind: rules.Cara = "moved" if cara == "moved" else "departed"
    everybody = len(going) == len(tinggal.here(today))
    left = Catatan(
        uuid7(), stay.id, kind if everybody else "left", ids, selesai=tanggal, sebab=kind
    )
    [after] = await record(conn, [stay], [left])
    await tell(conn, [stay], [after], [kabar.ended(after, ids, tanggal, kind)])
    log.info("domisili.left", domisili_id=str(stay.id), jumlah=len(ids))
    return after
