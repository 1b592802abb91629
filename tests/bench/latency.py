"""B2: from the commit of a permohonan to the commit of its tugas, at 100 a second."""

from __future__ import annotations

from tests.bench.load import Senders, new_client
from tests.bench.plan import Bench
from tests.bench.report import Line, at_most, percentile

PER_SECOND = 100.0
# Neither row is written again, so their xmin are the two commits themselves.
BETWEEN_COMMITS = """
SELECT 1000 * extract(epoch FROM
    pg_xact_commit_timestamp(effect.xmin) - pg_xact_commit_timestamp(cause.xmin))::float8
FROM registration.pengikut AS cause
JOIN registration.outbox AS o ON o.aggregate_id = cause.permohonan_id
    AND o.type = 'registration.permohonan.submitted.v1'
JOIN verification.inbox AS effect ON effect.event_id = o.event_id
WHERE cause.permohonan_id = ANY($1::uuid[])
"""


async def measure(bench: Bench) -> list[Line]:
    """Return p50 and p99 between the two commits."""
    async with new_client() as client, bench.superuser() as conn:
        senders = Senders(bench, client)
        await senders.many(20, 4)
        await bench.quiet()
        ids = await senders.steadily(PER_SECOND, bench.plan.seconds * 2)
        await bench.quiet()
        seen = [row[0] for row in await conn.fetch(BETWEEN_COMMITS, ids)]
    if len(seen) != len(ids):
        raise RuntimeError(f"{len(ids) - len(seen)} of {len(ids)} effects are missing")
    bench.tell(
        f"B2 commit to effect: {len(seen)} seen, p90 {percentile(seen, 0.9):.1f} ms, "
        f"{senders.refused} times 503"
    )
    return [
        at_most("B2-p50", percentile(seen, 0.5), "ms, commit to effect at 100/s", 5),
        at_most("B2-p99", percentile(seen, 0.99), "ms, commit to effect at 100/s", 50),
    ]
