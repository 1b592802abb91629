"""What the forms of one permohonan say: gathered from what is kept, blank where nobody asked."""

from __future__ import annotations

from datetime import date, timedelta

from services.registration.formulir.models import Anggota, Isi
from services.registration.pemohon.models import Diri, Pemohon
from services.registration.permohonan import opening
from services.registration.permohonan.models import Pengikut, Permohonan
from shared import clock
from shared.db import Connection
from shared.instansi.models import Instansi
from shared.kata import JENIS_KELAMIN, KEPERLUAN, tanggal_panjang, usia
from shared.wilayah.kode import jalur_of
from shared.wilayah.queries import list_nama


async def isi_of(conn: Connection, pemohon: Pemohon, shown: Permohonan, instansi: Instansi) -> Isi:
    """Return all that the forms of a permohonan say."""
    members = await opening.list_members(conn, pemohon.key, shown.id)
    provinsi = jalur_of(shown.row.kode_wilayah_tujuan)[0]
    names = await list_nama(conn, [provinsi])
    today = clock.today_in(shown.zona)
    return Isi(
        nobukti=shown.nobukti,
        nama=pemohon.diri.nama,
        tempat_ttd=instansi.kota_ttd,
        today=today,
        nilai=nilai_of(pemohon.diri, shown, names[provinsi], len(members), today),
        anggota=[_anggota(each) for each in members],
    )


def nilai_of(
    diri: Diri, shown: Permohonan, provinsi: str, jumlah: int, today: date
) -> dict[str, str]:
    """Return what is printed, by the words of the form packs."""
    row, tempat = shown.row, shown.tempat
    last = tanggal_panjang(row.tanggal_berakhir - timedelta(days=1))
    born = tanggal_panjang(diri.tanggal_lahir)
    return {
        "provinsi": provinsi,
        "kabupaten": tempat.kota,
        "lokasi": f"{tempat.kecamatan} / {tempat.kelurahan}",
        "kecamatan": tempat.kecamatan,
        "kelurahan": tempat.kelurahan,
        "rt": shown.alamat.rt,
        "rw": shown.alamat.rw,
        "nik": diri.nik,
        "nama": diri.nama,
        "tempat_tanggal_lahir": f"{born} / {max(0, usia(diri.tanggal_lahir, today))} tahun",
        "jenis_kelamin": JENIS_KELAMIN[diri.jenis_kelamin],
        "tanggal_datang": tanggal_panjang(row.tanggal_datang),
        "alasan": KEPERLUAN[row.keperluan],
        "alamat": f"{shown.alamat}, {tempat}",
        "jangka_waktu": f"{row.jangka_waktu} bulan, sampai {last}",
        "jumlah_anggota": f"{jumlah} orang",
        "jenis_permohonan": "Pembatalan" if row.status == "cancelled" else "Pendaftaran",
    }


def _anggota(one: Pengikut) -> Anggota:
    return Anggota(one.nik, one.nama, one.jenis_kelamin, one.tanggal_lahir)
