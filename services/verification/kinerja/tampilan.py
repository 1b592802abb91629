"""How the figures read."""

from __future__ import annotations

from services.verification.kinerja.models import Kinerja
from shared import kata

DAY = 24


def lama(hours: float) -> str:
    """Return a length of time: `45 menit`, `5,5 jam`, `2,3 hari`."""
    if hours < 1:
        return f"{kata.angka(round(hours * 60))} menit"
    if hours < 2 * DAY:
        return f"{kata.angka(round(hours, 1))} jam"
    return f"{kata.angka(round(hours / DAY, 1))} hari"


def bagian(part: int, whole: int) -> str:
    """Return a share in per cent; a dash of nothing."""
    return kata.persen(part / whole) if whole else "–"


def ubin(kinerja: Kinerja) -> list[dict[str, str]]:
    """Return the tiles at the top."""
    waits, done = kinerja.menunggu, kinerja.selesai
    return [
        {"label": "Menunggu", "angka": kata.angka(waits.semua),
         "keterangan": f"{kata.angka(waits.bebas)} belum diambil"},
        {"label": "Jatuh tempo hari ini", "angka": kata.angka(waits.hari_ini),
         "keterangan": f"{kata.angka(waits.lewat)} lewat tenggat"},
        {"label": "Diputus hari ini", "angka": kata.angka(done.hari_ini),
         "keterangan": f"{kata.angka(done.jumlah)} dalam {kinerja.hari} hari"},
        {"label": "Disetujui", "angka": bagian(done.disetujui, done.jumlah),
         "keterangan": f"{bagian(done.tepat_waktu, done.jumlah)} tepat waktu"},
        {"label": "Lama sampai putusan", "angka": lama(done.median) if done.jumlah else "–",
         "keterangan": f"9 dari 10 dalam {lama(done.p90)}" if done.jumlah else "median"},
    ]  # fmt: skip


def umur(kinerja: Kinerja) -> list[tuple[str, int]]:
    """Return how long what waits has been waiting."""
    waits = kinerja.menunggu
    return [
        ("Kurang dari 1 hari", waits.sehari),
        ("1 sampai 3 hari", waits.tiga_hari),
        ("3 sampai 7 hari", waits.seminggu),
        ("Lebih dari 7 hari", waits.lebih),
    ]
