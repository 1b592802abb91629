"""The life of one permohonan through the JSON API alone."""

from __future__ import annotations

import asyncio
import base64
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest

from deploy.local.system import System
from deploy.local.walk.mailbox import Mailbox, link_in
from deploy.local.walk.officer import Account
from deploy.local.walk.person import new_person, register, selfie
from deploy.local.walk.recap import levels_of
from deploy.local.walk.resident import PASSWORD
from shared import clock
from tests.journeys.api import Api
from tests.journeys.people import WITHIN, code_of

pytestmark = pytest.mark.journey

TEBET_TIMUR = "31.74.01.1001"
TASKS = "verification/tugas"
OWN = "registration/permohonan"


@pytest.fixture
async def api(system: System) -> AsyncIterator[Api]:
    """A caller of this system's API."""
    async with Api(system.url) as opened:
        yield opened


async def test_every_document_is_valid_openapi(api: Api) -> None:
    api.check_documents()


async def test_the_life_of_a_permohonan(system: System, accounts: list[Account], api: Api) -> None:
    resident, mailbox = await sign_up(system, api)
    in_jakarta = [each for each in accounts if (each.wilayah, each.peran) == ("31", "petugas")]
    in_klaten = [each for each in accounts if (each.wilayah, each.peran) == ("33.10", "petugas")]
    at_work = [in_klaten[0], *in_jakarta]
    klaten, jakarta, colleague = [await officer_token(api, each) for each in at_work]
    ministry = await officer_token(api, accounts[-1])
    await approve_akun(api, resident, klaten)
    before = await counts(api, ministry)
    sent = await submit(api, resident)
    task = await task_of(api, sent["nobukti"], jakarta)
    await decide(api, task, jakarta, colleague)
    shown = await until(
        lambda: api.get(f"{OWN}/{sent['permohonan_id']}", resident),
        lambda body: body["status"] == "approved",
    )
    assert shown["jumlah_orang"] == 2
    expected = [(men, women + 2) for men, women in before]
    await until(lambda: counts(api, ministry), lambda now: now == expected)
    await mailbox.wait_for("Permohonan Anda disetujui", sent["nobukti"], "Jakarta")
    await read_notices(api, resident, sent["nobukti"])
    await take_back(api, resident)
    assert (await api.call("DELETE", "identity/sesi", token=resident)).status == 200
    # The other services hear of it by event.
    await until(lambda: api.call("GET", OWN, token=resident), lambda answer: answer.status == 401)


async def until(ask: Callable[[], Awaitable[Any]], is_right: Callable[[Any], bool]) -> Any:
    """Ask again and again until the answer is right; return it."""
    end = time.monotonic() + WITHIN
    while not is_right(found := await ask()):
        assert time.monotonic() < end, found
        await asyncio.sleep(0.1)
    return found


async def sign_up(system: System, api: Api) -> tuple[str, Mailbox]:
    """Sign somebody up, confirm the address and log in; return token and mailbox."""
    captcha = system.settings.local_captcha_answer
    person = new_person(random.Random())
    await register(system.settings, person)
    email = f"api-{person.nik[-8:]}-{time.time_ns() % 10**9}@contoh.id"
    photo = {"berkas": base64.b64encode(selfie()).decode()}
    akun = {
        "nik": person.nik, "nama": person.nama, "kk": person.kk,
        "alamat": f"{person.alamat} RT {person.rt} RW {person.rw}",
        "kode_wilayah": person.kode_wilayah, "telepon": "0812 0000 1234", "email": email,
        "sandi": PASSWORD, "swafoto_id": (await api.post("identity/swafoto", photo))["id"],
        "setuju": True, "captcha": captcha,
    }  # fmt: skip
    akun["captcha_id"] = (await api.post("identity/captcha", None))["id"]
    refused = await api.call("POST", "identity/akun", akun | {"nik": "12", "setuju": False})
    assert refused.status == 422
    assert {"nik", "setuju"} <= set(refused.body["galat"])
    akun["captcha_id"] = (await api.post("identity/captcha", None))["id"]
    await api.post("identity/akun", akun)
    mailbox = Mailbox(system.mail_url, email)
    link = link_in(await mailbox.wait_for("Konfirmasi alamat email Anda"))
    token = {"token": link.rpartition("/")[2]}
    await api.post("identity/konfirmasi-email", token)
    assert (await api.call("POST", "identity/konfirmasi-email", token)).status >= 400
    login = {"email": email, "sandi": PASSWORD, "captcha": captcha}
    login["captcha_id"] = (await api.post("identity/captcha", None))["id"]
    return (await api.post("identity/sesi", login))["token"], mailbox


async def officer_token(api: Api, account: Account) -> str:
    """Log an officer in with both factors."""
    login = {"email": account.email, "sandi": account.sandi, "totp": await code_of(account)}
    session = await api.post("identity/sesi/petugas", login)
    return str(session["token"])


async def task_of(api: Api, number: str, officer: str) -> dict[str, Any]:
    """Return the task with this number, once it is in the officer's queue."""
    found = await until(
        lambda: api.get(f"{TASKS}?q={number}", officer), lambda body: bool(body["tugas"])
    )
    task: dict[str, Any] = found["tugas"][0]
    return task


