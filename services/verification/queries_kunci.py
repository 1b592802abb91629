"""Every statement of `rotate-keys`: the tables that keep wrapped keys."""

from shared.rotation import SealedColumn

NEXT_TUGAS = """
SELECT id, kunci FROM tugas WHERE id > $1 AND kunci <> '' ORDER BY id LIMIT $2
"""
REPLACE_TUGAS = """
UPDATE tugas SET kunci = baru.kunci
FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS baru (id, lama, kunci)
WHERE tugas.id = baru.id AND tugas.kunci = baru.lama
"""
NEXT_BARIS = """
SELECT id, kunci FROM buku_baris WHERE id > $1 AND kunci <> '' ORDER BY id LIMIT $2
"""
REPLACE_BARIS = """
UPDATE buku_baris SET kunci = baru.kunci
FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS baru (id, lama, kunci)
WHERE buku_baris.id = baru.id AND buku_baris.kunci = baru.lama
"""

SEALED = (
    SealedColumn("tugas", NEXT_TUGAS, REPLACE_TUGAS),
    SealedColumn("buku_baris", NEXT_BARIS, REPLACE_BARIS),
)
