"""The book of registration: numbers without gap, corrections as new lines, the lurah's approval."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from services.verification.buku import queries
from shared import clock
from shared.db import Database
from shared.events.identity import AkunErased
from tests.verification.facts import BANTUL, JAKARTA, KLATEN, permohonan_submitted
from tests.verification.stays import empty, stay_opened, told
from tests.verification.test_pages import Browser

API = "/api/v1/verification/buku"
LURAH = UUID(int=0x1001)


@pytest.fixture
async def books(db: Database) -> AsyncIterator[Database]:
    await empty(db)
    yield db
    await empty(db)


@pytest.fixture
def lurah(client, sign, books) -> Browser:
    return Browser(client, sign("lurah", BANTUL, LURAH, "Wahyu Contoh"))


@pytest.fixture
def desa(client, sign, books) -> Browser:
    return Browser(client, sign("petugas_desa", BANTUL, uuid4(), "Dewi Contoh"))


@pytest.fixture
def ask(client, sign, books) -> Any:
    async def asked(
        method: str, path: str, peran: str = "petugas_desa", wilayah: str = BANTUL, **more: Any
    ) -> Any:
        headers = {"Authorization": f"Bearer {sign(peran, wilayah)}"}
        async with client.request(method, API + path, headers=headers, **more) as answer:
            return answer.status, await answer.json()

    return asked


async def numbers(db: Database, kode: str = BANTUL, tahun: int = 2026) -> list[tuple[int, str]]:
    async with db.connection() as conn:
        lines = await queries.list_halaman(conn, kode, tahun, 1)
    return [(line.nomor, line.isi.nama) for line in lines]


async def test_everyone_in_a_stay_has_a_line_numbered_by_village_and_year(books) -> None:
    await told(
        books,
        stay_opened(["Siti Rahmawati", "Budi Contoh"]),
        stay_opened(["Orang Jakarta"], tujuan=JAKARTA),
        stay_opened(["Orang Baru"], mulai=date(2027, 1, 2)),
        stay_opened(["Tini Contoh"]),
    )
    assert await numbers(books) == [
        (1, "Siti Rahmawati"), (2, "Budi Contoh"), (3, "Tini Contoh"),
    ]  # fmt: skip
    assert await numbers(books, JAKARTA) == [(1, "Orang Jakarta")]
    assert await numbers(books, tahun=2027) == [(1, "Orang Baru")]


async def test_a_stay_heard_twice_is_one_line_and_takes_no_number(books) -> None:
    stay = stay_opened()
    await told(books, stay, stay)
    await told(books, stay)
    await told(books, stay_opened(["Budi Contoh"]))
    assert await numbers(books) == [(1, "Siti Rahmawati"), (2, "Budi Contoh")]


async def test_numbers_have_no_gap_whoever_writes_at_once_and_whatever_fails(books) -> None:
    async def fail() -> None:
        async with books.transaction() as conn:
            await queries.lock_buku(conn, [(BANTUL, 2026)])
            await queries.set_terakhir(conn, {(BANTUL, 2026): 999})
            raise ZeroDivisionError

    stays = [stay_opened([f"Orang {n}", f"Teman {n}"]) for n in range(10)]
    done = await asyncio.gather(
        *(told(books, stay) for stay in stays), fail(), return_exceptions=True
    )
    assert [type(one) for one in done if one] == [ZeroDivisionError]
    assert [nomor for nomor, _ in await numbers(books)] == list(range(1, 21))


async def test_a_stay_without_names_is_recorded_all_the_same(books) -> None:
    await told(books, stay_opened(told=False))
    assert await numbers(books) == [(1, "(nama tidak diberitahukan)")]


async def test_names_are_sealed_and_go_with_the_akun(books) -> None:
    asked = permohonan_submitted()
    await told(books, asked, stay_opened(permohonan=asked.aggregate_id))
    async with books.connection() as conn:
        row = await conn.fetchrow("SELECT * FROM buku_baris")
    assert b"Siti" not in b"".join(value for value in row if isinstance(value, bytes))
    await told(
        books,
        AkunErased(
            aggregate_id=asked.akun_id, version=9, kode_wilayah_asal=KLATEN, erased_at=clock.now()
        ),
    )
    await told(books, stay_opened(["Siti Rahmawati"], permohonan=asked.aggregate_id))
    assert await numbers(books) == [
        (1, "(data sudah dihapus)"), (2, "(data sudah dihapus)"),
    ]  # fmt: skip


async def test_a_correction_is_a_line_of_its_own_and_the_old_one_stays(books, desa) -> None:
    await told(books, stay_opened())
    await desa.get("/buku-registrasi/2026/1")
    answer = await desa.post("/buku-registrasi/2026/1", nama="Siti Rahmawati", alamat="")
    assert answer.status == 422
    assert "Tulis apa yang dibetulkan" in desa.text
    answer = await desa.post(
        "/buku-registrasi/2026/1", nama="Siti  Rahmawatie", alamat="Jalan Contoh 1",
        keterangan="Ejaan menurut KTP-el",
    )  # fmt: skip
    year = clock.today_in("Asia/Jakarta").year
    assert answer.status == 303
    assert answer.headers["Location"].startswith(f"/buku-registrasi/{year}/")
    await desa.get(answer.headers["Location"])
    for words in ("Siti Rahmawatie", "Membetulkan nomor 1/2026", "Ejaan menurut KTP-el"):
        assert words in desa.text
    await desa.get("/buku-registrasi/2026/1")
    assert "Siti Rahmawati<" in desa.text
    assert "Dibetulkan oleh nomor" in desa.text
    answer = await desa.post(
        "/buku-registrasi/2026/1", nama="Lain", alamat="", keterangan="Dua kali"
    )
    assert answer.status == 409
    assert "sudah dibetulkan" in desa.text


async def test_a_correction_is_on_the_trail_of_the_akun(books, ask) -> None:
    asked = permohonan_submitted()
    await told(books, asked, stay_opened(permohonan=asked.aggregate_id))
    body = {"nama": "Nama Betul", "alamat": "", "keterangan": "KTP-el"}
    assert (await ask("POST", "/2026/1", json=body))[0] == 201
    async with books.connection() as conn:
        [row] = await conn.fetch("SELECT body FROM outbox WHERE type LIKE '%jejak.added%'")
    step = orjson.loads(row["body"])["data"]
    assert (step["tindakan"], step["akun_id"]) == ("betulkan_buku", str(asked.akun_id))


async def test_of_two_corrections_at_once_one_is_refused(books, ask) -> None:
    await told(books, stay_opened())
    body = {"nama": "Nama Betul", "alamat": "", "keterangan": "KTP-el"}
    answers = await asyncio.gather(*(ask("POST", "/2026/1", json=body) for _ in range(2)))
    assert sorted(status for status, _ in answers) == [201, 409]
    assert all(code != "" for _, code in answers)


async def test_the_lurah_approves_one_or_many_and_nothing_is_not_taken(books, lurah) -> None:
    await told(books, stay_opened(["Siti Rahmawati", "Budi Contoh", "Tini Contoh"]))
    await lurah.get("/buku-registrasi")
    assert "3 menunggu tanda tangan" in lurah.text
    await lurah.get("/buku-registrasi/tanda-tangan")
    assert (await lurah.post("/buku-registrasi/tanda-tangan")).status == 422
    assert "Pilih baris yang disetujui" in lurah.text
    async with books.connection() as conn:
        ids = [line.id for line in await queries.list_halaman(conn, BANTUL, 2026, 1)]
    answer = await lurah.post("/buku-registrasi/tanda-tangan", pilih=str(ids[1]))
    assert answer.headers["Location"] == "/buku-registrasi/tanda-tangan?baru=1"
    await lurah.get(answer.headers["Location"])
    assert "1 baris disetujui" in lurah.text
    assert "Budi Contoh" not in lurah.text
    await lurah.get("/buku-registrasi/2026/2")
    assert "Wahyu Contoh" in lurah.text
    assert "Setujui baris ini" not in lurah.text
    await lurah.get("/buku-registrasi/2026/3")
    assert f'name="pilih" value="{ids[2]}"' in lurah.text


async def test_the_api_reads_pages_corrects_and_approves(books, ask) -> None:
    await told(books, stay_opened([f"Orang Nomor{n:02d}" for n in range(27)]))
    status, page = await ask("GET", "/2026?hal=1")
    assert (status, page["terakhir"], page["jumlah_halaman"], page["menunggu"]) == (200, 27, 2, 27)
    assert [line["nomor"] for line in page["baris"]] == list(range(1, 26))
    first = page["baris"][0]
    assert (first["nik"], first["alamat"]) == (
        "331020••••••0001", "Jalan Contoh 1, RT 004, RW 002",
    )  # fmt: skip
    ids = [line["id"] for line in page["baris"]]
    for expected in (25, 0):
        answer = await ask("POST", "/tanda-tangan", "lurah", json={"baris": ids})
        assert answer == (200, {"disetujui": expected})
    _, books_ = await ask("GET", "")
    assert books_ == [{"tahun": 2026, "terakhir": 27, "menunggu": 2}]
    body = {"nama": "Nama Betul", "alamat": "", "keterangan": "KTP-el"}
    status, line = await ask("POST", "/2026/27", json=body)
    assert (status, line["membetulkan"], line["approved_at"]) == (201, "27/2026", None)


async def test_a_book_is_of_its_own_village_and_only_the_lurah_approves(books, ask) -> None:
    await told(books, stay_opened())
    elsewhere = "34.02.08.2002"
    assert (await ask("GET", "/2026", wilayah=elsewhere))[1]["baris"] == []
    body = {"nama": "Lain", "alamat": "", "keterangan": "KTP-el"}
    assert (await ask("POST", "/2026/1", wilayah=elsewhere, json=body))[0] == 404
    async with books.connection() as conn:
        [line] = await queries.list_halaman(conn, BANTUL, 2026, 1)
    chosen = {"baris": [str(line.id)]}
    assert (await ask("POST", "/tanda-tangan", json=chosen))[0] == 403
    answer = await ask("POST", "/tanda-tangan", "lurah", elsewhere, json=chosen)
    assert answer == (200, {"disetujui": 0})
    for path in ("/x", "/1999", "/2026/x"):
        method = "POST" if path.count("/") == 2 else "GET"
        assert (await ask(method, path, json=body))[0] == 404


async def test_a_page_prints_as_a_page_of_the_book(books, desa) -> None:
    await told(books, stay_opened(["Siti Rahmawati", "Budi Contoh"]))
    await desa.get("/buku-registrasi/2026/cetak")
    for words in ("BUKU REGISTRASI PENDUDUK NONPERMANEN", "TAHUN 2026", "halaman 1 dari 1",
                  "Siti Rahmawati", "331020", "Lurah/Kepala Desa"):  # fmt: skip
        assert words in desa.text
