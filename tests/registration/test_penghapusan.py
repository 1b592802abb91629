"""Being forgotten: key and words go, counts stay, and late news brings nothing back."""

from __future__ import annotations

from secrets import token_hex
from typing import Any
from uuid import UUID

from services.registration.bukti.penerbitan import issue_next
from services.registration.dokumen.actions import keep_dokumen
from services.registration.dokumen.models import Bersih
from services.registration.domisili.koreksi import correct_domisili
from services.registration.draf.actions import start_draf
from services.registration.pemohon.actions import find_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import queries
from services.registration.permohonan.salinan import copy_data
from shared import clock
from shared.db import Connection, Database
from shared.events.identity import AkunErased
from tests.registration.made import (
    KLATEN,
    NIK_ILHAM,
    akun_approved,
    decided,
    hear,
    make_pemohon,
    pengikut,
    submit,
)
from tests.registration.offices import instansi_changed
from tests.registration.test_domisili import RINI


async def test_the_copy_has_permohonan_members_and_stay(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    sent = await submit(conn, pemohon, pengikut())
    await hear(conn, decided(sent.permohonan_id))
    copy = await copy_data(conn, pemohon.akun_id)
    assert copy.diri == pemohon.diri
    (one,) = copy.permohonan
    assert (one.nobukti, one.alamat.alamat) == (sent.nobukti, "Jalan Mawar 5")
    assert one.pengikut[0].nik == NIK_ILHAM
    assert one.tinggal_sampai == one.tanggal_berakhir


async def keep_picture(conn: Connection, pemohon: Pemohon, at: UUID, name: str) -> None:
    await keep_dokumen(
        conn, pemohon, at, "ktp_el", "", name, Bersih(b"gambar", "image/jpeg", 1), token_hex(24)
    )


async def test_the_copy_lists_documents_without_what_they_hold(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    sent = await submit(conn, pemohon)
    await keep_picture(conn, pemohon, sent.permohonan_id, "KTP Siti.jpg")
    await keep_picture(conn, pemohon, await start_draf(conn, pemohon), "KTP baru.jpg")
    copy = await copy_data(conn, pemohon.akun_id)
    (kept,) = copy.permohonan[0].dokumen
    assert (kept.nama, kept.tipe, kept.ukuran, kept.halaman) == ("KTP Siti.jpg", "image/jpeg", 6, 1)
    assert kept.diunggah_at
    assert [each.nama for each in copy.dokumen_draf] == ["KTP baru.jpg"]


async def test_the_copy_lists_corrections_and_proof(database: Database, migrated: Any) -> None:
    async with database.transaction() as conn:
        await hear(conn, instansi_changed("34.02", "bantul-19-2019"))
        pemohon = await make_pemohon(conn)
        sent = await submit(conn, pemohon, pengikut())
        await hear(conn, decided(sent.permohonan_id, decided_at=clock.now()))
        waiting = (await copy_data(conn, pemohon.akun_id)).permohonan[0]
    assert (waiting.koreksi, waiting.bukti and waiting.bukti.status) == ([], "waiting")
    assert await issue_next(database, migrated.settings("registration"))
    today = clock.today_in("Asia/Jakarta")
    async with database.transaction() as conn:
        issued = (await copy_data(conn, pemohon.akun_id)).permohonan[0].bukti
        assert issued
        assert (issued.status, len(issued.lembar)) == ("issued", 2)
        await correct_domisili(
            conn, sent.permohonan_id, RINI, "cabut", set(), today, ["hasil_lapangan"]
        )
        (one,) = (await copy_data(conn, pemohon.akun_id)).permohonan
    (written,) = one.koreksi
    assert (written.jenis, written.dasar, written.selesai) == ("revoked", ["hasil_lapangan"], today)
    assert written.jumlah_orang == 2
    assert one.bukti
    assert (one.bukti.status, one.bukti.issued_at) == ("revoked", issued.issued_at)
    assert one.bukti.revoked_at


async def test_who_is_forgotten_stays_forgotten(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    sent = await submit(conn, pemohon, pengikut())
    await hear(conn, decided(sent.permohonan_id))
    erased = AkunErased(
        aggregate_id=pemohon.akun_id, version=9, kode_wilayah_asal=KLATEN, erased_at=clock.now()
    )
    await hear(conn, erased, erased, akun_approved(pemohon.akun_id, version=3))
    await hear(conn, akun_approved(pemohon.akun_id, version=10))
    assert await find_pemohon(conn, pemohon.akun_id) is None
    row = await queries.get_permohonan(conn, sent.permohonan_id)
    assert (row.alamat, row.status) == (b"", "approved")
    assert [each.pribadi for each in await queries.list_pengikut(conn, row.id)] == [b""]
    assert await conn.fetchval("SELECT count(*) FROM domisili_orang") == 2
    assert (await copy_data(conn, pemohon.akun_id)).permohonan == []
