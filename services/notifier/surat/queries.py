"""Every statement on surat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from services.notifier.surat.models import Pesan, Surat, SuratBaru
from shared.db import Connection

# The same fact told again finds its letter and leaves it as it is.
INSERT_SURAT = """
INSERT INTO surat (id, pesan, subjek_id, version, penerima_id, kode_kantor, kunci, isian)
SELECT * FROM unnest(
    $1::uuid[], $2::text[], $3::uuid[], $4::int[], $5::uuid[], $6::text[], $7::bytea[],
    $8::bytea[])
ON CONFLICT (pesan, subjek_id, version, penerima_id) DO NOTHING
"""


async def insert_surat(conn: Connection, baru: Sequence[SuratBaru]) -> None:
    """Write letters that wait to be sent, in this order."""
    rows = (
        (one.id, one.kabar.pesan, one.kabar.subjek_id, one.kabar.version, one.penerima_id,
         one.kabar.kode_kantor, one.kunci, one.isian)
        for one in baru
    )  # fmt: skip
    await conn.execute(INSERT_SURAT, *zip(*rows, strict=True))


# MATERIALIZED, so that the limit holds even if the planner would like to look twice.
TAKE_DUE = """
WITH due AS MATERIALIZED (
    SELECT id FROM surat
    WHERE state IN ('waiting', 'sending', 'failed') AND next_attempt_at <= now()
    ORDER BY next_attempt_at, nomor LIMIT 1
    FOR UPDATE SKIP LOCKED
)
UPDATE surat AS s
SET state = 'sending', attempts = attempts + 1, next_attempt_at = now() + $1::interval
FROM due WHERE s.id = due.id
RETURNING s.id, s.pesan, s.subjek_id, s.penerima_id, s.kode_kantor, s.kunci, s.isian, s.attempts,
    coalesce(s.resent_at, s.created_at) AS created_at
"""


async def take_due(conn: Connection, lease: timedelta) -> Surat | None:
    """Take the letter that is due longest for `lease`, one whose lease ran out too; or None."""
    row = await conn.fetchrow(TAKE_DUE, lease)
    if row is None:
        return None
    values = dict(row)
    return Surat(pesan=Pesan(values.pop("pesan")), **values)


# Fenced by `attempts`: who lost the lease in the meantime writes nothing.
SET_TRIED = """
UPDATE surat
SET state = $3, next_attempt_at = now() + $4::interval, last_error = $5,
    sent_at = CASE WHEN $3 = 'sent' THEN now() END
WHERE id = $1 AND attempts = $2 AND state = 'sending'
"""


async def set_tried(
    conn: Connection, surat: Surat, state: str, pause: timedelta, reason: str
) -> None:
    """Note how the try ended."""
    await conn.execute(SET_TRIED, surat.id, surat.attempts, state, pause, reason)


DELETE_OVER = """
DELETE FROM surat
WHERE state IN ('sent', 'dead', 'bounced', 'complained') AND created_at < now() - $1::interval
"""


async def delete_over(conn: Connection, age: timedelta) -> None:
    """Forget letters of that age that nobody will send any more."""
    await conn.execute(DELETE_OVER, age)


FIND_LATEST = """
SELECT id, isian FROM surat
WHERE pesan = $1 AND subjek_id = $2 AND penerima_id = $2 AND kunci IS NULL
ORDER BY version DESC LIMIT 1
"""


async def find_latest(conn: Connection, pesan: Pesan, akun_id: UUID) -> tuple[UUID, bytes] | None:
    """Return id and sealed parameters of the newest such letter to a resident, or None."""
    row = await conn.fetchrow(FIND_LATEST, pesan, akun_id)
    return (row["id"], row["isian"]) if row else None
