"""What a picture must be, told from its content and never from its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from shared.errors import N_, NotValid

MAX_BYTES = 5 * 1024 * 1024
PROGRESSIVE = "progressive JPEG"
MAX_PIXELS: Mapping[str, int] = {
    "JPEG": 24_000_000, PROGRESSIVE: 16_000_000, "PNG": 10_000_000, "WEBP": 7_000_000,
}  # fmt: skip
"""By what a pixel costs: only a plain JPEG can be decoded at a fraction of its size at once."""
SMALLEST_SIDE = 160
LONGEST_SHAPE = 4
"""How often the shorter side may go into the longer one: a strip grows when it is measured."""
SIDE = 960
QUALITY = 82
UNUSED = timedelta(hours=24)
"""How long a selfie waits for an akun."""
FAILED = timedelta(minutes=40)
"""How old an object without a row is before it counts as left by a failed write."""

NOT_A_PICTURE = N_("Berkas ini bukan JPG, PNG, atau WebP.")
TOO_LARGE = N_("Foto terlalu besar. Paling besar 5 MB.")
TOO_MANY_PIXELS = N_("Foto terlalu besar. Paling besar %(jumlah)d megapiksel.")
TOO_SMALL = N_("Foto terlalu kecil. Paling sedikit 160 piksel tiap sisi.")
TOO_LONG = N_("Foto terlalu panjang dan sempit. Pakai foto dengan bentuk biasa.")
BROKEN = N_("Foto ini rusak. Ambil ulang fotonya.")
MISSING = N_("Tambahkan swafoto.")
OVERRULE = N_("Anda boleh tetap memakai foto ini.")


def format_of(content: bytes) -> str:
    """Return JPEG, PNG or WEBP by the first bytes; raises NotValid for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    raise NotValid(NOT_A_PICTURE)


def check_size(width: int, height: int, kind: str) -> None:
    """Accept the dimensions or raise NotValid; asked before anything is decoded."""
    most = MAX_PIXELS[kind]
    if width * height > most:
        raise NotValid(TOO_MANY_PIXELS, jumlah=most // 1_000_000)
    if min(width, height) < SMALLEST_SIDE:
        raise NotValid(TOO_SMALL)
    if max(width, height) > LONGEST_SHAPE * min(width, height):
        raise NotValid(TOO_LONG)


# ---- advice: what the resident may do better, and may also leave as it is ------------------------

SMALLEST_USEFUL = 400
LEAST_FACE = 0.18
LEAST_SHARPNESS = 20.0
DARK, GLARING = 50.0, 225.0

Saran = Literal["no_face", "many_faces", "face_small", "small", "blurred", "dark", "glaring"]

ADVICE: Mapping[Saran, str] = {
    "no_face": N_("Wajah tidak terlihat. Ambil ulang di tempat terang, wajah menghadap kamera."),
    "many_faces": N_("Terlihat lebih dari satu wajah. Ambil swafoto sendirian."),
    "face_small": N_("Wajah terlalu kecil. Dekatkan kamera ke wajah."),
    "small": N_("Foto kecil. Pakai foto dengan sisi paling sedikit 400 piksel."),
    "blurred": N_("Foto buram. Pegang ponsel dengan tenang, lalu ambil ulang."),
    "dark": N_("Foto gelap. Ambil ulang di tempat yang lebih terang."),
    "glaring": N_("Foto terlalu terang. Jangan membelakangi atau menghadap cahaya kuat."),
}
HINTS: Mapping[Saran, str] = {
    "no_face": "wajah tidak ditemukan", "many_faces": "lebih dari satu wajah",
    "face_small": "wajah kecil", "small": "ukuran foto kecil", "blurred": "buram",
    "dark": "gelap", "glaring": "terlalu terang",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ukuran:
    """What was measured of a cleaned picture.

    `face` is the width of the largest face as a share of the picture's; sharpness is the variance
    of the Laplacian at a width of 320 px; light is the mean from 0 (black) to 255. Both are those
    of the largest face, or of the whole picture where there is none. `side` is the shorter side
    as it came, in pixels.
    """

    faces: int
    face: float
    sharpness: float
    light: float
    side: int


def advise(measured: Ukuran) -> list[Saran]:
    """Return what could be better, gravest first; nothing if the picture will do."""
    told: dict[Saran, bool] = {
        "no_face": measured.faces == 0,
        "many_faces": measured.faces > 1,
        "face_small": measured.faces == 1 and measured.face < LEAST_FACE,
        "dark": measured.light < DARK,
        "glaring": measured.light > GLARING,
        "blurred": measured.sharpness < LEAST_SHARPNESS,
        "small": measured.side < SMALLEST_USEFUL,
    }
    return [code for code, applies in told.items() if applies]


def sentences(saran: Iterable[Saran]) -> list[str]:
    """Return the advice as the resident reads it, to be translated."""
    return [ADVICE[code] for code in saran]


def hint(saran: Iterable[Saran]) -> str:
    """Return the advice as the officer reads it: `gelap, buram`; empty if there is none."""
    return ", ".join(HINTS[code] for code in saran)
