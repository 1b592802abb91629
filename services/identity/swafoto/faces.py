"""Measuring a picture: how many faces, how large, how sharp, how light. Presence, not identity.

Only the drawing process (`child.py`) imports this: OpenCV is large.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from services.identity.swafoto.rules import Ukuran

CASCADE = "haarcascade_frontalface_alt2.xml"
SIDE = 480
SCALE, NEIGHBOURS = 1.08, 4
SMALLEST_FACE = 0.08
SHARPNESS_WIDTH = 320

Grey = NDArray[np.uint8]
Box = tuple[int, int, int, int]


def measure(picture: Image.Image, side: int) -> Ukuran:
    """Return what can be said of `picture`, whose shorter side was `side` px when it came."""
    grey: Grey = np.asarray(picture.convert("L"), dtype=np.uint8)
    found = _faces(grey)
    area = _cut(grey, found[0]) if found else grey
    return Ukuran(
        faces=len(found),
        face=found[0][2] / grey.shape[1] if found else 0.0,
        sharpness=_sharpness(area),
        light=float(area.mean()),
        side=side,
    )


@cache
def _cascade() -> cv2.CascadeClassifier:
    cv2.setNumThreads(1)
    found = cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / CASCADE))
    if found.empty():
        raise RuntimeError(f"{CASCADE} is missing")
    return found


def _faces(grey: Grey) -> list[Box]:
    """Return the faces, the largest first; looked for in a picture of at most 480 px."""
    scale = max(1.0, max(grey.shape) / SIDE)
    size = (round(grey.shape[1] / scale), round(grey.shape[0] / scale))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    least = max(24, round(min(size) * SMALLEST_FACE))
    # Within tiles: a large even background would take all contrast from a face that is far away.
    even = cv2.createCLAHE(2.0, (4, 4)).apply(small)
    found = _cascade().detectMultiScale(even, SCALE, NEIGHBOURS, minSize=(least, least))
    boxes: list[Box] = [tuple(round(part * scale) for part in box) for box in found]
    return sorted(boxes, key=lambda box: box[2] * box[3], reverse=True)


def _cut(grey: Grey, box: Box) -> Grey:
    x, y, width, height = box
    return grey[y : y + height, x : x + width]


def _sharpness(grey: Grey) -> float:
    height = max(1, round(grey.shape[0] * SHARPNESS_WIDTH / grey.shape[1]))
    same = cv2.resize(grey, (SHARPNESS_WIDTH, height), interpolation=cv2.INTER_AREA)
    return float(cv2.Laplacian(same, cv2.CV_64F).var())
