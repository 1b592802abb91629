"""What mail servers report, and letters that an operator sends again."""

from email.message import EmailMessage, Message

import pytest
from aiohttp.test_utils import TestClient, TestServer

from services.notifier.app import SERVICE
from services.notifier.pengiriman.models import Nasib
from services.notifier.pengiriman.rules import read_report
from shared.ids import uuid7
from tests.hearing import react
from tests.notifier import facts

REPORT = "/api/v1/notifier/surat/laporan"
ROW = "SELECT state, last_error FROM surat WHERE id = $1"


def report(surat_id, action="failed", status="5.1.1", kind="delivery-status") -> bytes:
    letter = EmailMessage()
    letter["Message-ID"] = f"<{surat_id}@nonpermanen.contoh.id>"
    letter["To"] = "siti@contoh.id"
    letter.set_content("isi")
    whole = EmailMessage()
    whole["Subject"] = "Undelivered Mail Returned to Sender"
    whole["Message-ID"] = f"<{uuid7()}@lain.contoh.id>"
    whole.set_content("Maaf.")
    whole.make_mixed()
    if kind == "delivery-status":
        whole.attach(_status(action, status))
    else:
        part = Message()
        part["Content-Type"] = "message/feedback-report"
        part.set_payload("Feedback-Type: abuse\nVersion: 1\n")
        whole.attach(part)
    inner = EmailMessage()
    inner.set_content(letter)
    whole.attach(inner)
    whole.replace_header("Content-Type", f'multipart/report; report-type="{kind}"')
    whole.set_boundary("batas")
    return whole.as_bytes()


def _status(action: str, status: str) -> Message:
    part = Message()
    part["Content-Type"] = "message/delivery-status"
    about, recipient = Message(), Message()
    about["Reporting-MTA"] = "dns; mx.contoh.id"
    recipient["Final-Recipient"] = "rfc822; siti@contoh.id"
    recipient["Action"] = action
    recipient["Status"] = status
    part.set_payload([about, recipient])
    return part


@pytest.mark.parametrize(
    ("action", "status", "nasib"),
    [("failed", "5.1.1", Nasib.BOUNCED), ("Delayed", "4.4.7", Nasib.DELAYED)],
)
def test_a_delivery_status_is_read_by_its_codes(action, status, nasib) -> None:
    surat_id = uuid7()
    read = read_report(report(surat_id, action, status))
    assert read is not None
    assert (read.surat_id, read.nasib, read.reason) == (surat_id, nasib, status)


def test_what_is_no_report_is_none() -> None:
    assert read_report(b"") is None
    assert read_report(b"Subject: halo\r\n\r\nhalo") is None
    assert read_report(report(uuid7(), "delivered", "2.0.0")) is None
    assert read_report(b"\x00\xff" * 500) is None


@pytest.fixture
async def surat_id(database):
    akun_id = uuid7()
    async with database.transaction() as conn:
        await react(SERVICE.reactions, conn, facts.registered(akun_id), facts.submitted(akun_id))
    await database.pool.execute("UPDATE surat SET state = 'sent', sent_at = now()")
    return await database.pool.fetchval("SELECT id FROM surat WHERE pesan = 'akun_diterima'")


@pytest.fixture
async def site(app_of, database):
    app, sign = app_of("notifier")
    async with TestClient(TestServer(app)) as client:
        yield client, sign


async def test_a_bounce_is_noted_and_sent_again_by_its_own_office_only(
    site, database, surat_id
) -> None:
    client, sign = site
    relay = {"Authorization": f"Bearer {sign('klien', '', lingkup=('surat:lapor',))}"}
    got = await client.post(REPORT, data=report(surat_id), headers=relay)
    assert await got.json() == {"dikenal": True}
    assert tuple(await database.pool.fetchrow(ROW, surat_id)) == ("bounced", "5.1.1")
    path = f"/api/v1/notifier/surat/{surat_id}/kirim-ulang"
    for peran, wilayah, status in (
        ("admin_kabupaten", "34.02", 403), ("petugas", "33.10", 403),
        ("admin_kabupaten", "33.10", 200), ("petugas_kementerian", "", 409),
    ):  # fmt: skip
        headers = {"Authorization": f"Bearer {sign(peran, wilayah)}"}
        assert (await client.post(path, headers=headers)).status == status, peran
    assert tuple(await database.pool.fetchrow(ROW, surat_id)) == ("waiting", "")


async def test_who_complains_gets_no_more_reminders_by_mail(site, database, surat_id) -> None:
    client, sign = site
    relay = {"Authorization": f"Bearer {sign('klien', '', lingkup=('surat:lapor',))}"}
    body = report(surat_id, kind="feedback-report")
    assert (await client.post(REPORT, data=body, headers=relay)).status == 200
    assert (await database.pool.fetchrow(ROW, surat_id))["state"] == "complained"
    assert await database.pool.fetchval("SELECT pengingat_email FROM pilihan") is False


async def test_only_a_relay_with_the_scope_reports(site, surat_id) -> None:
    client, sign = site
    for token in (sign("klien", "", lingkup=("rekap:baca",)), sign("petugas_kementerian")):
        headers = {"Authorization": f"Bearer {token}"}
        assert (await client.post(REPORT, data=b"x", headers=headers)).status == 403
    assert (await client.post(REPORT, data=b"x")).status == 401


async def test_the_operators_page_names_no_person(site, database, surat_id) -> None:
    client, sign = site
    await database.pool.execute("UPDATE surat SET state = 'dead', last_error = '550'")
    headers = {"Authorization": f"Bearer {sign('admin_kabupaten', '33.10')}", "Accept": "text/html"}
    text = await (await client.get("/pesan/pengiriman", headers=headers)).text()
    assert "Akun diterima" in text
    assert "550" in text
    assert "Kirim ulang" in text
    assert "siti@" not in text
    assert facts.NAMA not in text
    headers["Authorization"] = f"Bearer {sign('admin_kabupaten', '34.02')}"
    text = await (await client.get("/pesan/pengiriman", headers=headers)).text()
    assert "Tidak ada surat di sini" in text
