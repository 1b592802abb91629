"""What holds for proofs: their codes, who may have them when, how they are handed over."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from services.registration.bukti.models import Bukti, Keadaan, Rahasia
from shared.errors import N_, NotValid

# Read aloud and typed by hand: no I, L, O, U. 16 of 32 signs are 80 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SAME = str.maketrans("OIL", "011")
LENGTH = 16
GROUP = 4
PIN_LENGTH = 6
PIN_TRIES = 5
PIN_LOCK = timedelta(minutes=15)
# How long the files stay open after the right PIN, on the page that asked for it.
IZIN = timedelta(minutes=15)
# A look-up takes at least this long, found or not.
LOOK_SECONDS = 0.1
RETRY = timedelta(minutes=1)

CARA: Mapping[str, str] = {
    "email": N_("Lewat email"),
    "ambil": N_("Ambil di kantor kecamatan"),
    "pos": N_("Dikirim lewat pos"),
}
CHOOSE_CARA = N_("Pilih cara menerima bukti.")
TOO_LATE = N_("Bukti sudah diserahkan atau dikirim, jadi cara menerimanya tidak bisa diubah.")
WRONG_PIN = N_("PIN salah. Lihat lagi email dari kami. Sisa %(sisa)d kali.")
LOCKED = N_("PIN salah 5 kali. Coba lagi %(menit)d menit lagi.")
WRONG_CAPTCHA = N_("Kode pada gambar belum cocok. Ketik kode yang baru.")
MARKS = frozenset({"handed_over", "posted", "returned"})
CHOOSE_MARK = N_("Pilih yang terjadi dengan bukti ini.")
NOT_READY = N_("Bukti ini belum siap atau sudah ditandai. Muat ulang halaman.")
WRONG_WAY = N_("Tanda ini tidak cocok dengan cara penyerahan yang dipilih warga.")


def make_kode() -> str:
    """Return a new random code in groups of four."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[n : n + GROUP] for n in range(0, LENGTH, GROUP))


def plain_kode(text: str) -> str:
    """Return a code as it was typed in its one form; "" if it cannot be one."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum()).translate(SAME)
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET):
        return ""
    return signs


def make_rahasia() -> Rahasia:
    """Return a new code for the link and a new PIN."""
    return Rahasia(make_kode(), f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}}")


def mask_nama(nama: str) -> str:
    """Return a name of which each word shows its first letter: `S••• R••••`."""
    return " ".join(word[0] + "•" * min(len(word) - 1, 6) for word in nama.split())


def keadaan_of(revoked_at: datetime | None, selesai: date, today: date) -> Keadaan:
    """Return what a proof is worth today: a stay counts until before `selesai`."""
    if revoked_at is not None:
        return "revoked"
    return "ended" if today >= selesai else "valid"


def check_cara(text: str) -> str:
    """Return the way of delivery, or raise NotValid."""
    if text not in CARA:
        raise NotValid(CHOOSE_CARA)
    return text


def is_locked(bukti: Bukti, now: datetime) -> bool:
    """Tell whether the PIN may not be tried now."""
    return bukti.terkunci_sampai is not None and bukti.terkunci_sampai > now


def may_mark(cara: str, status: str, mark: str) -> bool:
    """Tell whether an officer may say `mark` of a delivery: the mail cannot hand over."""
    if mark == "returned":
        return status == "posted"
    if status not in ("ready", "returned"):
        return False
    return mark == "handed_over" if cara == "ambil" else True
