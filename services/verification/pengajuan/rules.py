"""Who may put what before the supervisor, and who gives it back; pure."""

from __future__ import annotations

from collections.abc import Mapping

from services.verification.antrean.models import Petugas, Tugas
from services.verification.antrean.rules import CATATAN_TERPENDEK
from services.verification.pengajuan.models import AjukanForm, Pengajuan
from shared.errors import Conflict, FieldErrors, Message, NotAllowed

ALASAN: Mapping[str, str] = {
    "meragukan": "Data atau dokumen meragukan",
    "aturan": "Aturannya tidak jelas untuk keadaan ini",
    "kepentingan": "Saya punya hubungan dengan pemohon",
    "wewenang": "Di luar wewenang saya",
    "lainnya": "Alasan lain",
}


def check_taking(tugas: Tugas, petugas: Petugas) -> None:
    """Keep what lies with the supervisor from being taken by others."""
    if tugas.diajukan and not petugas.is_atasan:
        raise Conflict("Tugas ini diajukan ke supervisor. Hanya supervisor yang bisa memutusnya.")


def check_referral(petugas: Petugas, form: AjukanForm) -> None:
    """Refuse a referral by the superior himself, and one without reason or words."""
    if petugas.is_atasan:
        raise Conflict("Anda sendiri atasan kantor ini: putuskan tugasnya.")
    wrong = FieldErrors()
    if form.alasan not in ALASAN:
        wrong.add("alasan", "Pilih alasan mengajukan.")
    if len(form.catatan.strip()) < CATATAN_TERPENDEK:
        wrong.add(
            "catatan", "Tulis catatan paling sedikit %(n)d huruf.", n=CATATAN_TERPENDEK
        )  # fmt: skip
    wrong.raise_any()


def check_handing_back(tugas: Tugas, pengajuan: Pengajuan | None, petugas: Petugas) -> Pengajuan:
    """Return the referral that ends now, or refuse.

    A superior hands back what no other superior has taken; who referred it may take it back
    while nobody has.
    """
    if not tugas.diajukan or pengajuan is None or tugas.status != "open":
        raise Conflict("Tugas ini sedang tidak diajukan ke supervisor.")
    if not petugas.is_atasan and pengajuan.oleh != petugas.id:
        raise NotAllowed
    if tugas.is_claimed and tugas.claimed_by != petugas.id:
        raise Conflict(Message("Tugas ini sedang diperiksa %(siapa)s.", siapa=tugas.claimed_nama))
    return pengajuan


def check_answer(petugas: Petugas, jawaban: str) -> None:
    """Refuse a superior's handing back without words for the officers."""
    wrong = FieldErrors()
    if petugas.is_atasan and len(jawaban.strip()) < CATATAN_TERPENDEK:
        wrong.add("jawaban", "Tulis arahan paling sedikit %(n)d huruf.", n=CATATAN_TERPENDEK)
    wrong.raise_any()
