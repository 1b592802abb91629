"""Form packs: what each regency asks, which of it is compulsory, by data alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from services.registration.domisili.kabar import rincian_of
from services.registration.domisili.models import OrangBaru
from services.registration.draf import actions as draf
from services.registration.keterangan import rules
from services.registration.keterangan.models import Lembar
from services.registration.permohonan import actions, sealing
from services.registration.permohonan.queries import get_permohonan
from shared import paket
from shared.errors import Invalid
from shared.events.identity import InstansiChanged
from tests.registration.made import BANTUL, form, hear, make_pemohon, pengikut

KUTAI = "kutai-kartanegara-64-2021"


def office(kode: str, kode_paket: str, version: int = 1) -> InstansiChanged:
    facts: dict[str, Any] = dict.fromkeys(
        ("nama", "nama_kepala", "jabatan_kepala", "pangkat", "nip", "alamat", "telepon", "email",
         "jam_kerja", "kota_ttd"), "-",
    )  # fmt: skip
    return InstansiChanged(
        aggregate_id=uuid4(), version=version, kode_kantor=kode, zona="Asia/Jakarta",
        paket_formulir=kode_paket, **facts,
    )  # fmt: skip


@pytest.mark.parametrize("kode", list(paket.names()))
def test_every_pack_can_be_read_and_has_only_words_that_are_translated(kode: str) -> None:
    lembar = rules.lembar_of(kode)
    words = {lembar.judul} | {
        text for one in (*lembar.pemohon, *lembar.pengikut) for text in (one.label, one.petunjuk)
    }
    assert words - {""} <= set(rules.LABELS)


def test_the_ministrys_pack_asks_nothing_besides() -> None:
    lembar = rules.lembar_of(paket.BAKU)
    assert (lembar.pemohon, lembar.pengikut, lembar.dokumen_wajib) == ((), (), frozenset())
    assert rules.lembar_of("belum-ada") == lembar


def test_bantul_asks_for_the_dusun_it_counts_by() -> None:
    assert "dusun" in {one.kode for one in rules.lembar_of("bantul-19-2019").pemohon}


def test_members_are_asked_the_columns_of_f_4_02() -> None:
    asked = {one.kode for one in rules.lembar_of(KUTAI).pengikut}
    assert asked == {"status_kawin", "agama", "pekerjaan", "hubungan"}


def strict(kode: str = KUTAI, *dokumen: str) -> Lembar:
    """Return a pack as if education, occupation and these documents were compulsory."""
    known = rules.lembar_of(kode)
    pemohon = tuple(
        replace(one, wajib=one.kode in {"pendidikan", "pekerjaan"}) for one in known.pemohon
    )
    return replace(known, pemohon=pemohon, dokumen_wajib=frozenset(dokumen))


def ask(monkeypatch: pytest.MonkeyPatch, lembar: Lembar) -> None:
    async def asked(*_: object) -> Lembar:
        return lembar

    monkeypatch.setattr(actions, "get_lembar", asked)


def test_compulsory_and_closed_fields_are_checked() -> None:
    asked = strict().pemohon
    with pytest.raises(Invalid) as wrong:
        rules.check_keterangan(asked, {"pekerjaan": "raja", "alasan": "x" * 151})
    assert wrong.value.fields.keys() == {"pendidikan", "pekerjaan", "alasan"}


async def test_the_destinations_pack_decides_and_what_is_written_is_kept_sealed(
    conn, monkeypatch
) -> None:
    await hear(conn, office("34.02", KUTAI, 2), office("34.02", "bantul-19-2019", 1))
    pemohon = await make_pemohon(conn)
    whole = form(pengikut()).model_copy(
        update={"keterangan": {"pendidikan": "sma", "pekerjaan": "buruh"}}
    )
    assert (await actions.get_lembar(conn, BANTUL)) == rules.lembar_of(KUTAI)
    ask(monkeypatch, strict())
    with pytest.raises(Invalid) as wrong:
        await actions.submit_permohonan(conn, pemohon, form(), uuid4(), "a" * 9, b"")
    assert wrong.value.fields.keys() == {"keterangan.pendidikan", "keterangan.pekerjaan"}
    sent = await actions.submit_permohonan(conn, pemohon, whole, uuid4(), "b" * 9, b"")
    row = await get_permohonan(conn, sent.permohonan_id)
    assert row.rincian is not None
    assert b"buruh" not in row.rincian
    assert sealing.open_rincian(pemohon.key, row) == whole.keterangan
    one = OrangBaru(uuid4(), None, "L", "25-29", b"")
    found = rincian_of(pemohon, row, [], [one])
    assert (found.rt, found.dusun, found.orang[0].pekerjaan) == ("003", "", "buruh")


async def test_what_another_office_asked_is_left_out_when_it_is_sent(conn) -> None:
    await hear(conn, office("34.02", paket.BAKU))
    pemohon = await make_pemohon(conn)
    draf_id = await draf.start_draf(conn, pemohon)
    whole = form(kode=BANTUL)
    await draf.save_keperluan(conn, pemohon, draf_id, whole.keperluan)
    await draf.save_domisili(conn, pemohon, draf_id, whole.domisili)
    await draf.save_ada_pengikut(conn, pemohon, draf_id, ada=False)
    await draf.save_keterangan(conn, pemohon, draf_id, {"pekerjaan": "buruh"})
    kept = await draf.find_draf(conn, pemohon, draf_id)
    assert kept
    sent = await draf.send_draf(conn, pemohon, draf_id, kept.version)
    assert (await get_permohonan(conn, sent.permohonan_id)).rincian is None


async def test_a_compulsory_document_is_asked_before_sending(conn, monkeypatch) -> None:
    ask(monkeypatch, strict(paket.BAKU, "ktp_el"))
    pemohon = await make_pemohon(conn)
    with pytest.raises(Invalid) as wrong:
        await actions.submit_permohonan(conn, pemohon, form(), uuid4(), "c" * 9, b"")
    assert wrong.value.fields.keys() == {"dokumen.ktp_el"}
    await actions.submit_permohonan(conn, pemohon, form(), uuid4(), "d" * 9, b"", {"ktp_el"})
