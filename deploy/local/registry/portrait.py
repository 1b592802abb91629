"""A drawn face for a made-up person: the same each time, and another one for each NIK."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 300, 400
SKINS = ("#e8bd95", "#d9a67a", "#c58f63", "#a97550")
HAIRS = ("#17120f", "#231914", "#2f211a")
CLOTHES = ("#31506f", "#6b4a63", "#3f6b55", "#7a5a3a", "#5b5f66", "#8a3f3f")
RED, BLUE = "#b3262e", "#2f5da8"
"""The backgrounds of a KTP-el photo: red for a birth in an odd year, blue for an even one."""
LIP, EYE, WHITE = "#a4574c", "#1c120d", "#f4efe9"


def draw(nik: str, background: str = "", scale: float = 1.0) -> bytes:
    """Return a JPEG of the face that belongs to a NIK; `background` as on a selfie elsewhere."""
    # The face is no secret: it is to be the same in every process.
    chance = random.Random(nik)  # noqa: S311
    odd = int(nik[10:12]) % 2
    image = Image.new("RGB", (WIDTH, HEIGHT), background or (RED if odd else BLUE))
    woman = int(nik[6:8]) > 40
    face = _Face(ImageDraw.Draw(image), chance)
    face.draw_body()
    if woman and chance.random() < 0.6:
        face.draw_veil()
    else:
        face.draw_hair(long=woman)
    face.draw_features()
    soft = image.filter(ImageFilter.GaussianBlur(0.6))
    if scale != 1.0:
        soft = soft.resize((round(WIDTH * scale), round(HEIGHT * scale)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    soft.save(out, "JPEG", quality=88)
    return out.getvalue()


class _Face:
    """Draws one face around its middle."""

    def __init__(self, pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
        self.pen = pen
        self.skin = chance.choice(SKINS)
        self.hair = chance.choice(HAIRS)
        self.cloth = chance.choice(CLOTHES)
        self.veil = chance.choice(CLOTHES)
        self.x, self.y = WIDTH // 2 + chance.randint(-6, 6), 185 + chance.randint(-6, 6)
        self.wide, self.high = chance.randint(66, 76), chance.randint(86, 96)
        self.apart = chance.randint(30, 34)
        self.brow = chance.randint(4, 7)

    def draw_body(self) -> None:
        """Draw shoulders and neck."""
        self.pen.ellipse((20, 300, WIDTH - 20, 560), fill=self.cloth)
        x, y = self.x, self.y
        self.pen.rectangle((x - 28, y + 60, x + 28, y + 130), fill=_darker(self.skin, 0.85))

    def draw_hair(self, *, long: bool) -> None:
        """Draw hair, and the head over it."""
        x, y, top = self.x, self.y, self.y - self.high
        reach = y + (120 if long else 0)
        self.pen.ellipse((x - self.wide - 14, top - 26, x + self.wide + 14, y + 40), fill=self.hair)
        self.pen.rectangle((x - self.wide - 14, y - 30, x + self.wide + 14, reach), fill=self.hair)
        self._draw_head()
        crown = (x - self.wide - 4, top - 12, x + self.wide + 4, top + 78)
        self.pen.pieslice(crown, 180, 360, fill=self.hair)

    def draw_veil(self) -> None:
        """Draw a veil, and the face in it."""
        x, y = self.x, self.y
        frame = (x - self.wide - 24, y - self.high - 30, x + self.wide + 24, y + self.high + 40)
        self.pen.ellipse(frame, fill=self.veil)
        self.pen.ellipse((x - 120, y + 50, x + 120, y + 260), fill=self.veil)
        self._draw_head()

    def draw_features(self) -> None:
        """Draw eyes, nose and mouth."""
        x, y, shade = self.x, self.y, _darker(self.skin, 0.72)
        for side in (-1, 1):
            eye = x + side * self.apart
            self.pen.ellipse((eye - 21, y - 24, eye + 21, y + 6), fill=_darker(self.skin, 0.8))
            brow = (eye - 20, y - 38, eye + 20, y - 14)
            self.pen.arc(brow, 200, 340, fill=self.hair, width=self.brow)
            self.pen.ellipse((eye - 15, y - 17, eye + 15, y + 1), fill=WHITE)
            self.pen.ellipse((eye - 8, y - 17, eye + 8, y), fill=EYE)
            self.pen.arc((eye - 16, y - 19, eye + 16, y + 3), 190, 350, fill=EYE, width=3)
        self.pen.rectangle((x - 6, y - 24, x + 6, y + 26), fill=_darker(self.skin, 1.08))
        self.pen.arc((x - 16, y + 16, x + 16, y + 38), 10, 170, fill=shade, width=4)
        self.pen.ellipse((x - 26, y + 50, x + 26, y + 66), fill=LIP)
        self.pen.line((x - 24, y + 58, x + 24, y + 58), fill=_darker(LIP, 0.6), width=2)

    def _draw_head(self) -> None:
        x, y = self.x, self.y
        self.pen.ellipse((x - self.wide, y - self.high, x + self.wide, y + self.high), self.skin)


def _darker(colour: str, by: float) -> str:
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{min(255, round(part * by)):02x}" for part in parts)
