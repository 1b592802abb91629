"""Every statement of `rotate-keys`: the tables that keep wrapped keys."""

from shared.rotation import SealedColumn

NEXT_PEMOHON = """
SELECT akun_id AS id, kunci FROM pemohon WHERE akun_id > $1 AND kunci <> ''
ORDER BY akun_id LIMIT $2
"""
REPLACE_PEMOHON = """
UPDATE pemohon SET kunci = baru.kunci
FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS baru (id, lama, kunci)
WHERE pemohon.akun_id = baru.id AND pemohon.kunci = baru.lama
"""

SEALED = (SealedColumn("pemohon", NEXT_PEMOHON, REPLACE_PEMOHON),)
