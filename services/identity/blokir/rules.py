"""The grounds of a block and of lifting it, as the office's guide (S4 3b) has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from services.identity.akun.models import Akun, Status
from services.identity.blokir.models import Dasar, DasarBuka
from shared.errors import N_, Conflict, FieldErrors

DASAR: Mapping[str, str] = {
    "data_berulang": N_("Mengirim NIK atau nomor KK yang tidak valid berulang kali"),
    "swafoto_berulang": N_("Mengirim swafoto yang tidak valid berulang kali"),
    "dokumen_palsu": N_("Mengirim dokumen palsu, atau dokumen yang diubah secara digital"),
    "orang_lain": N_(
        "Mengajukan permohonan untuk orang di luar anggota KK yang kekerabatannya tidak dapat "
        "ditelusuri"
    ),
}
DASAR_BUKA: Mapping[str, str] = {
    "keliru": "Pemblokiran keliru",
    "sudah_dibuktikan": "Data sudah dibuktikan di kantor",
    "banding": "Banding diterima",
    "lainnya": "Alasan lain",
}
EXHAUSTED: Dasar = "data_berulang"
CORRECTIONS = 3
SHORTEST_NOTE = 10
LONGEST_NOTE = 2000


def check_block(akun: Akun, dasar: str, catatan: str) -> Dasar:
    """Return the ground, or raise Invalid for what is missing, Conflict if it is blocked."""
    if akun.status == "blocked":
        raise Conflict("Akun ini sudah diblokir.")
    wrong = FieldErrors()
    if dasar not in DASAR:
        wrong.add("dasar", "Pilih dasar pemblokiran.")
    _check_note(wrong, catatan)
    wrong.raise_any()
    return cast(Dasar, dasar)


def check_unblock(dasar: str, catatan: str) -> DasarBuka:
    """Return the ground for lifting a block, or raise Invalid."""
    wrong = FieldErrors()
    if dasar not in DASAR_BUKA:
        wrong.add("dasar_buka", "Pilih alasan membuka blokir.")
    _check_note(wrong, catatan, "catatan_buka")
    wrong.raise_any()
    return cast(DasarBuka, dasar)


def _check_note(wrong: FieldErrors, catatan: str, name: str = "catatan") -> None:
    if not catatan.strip():
        wrong.add(name, "Tulis catatan untuk pemilik akun.")
    elif len(catatan.strip()) < SHORTEST_NOTE:
        wrong.add(
            name, "Catatan terlalu pendek. Tulis paling sedikit %(n)d huruf.", n=SHORTEST_NOTE
        )
    elif len(catatan) > LONGEST_NOTE:
        wrong.add(name, "Catatan paling panjang 2.000 huruf.")


def status_after(status_before: str, *, is_nik_taken: bool) -> Status:
    """Return where an akun stands when its block is lifted.

    An approved one stays approved, one that waited waits again, one that was not valid may be
    corrected anew; so may one whose NIK has another akun by now.
    """
    if is_nik_taken:
        return "rejected"
    if status_before in {"submitted", "claimed"}:
        return "submitted"
    return "approved" if status_before == "approved" else "rejected"


def number_of(akun: Akun) -> str:
    """Return the akun's number; each akun that an office may see has one."""
    assert akun.nomor is not None
    return akun.nomor