async def approve_akun(api: Api, resident: str, officer: str) -> None:
    """Claim and approve the resident's akun; the officer's look shows what Dukcapil has."""
    akun = await until(
        lambda: api.get("identity/akun/saya", resident), lambda body: bool(body["nomor"])
    )
    task = await task_of(api, akun["nomor"], officer)
    look = await api.get(f"identity/akun/{task['subjek_id']}", officer)
    assert look["dukcapil"] == "found"
    claimed = await api.post(f"{TASKS}/{task['id']}/ambil", None, officer)
    checks = dict.fromkeys(claimed["butir"], "sesuai")
    decision = {"fence": claimed["fence"], "keputusan": "approved", "checklist": checks}
    decided = await api.post(f"{TASKS}/{task['id']}/keputusan", decision, officer)
    assert decided["status"] == "decided"


async def submit(api: Api, resident: str) -> dict[str, Any]:
    """Send one permohonan twice with the same key, as soon as registration knows the resident."""
    permohonan = {
        "keperluan": "bekerja", "jangka_waktu": 6, "alamat": "Rumah kos Jalan Tebet Timur 5",
        "tanggal_datang": clock.today_in("Asia/Jakarta").isoformat(), "rt": "1", "rw": "2",
        "kode_wilayah": TEBET_TIMUR,
        "pengikut": [{"nik": "3310056005159801", "nama": "Anak Rekaan"}],
    }  # fmt: skip
    key = {"Idempotency_Key": str(uuid4())}
    sent = await until(
        lambda: api.call("POST", OWN, permohonan, token=resident, **key),
        lambda answer: answer.status == 201,
    )
    assert await api.post(OWN, permohonan, resident, **key) == sent.body
    other = permohonan | {"rt": "9"}
    refused = await api.call("POST", OWN, other, token=resident, **key)
    assert refused.status in {409, 422}
    listed = await api.get(OWN, resident)
    assert [each["nobukti"] for each in listed["permohonan"]] == [sent.body["nobukti"]]
    body: dict[str, Any] = sent.body
    return body


async def decide(api: Api, task: dict[str, Any], officer: str, colleague: str) -> None:
    """Claim, hold against a colleague, give back, take the next, check and approve."""
    place = f"{TASKS}/{task['id']}"
    card = await api.get(f"{OWN}/{task['subjek_id']}/kartu", officer)
    assert card
    claimed = await api.post(f"{place}/ambil", None, officer)
    late = await api.call("POST", f"{place}/ambil", token=colleague)
    assert late.status == 409
    assert claimed["diambil_oleh"] in late.body["pesan"]
    await api.post(f"{place}/lepas", {"fence": claimed["fence"]}, officer)
    claimed = await api.post(f"{place}/ambil", None, officer)
    fence = {"fence": claimed["fence"]}
    early = await api.call(
        "POST", f"{place}/keputusan", fence | {"keputusan": "approved"}, token=officer
    )
    assert early.status == 422
    checks = {"checklist": dict.fromkeys(claimed["butir"], "sesuai")}
    await api.post(f"{place}/periksa", fence | checks, officer)
    decided = await api.post(f"{place}/keputusan", fence | {"keputusan": "approved"}, officer)
    assert decided["keputusan"] == "approved"
    assert (await api.get(place, colleague))["diputus_oleh"] == claimed["diambil_oleh"]


async def counts(api: Api, ministry: str) -> list[tuple[int, int]]:
    """Return men and women of the village's row at each level, the nation first."""
    found = []
    for recap, area in levels_of(TEBET_TIMUR):
        body = await api.get(f"reporting/rekap/{recap}", ministry)
        row = next(each for each in body["baris"] if each["kode"] == area)
        found.append((row["laki_laki"], row["perempuan"]))
    return found


async def read_notices(api: Api, resident: str, number: str) -> None:
    """The inbox tells of the approval; reading one makes one less."""
    place = "notifier/pemberitahuan"
    inbox = await until(
        lambda: api.get(place, resident),
        lambda body: any(f"{number} disetujui" in each["judul"] for each in body["pemberitahuan"]),
    )
    unread = (await api.get(f"{place}/jumlah", resident))["belum_dibaca"]
    first = inbox["pemberitahuan"][0]["id"]
    left = await api.post(f"{place}/{first}/dibaca", None, resident)
    assert left["belum_dibaca"] == unread - 1


async def take_back(api: Api, resident: str) -> None:
    """A second permohonan is cancelled while it waits."""
    found = (await api.get("identity/wilayah/cari?q=loa+ipuh+tenggarong"))["desa"][0]
    permohonan = {
        "keperluan": "pendidikan", "jangka_waktu": 3, "alamat": "Asrama", "rt": "1", "rw": "1",
        "tanggal_datang": clock.today_in("Asia/Makassar").isoformat(),
        "kode_wilayah": found["kode"],
    }  # fmt: skip
    sent = await api.post(OWN, permohonan, resident, Idempotency_Key=str(uuid4()))
    body = await api.post(f"{OWN}/{sent['permohonan_id']}/batal", None, resident)
    assert body["status"] == "cancelled"
