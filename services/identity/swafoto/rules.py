"""What a selfie should be: advice that may be overruled, and how long it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from shared.berkas.rules import MAX_BYTES, TOO_LARGE
from shared.errors import N_

__all__ = ["MAX_BYTES", "TOO_LARGE"]

SIDE = 960
UNUSED = timedelta(hours=24)
"""How long a selfie waits for an akun."""
FAILED = timedelta(minutes=40)
"""How old an object without a row is before it counts as left by a failed write."""

MISSING = N_("Tambahkan swafoto.")
OVERRULE = N_("Anda boleh tetap memakai foto ini.")


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
