"""What an officer of the destination does with a stay: correct it by a catatan, never an edit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

import structlog

from services.registration.bukti import actions as bukti
from services.registration.domisili import kabar, queries, rules_koreksi
from services.registration.domisili.buku import lock_tinggal, record, tell
from services.registration.domisili.models import Catatan, CatatanRow, Tinggal
from services.registration.domisili.rules_koreksi import Koreksi
from services.registration.kasus.actions import open_kasus
from services.registration.permohonan.models import PermohonanRow
from services.registration.permohonan.queries import get_permohonan
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.events.envelope import Event
from shared.events.registration import JejakAdded
from shared.ids import uuid7
from shared.sesi.token import Principal

log = structlog.get_logger()

STEP = "koreksi_domisili"
PURPOSE = "koreksi domisili"
SYSTEM = None


async def correct_domisili(
    conn: Connection,
    permohonan_id: UUID,
    who: Principal,
    tindakan: str,
    orang_ids: Collection[UUID],
    tanggal: date | None,
    dasar: Sequence[str],
) -> Tinggal:
    """Correct a stay by a catatan that names the one it corrects; the step is in the trail.

    Raises Invalid for what the rules refuse, Conflict when nobody is left in the stay.
    """
    tinggal = await lock_tinggal(conn, permohonan_id)
    row = await get_permohonan(conn, permohonan_id)
    today = clock.today_in(tinggal.domisili.zona)
    koreksi = rules_koreksi.check_koreksi(
        tinggal, tindakan, orang_ids, tanggal, dasar, row.tanggal_datang, today
    )
    await outbox.emit(conn, _step(row, who))
    return await _record(conn, tinggal, koreksi, today, who.id)


def _step(row: PermohonanRow, who: Principal) -> JejakAdded:
    return JejakAdded(
        aggregate_id=uuid7(), version=1, akun_id=row.akun_id, petugas_id=who.id, peran=who.peran,
        wilayah=who.wilayah, tindakan=STEP, maksud=PURPOSE, at=clock.now(),
        kode_wilayah_tujuan=row.kode_wilayah_tujuan, kode_wilayah_asal=row.kode_wilayah_asal,
    )  # fmt: skip


async def _record(
    conn: Connection, tinggal: Tinggal, koreksi: Koreksi, today: date, petugas_id: UUID | None
) -> Tinggal:
    before = await queries.list_catatan(conn, tinggal.domisili.id)
    one = _catatan(tinggal, koreksi, before, today, petugas_id)
    [after] = await record(conn, [tinggal.domisili], [one])
    if koreksi.tindakan == "cabut":
        assert koreksi.tanggal is not None
        told: Event = kabar.ended(after, koreksi.orang_ids, koreksi.tanggal, "revoked")
    else:
        told = kabar.corrected(after, after.domisili.recorded_at, koreksi.dasar)
    await tell(conn, [tinggal.domisili], [after], [told])
    if koreksi.tindakan == "cabut" and not after.planned:
        await bukti.revoke_bukti(conn, after.domisili.permohonan_id, clock.now())
    await open_kasus(conn, after.domisili)
    log.info("domisili.corrected", domisili_id=str(after.domisili.id), tindakan=koreksi.tindakan)
    return after


def _catatan(
    tinggal: Tinggal,
    koreksi: Koreksi,
    before: Sequence[CatatanRow],
    today: date,
    petugas_id: UUID | None,
) -> Catatan:
    kind = koreksi.tindakan
    ends_later = koreksi.tanggal is not None and koreksi.tanggal > today
    sebab = {"cabut": "revoked", "selesai": "" if ends_later else "corrected"}.get(kind)
    return Catatan(
        uuid7(),
        tinggal.domisili.id,
        "revoked" if kind == "cabut" else "corrected",
        koreksi.orang_ids,
        mulai=koreksi.tanggal if kind == "mulai" else None,
        selesai=koreksi.tanggal if kind in ("selesai", "cabut") else None,
        sebab=sebab,
        dihitung=False if kind == "keluarkan" else None,
        mengoreksi=_corrected_by(koreksi, before),
        dasar=koreksi.dasar,
        petugas_id=petugas_id,
    )


def _corrected_by(koreksi: Koreksi, before: Sequence[CatatanRow]) -> UUID:
    """Return the last catatan that said of these persons what is corrected now."""
    about = {"mulai": "mulai", "keluarkan": "dihitung"}.get(koreksi.tindakan, "selesai")
    wanted = set(koreksi.orang_ids)
    return next(
        one.id
        for one in reversed(before)
        if getattr(one, about) is not None and wanted & set(one.orang_ids)
    )


async def settle_kasus(conn: Connection, domisili_id: UUID, orang_ids: Collection[UUID]) -> None:
    """Make an office's word so that its own stay of these persons is the wrong one.

    Of the applicant the whole stay is revoked, of members only their part; nothing if it is over.
    """
    tinggal = await lock_tinggal(conn, await queries.permohonan_of(conn, domisili_id))
    today = clock.today_in(tinggal.domisili.zona)
    here = tinggal.here(today)
    chosen = [one for one in here if one.orang_id in orang_ids]
    if any(one.pengikut_id is None for one in chosen):
        chosen = list(here)
    if not chosen:
        return
    koreksi = Koreksi("cabut", tuple(one.orang_id for one in chosen), today, ("domisili_ganda",))
    await _record(conn, tinggal, koreksi, today, SYSTEM)
