"""Ending officers and changing their roles; step-up; idle sessions; the office's page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.identity.instansi import rules
from services.identity.instansi.models import InstansiForm
from shared import clock
from shared.db import Database
from shared.errors import Invalid
from shared.events.identity import InstansiChanged, SesiRevoked
from shared.events.petugas import PetugasEnded
from tests.conftest import SID
from tests.identity.conftest import Browser
from tests.identity.links import told
from tests.identity.officers import enters, logs_in

OFFICE = {
    "nama": "Disdukcapil Rekaan", "nama_kepala": "Dra. Widuri Rekaan",
    "jabatan_kepala": "Kepala Dinas", "pangkat": "Pembina", "nip": "", "alamat": "Jalan Contoh 2",
    "telepon": "(0274) 000020", "email": "kantor@contoh.id", "paket_formulir": "bantul-19-2019",
    "kota_ttd": "Bantul", "jam_senin": "08.00-15.00", "jam_selasa": "08:00 – 15:00",
    "jam_jumat": "08.00–14.30", "libur": "25/12/2026 Hari Natal\n1-1-2027 Tahun Baru",
    "lokal_kecamatan": "Kapanewon",
}  # fmt: skip


async def test_an_ended_officer_is_out_at_once_and_it_is_told(
    browser: Browser, new_browser: Any, database: Database
) -> None:
    admin = await enters(database, "admin_kabupaten", "34.02")
    rini = await enters(database, "petugas", "34.02", "Rini Rekaan")
    hers = new_browser()
    await logs_in(hers, rini)
    await logs_in(browser, admin)
    assert "Rini Rekaan" in await browser.get("/pengguna?q=rini")
    await browser.get(f"/pengguna/{rini.id}")
    await browser.post(f"/pengguna/{rini.id}/akhiri", alasan="pindah")
    assert browser.location == "/pengguna?kabar=diakhiri"
    await hers.get("/petugas")
    assert hers.location.startswith("/petugas/masuk")
    await hers.get("/petugas/masuk")
    await hers.post("/petugas/masuk", email=rini.email, sandi="x", kembali="")
    assert hers.status == 422
    event = (await told(database, PetugasEnded))[-1]
    assert (event.aggregate_id, event.peran, event.kode_kantor) == (rini.id, "petugas", "34.02")
    assert await told(database, SesiRevoked)


async def test_a_changed_role_ends_the_old_one_and_its_sessions(
    browser: Browser, new_browser: Any, database: Database
) -> None:
    rini = await enters(database, "petugas", "34.02")
    hers = new_browser()
    await logs_in(hers, rini)
    await logs_in(browser, await enters(database, "admin_kabupaten", "34.02"))
    page = await browser.get(f"/pengguna/{rini.id}?peran=supervisor")
    old = re.search(r'<option value="([0-9a-f-]{36})"', page)
    assert old
    await browser.post(
        f"/pengguna/{rini.id}/peran", peran="supervisor", wilayah="34.02", ganti=old.group(1)
    )
    assert browser.location == "/pengguna?kabar=peran", browser.text
    await hers.get("/petugas")
    assert hers.location.startswith("/petugas/masuk")
    assert (await told(database, PetugasEnded))[-1].peran == "petugas"
    await logs_in(hers, rini)
    assert hers.location == "/verifikasi"


async def test_what_is_not_his_an_administrator_cannot_end(
    browser: Browser, database: Database
) -> None:
    admin = await enters(database, "admin_kabupaten", "34.02")
    elsewhere = await enters(database, "petugas", "33.10")
    await logs_in(browser, admin)
    await browser.get("/pengguna")
    await browser.post(f"/pengguna/{elsewhere.id}/akhiri", alasan="pindah")
    assert browser.status == 403
    await browser.get("/pengguna")
    await browser.post(f"/pengguna/{uuid4()}/akhiri")
    assert browser.status == 404
    await browser.get("/pengguna")
    await browser.post(f"/pengguna/{admin.id}/akhiri", alasan="pindah")
    assert browser.status == 409


async def test_after_five_minutes_the_second_factor_is_asked_for_again(
    browser: Browser, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await enters(database, "admin_kabupaten", "34.02")
    rini = await enters(database, "petugas", "34.02")
    await logs_in(browser, admin)
    assert 'name="kode"' not in await browser.get(f"/pengguna/{rini.id}")
    later = clock.now() + timedelta(minutes=5, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert 'name="kode"' in await browser.get(f"/pengguna/{rini.id}")
    await browser.post(f"/pengguna/{rini.id}/akhiri")
    assert browser.status == 422
    assert "Pilih alasannya" in browser.text
    await browser.post(f"/pengguna/{rini.id}/akhiri", alasan="pindah")
    assert browser.status == 422
    assert "Ketik kode dari aplikasi" in browser.text
    await browser.post(f"/pengguna/{rini.id}/akhiri", alasan="pindah", kode="000000")
    assert browser.status == 422
    await browser.post(f"/pengguna/{rini.id}/akhiri", alasan="pindah", kode=admin.code())
    assert browser.location == "/pengguna?kabar=diakhiri"


async def test_an_officer_is_out_after_fifteen_idle_minutes(
    browser: Browser, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await logs_in(browser, await enters(database, "petugas", "34.02"))
    later = clock.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    await browser.get("/petugas/peran")
    assert browser.location.startswith("/petugas/masuk")


async def test_new_recovery_codes_replace_the_old(browser: Browser, database: Database) -> None:
    await logs_in(browser, await enters(database, "petugas", "34.02"))
    await browser.get("/petugas/kode-cadangan")
    first = re.findall(r"[A-Z]{5}-[A-Z]{5}", await browser.post("/petugas/kode-cadangan"))
    second = re.findall(r"[A-Z]{5}-[A-Z]{5}", await browser.post("/petugas/kode-cadangan"))
    assert len(first) == len(second) == 10
    assert not set(first) & set(second)
    assert "Sisa 10 kode" in await browser.get("/petugas/peran")


async def test_an_office_is_previewed_saved_and_told(browser: Browser, database: Database) -> None:
    await logs_in(browser, await enters(database, "admin_kabupaten", "34.02"))
    await browser.get("/pengaturan/kabupaten")
    mark = f"Jalan Contoh {uuid4().hex}"
    office = OFFICE | {"alamat": mark, "version": browser.field("version")}
    await browser.post("/pengaturan/kabupaten", aksi="pratinjau", **office)
    assert "np-kop" in browser.text
    assert "np-ttd" in browser.text
    assert "Senin–Selasa, 08.00–15.00; Jumat, 08.00–14.30 WIB" in browser.text
    await browser.post("/pengaturan/kabupaten", aksi="simpan", **office)
    assert browser.location == "/pengaturan/kabupaten?tersimpan=1"
    event = (await told(database, InstansiChanged))[-1]
    assert (event.kode_kantor, event.alamat) == ("34.02", mark)
    assert event.jam_mingguan == {
        "senin": "08.00–15.00", "selasa": "08.00–15.00", "jumat": "08.00–14.30"
    }  # fmt: skip
    assert event.libur == {"2026-12-25": "Hari Natal", "2027-01-01": "Tahun Baru"}
    assert event.nama_lokal == {"kecamatan": "Kapanewon"}
    page = await browser.get("/pengaturan/kabupaten")
    assert "25/12/2026 Hari Natal" in page
    assert mark in page


async def test_what_an_office_wrote_wrong_is_said_beside_the_field(
    browser: Browser, database: Database
) -> None:
    await logs_in(browser, await enters(database, "admin_kabupaten", "34.02"))
    await browser.get("/pengaturan/kabupaten")
    wrong = OFFICE | {"jam_senin": "15.00-08.00", "nama": "", "email": "bukan"}
    await browser.post("/pengaturan/kabupaten", aksi="simpan", **wrong)
    assert browser.status == 422
    for name in ("jam_senin", "nama", "email"):
        assert f'id="{name}-galat"' in browser.text
    await browser.post("/pengaturan/kabupaten", aksi="simpan", **(OFFICE | {"libur": "besok"}))
    assert 'id="libur-galat"' in browser.text


def test_an_office_open_on_no_day_is_refused() -> None:
    texts = {name: OFFICE[name] for name in rules.TEXTS}
    with pytest.raises(Invalid) as wrong:
        rules.check_instansi("34.02", InstansiForm(**texts, jam_mingguan={}))
    assert "jam_senin" in wrong.value.fields


async def test_the_api_ends_roles_and_edits_the_own_office_only(
    client: Any, database: Database, sign: Any
) -> None:
    admin = {"Authorization": f"Bearer {sign('admin_kabupaten', '34.02')}"}
    async with client.get("/api/v1/identity/pengguna", headers=admin) as response:
        assert response.status == 200
        assert all(
            each["wilayah"].startswith("34.02") for each in (await response.json())["pengguna"]
        )
    rini = await enters(database, "petugas", "34.02")
    path = f"/api/v1/identity/pengguna/{rini.id}/akhiri"
    # A forged session has shown no second factor, and has none to show.
    async with database.transaction() as conn:
        await conn.execute("DELETE FROM sesi WHERE id = $1", SID)
    async with client.post(path, headers=admin, json={"alasan": "pindah"}) as response:
        assert response.status == 422
        assert "kode" in (await response.json())["galat"]
    body = {name: OFFICE[name] for name in rules.TEXTS} | {"jam_mingguan": {"senin": "08.00–15.00"}}
    async with client.put("/api/v1/identity/instansi/33.10", headers=admin, json=body) as response:
        assert response.status == 403
