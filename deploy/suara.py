"""Have espeak-ng speak each character of a captcha: `python -m deploy.suara [build]`.

Needs nothing but Python and the program `espeak-ng`, so that an image can be built with it.
"""

from __future__ import annotations

import array
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

from services.identity.captcha.rules import ALPHABET
from services.identity.captcha.suara import FOLDER, LONGEST_CLIP, RATE, SILENCE

WORDS_A_MINUTE = "115"
QUIET = 0.03
"""Of the loudest sample: what is below it at both ends is cut off."""
PEAK = 112


def main() -> None:
    """Write the clips below the given folder (default: `build`)."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build") / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for char in ALPHABET:
        write_clip(folder / f"{char}.wav", clip_of(char))


def clip_of(char: str) -> bytes:
    """Return how one character sounds in Indonesian: 8-bit samples, 8,000 a second."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "asli.wav"
        subprocess.run(
            ["espeak-ng", "-v", "id", "-s", WORDS_A_MINUTE, "-w", str(path), char], check=True
        )
        with wave.open(str(path), "rb") as spoken:
            samples = array.array("h", spoken.readframes(spoken.getnframes()))
            rate = spoken.getframerate()
    if sys.byteorder == "big":
        samples.byteswap()
    return _as_bytes(_slowed(_trimmed(samples), rate))[:LONGEST_CLIP]


def write_clip(path: Path, samples: bytes) -> None:
    """Write one clip."""
    with wave.open(str(path), "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(1)
        clip.setframerate(RATE)
        clip.writeframes(samples)


def _trimmed(samples: array.array[int]) -> array.array[int]:
    level = max(map(abs, samples)) * QUIET
    loud = [place for place, sample in enumerate(samples) if abs(sample) > level]
    return samples[loud[0] : loud[-1] + 1]


def _slowed(samples: array.array[int], rate: int) -> list[float]:
    """Return the samples at RATE, each the mean of those it stands for."""
    step = rate / RATE
    spans = (
        samples[int(place * step) : int((place + 1) * step) + 1]
        for place in range(int(len(samples) / step))
    )
    return [sum(span) / len(span) for span in spans if span]


def _as_bytes(samples: list[float]) -> bytes:
    loudest = max(map(abs, samples)) or 1.0
    return bytes(round(SILENCE + sample / loudest * PEAK) for sample in samples)


if __name__ == "__main__":
    main()
