"""Opening proofs: a code for anybody, link and PIN for the resident, the files themselves."""

from __future__ import annotations

import hmac
import math
from datetime import timedelta
from uuid import UUID

from services.registration.bukti import queries, rules
from services.registration.bukti.actions import kode_index, pin_index, tautan_index
from services.registration.bukti.models import Bukti, Terlihat
from services.registration.bukti.penerbitan import berkas_context, nama_context
from services.registration.domisili.queries_masa import find_masa
from services.registration.pemohon.actions import find_pemohon, get_pemohon
from shared import clock, crypto
from shared.db import Connection
from shared.errors import Message, NotFound
from shared.wilayah.kode import zona_of
from shared.wilayah.queries import nama_lengkap


async def look_up(conn: Connection, kode: str) -> Terlihat | None:
    """Return what anybody may see of the proof with this code, or None."""
    found = await queries.find_by_kode(conn, kode_index(kode))
    if found is None:
        return None
    pemohon = await find_pemohon(conn, found.akun_id)
    masa = await find_masa(conn, found.orang_id)
    if pemohon is None or masa is None:
        return None
    nama = pemohon.key.open(found.nama, nama_context(f"{found.bukti_id}|{found.urutan}"))
    today = clock.today_in(zona_of(found.kode_wilayah_tujuan))
    return Terlihat(
        keadaan=rules.keadaan_of(found.revoked_at, masa.selesai, today),
        nama=rules.mask_nama(nama),
        wilayah=await nama_lengkap(conn, found.kode_wilayah_tujuan),
        mulai=masa.mulai,
        sampai=masa.selesai - timedelta(days=1),
        sidik=found.sidik,
    )


async def try_pin(conn: Connection, kode: str, pin: str) -> tuple[Bukti | None, Message | None]:
    """Return the proof that link and PIN open, or why they do not.

    A link that opens nothing sounds like a wrong PIN. The count must be committed: call it in a
    transaction that returns. Five wrong PIN lock it for a quarter of an hour.
    """
    now = clock.now()
    bukti = await queries.lock_by_tautan(conn, tautan_index(kode))
    if bukti is None or bukti.pin_index is None:
        return None, Message(rules.WRONG_PIN, sisa=rules.PIN_TRIES - 1)
    if rules.is_locked(bukti, now):
        assert bukti.terkunci_sampai is not None
        left = math.ceil((bukti.terkunci_sampai - now).total_seconds() / 60)
        return None, Message(rules.LOCKED, menit=max(1, left))
    digits = "".join(sign for sign in pin if sign.isdigit())
    if hmac.compare_digest(pin_index(bukti.id, digits), bukti.pin_index):
        await queries.set_pin_tries(conn, bukti.id, 0, None)
        return bukti, None
    wrong = bukti.pin_salah + 1
    if wrong >= rules.PIN_TRIES:
        await queries.set_pin_tries(conn, bukti.id, 0, now + rules.PIN_LOCK)
        return None, Message(rules.LOCKED, menit=int(rules.PIN_LOCK.total_seconds() // 60))
    await queries.set_pin_tries(conn, bukti.id, wrong, None)
    return None, Message(rules.WRONG_PIN, sisa=rules.PIN_TRIES - wrong)


def make_izin(bukti: Bukti) -> str:
    """Return the permission that the right PIN gives to fetch the files for a while."""
    until = int((clock.now() + rules.IZIN).timestamp())
    return f"{until}.{_izin(bukti.id, until)}"


def is_izin(bukti: Bukti, izin: str) -> bool:
    """Tell whether a permission is ours, for this proof, and has not run out."""
    until, _, mark = izin.partition(".")
    if not (until.isascii() and until.isdigit() and len(until) < 12):
        return False
    right = hmac.compare_digest(mark.encode(), _izin(bukti.id, int(until)).encode())
    return right and int(until) > clock.now().timestamp()


def _izin(bukti_id: UUID, until: int) -> str:
    return crypto.index("bukti-izin", f"{bukti_id}|{until}").hex()


async def list_names(conn: Connection, bukti: Bukti) -> list[tuple[int, str]]:
    """Return number and name of each file, the applicant's first."""
    pemohon = await get_pemohon(conn, bukti.akun_id)
    return [
        (one.urutan, pemohon.key.open(one.nama, nama_context(f"{bukti.id}|{one.urutan}")))
        for one in await queries.list_lembar(conn, bukti.id)
    ]


async def open_file(conn: Connection, bukti: Bukti, urutan: int) -> bytes:
    """Return one signed file as it was issued; raises NotFound."""
    sealed = await queries.find_berkas(conn, bukti.id, urutan)
    pemohon = await find_pemohon(conn, bukti.akun_id)
    if sealed is None or pemohon is None:
        raise NotFound
    return pemohon.key.open_bytes(sealed, berkas_context(f"{bukti.id}|{urutan}"))
