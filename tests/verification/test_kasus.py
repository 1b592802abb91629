"""Cases in the queue: who seems to stay twice."""

from uuid import uuid4

import pytest

from services.verification.antrean import actions, queries_daftar, rules
from services.verification.antrean.models import KeputusanForm, Saringan
from shared import clock
from shared.errors import Invalid
from shared.events.domisili import KasusOpened
from tests.verification import facts
from tests.verification.conftest import RINI, hear, told

FIT = dict.fromkeys(rules.BUTIR["kasus"], "sesuai")


def kasus_opened(jenis: str = "domisili_ganda") -> KasusOpened:
    return KasusOpened(
        aggregate_id=uuid4(), version=1, jenis=jenis, permohonan_id=uuid4(), akun_id=uuid4(),
        nobukti="W00000123", kode_kantor="34.02", kode_wilayah_tujuan=facts.BANTUL,
        kode_wilayah_asal=facts.KLATEN, opened_at=facts.AT,
    )  # fmt: skip


async def claimed(db):
    await hear(db, kasus_opened())
    async with db.transaction() as conn:
        return await actions.claim_next(conn, RINI, "kasus")


async def test_a_case_waits_once_in_the_queue_of_its_office(db) -> None:
    event = kasus_opened("pengikut_ganda")
    await hear(db, event)
    await hear(db, event)
    async with db.connection() as conn:
        [tugas] = await queries_daftar.list_open(conn, RINI, Saringan(jenis="kasus"), 9)
        count = await queries_daftar.count_open(conn, RINI, clock.now())
    assert (tugas.nama, tugas.nomor) == ("Dugaan anggota keluarga ganda", "W00000123")
    assert tugas.keterangan == {"permohonan_id": str(event.permohonan_id)}
    assert (count.kasus, count.semua) == (1, 1)


@pytest.mark.parametrize("keputusan", ["approved", "rejected"])
async def test_an_officer_answers_a_case(db, keputusan) -> None:
    tugas = await claimed(db)
    more = {"alasan": ["domisili_ini"], "catatan": "Sudah pindah ke Sleman."}
    form = KeputusanForm(
        fence=tugas.fence, keputusan=keputusan, checklist=FIT,
        **(more if keputusan == "rejected" else {}),
    )  # fmt: skip
    async with db.transaction() as conn:
        done = await actions.decide_tugas(conn, RINI, tugas.id, form)
    assert (done.status, done.keputusan) == ("decided", keputusan)
    assert "verification.keputusan.made.v1" in await told(db)


async def test_a_case_takes_no_reason_of_a_permohonan(db) -> None:
    tugas = await claimed(db)
    form = KeputusanForm(
        fence=tugas.fence, keputusan="rejected", checklist=FIT, alasan=["dokumen"],
        catatan="Berkas kurang jelas.",
    )  # fmt: skip
    with pytest.raises(Invalid):
        async with db.transaction() as conn:
            await actions.decide_tugas(conn, RINI, tugas.id, form)
