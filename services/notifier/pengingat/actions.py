"""Telling the reminders that are due."""

from __future__ import annotations

from datetime import datetime

from services.notifier.kabar.actions import tell_office
from services.notifier.kabar.models import JenisKabar
from services.notifier.kontak.queries import list_kunci
from services.notifier.pengingat import queries, rules
from services.notifier.pengingat.queries import Pengingat
from services.notifier.pilihan.queries import list_without_mail
from services.notifier.surat.actions import find_link, notify, send_letter, tell
from services.notifier.surat.models import Kabar
from shared.db import Connection
from shared.wilayah.kode import KEMENTERIAN

AT_ONCE = 200


async def tell_due(conn: Connection, now: datetime) -> int:
    """Tell what is due at `now`, each once, and return how many were taken up."""
    due = await queries.take_due(conn, now, AT_ONCE)
    fresh = [one for one in due if not rules.is_stale(one.jenis, one.due_at, now)]
    for one in fresh:
        if one.akun_id is None:
            await _tell_office(conn, one)
    await _tell_residents(conn, [one for one in fresh if one.akun_id])
    return len(due)


async def _tell_office(conn: Connection, one: Pengingat) -> None:
    # `laporan_30` and `laporan_7` are one kind of news; the number is what is left of the days.
    jenis = JenisKabar(f"pengingat_{one.jenis.partition('_')[0]}")
    isian = {"hari": rules.hari_of(one.jenis), **one.isian}
    await tell_office(conn, jenis, one.aggregate_id, _fact(one), one.kode_kantor, isian)


async def _tell_residents(conn: Connection, due: list[Pengingat]) -> None:
    # Somebody who is not known here was forgotten: there is nobody to remind.
    known = {
        akun_id for akun_id, kunci in (
            await list_kunci(conn, {one.akun_id for one in due if one.akun_id})
        ).items() if kunci
    }  # fmt: skip
    silent = await list_without_mail(conn, known)
    for one in due:
        pesan = rules.PESAN.get(one.jenis)
        if pesan is None or one.akun_id is None or one.akun_id not in known:
            continue
        isian = {"nomor": "", "hari": rules.hari_of(one.jenis), **one.isian}
        subjek = one.aggregate_id
        kabar = Kabar(pesan, subjek, _fact(one), one.kode_kantor or KEMENTERIAN, isian)
        if one.jenis == rules.KONFIRMASI:
            tautan = await find_link(conn, one.akun_id)
            if tautan:
                isian["tautan"] = tautan
                await send_letter(conn, kabar, one.akun_id)
        elif one.akun_id in silent:
            await notify(conn, [(kabar, one.akun_id)])
        else:
            await tell(conn, [(kabar, one.akun_id)])


def _fact(one: Pengingat) -> int:
    # Three reminders of one stay share its version and its message.
    hari = rules.hari_of(one.jenis)
    return one.version * 100 + int(hari) if hari else one.version
