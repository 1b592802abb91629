"""Villages that were found once, remembered by the process.

Areas change only when `migrate` loads another edition, and processes start anew after it.
"""

from __future__ import annotations

from shared.db import Connection
from shared.wilayah.kode import Tingkat
from shared.wilayah.queries import find_wilayah

MOST = 20_000
_found: set[str] = set()


async def is_desa(conn: Connection, kode: str) -> bool:
    """Tell whether the village exists today; asks only for those not found before."""
    if kode in _found:
        return True
    area = await find_wilayah(conn, kode)
    if area is None or area.tingkat is not Tingkat.DESA or area.berlaku_sampai is not None:
        return False
    if len(_found) >= MOST:
        _found.clear()
    _found.add(kode)
    return True
