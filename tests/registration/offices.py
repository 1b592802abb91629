"""Made-up offices."""

from uuid import uuid4

from shared.events.identity import InstansiChanged
from shared.wilayah.kode import zona_of


def instansi_changed(kode: str, paket: str, version: int = 1) -> InstansiChanged:
    """Return an office that introduces itself."""
    return InstansiChanged(
        aggregate_id=uuid4(), version=version, kode_kantor=kode, nama="Disdukcapil Contoh",
        nama_kepala="Kepala Contoh", jabatan_kepala="Kepala Dinas", pangkat="Pembina", nip="0",
        alamat="Jalan Contoh 1", telepon="(0274) 000020", email="kantor@contoh.id",
        jam_kerja="Senin–Jumat, 08.00–15.00 WIB", zona=zona_of(kode), paket_formulir=paket,
        kota_ttd="Bantul", nama_lokal={"kecamatan": "Kapanewon"},
    )  # fmt: skip
