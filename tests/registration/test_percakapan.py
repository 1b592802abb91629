"""Konsultasi, aduan and diskusi: who reads what, how often, until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.registration.dokumen.actions import remove_left
from services.registration.percakapan import lampiran, queries_pesan, rules
from services.registration.permohonan.salinan import copy_data
from services.registration.settings import RegistrationSettings
from shared import clock
from shared.berkas.store import store_of
from shared.db import Database
from shared.events.identity import AkunErased
from shared.web.keys import SETTINGS
from tests.registration.hostile import MARK, active, photo, plain
from tests.registration.made import BANTUL, KLATEN, decided, hear, make_pemohon, submit, told
from tests.registration.percakapan import MASUK, Penulis, id_in, people


@pytest.fixture
def warga(client, sign, siti) -> Penulis:
    return people(client, sign, siti.akun_id)[0]


@pytest.fixture
def gita(client, sign, siti) -> Penulis:
    return people(client, sign, siti.akun_id)[1]


async def asked(warga: Penulis, **fields: str) -> UUID:
    assert await warga.ask(**fields) == 303, warga.text
    return id_in(warga.place)


async def events(database: Database) -> list[str]:
    async with database.connection() as conn:
        return [each for each in await told(conn) if each.startswith("percakapan.")]


async def test_a_question_is_numbered_promised_routed_answered_and_closed(
    warga, gita, database
) -> None:
    one = await asked(warga)
    await warga.get(f"/konsultasi/{one}")
    assert "Konsultasi K0" in warga.text
    assert "Jawaban paling lambat" in warga.text
    await gita.get(f"{MASUK}?unit=piak")
    assert "NIK bermasalah" in gita.text
    assert "Siti" not in gita.text
    await gita.get(f"{MASUK}?unit=dafduk")
    assert "NIK bermasalah" not in gita.text
    page = f"{MASUK}/{one}"
    await gita.get(page)
    assert "Siti Rahma" in gita.text
    assert await gita.write(page, "Kami periksa dahulu.", f"{page}/pesan", aksi="balas") == 303
    await warga.get("/konsultasi")
    assert "Sudah dibalas" in warga.text
    assert "belum dibaca" in warga.text
    assert await warga.write(f"/konsultasi/{one}", "Baik, saya tunggu.") == 303
    assert await gita.write(page, "Sudah diperbaiki.", f"{page}/pesan", aksi="tutup") == 303
    await warga.get(f"/konsultasi/{one}")
    assert "Sudah diperbaiki." in warga.text
    assert "Gita Petugas" not in warga.text
    assert "Selesai" in warga.text
    words = ["opened", "written", "written", "closed"]
    assert await events(database) == [f"percakapan.{word}" for word in words]


async def test_notes_and_their_files_never_reach_the_resident(
    warga, gita, client, database
) -> None:
    one = await asked(warga)
    page = f"{MASUK}/{one}"
    files = {"berkas1": plain()}
    status = await gita.write(page, "Rahasia kantor.", f"{page}/pesan", files, aksi="catatan")
    assert status == 303
    assert await gita.write(page, "Untuk Anda.", f"{page}/pesan", files, aksi="balas") == 303
    await warga.get(f"/konsultasi/{one}")
    assert "Rahasia" not in warga.text
    assert "Untuk Anda." in warga.text
    async with database.connection() as conn:
        rows = await conn.fetch(
            "SELECT l.id, s.dari FROM percakapan_lampiran l "
            "JOIN percakapan_pesan s ON s.id = l.pesan_id"
        )
        copy = await copy_data(conn, (await conn.fetchval("SELECT akun_id FROM pemohon")))
    assert "Rahasia" not in copy.model_dump_json()
    assert "Untuk Anda." in copy.model_dump_json()
    for row in rows:
        answer = await warga.client.get(
            f"/konsultasi/{one}/lampiran/{row['id']}",
            headers={"Cookie": f"__Host-sesi={warga.cookies['__Host-sesi']}"},
        )
        assert answer.status == (404 if row["dari"] == "catatan" else 200)
        officer = await client.get(
            f"{page}/lampiran/{row['id']}",
            headers={"Cookie": f"__Host-sesi={gita.cookies['__Host-sesi']}"},
        )
        assert (officer.status, officer.content_type) == (200, "application/pdf")
        assert "sandbox" in officer.headers["Content-Security-Policy"]
    assert await events(database) == ["percakapan.opened", "percakapan.written"]


async def test_nobody_else_reads_or_writes(warga, client, sign, database) -> None:
    one = await asked(warga)
    async with database.transaction() as conn:
        other = await make_pemohon(conn, nik="3310051703880002")
    stranger = Penulis(client, sign("penduduk", who=other.akun_id))
    bantul = Penulis(client, sign("petugas", "34.02"))
    camat = Penulis(client, sign("camat", "33.10.01"))
    assert (await stranger.get(f"/konsultasi/{one}")).status == 404
    for who in (bantul, camat, stranger):
        assert (await who.get(f"{MASUK}/{one}")).status in {403, 404}
        for door in ("pesan", "ambil", "unit"):
            assert (await who.post(f"{MASUK}/{one}/{door}", isi_pesan="Masuk")).status in {
                403,
                404,
                419,
            }
    await bantul.get(MASUK)
    assert "NIK bermasalah" not in bantul.text
    async with database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM percakapan_pesan") == 1


async def test_sent_twice_is_one_and_other_words_are_another(warga, database) -> None:
    await warga.get("/konsultasi/baru")
    kunci = str(uuid4())
    fields = {"jenis": "aduan", "topik": "pelayanan", "kode_kantor": "33.10"}
    places = []
    for _ in range(2):
        assert await warga.send("/konsultasi", "Loket tutup.", kunci, None, **fields) == 303
        places.append(warga.place)
    assert places[0] == places[1]
    one = f"/konsultasi/{id_in(places[0])}"
    for text in ("Masih tutup.", "Masih tutup.", "Sudah buka."):
        assert await warga.send(one, text, kunci) == 303
    async with database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM percakapan") == 1
        assert await conn.fetchval("SELECT count(*) FROM percakapan_pesan") == 3
        assert await conn.fetchval("SELECT unit FROM percakapan") == "sekretariat"


async def test_what_is_missing_is_said_beside_it_and_what_was_typed_stays(warga) -> None:
    assert await warga.ask("", topik="", jenis="", kode_kantor="34.02") == 422
    for words in ("Pilih konsultasi atau aduan.", "Pilih topiknya.", "Pilih kantor yang dituju."):
        assert words in warga.text
    assert await warga.ask("", topik="nik") == 422
    assert "Tulis pesan Anda." in warga.text
    assert await warga.ask("a" * 4001) == 422
    assert "Yang Anda tulis 4001 huruf" in warga.text
    assert "a" * 4001 in warga.text


async def test_files_that_mean_harm_are_refused_beside_their_field(warga, database) -> None:
    hostile = [*list(active())[:3], b"MZ" + MARK, plain() + bytes(5 * 1024 * 1024)]
    for content in hostile:
        one = await warga.write(
            "/konsultasi/baru", "Lihat berkas ini.", "/konsultasi", {"berkas2": content},
            jenis="aduan", topik="nik", kode_kantor="33.10",
        )  # fmt: skip
        assert one == 422
        assert 'id="berkas2-galat"' in warga.text
        assert "Lihat berkas ini." in warga.text
    async with database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM percakapan") == 0


async def test_nothing_that_is_written_lies_readable(warga, database, client) -> None:
    content = {"berkas1": plain(1, b"BT " + MARK + b" ET")}
    fields = {"jenis": "aduan", "topik": "nik", "kode_kantor": "33.10"}
    await warga.write("/konsultasi/baru", "Rahasia Siti.", "/konsultasi", content, **fields)
    async with database.connection() as conn:
        row = await conn.fetchrow("SELECT isi FROM percakapan_pesan")
        file = await conn.fetchrow("SELECT nama, nama_objek FROM percakapan_lampiran")
        told_of = await conn.fetch("SELECT body FROM outbox")
    assert b"Rahasia" not in row["isi"]
    assert b"berkas1" not in file["nama"]
    assert not any(b"Rahasia" in bytes(each["body"]) for each in told_of)
    settings = client.app[SETTINGS]
    assert isinstance(settings, RegistrationSettings)
    rak = lampiran.rak_of(store_of(settings.storage_url))
    assert b"%PDF" not in await rak.get(file["nama_objek"])


async def test_a_resident_who_writes_without_end_is_stopped(
    warga, client, sign, siti, monkeypatch
) -> None:
    monkeypatch.setattr(rules, "MOST_WRITTEN", 3)
    one = f"/konsultasi/{await asked(warga)}"
    for nomor in range(2):
        assert await warga.write(one, f"Pesan {nomor}") == 303
    assert await warga.write(one, "Sekali lagi saja") == 429
    assert "Coba lagi satu jam lagi" in warga.text
    assert "Sekali lagi saja" in warga.text
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    warga = Penulis(client, sign("penduduk", who=siti.akun_id))
    assert await warga.write(one, "Sekali lagi saja") == 303
    monkeypatch.setattr(rules, "MOST_WRITTEN", 100)
    for _ in range(rules.MOST_OPENED - 1):
        assert await warga.ask() == 303
    assert await warga.ask() == 429
    assert "Paling banyak 5 konsultasi" in warga.text


async def test_a_colleague_takes_it_over_first_and_another_unit_gets_it_untaken(
    warga, gita, client, sign, database
) -> None:
    one = await asked(warga)
    page = f"{MASUK}/{one}"
    other = Penulis(client, sign("petugas", "33.10", uuid4(), nama="Budi"))
    await gita.get(page)
    assert (await gita.post(f"{page}/ambil")).status == 303
    assert await other.write(page, "Dari Budi", f"{page}/pesan", aksi="balas") == 409
    assert "Sedang ditangani Gita Petugas" in other.text
    assert "Dari Budi" in other.text
    assert await other.write(page, "Catatan Budi", f"{page}/pesan", aksi="catatan") == 303
    assert (await other.post(f"{page}/ambil")).status == 303
    assert await other.write(page, "Dari Budi", f"{page}/pesan", aksi="balas") == 303
    assert (await other.post(f"{page}/unit", unit="piak")).status == 422
    assert (await other.post(f"{page}/unit", unit="dafduk")).status == 303
    await gita.get(page)
    assert "Dipindahkan dari Pengelolaan Informasi (PIAK) ke Pendaftaran Penduduk." in gita.text
    assert "belum diambil" in gita.text
    async with database.connection() as conn:
        looks = await conn.fetchval(
            "SELECT count(*) FROM jejak_lihat WHERE percakapan_id = $1", one
        )
    assert looks >= 5


async def test_it_is_opened_again_within_thirty_days(
    warga, gita, client, sign, siti, database, monkeypatch
) -> None:
    one = await asked(warga)
    page = f"{MASUK}/{one}"
    assert await gita.write(page, "Selesai.", f"{page}/pesan", aksi="tutup") == 303
    assert await gita.write(page, "Tambahan", f"{page}/pesan", aksi="balas") == 409
    assert await warga.write(f"/konsultasi/{one}", "Belum beres.") == 303
    assert (await events(database))[-1] == "percakapan.reopened"
    await gita.get(MASUK)
    assert "NIK bermasalah" in gita.text
    assert await gita.write(page, "Sekarang selesai.", f"{page}/pesan", aksi="tutup") == 303
    await warga.get(f"/konsultasi/{one}")
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    warga = Penulis(client, sign("penduduk", who=siti.akun_id))
    await warga.get(f"/konsultasi/{one}")
    assert 'name="isi_pesan"' not in warga.text
    assert await warga.send(f"/konsultasi/{one}", "Terlambat", str(uuid4())) == 409
    async with database.connection() as conn:
        assert await conn.fetchval("SELECT status FROM percakapan") == "closed"


async def test_ready_replies_are_the_offices_own_and_name_the_resident(
    warga, gita, client, sign
) -> None:
    one = await asked(warga)
    rini = Penulis(client, sign("supervisor", "33.10", nama="Rini"))
    list_ = f"{MASUK}/jawaban"
    assert (await gita.get(list_)).status == 403
    await rini.get(list_)
    assert (await rini.post(list_, judul="Salam", isi_pesan="Yth. {nama}, {nik}")).status == 422
    assert "Kurung kurawal hanya untuk" in rini.text
    assert (
        await rini.post(list_, judul="Salam", isi_pesan="Yth. {nama}, kami periksa.")
    ).status == 303
    assert (await rini.post(list_, judul="Salam", isi_pesan="Lain")).status == 422
    await gita.get(f"{MASUK}/{one}")
    found = [each for each in gita.text.split('<option value="') if ">Salam<" in each]
    await gita.get(f"{MASUK}/{one}?jawaban={found[0][:36]}")
    assert "Yth. Siti Rahma, kami periksa." in gita.text
    bantul = Penulis(client, sign("supervisor", "34.02"))
    await bantul.get(list_)
    assert "Salam" not in bantul.text
    assert (
        await bantul.post(f"{list_}/{found[0][:36]}", judul="Ubah", isi_pesan="x")
    ).status == 403
    assert (await rini.post(f"{list_}/{found[0][:36]}/hapus")).status == 303
    await rini.get(list_)
    assert "Belum ada jawaban siap" in rini.text


async def test_a_permohonan_is_talked_about_until_it_is_over(
    warga, client, sign, siti, database
) -> None:
    async with database.transaction() as conn:
        sent = await submit(conn, siti)
    page = f"/permohonan/{sent.permohonan_id}/diskusi"
    bantul = Penulis(client, sign("petugas", "34.02", nama="Gita Petugas"))
    fragment = f"/permohonan/_diskusi/{sent.permohonan_id}?kembali=/verifikasi/1"
    await bantul.get(fragment)
    assert "Belum ada pesan" in bantul.text
    assert await warga.write(page, "KTP sedang dicetak ulang.", "", {"berkas1": photo()}) == 303
    await bantul.get(fragment)
    assert "1 pesan belum dibaca" in bantul.text
    assert "KTP sedang dicetak ulang." in bantul.text
    assert "kembali=/verifikasi/1" in bantul.text
    office = f"{page}/petugas"
    assert await bantul.write(office, "Curiga.", aksi="catatan", kembali="/verifikasi/1") == 303
    assert await bantul.write(office, "Kami tunggu.", aksi="balas", kembali="//jahat.test") == 303
    assert "jahat" not in bantul.place
    await bantul.get(fragment)
    assert "belum dibaca" not in bantul.text
    await warga.get(f"/permohonan/{sent.permohonan_id}")
    assert "belum dibaca" in warga.text
    await warga.get(page)
    assert "Kami tunggu." in warga.text
    assert "Curiga." not in warga.text
    async with database.transaction() as conn:
        await hear(conn, decided(sent.permohonan_id, "rejected"))
    assert await warga.send(page, "Kenapa?", str(uuid4())) == 409
    await warga.get(page)
    assert "hanya bisa dibaca" in warga.text
    assert "KTP sedang dicetak ulang." in warga.text
    assert await bantul.write(office, "Masih", aksi="balas") == 409
    assert (await Penulis(client, sign("petugas", "33.10")).get(office)).status in {403, 404}


async def test_all_of_it_goes_with_the_akun(
    warga, gita, siti, database, client, monkeypatch
) -> None:
    fields = {"jenis": "aduan", "topik": "nik", "kode_kantor": "33.10"}
    await warga.write("/konsultasi/baru", "Ini.", "/konsultasi", {"berkas1": plain()}, **fields)
    one = id_in(warga.place)
    async with database.transaction() as conn:
        await hear(conn, AkunErased(
            aggregate_id=siti.akun_id, version=9, kode_wilayah_asal=KLATEN, erased_at=clock.now()
        ))  # fmt: skip
        for table in ("percakapan", "percakapan_pesan", "percakapan_lampiran"):
            assert await conn.fetchval(f"SELECT count(*) FROM {table}") == 0
    assert (await gita.get(f"{MASUK}/{one}")).status == 404
    rak = lampiran.rak_of(store_of(client.app[SETTINGS].storage_url))
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert await remove_left(database, rak, queries_pesan.list_kept) >= 1
    assert sum([len(listed) async for listed in rak.batches()]) == 0


async def test_the_api_does_the_same(client, sign, siti, database) -> None:
    path = "/api/v1/registration/konsultasi"
    own = {"Authorization": f"Bearer {sign('penduduk', who=siti.akun_id)}"}
    office = {"Authorization": f"Bearer {sign('petugas', '33.10', nama='Gita')}"}
    boss = {"Authorization": f"Bearer {sign('supervisor', '33.10')}"}
    body = {"jenis": "konsultasi", "topik": "data", "kode_kantor": "33.10", "isi": "Data?"}

    async def call(method: str, place: str, who: Any, status: int, **more: Any) -> Any:
        async with client.request(method, place, headers=who, **more) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()

    keyed = body | {"kunci_kirim": "satu"}
    one = await call("POST", path, own, 201, json=keyed)
    assert (await call("POST", path, own, 201, json=keyed))["id"] == one["id"]
    await call("POST", path, own, 422, json=body | {"kode_kantor": "99.99"})
    queue = "/api/v1/registration/konsultasi-masuk"
    waiting = await call("GET", f"{queue}?unit=pemanfaatan", office, 200)
    assert [each["nomor"] for each in waiting["percakapan"]] == [one["nomor"]]
    mine = f"{queue}/{one['id']}"
    assert (await call("POST", f"{mine}/ambil", office, 200))["petugas"] == "Gita"
    note = {"isi": "Hati-hati.", "aksi": "catatan"}
    assert len((await call("POST", f"{mine}/pesan", office, 201, json=note))["pesan"]) == 2
    done = {"isi": "Ajukan lewat surat.", "aksi": "tutup"}
    assert (await call("POST", f"{mine}/pesan", office, 201, json=done))["status"] == "closed"
    seen = await call("GET", f"{path}/{one['id']}", own, 200)
    assert [each["dari"] for each in seen["pesan"]] == ["warga", "petugas"]
    assert seen["pesan"][1]["petugas"] == ""
    again = await call("POST", f"{path}/{one['id']}/pesan", own, 201, json={"isi": "Kurang."})
    assert again["status"] == "open"
    moved = await call("POST", f"{mine}/unit", office, 200, json={"unit": "sekretariat"})
    assert (moved["unit"], moved["petugas"]) == ("sekretariat", "")
    assert len((await call("GET", path, own, 200))["percakapan"]) == 1
    ready = "/api/v1/registration/jawaban-siap"
    await call("POST", ready, office, 403, json={"judul": "Salam", "isi": "Halo"})
    kept = await call("POST", ready, boss, 201, json={"judul": "Salam", "isi": "Halo {nama}"})
    await call("PUT", f"{ready}/{kept['id']}", boss, 200, json={"judul": "Salam", "isi": "Hai"})
    assert (await call("GET", ready, office, 200))["jawaban"][0]["isi"] == "Hai"
    assert (await call("DELETE", f"{ready}/{kept['id']}", boss, 200))["jawaban"] == []
    async with database.transaction() as conn:
        sent = await submit(conn, siti, kode=BANTUL)
    talk = f"/api/v1/registration/permohonan/{sent.permohonan_id}/diskusi"
    bantul = {"Authorization": f"Bearer {sign('petugas', '34.02')}"}
    await call("GET", talk, own, 404)
    await call("POST", talk, own, 201, json={"isi": "Halo"})
    answered = await call("POST", f"{talk}/petugas", bantul, 201, json={"isi": "Ya?"})
    assert [each["isi"] for each in answered["pesan"]] == ["Halo", "Ya?"]
    assert len((await call("GET", talk, own, 200))["pesan"]) == 2


@pytest.mark.parametrize(
    ("today", "mingguan", "libur", "janji"),
    [
        ("2026-11-20", {}, (), "2026-11-25"),
        ("2026-11-20", {}, ("2026-11-24",), "2026-11-26"),
        ("2026-11-20", {"sabtu": "08.00–12.00"}, (), "2026-12-05"),
        ("2026-11-22", {"senin": "08.00–15.00", "jumat": "08.00–11.00"}, (), "2026-11-30"),
    ],
)  # fmt: skip
def test_an_answer_is_promised_for_the_third_working_day(today, mingguan, libur, janji) -> None:
    assert rules.janji_of(date.fromisoformat(today), mingguan, libur).isoformat() == janji
    every_day = [str(date(2026, 1, 1) + timedelta(days=n)) for n in range(1000)]
    assert rules.janji_of(date(2026, 11, 20), {}, every_day) > date(2026, 11, 20)
