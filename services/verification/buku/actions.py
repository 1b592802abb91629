"""What is done with a village's book of registration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from services.verification.buku import queries, rules
from services.verification.buku.models import Baris, BarisBaru, Buku, PembetulanForm
from services.verification.buku.rows import FORGOTTEN
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.errors import Conflict, Invalid, NotFound
from shared.events.verification import JejakAdded
from shared.ids import uuid7
from shared.sesi.token import Principal
from shared.wilayah.kode import zona_of


async def record_baris(conn: Connection, baris: Sequence[BarisBaru]) -> None:
    """Give each person who has none a line with the next number of the village's year.

    Who was forgotten meanwhile gets a line without a name: the numbers stay whole.
    """
    if not baris:
        return
    last = await queries.lock_buku(conn, [(one.kode_wilayah, one.tahun) for one in baris])
    known = await queries.list_recorded(conn, [one.orang_id for one in baris])
    gone = await queries.list_forgotten(conn, {one.permohonan_id for one in baris})
    new = {one.orang_id: one for one in baris if one.orang_id not in known}
    await _number(
        conn,
        last,
        [replace(one, isi=FORGOTTEN) if one.permohonan_id in gone else one for one in new.values()],
    )


async def _number(
    conn: Connection, last: dict[queries.Key, int], baris: Sequence[BarisBaru]
) -> None:
    if not baris:
        return
    next_ = Counter(last)
    numbered = []
    for one in baris:
        key = one.kode_wilayah, one.tahun
        next_[key] += 1
        numbered.append((next_[key], one))
    await queries.insert_baris(conn, numbered, clock.now())
    await queries.set_terakhir(conn, next_)


async def get_baris(conn: Connection, kode_wilayah: str, tahun: int, nomor: int) -> Baris:
    """Return a line of the village's book or raise NotFound."""
    found = await queries.find_baris(conn, kode_wilayah, tahun, nomor)
    if found is None:
        raise NotFound("Baris ini tidak ada di buku desa Anda.")
    return found


async def correct_baris(
    conn: Connection, who: Principal, tahun: int, nomor: int, form: PembetulanForm
) -> Baris:
    """Write a line that corrects another and return it; the old one stays as it is.

    It has the next number of today's book and waits for the lurah. Raises Invalid, or Conflict
    when the line was corrected before.
    """
    today = clock.today_in(zona_of(who.wilayah))
    last = await queries.lock_buku(conn, [(who.wilayah, today.year)])
    lama = await get_baris(conn, who.wilayah, tahun, nomor)
    if lama.isi == FORGOTTEN:
        raise Conflict("Data orang ini sudah dihapus atas permintaannya.")
    new = BarisBaru(
        id=uuid7(),
        kode_wilayah=lama.kode_wilayah,
        tahun=today.year,
        orang_id=lama.orang_id,
        permohonan_id=lama.permohonan_id,
        kode_wilayah_asal=lama.kode_wilayah_asal,
        jenis_kelamin=lama.jenis_kelamin,
        keperluan=lama.keperluan,
        tanggal_mulai=lama.tanggal_mulai,
        tanggal_berakhir=lama.tanggal_berakhir,
        isi=rules.check_pembetulan(lama, form),
        membetulkan=lama.id,
        dicatat_nama=who.nama,
    )
    await _number(conn, last, [new])
    await _note(conn, who, new)
    return await get_baris(conn, who.wilayah, today.year, last[who.wilayah, today.year] + 1)


async def _note(conn: Connection, who: Principal, baris: BarisBaru) -> None:
    """Put the correction on the trail of the akun whose stay it is."""
    akun_id = await queries.find_akun_id(conn, baris.permohonan_id)
    if akun_id is None:
        return
    fact = JejakAdded(
        aggregate_id=uuid7(), version=1, akun_id=akun_id, petugas_id=who.id, peran=who.peran,
        wilayah=who.wilayah, tindakan="betulkan_buku", maksud="buku registrasi", at=clock.now(),
        kode_wilayah_tujuan=baris.kode_wilayah, kode_wilayah_asal=baris.kode_wilayah_asal,
    )  # fmt: skip
    await outbox.emit(conn, fact)


async def approve_baris(conn: Connection, who: Principal, ids: Collection[UUID]) -> int:
    """Approve lines of the lurah's village and return how many; approved ones stay as they are.

    Raises Invalid for none chosen.
    """
    if not ids:
        raise Invalid({"pilih": "Pilih baris yang disetujui."})
    return await queries.set_approved(conn, who.wilayah, ids, clock.now(), who.id, who.nama)


async def get_buku(conn: Connection, kode_wilayah: str, tahun: int) -> Buku:
    """Return a year's book of the village; an empty one if nothing is written in it."""
    found = await queries.list_buku(conn, kode_wilayah)
    return next((each for each in found if each.tahun == tahun), Buku(tahun, 0, 0))
