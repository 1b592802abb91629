"""Telling a resident: a letter and a notice for one fact, and the letter written out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from email.message import EmailMessage
from uuid import UUID

import orjson

from services.notifier.kontak.actions import get_kunci, is_forgotten
from services.notifier.kontak.queries import find_kontak
from services.notifier.naskah import queries as tulisan
from services.notifier.naskah.rules import filled
from services.notifier.pemberitahuan.actions import seal_pemberitahuan
from services.notifier.pemberitahuan.queries import insert_pemberitahuan
from services.notifier.pilihan.queries import find_pilihan
from services.notifier.surat import naskah, queries, rules
from services.notifier.surat.models import Kabar, Pesan, Surat, SuratBaru, isian_context
from services.notifier.surat.naskah import Naskah
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.ids import uuid7
from shared.instansi.queries import get_instansi
from shared.wilayah import queries as wilayah

TANGGAL = ("tanggal_datang", "tanggal_berakhir", "tanggal_selesai")


class NoRecipient(Exception):
    """The person the letter was for is known no longer."""


async def tell(conn: Connection, news: Sequence[tuple[Kabar, UUID]]) -> None:
    """Write a letter and a notice of each fact for the resident of its akun, in this order.

    Nothing is told to the forgotten. Raises Retry while one of the kontak is not known.
    """
    kunci = await get_kunci(conn, (akun_id for _, akun_id in news))
    news = [(kabar, akun_id) for kabar, akun_id in news if akun_id in kunci]
    if not news:
        return
    letters = [_sealed(kunci[akun_id], kabar, akun_id) for kabar, akun_id in news]
    notices = [seal_pemberitahuan(kunci[akun_id], kabar, akun_id) for kabar, akun_id in news]
    await queries.insert_surat(conn, letters)
    await insert_pemberitahuan(conn, notices)


async def notify(conn: Connection, news: Sequence[tuple[Kabar, UUID]]) -> None:
    """Write a notice of each fact, and no letter: the resident chose so."""
    kunci = await get_kunci(conn, (akun_id for _, akun_id in news))
    await insert_pemberitahuan(
        conn,
        [
            seal_pemberitahuan(kunci[akun_id], kabar, akun_id)
            for kabar, akun_id in news
            if akun_id in kunci
        ],
    )


async def find_link(conn: Connection, akun_id: UUID) -> str:
    """Return the link of the latest letter that asks to confirm an address, or ""."""
    found = await queries.find_latest(conn, Pesan.KONFIRMASI_EMAIL, akun_id)
    kunci = (await get_kunci(conn, [akun_id])).get(akun_id)
    if found is None or kunci is None:
        return ""
    surat_id, isian = found
    return str(orjson.loads(kunci.open(isian, isian_context(surat_id))).get("tautan", ""))


async def send_letter(conn: Connection, kabar: Kabar, akun_id: UUID) -> None:
    """Write a letter to a resident, if not forgotten; raises Retry while the kontak is unknown."""
    kunci = await get_kunci(conn, [akun_id])
    if akun_id in kunci:
        await queries.insert_surat(conn, [_sealed(kunci[akun_id], kabar, akun_id)])


def _sealed(kunci: SubjectKey, kabar: Kabar, akun_id: UUID) -> SuratBaru:
    surat_id = uuid7()
    isian = kunci.seal(_packed(kabar), isian_context(surat_id))
    return SuratBaru(surat_id, akun_id, kabar, isian)


async def send_letter_to_stranger(conn: Connection, kabar: Kabar) -> None:
    """Write a letter to the `email` among the parameters, sealed with a key of its own.

    Nothing is written about an akun that was forgotten.
    """
    if await is_forgotten(conn, kabar.subjek_id):
        return
    surat_id = uuid7()
    key = SubjectKey.create(surat_id)
    isian = key.seal(_packed(kabar), isian_context(surat_id))
    surat = SuratBaru(surat_id, kabar.subjek_id, kabar, isian, key.wrap())
    await queries.insert_surat(conn, [surat])


def _packed(kabar: Kabar) -> str:
    return orjson.dumps(dict(kabar.isian)).decode()


async def write_out(conn: Connection, surat: Surat, situs: str, pengirim: str) -> EmailMessage:
    """Return the letter as it goes out; raises NoRecipient when the person was erased."""
    isian = await _isian_of(conn, surat)
    instansi = await get_instansi(conn, surat.kode_kantor)
    path = isian.get("tautan") or rules.path_of(surat.pesan, surat.subjek_id)
    values: dict[str, object] = {
        **isian,
        "instansi": instansi,
        "situs": situs,
        "tautan": situs.rstrip("/") + path,
        "nama_kantor": instansi.nama,
        "blok": await tulisan.find_blok(conn, surat.kode_kantor),
    }
    if "kode_tujuan" in isian:
        values["tujuan"] = await wilayah.nama_lengkap(conn, isian["kode_tujuan"])
    for name in TANGGAL:
        if name in isian:
            values[name] = date.fromisoformat(isian[name])
    text = await _words(conn, surat, isian["bahasa"], values)
    return naskah.to_message(text, surat.id, pengirim, isian["email"], instansi.email)


async def _words(conn: Connection, surat: Surat, bahasa: str, values: dict[str, object]) -> Naskah:
    own = await tulisan.find_aktif(conn, surat.pesan, bahasa)
    if own is None:
        return naskah.write(surat.pesan, bahasa, values)
    return naskah.write_own(own.subjek, filled(own.isi, bahasa, values), bahasa, values)


async def _isian_of(conn: Connection, surat: Surat) -> dict[str, str]:
    if surat.kunci is not None:
        key = SubjectKey.unwrap(surat.kunci, surat.id)
        return {"nama": "", **orjson.loads(key.open(surat.isian, surat.context))}
    kontak = await find_kontak(conn, surat.penerima_id)
    if kontak is None:
        raise NoRecipient
    isian = orjson.loads(kontak.kunci.open(surat.isian, surat.context))
    pilihan = await find_pilihan(conn, surat.penerima_id)
    bahasa = pilihan.bahasa or kontak.bahasa
    return {**isian, "nama": kontak.nama, "email": kontak.email, "bahasa": bahasa}
