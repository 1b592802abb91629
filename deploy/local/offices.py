"""The demo offices and officers. Every name, number and address here is invented."""

from __future__ import annotations

from typing import NamedTuple

from services.identity.instansi.models import Instansi
from services.identity.instansi.rules import HARI
from services.identity.petugas.models import Peran
from shared.wilayah.kode import singkatan_zona, zona_of

DEFAULT_PACK = "permendagri-14-2015"
HOURS = "Senin–Jumat, 08.00–15.00"
# Who checks a permohonan before the office. Bantul Ps 13: the officer whom the Lurah Desa names.
# Kutai Kartanegara Ps 11 and 13: the RT's head; what he found goes on level by level.
CHAINS = {
    "34.02": ("desa", "dinas"),
    "64.02": ("rt", "desa", "kecamatan", "dinas"),
}
LOCAL_NAMES = {
    "34.02": {"kecamatan": "Kapanewon", "desa": "Kalurahan", "dusun": "Padukuhan"},
}


def _office(
    kode: str, nama: str, kepala: str, nip: str, alamat: str, telepon: str, kota: str,
    paket: str = DEFAULT_PACK, jabatan: str = "Kepala Dinas", pangkat: str = "Pembina Tingkat I",
) -> Instansi:  # fmt: skip
    zona = zona_of("" if kode == "0" else kode)
    word = kota.lower().replace(" ", "-")
    return Instansi(
        kode_kantor=kode, nama=nama, nama_kepala=kepala, jabatan_kepala=jabatan, pangkat=pangkat,
        nip=nip, alamat=alamat, telepon=telepon, email=f"disdukcapil-{kode}@{word}.contoh.id",
        jam_kerja=f"{HOURS} {singkatan_zona(zona)}", zona=zona, paket_formulir=paket,
        kota_ttd=kota, jam_mingguan=dict.fromkeys(HARI[:5], "08.00–15.00"),
        nama_lokal=LOCAL_NAMES.get(kode, {}), rantai=CHAINS.get(kode, ("dinas",)),
    )  # fmt: skip


OFFICES = (
    _office("33.10", "Disdukcapil Kabupaten Klaten", "Drs. Prasetya Rekaan",
            "00000000 000000 0 010", "Jalan Contoh Raya 1, Klaten", "(0272) 000010", "Klaten"),
    _office("34.02", "Disdukcapil Kabupaten Bantul", "Dra. Widuri Rekaan", "00000000 000000 0 020",
            "Jalan Contoh Selatan 2, Bantul", "(0274) 000020", "Bantul", "bantul-19-2019"),
    _office("64.02", "Disdukcapil Kabupaten Kutai Kartanegara", "H. Samudra Rekaan, S.Sos.",
            "00000000 000000 0 030", "Jalan Contoh Mahakam 3, Tenggarong", "(0541) 000030",
            "Tenggarong", "kutai-kartanegara-64-2021"),
    _office("31", "Disdukcapil Provinsi DKI Jakarta", "Ir. Mentari Rekaan", "00000000 000000 0 040",
            "Jalan Contoh Pusat 4, Jakarta", "(021) 0000040", "Jakarta",
            pangkat="Pembina Utama Muda"),
    _office("33", "Dispermadesdukcapil Provinsi Jawa Tengah", "Dr. Cakrawala Rekaan",
            "00000000 000000 0 050", "Jalan Contoh Utara 5, Semarang", "(024) 0000050", "Semarang",
            pangkat="Pembina Utama Muda"),
    _office("34", "Biro Tata Pemerintahan DI Yogyakarta", "Dr. Samirana Rekaan",
            "00000000 000000 0 060", "Jalan Contoh Tugu 6, Yogyakarta", "(0274) 000060",
            "Yogyakarta", jabatan="Kepala Biro", pangkat="Pembina Utama Muda"),
    _office("64", "DPMPD Provinsi Kalimantan Timur", "Dra. Khatulistiwa Rekaan",
            "00000000 000000 0 070", "Jalan Contoh Tepian 7, Samarinda", "(0541) 000070",
            "Samarinda", pangkat="Pembina Utama Muda"),
    _office("0", "Direktorat Jenderal Kependudukan dan Pencatatan Sipil", "Prof. Nusantara Rekaan",
            "00000000 000000 0 080", "Jalan Contoh Nasional 8, Jakarta", "(021) 0000080", "Jakarta",
            jabatan="Direktur Jenderal", pangkat="Pembina Utama"),
)  # fmt: skip


class Officer(NamedTuple):
    """An officer to be: role, area, name, address."""

    peran: Peran
    wilayah: str
    nama: str
    email: str


OFFICERS = (
    Officer("petugas", "33.10", "Rini Kusumawati", "rini@klaten.contoh.id"),
    Officer("petugas", "33.10", "Galih Wicaksana", "galih@klaten.contoh.id"),
    Officer("petugas", "34.02", "Gita Wulandari", "gita@bantul.contoh.id"),
    Officer("petugas", "34.02", "Bayu Pamungkas", "bayu@bantul.contoh.id"),
    Officer("petugas", "64.02", "Aminah Lestari", "aminah@kukar.contoh.id"),
    Officer("petugas", "64.02", "Dayat Saputra", "dayat@kukar.contoh.id"),
    Officer("petugas", "31", "Melati Anggraini", "melati@jakarta.contoh.id"),
    Officer("petugas", "31", "Johan Siregar", "johan@jakarta.contoh.id"),
    Officer("admin_kabupaten", "33.10", "Wening Rahayu", "wening@klaten.contoh.id"),
    Officer("admin_kabupaten", "34.02", "Danang Prabowo", "danang@bantul.contoh.id"),
    Officer("admin_kabupaten", "64.02", "Nurul Hidayati", "nurul@kukar.contoh.id"),
    Officer("admin_kabupaten", "31", "Yohana Tampubolon", "yohana@jakarta.contoh.id"),
    Officer("supervisor", "34.02", "Endah Rekaan", "endah@bantul.contoh.id"),
    Officer("petugas_desa", "34.02.15.2004", "Sekar Ayuningtyas", "sekar@bantul.contoh.id"),
    Officer("ketua_rt", "64.02.06.1002", "Udin Rekaan", "udin@kukar.contoh.id"),
    Officer("lurah", "64.02.06.1002", "Halimah Rekaan", "halimah@kukar.contoh.id"),
    Officer("camat", "64.02.06", "Rusdi Rekaan", "rusdi@kukar.contoh.id"),
    Officer("petugas_provinsi", "33", "Laksmi Handayani", "laksmi@jateng.contoh.id"),
    Officer("petugas_provinsi", "34", "Raka Mahendra", "raka@diy.contoh.id"),
    Officer("petugas_kementerian", "", "Sinta Maharani", "sinta@kementerian.contoh.id"),
)
