"""Drawing a code: dark, upright enough to read, each glyph a little turned, light noise."""

from __future__ import annotations

import io
import random
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 264, 84
MARGIN = 14
FONT_SIZE = 46
TILT = 18
COLOURS = 8
PAPER = (255, 255, 255)
INKS = ((11, 58, 99), (27, 38, 54), (74, 30, 10), (5, 70, 45))
NOISE = ((205, 214, 226), (222, 212, 200), (208, 222, 212))
ARCS, DOTS = 5, 60
FONTS = (
    "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf",
)

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def draw(code: str) -> bytes:
    """Return a PNG of `code` of at most 4 KB; two drawings of one code differ."""
    chance = random.SystemRandom()
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    _draw_noise(ImageDraw.Draw(image), chance)
    step = (WIDTH - 2 * MARGIN) / len(code)
    for place, char in enumerate(code):
        glyph = _glyph(char, chance.uniform(-TILT, TILT))
        left = MARGIN + step * (place + 0.5) - glyph.width / 2
        room = HEIGHT - glyph.height
        top = room / 2 + chance.uniform(-0.4, 0.4) * max(room, 0)
        image.paste(chance.choice(INKS), (round(left), round(top)), glyph)
    out = io.BytesIO()
    small = image.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _glyph(char: str, angle: float) -> Image.Image:
    """Return a mask of one turned character, cut to its ink so that nothing is clipped."""
    side = FONT_SIZE * 2
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).text((side / 2, side / 2), char, fill=255, font=_font(), anchor="mm")
    turned = mask.rotate(angle, Image.Resampling.BICUBIC)
    return turned.crop(turned.getbbox())


def _draw_noise(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for _ in range(ARCS):
        left, top = chance.randint(-60, WIDTH - 60), chance.randint(-40, HEIGHT - 20)
        box = (left, top, left + chance.randint(60, 180), top + chance.randint(30, 90))
        start = chance.randint(0, 359)
        pen.arc(box, start, start + chance.randint(90, 200), chance.choice(NOISE), width=2)
    for _ in range(DOTS):
        x, y = chance.randint(0, WIDTH), chance.randint(0, HEIGHT)
        pen.rectangle((x, y, x + 1, y + 1), fill=chance.choice(NOISE))


@cache
def _font() -> Font:
    for path in FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, FONT_SIZE)
    return ImageFont.load_default(FONT_SIZE)
