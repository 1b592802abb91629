"""Saying a code aloud: one spoken clip per character, joined with pauses and light noise.

The clips are made at set-up (`python -m deploy.suara`); the joined sound of one code is the same
each time it is asked for, so that a player may fetch it in pieces.
"""

from __future__ import annotations

import io
import random
import wave
from collections.abc import Mapping
from pathlib import Path

from services.identity.captcha.rules import ALPHABET

FOLDER = "suara"
RATE = 8000
SILENCE = 128
LONGEST_CLIP = RATE
"""Six clips of a second, each slowed down and followed by a pause, stay below 80 KB."""
LEAD = 0.3
PAUSES = (0.35, 0.55)
SPEEDS = (0.94, 1.06)
VOLUMES = (0.75, 1.0)
MURMUR = 0.07
NOISE = 0.025

Clips = Mapping[str, bytes]
_loaded: dict[Path, Clips] = {}


def clips_of(build_dir: Path) -> Clips | None:
    """Return the clip (8-bit samples) of each character, or None if one of them is missing."""
    folder = build_dir / FOLDER
    if folder not in _loaded:
        paths = {char: folder / f"{char}.wav" for char in ALPHABET}
        if not all(path.is_file() for path in paths.values()):
            return None
        _loaded[folder] = {char: _samples(path) for char, path in paths.items()}
    return _loaded[folder]


def is_ready(build_dir: Path) -> bool:
    """Tell whether codes can be heard here."""
    return clips_of(build_dir) is not None


def speak(code: str, clips: Clips, seed: bytes) -> bytes:
    """Return a WAV (8 kHz, 8 bit, mono, at most 80 KB) of `code`; `seed` decides the jitter."""
    # The seed is secret and keyed, so nobody can take the noise away again.
    chance = random.Random(seed)  # noqa: S311
    voice = bytearray(_pause(LEAD))
    for char in code:
        voice += _varied(clips[char], chance)
        voice += _pause(chance.uniform(*PAUSES))
    return _wav(_over_murmur(bytes(voice), clips, chance))


def _samples(path: Path) -> bytes:
    with wave.open(str(path), "rb") as kept:
        form = (kept.getframerate(), kept.getsampwidth(), kept.getnchannels())
        if form != (RATE, 1, 1) or kept.getnframes() > LONGEST_CLIP:
            raise ValueError(f"{path.name} is no short clip of 8 kHz, 8 bit, mono")
        return kept.readframes(kept.getnframes())


def _pause(seconds: float) -> bytes:
    return bytes([SILENCE]) * int(seconds * RATE)


def _quieter(samples: bytes, volume: float) -> bytes:
    return samples.translate(
        bytes(round(SILENCE + (sample - SILENCE) * volume) for sample in range(256))
    )


def _varied(clip: bytes, chance: random.Random) -> bytes:
    speed = chance.uniform(*SPEEDS)
    last = len(clip) - 1
    played = bytes(clip[min(last, int(place * speed))] for place in range(int(len(clip) / speed)))
    return _quieter(played, chance.uniform(*VOLUMES))


def _over_murmur(voice: bytes, clips: Clips, chance: random.Random) -> bytes:
    """Lay the voice over faint speech played backwards and a little noise."""
    murmur = bytearray()
    while len(murmur) < len(voice):
        murmur += chance.choice(list(clips.values()))[::-1]
    quiet = _quieter(bytes(murmur), MURMUR)
    noise = _quieter(chance.randbytes(len(voice)), NOISE)
    mixed = (a + b + c - 2 * SILENCE for a, b, c in zip(voice, quiet, noise, strict=False))
    return bytes(min(255, max(0, sample)) for sample in mixed)


def _wav(samples: bytes) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(RATE)
        made.writeframes(samples)
    return out.getvalue()
