"""Letters about logging in: to whom they go, and that nobody's link is mailed."""

from typing import Any
from uuid import UUID

import pytest

from services.notifier.kontak.queries import find_kontak
from services.notifier.pemberitahuan.queries import count_unread
from shared.events.identity import EmailChanged, SandiChanged, SuratRequested, TautanRequested
from shared.ids import uuid7
from tests.notifier import facts
from tests.notifier.test_reactions import hear, letters, text_of


def link(untuk: str, **pribadi: Any) -> TautanRequested:
    to = {
        "nama": facts.NAMA, "email": facts.EMAIL, "bahasa": "id", "tautan": "/ke/rahasia",
        "kode_wilayah": facts.BANTUL, "keterangan": "Camat, Sewon",
    }  # fmt: skip
    return TautanRequested.model_validate(
        {"aggregate_id": uuid7(), "version": 1, "untuk": untuk, "pribadi": to | pribadi}
    )


@pytest.mark.parametrize("untuk", ["sandi", "email", "undangan", "sandi_petugas"])
async def test_a_link_is_mailed_once_to_the_address_that_is_named(conn: Any, untuk: str) -> None:
    event = link(untuk)
    await hear(conn, event, event)
    ((pesan, message),) = await letters(conn)
    assert pesan == f"tautan_{untuk}"
    assert message["To"] == facts.EMAIL
    assert "http://127.0.0.1:8080/ke/rahasia" in text_of(message)
    assert ("Camat, Sewon" in text_of(message)) == (untuk == "undangan")


async def test_nobodys_link_is_not_mailed(conn: Any) -> None:
    await hear(conn, link("sandi", nama="", email="", tautan="", kode_wilayah=""))
    assert await letters(conn) == []


async def test_a_new_address_is_told_to_the_old_one_and_used_from_now_on(conn: Any) -> None:
    akun_id: UUID = uuid7()
    await hear(conn, facts.registered(akun_id))
    await letters(conn)
    to = {
        "nama": facts.NAMA, "email": "baru@contoh.id", "email_lama": facts.EMAIL, "bahasa": "id",
        "kode_wilayah": facts.KLATEN,
    }  # fmt: skip
    event = EmailChanged.model_validate({"aggregate_id": akun_id, "version": 3, "pribadi": to})
    await hear(conn, event)
    ((pesan, message),) = await letters(conn)
    assert (pesan, message["To"]) == ("email_diubah", facts.EMAIL)
    kontak = await find_kontak(conn, akun_id)
    assert kontak is not None
    assert kontak.email == "baru@contoh.id"
    await hear(conn, event.model_copy(update={"version": 2}))
    assert await count_unread(conn, akun_id) == 0


async def test_a_changed_password_is_told_to_its_owner(conn: Any) -> None:
    to = {"nama": facts.NAMA, "email": facts.EMAIL, "bahasa": "en", "kode_wilayah": facts.KLATEN}
    await hear(
        conn,
        SandiChanged.model_validate({"aggregate_id": uuid7(), "version": 2, "pribadi": to}),
    )
    ((pesan, message),) = await letters(conn)
    assert pesan == "sandi_diubah"
    assert "Your password was changed" in message["Subject"]


@pytest.mark.parametrize(
    ("untuk", "pesan", "tempat"),
    [
        ("eskalasi", "tugas_dieskalasi", "/verifikasi?khusus=eskalasi"),
        ("pengajuan", "tugas_diajukan", "/verifikasi?khusus=diajukan"),
    ],
)
async def test_an_officer_reads_what_came_up_to_him(conn, untuk, pesan, tempat) -> None:
    to = {"nama": "Sri Lestari", "email": "sri@contoh.id", "kode_wilayah": "34.02"}
    event = SuratRequested.model_validate({
        "aggregate_id": uuid7(), "version": 1, "untuk": untuk, "jumlah": 2,
        "daftar": "W00000123, W00000124", "pribadi": to,
    })  # fmt: skip
    await hear(conn, event, event)
    ((found, message),) = await letters(conn)
    assert (found, message["To"]) == (pesan, "sri@contoh.id")
    text = text_of(message)
    assert "2 tugas" in text
    assert "W00000123, W00000124" in text
    assert tempat in text
