"""Every statement of `rotate-keys`: the tables that keep wrapped keys."""

from shared.rotation import SealedColumn

NEXT_KONTAK = """
SELECT akun_id AS id, kunci FROM kontak WHERE akun_id > $1 AND kunci <> '' ORDER BY akun_id LIMIT $2
"""
REPLACE_KONTAK = """
UPDATE kontak SET kunci = baru.kunci
FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS baru (id, lama, kunci)
WHERE kontak.akun_id = baru.id AND kontak.kunci = baru.lama
"""

NEXT_SURAT = """
SELECT id, kunci FROM surat WHERE id > $1 AND kunci <> '' ORDER BY id LIMIT $2
"""
REPLACE_SURAT = """
UPDATE surat SET kunci = baru.kunci
FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS baru (id, lama, kunci)
WHERE surat.id = baru.id AND surat.kunci = baru.lama
"""

NEXT_WEBHOOK = """
SELECT id, kunci FROM webhook WHERE id > $1 ORDER BY id LIMIT $2
"""
REPLACE_WEBHOOK = """
UPDATE webhook SET kunci = baru.kunci
FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS baru (id, lama, kunci)
WHERE webhook.id = baru.id AND webhook.kunci = baru.lama
"""

SEALED = (
    SealedColumn("kontak", NEXT_KONTAK, REPLACE_KONTAK),
    SealedColumn("surat", NEXT_SURAT, REPLACE_SURAT),
    SealedColumn("webhook", NEXT_WEBHOOK, REPLACE_WEBHOOK),
)
