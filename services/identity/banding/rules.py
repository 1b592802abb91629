"""What an appeal and its answer must say."""

from __future__ import annotations

from services.identity.banding.models import Banding, JawabanForm
from services.identity.blokir.rules import LONGEST_NOTE, SHORTEST_NOTE
from shared.errors import N_, Conflict, FieldErrors

SHORTEST = 20
LONGEST = 2000
ONCE = N_("Anda sudah mengajukan banding atas pemblokiran ini.")
NONE = N_("Tidak ada banding yang menunggu jawaban.")


def check_isi(isi: str) -> str:
    """Return the words of an appeal, or raise Invalid."""
    text = isi.replace("\r\n", "\n").strip()
    wrong = FieldErrors()
    if not text:
        wrong.add("isi", "Tulis alasan Anda mengajukan banding.")
    elif len(text) < SHORTEST:
        wrong.add("isi", "Alasan terlalu pendek. Tulis paling sedikit %(n)d huruf.", n=SHORTEST)
    elif len(text) > LONGEST:
        wrong.add("isi", "Alasan paling panjang 2.000 huruf.")
    wrong.raise_any()
    return text


def check_once(banding: Banding | None) -> None:
    """Let the first appeal against a block through, or raise Conflict."""
    if banding is not None:
        raise Conflict(ONCE)


def check_answer(banding: Banding | None, form: JawabanForm) -> Banding:
    """Return the appeal that may be answered so, or raise Conflict or Invalid."""
    if banding is None or banding.jawaban is not None:
        raise Conflict(NONE)
    check_words(form)
    return banding


def check_words(form: JawabanForm) -> None:
    """Let an answer through that says yes or no and why, or raise Invalid."""
    wrong = FieldErrors()
    if form.jawaban not in {"accepted", "refused"}:
        wrong.add("jawaban", "Pilih Terima atau Tolak.")
    if len(form.catatan.strip()) < SHORTEST_NOTE:
        wrong.add("catatan_banding", "Tulis jawaban paling sedikit %(n)d huruf.", n=SHORTEST_NOTE)
    elif len(form.catatan) > LONGEST_NOTE:
        wrong.add("catatan_banding", "Catatan paling panjang 2.000 huruf.")
    wrong.raise_any()
