"""Which passwords are good enough: NIST 800-63B-4, and the classes of the Ministry's guide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from shared.errors import N_, NotValid

SHORTEST, LONG_ENOUGH, LONGEST = 8, 15, 128
LEAST_DIFFERENT = 5
SHORTEST_WORD = 4

COMMON = frozenset(
    """
    password passwd sandi katasandi kunci rahasia qwerty qwertyuiop asdfgh asdfghjkl zxcvbn
    zxcvbnm abc abcd abcdef admin administrator user login masuk welcome selamat selamatdatang
    letmein test testing coba cobacoba contoh indonesia merdeka garuda pancasila jakarta bandung
    surabaya yogyakarta jogja bantul klaten sayang cinta sayangku cintaku bismillah alhamdulillah
    assalamualaikum allah doraemon naruto persib persija persebaya iloveyou ganteng cantik
    dukcapil kemendagri nonpermanen penduduk disdukcapil ktp petugas komputer samsung
    """.split()
)
LEET = str.maketrans("@4031!$57", "aaoeiisst")
AROUND = re.compile(r"^[^a-z]+|[^a-z]+$")
NOT_LETTER = re.compile(r"[^a-z]+")

TOO_SHORT = N_("Kata sandi paling sedikit 8 karakter. Yang Anda masukkan %(jumlah)d.")
TOO_LONG = N_("Kata sandi paling panjang 128 karakter.")
TOO_COMMON = N_("Kata sandi ini terlalu mudah ditebak. Pakai kata lain.")
TOO_PERSONAL = N_("Kata sandi ini mirip data diri Anda. Pakai kata lain.")
MISSING_MANY = N_(
    "Kata sandi pendek perlu huruf besar, huruf kecil, angka, dan simbol. "
    "Atau pakai 15 karakter atau lebih."
)
CLASSES: tuple[tuple[Callable[[str], bool], str], ...] = (
    (str.isupper, N_("Kata sandi belum memuat huruf besar.")),
    (str.islower, N_("Kata sandi belum memuat huruf kecil.")),
    (str.isdigit, N_("Kata sandi belum memuat angka.")),
    (lambda char: not char.isalnum(), N_("Kata sandi belum memuat simbol.")),
)


def check_sandi(sandi: str, about: Iterable[str] = ()) -> None:
    """Accept `sandi` or raise NotValid; `about` are words that are known of the person."""
    if not sandi:
        raise NotValid("Masukkan kata sandi.")
    if len(sandi) < SHORTEST:
        raise NotValid(TOO_SHORT, jumlah=len(sandi))
    if len(sandi) > LONGEST:
        raise NotValid(TOO_LONG)
    if len(sandi) < LONG_ENOUGH:
        _check_classes(sandi)
    if _is_common(sandi):
        raise NotValid(TOO_COMMON)
    if _is_personal(sandi, about):
        raise NotValid(TOO_PERSONAL)


def check_repeated(sandi: str, again: str) -> None:
    """Accept the password typed twice or raise NotValid."""
    if sandi != again:
        raise NotValid("Kedua kata sandi tidak sama.")


def _check_classes(sandi: str) -> None:
    missing = [words for belongs, words in CLASSES if not any(map(belongs, sandi))]
    if len(missing) > 1:
        raise NotValid(MISSING_MANY)
    if missing:
        raise NotValid(missing[0])


def _is_common(sandi: str) -> bool:
    lower = sandi.lower()
    # What people put in front and behind, before their 0 and @ are read as letters.
    trimmed = AROUND.sub("", lower)
    cores = {NOT_LETTER.sub("", lower), NOT_LETTER.sub("", trimmed.translate(LEET))}
    return len(set(lower)) < LEAST_DIFFERENT or bool(cores & COMMON)


def _is_personal(sandi: str, about: Iterable[str]) -> bool:
    """Tell whether words about the person make up half of the password or more."""
    lower = sandi.lower()
    words = {word for text in about for word in re.split(r"[\s@.,_+-]+", text.lower())}
    known = [word for word in words if len(word) >= SHORTEST_WORD and word in lower]
    return any(2 * len(word) >= len(lower) for word in known)
