"""Noting who looked at or changed whose data, and why; and sealing what was noted."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

import structlog

from services.identity.jejak import queries, rules
from services.identity.jejak.models import BarisJejak, Langkah, Segel
from shared import clock, logs
from shared.db import Connection
from shared.events.jejak import JejakEvent
from shared.ids import uuid7
from shared.policy import PENDUDUK
from shared.sesi.token import Principal
from shared.wilayah.kode import is_within

log = structlog.get_logger()

Tindakan = Literal[
    "lihat_akun", "lihat_swafoto", "blokir_akun", "larang_nik", "buka_blokir", "jawab_banding",
    "lihat_foto_ktp", "cari_nik",
]  # fmt: skip
TindakanSendiri = Literal["daftar_akun", "unduh_data", "minta_hapus"]
TindakanPengurus = Literal[
    "undang_petugas", "batal_undangan", "beri_peran", "akhiri_peran", "ubah_kantor", "ubah_logo",
    "hapus_logo", "buat_klien", "ganti_rahasia", "akhiri_rahasia", "cabut_klien",
    "unduh_terdampak", "unduh_jejak",
]  # fmt: skip
PEMERIKSAAN_AKUN = "pemeriksaan akun"
PEMERIKSAAN_PERMOHONAN = "pemeriksaan permohonan"
SENDIRI = "permintaan sendiri"
JABATAN = "tugas jabatan"
OURS = "identity"


async def note_look(
    conn: Connection, who: Principal, akun_id: UUID, kode_wilayah: str, tindakan: Tindakan
) -> None:
    """Write the look down in the transaction that shows the data."""
    await _note(
        conn, uuid7(), clock.now(), OURS, who.id, who.peran, who.wilayah, akun_id, tindakan,
        alasan_of(who, kode_wilayah),
    )  # fmt: skip


async def note_own(conn: Connection, akun_id: UUID, tindakan: TindakanSendiri) -> None:
    """Write down what a resident did with his own data."""
    await _note(conn, uuid7(), clock.now(), OURS, akun_id, PENDUDUK, "", akun_id, tindakan, SENDIRI)


async def note_act(
    conn: Connection, who: Principal, objek_id: UUID, tindakan: TindakanPengurus,
    alasan: str = JABATAN,
) -> None:  # fmt: skip
    """Write down what an administrator did, in the transaction that does it.

    `objek_id` is the officer, invitation, office or program it was done to, for a download the
    administrator himself.
    """
    await _note(
        conn, uuid7(), clock.now(), OURS, who.id, who.peran, who.wilayah, objek_id, tindakan, alasan
    )


async def note_heard(conn: Connection, event: JejakEvent) -> None:
    """Write down what another service told; the same telling twice is one step."""
    if await queries.is_known(conn, event.aggregate_id):
        return
    await _note(
        conn, event.aggregate_id, event.at, event.service, event.petugas_id, event.peran,
        event.wilayah, event.akun_id, event.tindakan, event.maksud,
    )  # fmt: skip


async def _note(
    conn: Connection,
    kode: UUID,
    at: datetime,
    asal: str,
    petugas_id: UUID,
    peran: str,
    wilayah: str,
    akun_id: UUID,
    tindakan: str,
    alasan: str,
) -> None:
    langkah = Langkah(
        kode, at, asal, petugas_id, peran, wilayah, akun_id, tindakan, alasan, logs.request_id()
    )
    await queries.insert_jejak(conn, langkah, rules.tanda_of(langkah))


def alasan_of(who: Principal, kode_wilayah: str) -> str:
    """Return why the officer may look: his own residents' akun, or a permohonan to his area."""
    own = is_within(kode_wilayah, who.wilayah)
    return PEMERIKSAAN_AKUN if own else PEMERIKSAAN_PERMOHONAN


async def seal_jejak(conn: Connection) -> int:
    """Seal the rows that have no seal yet and return how many; 0 while another one seals.

    The root goes to the log too: kept there, it shows a tail that was cut off with its roots.
    """
    if not await queries.try_seal_lock(conn):
        return 0
    genesis = await queries.get_genesis(conn)
    last = await queries.find_last_segel(conn)
    fresh = await queries.list_unsealed(conn, (last.jejak_id if last else 0) - rules.WINDOW)
    if not fresh:
        return 0
    sealed = _chained(fresh, last or Segel(0, 0, rules.first_hash(genesis.jejak_id)))
    await queries.insert_segel(conn, sealed)
    root = sealed[-1]
    nomor = await queries.insert_akar(conn, root, clock.now())
    log.info("jejak.sealed", akar=nomor, urutan=root.urutan, hash=root.hash.hex())
    return len(sealed)


def _chained(rows: list[BarisJejak], last: Segel) -> list[Segel]:
    sealed = [last]
    for baris in rows:
        urutan = sealed[-1].urutan + 1
        sealed.append(Segel(urutan, baris.id, rules.segel_of(sealed[-1].hash, urutan, baris)))
    return sealed[1:]
