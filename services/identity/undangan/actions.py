"""Inviting an officer, and accepting."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID

import pyotp

from services.identity.akun.rules import check_email, check_nama
from services.identity.jejak import actions as jejak
from services.identity.konfirmasi.rules import hash_of, make_token
from services.identity.petugas import actions as petugas
from services.identity.petugas import queries as officers
from services.identity.petugas.models import PetugasBaru
from services.identity.petugas.peran import LABELS, is_area_of, may_give
from services.identity.petugas.rules import CODE_WRONG, step_of
from services.identity.sandi.hashing import hasher
from services.identity.sandi.rules import check_repeated, check_sandi
from services.identity.undangan import queries
from services.identity.undangan.models import TerimaForm, Undangan, UndanganForm
from shared import clock
from shared.bus import outbox
from shared.db import Connection, Database
from shared.errors import Conflict, FieldErrors, Invalid, NotFound
from shared.events.alamat import TautanBaru
from shared.events.identity import TautanRequested
from shared.ids import uuid7
from shared.sesi.token import Principal
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import is_within

LIFETIME = timedelta(hours=72)
PATH = "/petugas/undangan/"
NOT_YOURS = "Peran ini tidak bisa Anda berikan di wilayah itu."
NO_SUCH_AREA = "Pilih wilayah yang sesuai dengan perannya."
HELD = "Orang ini sudah memegang peran itu di sana."
USED = "Undangan ini sudah dipakai, dibatalkan, atau lewat 72 jam."
GONE = "Undangan ini tidak ada."


async def invite(conn: Connection, who: Principal, form: UndanganForm) -> Undangan:
    """Invite a person to a role and have the link mailed; raises Invalid."""
    errors = FieldErrors()
    nama = email = ""
    with errors.field("nama"):
        nama = check_nama(form.nama)
    with errors.field("email"):
        email = check_email(form.email)
    if not may_give(who.peran, who.wilayah, form.peran, form.wilayah):
        errors.add("peran", NOT_YOURS)
    elif not await _is_area(conn, form.peran, form.wilayah):
        errors.add("wilayah", NO_SUCH_AREA)
    elif await _holds(conn, email, form.peran, form.wilayah):
        errors.add("email", HELD)
    errors.raise_any()
    now, token = clock.now(), make_token()
    undangan = Undangan.model_validate({
        "id": uuid7(), "nama": nama, "email": email, "totp": pyotp.random_base32(),
        "peran": form.peran, "wilayah": form.wilayah, "created_at": now,
        "expires_at": now + LIFETIME,
    })  # fmt: skip
    await queries.insert_undangan(conn, undangan, hash_of(token), who.id)
    await _send(conn, undangan, token)
    await jejak.note_act(conn, who, undangan.id, "undang_petugas")
    return undangan


async def _is_area(conn: Connection, peran: str, kode: str) -> bool:
    if not is_area_of(peran, kode):
        return False
    return not kode or await wilayah.find_wilayah(conn, kode) is not None


async def _holds(conn: Connection, email: str, peran: str, kode: str) -> bool:
    known = await officers.find_by_email(conn, email) if email else None
    roles = await officers.list_penugasan(conn, known.id) if known else []
    return any((role.peran, role.wilayah) == (peran, kode) for role in roles)


async def _send(conn: Connection, undangan: Undangan, token: str) -> None:
    letak = await wilayah.nama_lengkap(conn, undangan.wilayah)
    peran = LABELS[undangan.peran]
    letter = TautanBaru(
        nama=undangan.nama, email=undangan.email, bahasa="id", tautan=PATH + token,
        kode_wilayah=undangan.wilayah, keterangan=f"{peran}, {letak}" if letak else peran,
    )  # fmt: skip
    event = TautanRequested(aggregate_id=undangan.id, version=1, untuk="undangan", pribadi=letter)
    await outbox.emit(conn, event)


async def withdraw(conn: Connection, who: Principal, undangan_id: UUID) -> None:
    """Take an invitation of one's own area back; raises NotFound."""
    area = await queries.find_area(conn, undangan_id)
    if area is None or not is_within(area, who.wilayah):
        raise NotFound(GONE)
    await queries.set_closed(conn, undangan_id, clock.now())
    await jejak.note_act(conn, who, undangan_id, "batal_undangan")


async def accept(database: Database, token: str, form: TerimaForm) -> list[str]:
    """Make the invited person an officer in the role; return his recovery codes, shown once.

    Who is an officer already only gets the role, and no codes. Raises Conflict if the link counts
    no longer, Invalid for a bad password or a wrong code.
    """
    async with database.connection() as conn:
        undangan, known = await look(conn, token)
    if known:
        async with database.transaction() as conn:
            await _close(conn, undangan)
            await petugas.give_role(conn, known, undangan.peran, undangan.wilayah)
        return []
    step = _check(undangan, form)
    hashed = await hasher().hash(form.sandi)
    async with database.transaction() as conn:
        await _close(conn, undangan)
        return await _enter(conn, undangan, hashed, step)


async def look(conn: Connection, token: str) -> tuple[Undangan, UUID | None]:
    """Return the invitation and the officer that its address has already; raises Conflict."""
    undangan = await queries.find_open(conn, hash_of(token), clock.now())
    if undangan is None:
        raise Conflict(USED)
    known = await officers.find_by_email(conn, undangan.email)
    return undangan, known.id if known else None


def _check(undangan: Undangan, form: TerimaForm) -> int:
    errors = FieldErrors()
    with errors.field("sandi"):
        check_sandi(form.sandi, (undangan.nama, undangan.email))
    with errors.field("sandi_ulang"):
        check_repeated(form.sandi, form.sandi_ulang)
    step = step_of(undangan.totp, form.kode, time.time())
    if step is None:
        errors.add("kode", CODE_WRONG)
    errors.raise_any()
    assert step is not None
    return step


async def _close(conn: Connection, undangan: Undangan) -> None:
    if not await queries.set_closed(conn, undangan.id, clock.now()):
        raise Conflict(USED)


async def _enter(conn: Connection, undangan: Undangan, hashed: str, step: int) -> list[str]:
    baru = PetugasBaru(
        nama=undangan.nama, email=undangan.email, peran=undangan.peran, wilayah=undangan.wilayah,
        sandi=hashed, totp=undangan.totp,
    )  # fmt: skip
    entered = await petugas.register_petugas(conn, baru)
    officer = await officers.find_by_email(conn, undangan.email)
    if not entered or officer is None:
        raise Invalid({"email": HELD})
    await officers.use_step(conn, officer.id, step)
    return await petugas.new_cadangan(conn, officer)
