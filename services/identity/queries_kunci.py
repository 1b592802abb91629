"""Every statement of `rotate-keys`: the tables that keep wrapped keys."""

from shared.rotation import SealedColumn

NEXT_AKUN = """
SELECT id, kunci FROM akun WHERE id > $1 AND kunci <> '' ORDER BY id LIMIT $2
"""
REPLACE_AKUN = """
UPDATE akun SET kunci = baru.kunci
FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS baru (id, lama, kunci)
WHERE akun.id = baru.id AND akun.kunci = baru.lama
"""

NEXT_SWAFOTO = """
SELECT id, kunci FROM swafoto WHERE id > $1 AND kunci <> '' ORDER BY id LIMIT $2
"""
REPLACE_SWAFOTO = """
UPDATE swafoto SET kunci = baru.kunci
FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS baru (id, lama, kunci)
WHERE swafoto.id = baru.id AND swafoto.kunci = baru.lama
"""

NEXT_PETUGAS = """
SELECT id, kunci FROM petugas WHERE id > $1 AND kunci <> '' ORDER BY id LIMIT $2
"""
REPLACE_PETUGAS = """
UPDATE petugas SET kunci = baru.kunci
FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS baru (id, lama, kunci)
WHERE petugas.id = baru.id AND petugas.kunci = baru.lama
"""

NEXT_UNDANGAN = """
SELECT id, kunci FROM undangan WHERE id > $1 AND kunci <> '' ORDER BY id LIMIT $2
"""
REPLACE_UNDANGAN = """
UPDATE undangan SET kunci = baru.kunci
FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS baru (id, lama, kunci)
WHERE undangan.id = baru.id AND undangan.kunci = baru.lama
"""

SEALED = (
    SealedColumn("akun", NEXT_AKUN, REPLACE_AKUN),
    SealedColumn("swafoto", NEXT_SWAFOTO, REPLACE_SWAFOTO),
    SealedColumn("petugas", NEXT_PETUGAS, REPLACE_PETUGAS),
    SealedColumn("undangan", NEXT_UNDANGAN, REPLACE_UNDANGAN),
)
