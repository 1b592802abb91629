"""Load the areas from the CSV files of the build, once per edition."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import structlog

from shared.db import Connection
from shared.wilayah import queries
from shared.wilayah.kode import NASIONAL, Tingkat, induk_of, tingkat_of
from shared.wilayah.nama import fold

log = structlog.get_logger()

VERSI = "idn-area-data 4.0.1"
BERLAKU_DARI = date(2025, 4, 25)  # Kepmendagri 300.2.2-2138/2025

FILES = ("provinces.csv", "regencies.csv", "districts.csv", "villages.csv")
EXPECTED = {
    Tingkat.PROVINSI: 38,
    Tingkat.KABUPATEN: 514,
    Tingkat.KECAMATAN: 7_285,
    Tingkat.DESA: 83_762,
}
# Words of rank before a regency's name would match half the country.
RANKS = frozenset({"kabupaten", "administrasi"})


async def load(conn: Connection, build_dir: Path) -> bool:
    """Bring `wilayah` to the edition in `build_dir/wilayah`; False if it already is.

    All or nothing in its own transaction; a second loader waits and then finds it done.
    Raises ValueError if the files do not hold the expected number of areas.
    """
    contents = [(build_dir / "wilayah" / name).read_bytes() for name in FILES]
    digest = sha256(b"\0".join(contents)).hexdigest()
    if await queries.is_loaded(conn, VERSI, digest):
        return False
    async with conn.transaction():
        await queries.lock_versi(conn)
        if await queries.is_loaded(conn, VERSI, digest):
            return False
        await queries.merge(conn, rows_of(_checked(_areas(contents))), BERLAKU_DARI)
        await queries.set_versi(conn, VERSI, digest)
    await queries.analyze(conn)
    log.info("wilayah.loaded", versi=VERSI)
    return True


def rows_of(areas: Iterable[tuple[str, str]]) -> io.BytesIO:
    """Return (code, name) pairs, ancestors first, as CSV for COPY with their search words."""
    out = io.StringIO()
    writer = csv.writer(out)
    jalur = {NASIONAL: ""}
    for kode, nama in areas:
        tingkat, induk, cari = tingkat_of(kode), induk_of(kode), fold(nama)
        own = cari if tingkat > Tingkat.KABUPATEN else _without_rank(cari)
        jalur[kode] = f"{own} {jalur[induk]}"
        writer.writerow((kode, induk, nama, cari, int(tingkat), own, jalur[kode]))
    return io.BytesIO(out.getvalue().encode())


def _areas(contents: list[bytes]) -> Iterator[tuple[str, str]]:
    for content in contents:
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        header = next(lines)
        kode, nama = header.index("code"), header.index("name")
        for line in lines:
            yield line[kode], line[nama]


def _checked(areas: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    found = list(areas)
    counts = Counter(tingkat_of(kode) for kode, _ in found)
    if counts != EXPECTED:
        raise ValueError(f"areas are not those of {VERSI}: {dict(counts)}")
    return found


def _without_rank(cari: str) -> str:
    return " ".join(word for word in cari.split() if word not in RANKS)
