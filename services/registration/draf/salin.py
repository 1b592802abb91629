"""Starting again from what was sent: a new draft, or the correction of what was returned."""

from __future__ import annotations

from uuid import UUID

from services.registration.dokumen.actions import copy_dokumen
from services.registration.draf.actions import insert_isian
from services.registration.draf.models import Isian
from services.registration.draf.queries import touch_draf
from services.registration.keterangan.actions import get_lembar
from services.registration.keterangan.rules import only_asked
from services.registration.pemohon.actions import check_not_blocked
from services.registration.pemohon.models import Pemohon
from services.registration.pemohon.queries import lock_pemohon
from services.registration.permohonan import opening, sealing
from services.registration.permohonan.models import Keperluan, PermohonanRow, TempatTinggal
from services.registration.permohonan.queries import get_permohonan
from shared.db import Connection
from shared.errors import N_, Conflict
from shared.ids import uuid7

ONLY_REJECTED = N_(
    "Hanya permohonan yang ditolak, dibatalkan, atau berakhir yang bisa diajukan ulang."
)


async def isian_of(conn: Connection, pemohon: Pemohon, row: PermohonanRow) -> Isian:
    """Return what was filled in for a permohonan."""
    members = await opening.list_members(conn, pemohon.key, row.id)
    lembar = await get_lembar(conn, row.kode_wilayah_tujuan)
    return Isian(
        keperluan=Keperluan(
            keperluan=row.keperluan,
            tanggal_datang=row.tanggal_datang,
            jangka_waktu=row.jangka_waktu,
        ),
        domisili=TempatTinggal(
            **sealing.open_alamat(pemohon.key, row).model_dump(),
            kode_wilayah=row.kode_wilayah_tujuan,
        ),
        ada_pengikut=bool(members),
        pengikut=tuple(members),
        keterangan=only_asked(lembar.pemohon, sealing.open_rincian(pemohon.key, row)),
    )


async def copy_permohonan(
    conn: Connection, pemohon: Pemohon, permohonan_id: UUID
) -> tuple[UUID, tuple[str, ...]]:
    """Start a draft from one that was refused, cancelled or is over, documents included (D10).

    Returns its id and the fields that the refusal was about. Raises Conflict while the permohonan
    waits or its stay goes on, or the akun is blocked. Dates that no longer fit are left out.
    """
    await check_not_blocked(conn, pemohon.akun_id)
    await lock_pemohon(conn, pemohon.akun_id)
    row = await get_permohonan(conn, permohonan_id)
    shown = (await opening.open_rows(conn, pemohon.key, [row]))[0]
    if shown.status not in {"rejected", "cancelled", "ended"}:
        raise Conflict(ONLY_REJECTED)
    isian = await isian_of(conn, pemohon, row)
    members = tuple(one.model_copy(update={"id": uuid7()}) for one in isian.pengikut)
    dates = {"keperluan": None} if shown.status == "ended" else {}
    draf_id = await insert_isian(
        conn, pemohon, isian.model_copy(update={"pengikut": members, **dates})
    )
    await touch_draf(conn, draf_id)
    await copy_dokumen(conn, pemohon.key, permohonan_id, draf_id)
    return draf_id, tuple(row.bidang) if shown.status == "rejected" else ()
