"""The life of an akun through the JSON API alone, each answer held against its document."""

from __future__ import annotations

import random
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from deploy.local.system import System
from deploy.local.walk.mailbox import Mailbox
from deploy.local.walk.resident import PASSWORD
from tests.journeys.api import Api
from tests.journeys.people import at_desk_token, has_shown_code
from tests.journeys.test_walk_api import TASKS, sign_up, task_of, until

pytestmark = pytest.mark.journey

MINE = "identity/akun/saya"
NOTE = "Swafoto buram dan nomor HP tidak tersambung."
NEW_PASSWORD = "Perahu-Layar 77 Biru"
TOKEN = re.compile(r"https?://\S+/(?:sandi-baru|konfirmasi-email/baru)/([^\s\"<>]+)")


@pytest.fixture
async def api(system: System) -> AsyncIterator[Api]:
    """A caller of this system's API."""
    async with Api(system.url) as opened:
        yield opened


async def test_an_akun_is_corrected_blocked_and_free_again(system: System, api: Api) -> None:
    resident, _ = await sign_up(system, api)
    klaten = at_desk_token(system, "petugas", "33.10")
    akun = await until(lambda: api.get(MINE, resident), lambda body: bool(body["nomor"]))
    await find_not_valid(api, akun["nomor"], klaten)
    akun = await until(lambda: api.get(MINE, resident), lambda body: body["status"] == "rejected")
    assert (akun["bidang"], akun["catatan"]) == (["telepon", "swafoto"], NOTE)
    assert akun["alasan"] == ["nik_tidak_cocok", "swafoto_tidak_jelas"]
    await correct(api, resident)
    await block(api, akun["id"], klaten)
    await appeal(system, api, resident, akun["id"], klaten)
    akun = await api.get(MINE, resident)
    assert (akun["status"], akun["telepon"]) == ("submitted", akun["telepon"])
    trail = (await api.get(f"{MINE}/jejak", resident))["jejak"]
    assert {"Memblokir akun", "Menjawab banding"} <= {each["tindakan"] for each in trail}
    copy = await api.get(f"{MINE}/data", resident)
    assert copy["akun"]["nomor"] == akun["nomor"]
    wrong = await api.call("POST", f"{MINE}/penghapusan", {"ketik": "hapus"}, token=resident)
    assert (wrong.status, set(wrong.body["galat"])) == (422, {"ketik"})
    held = await api.call("POST", f"{MINE}/penghapusan", {"ketik": "HAPUS"}, token=resident)
    assert (held.status, "masih diperiksa" in held.body["pesan"]) == (409, True)
    await breach(system, api, akun["nomor"])


async def find_not_valid(api: Api, number: str, officer: str) -> None:
    """Claim and refuse for two reasons, with two fields marked."""
    task = await task_of(api, number, officer)
    claimed = await api.post(f"{TASKS}/{task['id']}/ambil", None, officer)
    decision = {
        "fence": claimed["fence"], "keputusan": "rejected", "catatan": NOTE,
        "alasan": ["nik_tidak_cocok", "swafoto_tidak_jelas"], "bidang": ["telepon", "swafoto"],
    }  # fmt: skip
    await api.post(f"{TASKS}/{task['id']}/keputusan", decision, officer)


async def correct(api: Api, resident: str) -> None:
    """What is wrong or unchanged costs nothing; a new phone does."""
    place = f"{MINE}/perbaikan"
    wrong = await api.call("POST", place, {"telepon": "081"}, token=resident)
    assert (wrong.status, set(wrong.body["galat"])) == (422, {"telepon"})
    same = await api.call("POST", place, {}, token=resident)
    assert (same.status, set(same.body["galat"])) == (422, {"telepon"})
    phone = f"0813 {random.randrange(10**4):04d} {random.randrange(10**4):04d}"
    taken = await api.post(place, {"telepon": phone}, resident)
    assert taken["sisa_kesempatan"] == 2


async def block(api: Api, akun_id: str, officer: str) -> None:
    """One of four grounds and a note; then the NIK as well."""
    place = f"identity/akun-diblokir/{akun_id}"
    wrong = await api.call("POST", f"{place}/blokir", {"dasar": "malas"}, token=officer)
    assert (wrong.status, set(wrong.body["galat"])) == (422, {"dasar", "catatan"})
    ground = {"dasar": "dokumen_palsu", "catatan": "Surat kerja diubah secara digital."}
    assert (await api.post(f"{place}/blokir", ground, officer))["status"] == "blocked"
    again = await api.call("POST", f"{place}/blokir", ground, token=officer)
    assert again.status == 409
    assert (await api.post(f"{place}/nik", None, officer))["nik_dilarang"]


