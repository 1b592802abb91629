"""How an office is called before it has introduced itself."""

from shared.wilayah.kode import KEMENTERIAN

DINAS = "Dinas Kependudukan dan Pencatatan Sipil"
DITJEN = "Direktorat Jenderal Kependudukan dan Pencatatan Sipil"


def default_nama(kode_kantor: str, nama_wilayah: str) -> str:
    """Return `Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bantul` (Ps 1 of both Perbup)."""
    return DITJEN if kode_kantor == KEMENTERIAN else f"{DINAS} {nama_wilayah}"


def default_jabatan(kode_kantor: str) -> str:
    """Return what the head of an office is called (S0: letters are signed by the Kepala Dinas)."""
    return "Direktur Jenderal" if kode_kantor == KEMENTERIAN else "Kepala Dinas"
