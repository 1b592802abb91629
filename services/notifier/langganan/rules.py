"""What an outside system may ask for, and what it may do in the broker."""

from __future__ import annotations

import re
import secrets

from services.notifier.katalog.rules import OFFERED
from services.notifier.langganan.models import Langganan, LanggananForm
from services.notifier.peristiwa.rules import binding_right, is_area
from shared.errors import FieldErrors
from shared.wilayah.kode import NASIONAL

NATION_WORD = "nasional"
EXCHANGE, REQUESTS, STREAM = "events", "permintaan", "peristiwa"
MOST_CONNECTIONS, MOST_CHANNELS = 5, 25


def new_secret() -> str:
    """Return a new secret of 256 random bits."""
    return secrets.token_urlsafe(32)


def new_user() -> str:
    """Return a new user's name: not to be guessed, so nobody can ask after another's queue."""
    return f"sistem-{secrets.token_hex(8)}"


def check_areas_and_kinds(errors: FieldErrors, wilayah: list[str], jenis: list[str]) -> list[str]:
    """Return the areas tidied, noting what is wrong with either."""
    areas = [NASIONAL if kode == NATION_WORD else kode for kode in map(str.strip, wilayah) if kode]
    if not areas or not all(map(is_area, areas)):
        errors.add("wilayah", "Tulis kode provinsi atau kabupaten/kota, misalnya 34.02, "
                   "dipisah koma, atau “nasional”.")  # fmt: skip
    if not jenis or set(jenis) - OFFERED.keys():
        errors.add("jenis", "Pilih peristiwa yang boleh diterima.")
    return sorted(set(areas))


def check_form(form: LanggananForm) -> LanggananForm:
    """Return the form tidied; raises Invalid by field."""
    errors = FieldErrors()
    if len(form.nama.strip()) < 3:
        errors.add("nama", "Tulis nama sistem.")
    if len(form.tujuan.strip()) < 10:
        errors.add("tujuan", "Tulis untuk apa datanya dipakai.")
    areas = check_areas_and_kinds(errors, form.wilayah, form.jenis)
    errors.raise_any()
    return LanggananForm(
        nama=form.nama.strip(), tujuan=form.tujuan.strip(), wilayah=areas,
        jenis=sorted(set(form.jenis)),
    )  # fmt: skip


def rights_of(one: Langganan) -> dict[str, str]:
    """Return the patterns of what its user may configure (nothing), write and read.

    Writing on its own queue is what binding takes. Only who may hear everything reads the stream
    itself: inside a stream no right holds by area.
    """
    queue = re.escape(one.antrean)
    read = [queue, EXCHANGE] + ([STREAM] if NASIONAL in one.wilayah else [])
    return {
        "configure": "^$", "write": f"^({queue}|{REQUESTS})$", "read": f"^({'|'.join(read)})$",
    }  # fmt: skip


def topic_right_of(one: Langganan) -> dict[str, str]:
    """Return which keys its user may bind on the public exchange; it publishes nothing there."""
    return {
        "exchange": EXCHANGE, "write": "^$", "read": binding_right(one.jenis, one.wilayah),
    }  # fmt: skip
