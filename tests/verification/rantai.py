"""What the tests of the chain stand on: offices with levels, and officers of each level."""

from typing import Any
from uuid import UUID, uuid4

from services.verification.antrean.models import Petugas
from services.verification.rantai import rules
from shared.db import Database
from tests.verification.conftest import open_tugas

BANTUL = "34.02.08.2001"
KUTAI = "64.02.06.1002"
CHAINS = {"34.02": ("desa", "dinas"), "64.02": ("rt", "desa", "kecamatan", "dinas")}
CLEAR = "DELETE FROM instansi_dikenal WHERE kode_kantor = ANY ($1::text[])"
TELL = """
INSERT INTO instansi_dikenal (kode_kantor, version, isi) VALUES ($1, 1, jsonb_build_object(
    'kode_kantor', $1::text, 'nama', 'Disdukcapil', 'rantai', to_jsonb($2::text[]),
    'nama_lokal', $3::jsonb))
ON CONFLICT (kode_kantor) DO UPDATE SET isi = excluded.isi
"""
LOKAL = {"34.02": '{"desa": "Kalurahan", "kecamatan": "Kapanewon"}'}


async def set_chain(db: Database, kantor: str, *jenjang: str) -> None:
    """Let the office's permohonan go through these levels from now on."""
    async with db.transaction() as conn:
        await conn.execute(TELL, kantor, list(jenjang), LOKAL.get(kantor, "{}"))


async def clear_chains(db: Database) -> None:
    """Forget every office that a test introduced."""
    async with db.transaction() as conn:
        await conn.execute(CLEAR, list(CHAINS))


def level(peran: str, wilayah: str, nama: str = "") -> Petugas:
    """Return an officer of a level."""
    return Petugas(uuid4(), nama or f"{peran} uji", wilayah[:5], peran, wilayah)


def fits(jenjang: str) -> dict[str, Any]:
    """Return the answers with which a level hands a tugas on."""
    return dict.fromkeys(rules.BUTIR[jenjang], "sesuai")


async def in_bantul(db: Database) -> UUID:
    """Open a tugas that waits at a village of Bantul."""
    await set_chain(db, "34.02", *CHAINS["34.02"])
    return await open_tugas(db, tujuan=BANTUL)


async def in_kutai(db: Database) -> UUID:
    """Open a tugas that waits with an RT of Kutai Kartanegara."""
    await set_chain(db, "64.02", *CHAINS["64.02"])
    return await open_tugas(db, tujuan=KUTAI)