async def appeal(system: System, api: Api, resident: str, akun_id: str, officer: str) -> None:
    """Too short is refused, the second one too; the office accepts the first by its code."""
    mine = await api.get(f"{MINE}/blokir", resident)
    assert (mine["dasar"], mine["boleh_banding"]) == ("dokumen_palsu", True)
    short = await api.call("POST", f"{MINE}/banding", {"isi": "Keliru."}, token=resident)
    assert (short.status, set(short.body["galat"])) == (422, {"isi"})
    words = {"isi": "Surat itu asli. Aslinya bisa saya tunjukkan di kantor."}
    assert (await api.post(f"{MINE}/banding", words, resident))["jawaban"] == "menunggu"
    again = await api.call("POST", f"{MINE}/banding", words, token=resident)
    assert again.status == 409
    listed = (await api.get("identity/akun-diblokir?banding=1", officer))["akun"]
    assert akun_id in {each["akun_id"] for each in listed}
    words = {"jawaban": "accepted", "catatan": "Surat asli sudah ditunjukkan."}
    place = f"identity/akun-diblokir/{akun_id}/banding"
    asked = await api.call("POST", place, words, token=officer)
    assert (asked.status, set(asked.body["galat"])) == (422, {"kode"})
    await has_shown_code(system, officer)
    answered = await api.post(place, words, officer)
    assert answered["status"] == "submitted"


async def breach(system: System, api: Api, number: str) -> None:
    """After a breach the Ministry lists whose data were opened."""
    ministry = at_desk_token(system, "petugas_kementerian", "")
    place = "identity/jejak/terdampak"
    wrong = await api.call("POST", place, {"dari": "kemarin", "sampai": ""}, token=ministry)
    assert (wrong.status, set(wrong.body["galat"])) == (422, {"dari", "sampai"})
    span = {"dari": "2020-01-01T00:00", "sampai": "2099-01-01T00:00", "wilayah": "33.10"}
    found = await api.post(place, span, ministry)
    assert number in {each["nomor"] for each in found["terdampak"]}


async def test_entrances_password_and_address_are_ones_own(system: System, api: Api) -> None:
    first, mailbox = await sign_up(system, api)
    email = mailbox.address
    entered = await log_in(system, api, email, PASSWORD, ingat=True)
    listed = await api.get("identity/sesi", first)
    assert [each["ini"] for each in listed["sesi"]].count(True) == 1
    (known,) = [each for each in listed["perangkat"] if each["diingat"]]
    second = await api.post("identity/sesi/ingat", {"ingat": entered["ingat"]})
    other = next(each["id"] for each in listed["sesi"] if not each["ini"])
    await api.call("DELETE", f"identity/sesi/{other}", token=first)
    await until(
        lambda: api.call("GET", "identity/sesi", token=entered["token"]),
        lambda answer: answer.status == 401,
    )
    gone = await api.call("DELETE", f"identity/perangkat/{known['id']}", token=second["token"])
    assert gone.status == 200
    await change_password(api, first)
    await forget_password(system, api, mailbox)
    third = (await log_in(system, api, email, PASSWORD))["token"]
    await change_address(system, api, third)


async def log_in(
    system: System, api: Api, email: str, sandi: str, *, ingat: bool = False
) -> dict[str, Any]:
    """Log in with a new code; return the session."""
    login = {"email": email, "sandi": sandi, "captcha": system.settings.local_captcha_answer}
    code = (await api.post("identity/captcha", None))["id"]
    opened: dict[str, Any] = await api.post(
        "identity/sesi", login | {"captcha_id": code, "ingat": ingat}
    )
    return opened


async def change_password(api: Api, resident: str) -> None:
    """The old one must be right, the new one good."""
    place = "identity/sandi"
    wrong = await api.call(
        "POST", place, {"sandi_lama": "Salah-1234!", "sandi": NEW_PASSWORD}, token=resident
    )
    assert (wrong.status, set(wrong.body["galat"])) == (422, {"sandi_lama"})
    weak = await api.call("POST", place, {"sandi_lama": PASSWORD, "sandi": "abc"}, token=resident)
    assert (weak.status, set(weak.body["galat"])) == (422, {"sandi"})
    await api.post(place, {"sandi_lama": PASSWORD, "sandi": NEW_PASSWORD}, resident)


async def forget_password(system: System, api: Api, mailbox: Mailbox) -> None:
    """The link of the letter sets another one, once."""
    asked = {"email": mailbox.address, "captcha": system.settings.local_captcha_answer}
    asked["captcha_id"] = (await api.post("identity/captcha", None))["id"]
    await api.post("identity/sandi/lupa", asked)
    letter = await mailbox.wait_for("Tautan untuk kata sandi baru")
    found = TOKEN.search(letter.text)
    assert found, letter.text
    new = {"token": found.group(1), "sandi": PASSWORD}
    await api.post("identity/sandi/baru", new)
    assert (await api.call("POST", "identity/sandi/baru", new)).status == 409


async def change_address(system: System, api: Api, resident: str) -> None:
    """The link goes to the new address, the notice to the old one."""
    email = f"baru-{time.time_ns()}@contoh.id"
    wrong = await api.call(
        "POST", "identity/email", {"email": "bukan", "sandi": PASSWORD}, token=resident
    )
    assert (wrong.status, set(wrong.body["galat"])) == (422, {"email"})
    await api.post("identity/email", {"email": email, "sandi": PASSWORD}, resident)
    letter = await Mailbox(system.mail_url, email).wait_for("Pastikan email baru Anda")
    found = TOKEN.search(letter.text)
    assert found, letter.text
    await api.post("identity/email/konfirmasi", {"token": found.group(1)})
    assert (await api.get(MINE, resident))["email"] == email
