"""How a village keeps its book of registration (S1 Ps 11, S2 Ps 13, S3 Ps 13)."""

from __future__ import annotations

from services.verification.buku.models import Baris, Isi, PembetulanForm
from shared.errors import Conflict, FieldErrors

# Lines on a page of the book, on screen as on paper: a line keeps its page for ever.
PER_PAGE = 25
LONGEST = {"nama": 100, "alamat": 200, "keterangan": 300}
FIRST_YEAR, LAST_YEAR = 2020, 2999


def pages_of(terakhir: int) -> int:
    """Return how many pages a book with this last number has; an empty one has one."""
    return max(1, page_of(terakhir))


def page_of(nomor: int) -> int:
    """Return the page on which a number stands."""
    return (nomor + PER_PAGE - 1) // PER_PAGE


def check_pembetulan(baris: Baris, form: PembetulanForm) -> Isi:
    """Return what the new line says; raises Invalid, or Conflict for a line corrected before."""
    if baris.oleh_nomor:
        raise Conflict(f"Baris ini sudah dibetulkan oleh nomor {baris.oleh_nomor}.")
    said = {name: " ".join(getattr(form, name).split()) for name in LONGEST}
    wrong = FieldErrors()
    if not said["nama"]:
        wrong.add("nama", "Isi nama.")
    if not said["keterangan"]:
        wrong.add("keterangan", "Tulis apa yang dibetulkan dan dasarnya.")
    for name, most in LONGEST.items():
        if len(said[name]) > most:
            wrong.add(name, "Paling panjang %(jumlah)d huruf.", jumlah=most)
    if (said["nama"], said["alamat"]) == (baris.isi.nama, baris.isi.alamat):
        wrong.add("nama", "Nama dan alamat sama dengan baris yang dibetulkan.")
    wrong.raise_any()
    return baris.isi.model_copy(update=said)
