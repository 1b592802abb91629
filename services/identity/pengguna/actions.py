"""What an administrator does with the officers of his area."""

from __future__ import annotations

from uuid import UUID

from services.identity.jejak import actions as jejak
from services.identity.pengguna import queries
from services.identity.pengguna.models import DaftarPengguna, PenggunaRow, PeranForm, UndanganRow
from services.identity.petugas import actions as petugas
from services.identity.petugas import queries as officers
from services.identity.petugas.models import Penugasan
from services.identity.petugas.peran import is_area_of, may_give
from services.identity.undangan import queries as undangan
from services.identity.undangan.actions import NO_SUCH_AREA, NOT_YOURS
from shared import clock
from shared.db import Connection
from shared.errors import Conflict, Invalid, NotAllowed, NotFound
from shared.sesi.token import Principal
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import is_within

ONESELF = "Anda tidak bisa mengakhiri peran Anda sendiri. Minta admin lain."
NOT_YOURS_TO_TAKE = "Peran ini tidak bisa Anda akhiri."
NONE_YOURS = "Tidak ada peran petugas ini yang bisa Anda akhiri."
GONE = "Peran ini sudah berakhir."
HELD = "Petugas ini sudah memegang peran itu di sana."


async def list_pengguna(
    conn: Connection, who: Principal, cari: str, limit: int, offset: int
) -> DaftarPengguna:
    """Return the officers of the administrator's area and who is invited."""
    rows = await queries.list_pengguna(conn, who.wilayah, cari, limit, offset)
    waiting = await undangan.list_open(conn, who.wilayah, clock.now())
    names = await wilayah.list_nama(
        conn, {row.wilayah for row in rows} | {each.wilayah for each in waiting}
    )
    return DaftarPengguna(
        pengguna=[_named(row, names) for row in rows],
        undangan=[
            UndanganRow(
                id=each.id, nama=each.nama, email=each.email, peran=each.peran,
                wilayah=each.wilayah, nama_wilayah=names.get(each.wilayah, each.wilayah),
                expires_at=each.expires_at,
            )
            for each in waiting
        ],
    )  # fmt: skip


def _named(row: PenggunaRow, names: dict[str, str]) -> PenggunaRow:
    return row.model_copy(update={"nama_wilayah": names.get(row.wilayah, row.wilayah)})


async def list_roles(conn: Connection, who: Principal, petugas_id: UUID) -> list[Penugasan]:
    """Return an officer's roles within the administrator's area."""
    roles = await officers.list_penugasan(conn, petugas_id)
    return [role for role in roles if is_within(role.wilayah, who.wilayah)]


async def end_role(
    conn: Connection, who: Principal, penugasan_id: UUID, alasan: str = jejak.JABATAN
) -> UUID:
    """Take a role from an officer and return whose it was; his sessions in it end.

    Raises NotFound, NotAllowed, or Conflict for one's own.
    """
    role = await queries.lock_penugasan(conn, penugasan_id)
    if role is None:
        raise NotFound(GONE)
    if role.petugas_id == who.id:
        raise Conflict(ONESELF)
    if not may_give(who.peran, who.wilayah, role.peran, role.wilayah):
        raise NotAllowed(NOT_YOURS_TO_TAKE)
    await petugas.end_penugasan(conn, role)
    await jejak.note_act(conn, who, role.petugas_id, "akhiri_peran", alasan)
    return role.petugas_id


async def end_petugas(
    conn: Connection, who: Principal, petugas_id: UUID, alasan: str = jejak.JABATAN
) -> int:
    """Take every role that is the administrator's to take; return how many.

    An officer whom no role is left may enter no longer.
    """
    if petugas_id == who.id:
        raise Conflict(ONESELF)
    mine = [
        role
        for role in await officers.list_penugasan(conn, petugas_id)
        if may_give(who.peran, who.wilayah, role.peran, role.wilayah)
    ]
    if not mine:
        raise NotAllowed(NONE_YOURS)
    for role in mine:
        await petugas.end_penugasan(conn, role)
        await jejak.note_act(conn, who, petugas_id, "akhiri_peran", alasan)
    return len(mine)


async def give_role(conn: Connection, who: Principal, petugas_id: UUID, form: PeranForm) -> None:
    """Give an officer of the area a further role, or another one for `form.ganti`.

    Raises Invalid, or as `end_role` does.
    """
    if not may_give(who.peran, who.wilayah, form.peran, form.wilayah):
        raise Invalid({"peran": NOT_YOURS})
    if not is_area_of(form.peran, form.wilayah) or (
        form.wilayah and await wilayah.find_wilayah(conn, form.wilayah) is None
    ):
        raise Invalid({"wilayah": NO_SUCH_AREA})
    if not await petugas.give_role(conn, petugas_id, form.peran, form.wilayah):
        raise Invalid({"peran": HELD})
    await jejak.note_act(conn, who, petugas_id, "beri_peran")
    if form.ganti and await end_role(conn, who, form.ganti) != petugas_id:
        raise NotFound(GONE)
