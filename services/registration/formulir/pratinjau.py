"""Every form of every pack with invented data, before an administrator picks the pack."""

from __future__ import annotations

from datetime import date
from typing import Any

from aiohttp import web

from services.registration.formulir.bukti import make_bukti
from services.registration.formulir.lembar import make_formulir, make_tanda_terima, source_of
from services.registration.formulir.models import Anggota, Isi
from services.registration.formulir.pages import as_pdf
from services.registration.formulir.paket import find_bukti, get_formulir, list_formulir
from shared import cetak, clock, paket
from shared.errors import NotFound
from shared.instansi.models import Instansi
from shared.instansi.queries import get_instansi
from shared.policy import officers
from shared.settings import Settings
from shared.web.keys import SETTINGS, database, principal_of
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah.kode import kantor_of

PATH = "/permohonan/pratinjau-formulir"
BUKTI, TANDA_TERIMA = "bukti", "tanda-terima"
NILAI = {
    "provinsi": "Provinsi Contoh", "kabupaten": "Kabupaten Contoh",
    "lokasi": "Kecamatan Contoh / Desa Contoh", "kecamatan": "Kecamatan Contoh",
    "kelurahan": "Desa Contoh", "rt": "003", "rw": "001", "dusun": "Dusun Contoh",
    "nik": "0000000000000000", "nama": "Nama Contoh",
    "tempat_tanggal_lahir": "Kota Contoh, 12 Mei 1990 / 36 tahun",
    "alamat_asal": "Jalan Asal 1, RT 002 RW 004, Desa Asal, Kabupaten Asal",
    "jenis_kelamin": "Perempuan", "pendidikan": "SLTA/Sederajat", "pekerjaan": "Karyawan Swasta",
    "tanggal_datang": "17 November 2026", "alasan": "Bekerja", "alamat_sebelumnya": "Tidak ada",
    "alamat": "Jalan Contoh 5, RT 003 RW 001, Desa Contoh, Kecamatan Contoh, Kabupaten Contoh",
    "jangka_waktu": "6 bulan, sampai 16 Mei 2027", "jumlah_anggota": "2 orang",
    "hubungan": "Kepala keluarga", "jenis_permohonan": "Pendaftaran",
    "masa": "20 November 2026 – 16 Mei 2027", "periode": "2026",
}  # fmt: skip
RINCIAN = {
    "status_perkawinan": "Kawin", "agama": "Islam", "pekerjaan": "Wiraswasta", "hubungan": "Suami",
}  # fmt: skip
ANGGOTA = (
    Anggota("0000000000000000", "Anggota Contoh Satu", "L", date(1988, 3, 17), RINCIAN),
    Anggota("0000000000000000", "Anggota Contoh Dua", "P", date(2015, 1, 1)),
)
KODE_CONTOH = "0000-0000-0000-0000"


def kodes_of(kode_paket: str) -> list[str]:
    """Return all that a pack prints: its forms, the proof where it has one, and the receipt."""
    proof = [BUKTI] if find_bukti(kode_paket) else []
    return [*list_formulir(kode_paket), *proof, TANDA_TERIMA]


async def show(request: web.Request) -> web.Response:
    """List the packs and what each prints."""
    packs = [(kode, nama, kodes_of(kode), find_bukti(kode)) for kode, nama in paket.names().items()]
    return render(request, "formulir/petugas_pratinjau.html", paket=packs)


async def show_sheet(request: web.Request) -> web.Response:
    """Print one sheet of a pack with invented data, in the name of the officer's own office."""
    kode_paket, kode = request.match_info["paket"], request.match_info["kode"]
    if kode_paket not in paket.names():
        raise NotFound
    async with database(request).connection() as conn:
        instansi = await get_instansi(conn, kantor_of(principal_of(request).wilayah))
    sheet, name = make_contoh(kode_paket, kode, instansi, request.app[SETTINGS])
    body = await cetak.to_pdf(source_of(name), sheet, clock.now())
    return as_pdf(body, f"contoh-{kode_paket}-{kode}")


def make_contoh(
    kode_paket: str, kode: str, instansi: Instansi, settings: Settings
) -> tuple[dict[str, Any], str]:
    """Return a sheet with invented data and the name of what sets it; raises NotFound."""
    isi = Isi(
        "W00000000", NILAI["nama"], instansi.kota_ttd, clock.today_in(instansi.zona), NILAI,
        ANGGOTA,
    )  # fmt: skip
    if kode == TANDA_TERIMA:
        lines = [("Nama", isi.nama), ("Jenis keperluan", NILAI["alasan"])]
        lines += [("Domisili sementara", NILAI["alamat"])]
        return make_tanda_terima(isi, instansi, lines, contoh=True), "tanda_terima"
    if kode == BUKTI:
        format_bukti = find_bukti(kode_paket)
        if format_bukti is None:
            raise NotFound
        situs = settings.public_url.rstrip("/")
        sheet = make_bukti(
            format_bukti, instansi, isi.nobukti, NILAI, situs, KODE_CONTOH, contoh=True
        )
        return sheet, "bukti"
    formulir = get_formulir(kode_paket, kode)
    return make_formulir(formulir, isi, contoh=True), formulir.lembar


ROUTES = [
    Route("GET", PATH, show, officers()),
    Route("GET", f"{PATH}/{{paket:[a-z0-9-]+}}/{{kode:[A-Za-z0-9.-]+}}", show_sheet, officers()),
]
