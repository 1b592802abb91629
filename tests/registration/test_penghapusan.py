"""Being forgotten: key and words go, counts stay, and late news brings nothing back."""

from __future__ import annotations

from services.registration.pemohon.actions import find_pemohon
from services.registration.permohonan import queries
from services.registration.permohonan.salinan import copy_data
from shared import clock
from shared.db import Connection
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
