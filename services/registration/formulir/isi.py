"""What the forms of one permohonan say: gathered from what is kept, blank where nobody asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from services.registration.formulir.models import Anggota, Isi
from services.registration.keterangan.rules import PILIHAN
from services.registration.pemohon.models import Diri, Pemohon
from services.registration.permohonan import opening, sealing
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
    asal = jalur_of(shown.row.kode_wilayah_asal)
    names = await list_nama(conn, [provinsi, *asal])
    today = clock.today_in(shown.zona)
    keterangan = {
        **_told(sealing.open_rincian(pemohon.key, shown.row)),
        "alamat_asal": ", ".join(names[kode] for kode in reversed(asal)),
    }
    return Isi(
        nobukti=shown.nobukti,
        nama=pemohon.diri.nama,
        tempat_ttd=instansi.kota_ttd,
        today=today,
        nilai=nilai_of(pemohon.diri, shown, keterangan, names[provinsi], len(members), today),
        anggota=[_anggota(each) for each in members],
    )


def _told(keterangan: Mapping[str, str]) -> dict[str, str]:
    """Return what a person told of himself as people read it, by the words of the form packs."""
    read = {name: PILIHAN.get(name, {}).get(isi, isi) for name, isi in keterangan.items()}
    return read | {"status_perkawinan": read.get("status_kawin", "")}


def nilai_of(
    diri: Diri,
    shown: Permohonan,
    keterangan: Mapping[str, str],
    provinsi: str,
    jumlah: int,
    today: date,
) -> dict[str, str]:
    """Return what is printed, by the words of the form packs."""
    row, tempat = shown.row, shown.tempat
    last = tanggal_panjang(row.tanggal_berakhir - timedelta(days=1))
    place = (keterangan.get("tempat_lahir", ""), tanggal_panjang(diri.tanggal_lahir))
    born = ", ".join(part for part in place if part)
    return {
        **keterangan,
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
        "alasan": keterangan.get("alasan") or KEPERLUAN[row.keperluan],
        "alamat": f"{shown.alamat}, {tempat}",
        "jangka_waktu": f"{row.jangka_waktu} bulan, sampai {last}",
        "jumlah_anggota": f"{jumlah} orang",
        "jenis_permohonan": "Pembatalan" if row.status == "cancelled" else "Pendaftaran",
    }


def _anggota(one: Pengikut) -> Anggota:
    rincian = _told(one.keterangan)
    return Anggota(one.nik, one.nama, one.jenis_kelamin, one.tanggal_lahir, rincian)
