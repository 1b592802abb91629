"""What an officer can do in his role: the page where most roles begin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from aiohttp import web

from services.identity.petugas import queries
from services.identity.petugas.models import BerandaPetugas, Pekerjaan
from services.identity.petugas.peran import LABELS
from shared import policy
from shared.policy import STAFF, officers
from shared.web.api import answer
from shared.web.keys import database, principal_of
from shared.web.pages import render
from shared.web.route import Route

PATH = "/petugas/beranda"


class Ubin(NamedTuple):
    """One thing to do, and who does it."""

    judul: str
    url: str
    teks: str
    ikon: str
    peran: frozenset[str]


EVERYBODY = STAFF
# A village has no recap below it yet.
READS_REKAP = policy.OFFICERS - {policy.KETUA_RT, policy.PETUGAS_DESA, policy.LURAH}
WATCHES_KINERJA = frozenset({
    policy.SUPERVISOR, policy.KEPALA_DINAS, policy.PETUGAS_PROVINSI, policy.SEKRETARIS_PROVINSI,
    policy.PETUGAS_KEMENTERIAN,
})  # fmt: skip
UBIN = (
    Ubin("Verifikasi", "/verifikasi", "Ambil, periksa, dan putuskan akun serta permohonan.",
         "checklist", policy.VERIFIERS),
    Ubin("Verifikasi setempat", "/verifikasi",
         "Periksa dan teruskan permohonan yang sampai di wilayah Anda.", "checklist",
         frozenset(policy.JENJANG)),
    Ubin("Warga di daerah lain", "/verifikasi/asal", "Siapa tinggal di mana, menurut tujuan.",
         "map-pin", policy.VERIFIERS),
    Ubin("Kinerja verifikasi", "/verifikasi/kinerja", "Yang menunggu, lamanya, dan alasannya.",
         "clock", WATCHES_KINERJA),
    Ubin("Buku registrasi", "/buku-registrasi", "Siapa tercatat tinggal di wilayah Anda.",
         "book", frozenset({policy.PETUGAS_DESA, policy.LURAH})),
    Ubin("Tanda tangan buku", "/buku-registrasi/tanda-tangan", "Setujui baris yang menunggu.",
         "edit", frozenset({policy.LURAH})),
    Ubin("Akun diblokir", "/akun-diblokir", "Lihat blokir dan jawab banding.", "lock",
         policy.VERIFIERS),
    Ubin("Pengguna", "/pengguna", "Undang dan akhiri petugas, ubah perannya.", "users",
         frozenset({policy.ADMIN_KABUPATEN, policy.PETUGAS_KEMENTERIAN})),
    Ubin("Pengaturan kantor", "/pengaturan/kabupaten", "Kop, kepala, jam kerja, hari libur, logo.",
         "settings", frozenset({policy.ADMIN_KABUPATEN})),
    Ubin("Rekapitulasi", "/rekap", "Jumlah penduduk nonpermanen di wilayah Anda, tanpa nama.",
         "chart-bar", READS_REKAP),
    Ubin("Jejak tindakan", "/petugas/jejak/tindakan", "Siapa mengubah petugas, kantor, dan klien.",
         "shield-check",
         frozenset({policy.ADMIN_KABUPATEN, policy.PETUGAS_KEMENTERIAN, policy.AUDITOR})),
    Ubin("Klien API", "/klien", "Sistem lain yang boleh membaca data.", "key",
         frozenset({policy.PETUGAS_KEMENTERIAN})),
    Ubin("Daftar terdampak", "/petugas/jejak", "Bila data mungkin bocor: data siapa yang dibuka.",
         "shield-check", frozenset({policy.PETUGAS_KEMENTERIAN})),
    Ubin("Perangkat yang sedang masuk", "/petugas/sesi", "Keluarkan yang tidak Anda kenal.",
         "logout", EVERYBODY),
    Ubin("Ganti kata sandi", "/petugas/sandi", "Perangkat lain ikut dikeluarkan.", "key",
         EVERYBODY),
    Ubin("Peran dan kode cadangan", "/petugas/peran", "Ganti peran, buat kode cadangan.",
         "user-check", EVERYBODY),
)  # fmt: skip
# What a role is there for, in a sentence that is true today.
TUGAS: Mapping[str, str] = {
    policy.KETUA_RT: "Anda memeriksa permohonan warga baru bila daerah Anda memulainya dari RT.",
    policy.PETUGAS_DESA: "Anda memeriksa permohonan di wilayah Anda dan menjaga buku registrasi.",
    policy.LURAH: "Anda memeriksa permohonan di wilayah Anda dan menyetujui buku registrasi.",
    policy.CAMAT: "Anda membaca rekapitulasi kecamatan dan meneruskan permohonan warga baru.",
    policy.PETUGAS: "Anda memeriksa akun dan permohonan yang masuk ke kantor Anda.",
    policy.SUPERVISOR: "Anda memeriksa dan mengawasi antrean kantor Anda.",
    policy.KEPALA_DINAS: "Anda mengawasi antrean dan membaca rekapitulasi kantor Anda.",
    policy.ADMIN_KABUPATEN: "Anda mengurus petugas dan data kantor.",
    policy.SEKDA: "Anda membaca rekapitulasi kabupaten atau kota.",
    policy.PETUGAS_PROVINSI: "Anda membaca rekapitulasi provinsi dan kabupaten di bawahnya.",
    policy.SEKRETARIS_PROVINSI: "Anda membaca rekapitulasi provinsi.",
    policy.PETUGAS_KEMENTERIAN: "Anda mengurus admin daerah, klien API, dan rekapitulasi nasional.",
    policy.AUDITOR: "Anda membaca jejak tindakan dan rekapitulasi nasional.",
    policy.MITRA: "Akun mitra Anda aktif. Kelola perangkat dan kata sandi Anda di sini.",
}


def ubin_of(peran: str) -> list[Ubin]:
    """Return what somebody in this role can do."""
    return [each for each in UBIN if peran in each.peran]


async def show(request: web.Request) -> web.Response:
    """Show the officer in which role he acts, where, and what he can do."""
    who = principal_of(request)
    async with database(request).connection() as conn:
        roles = await queries.list_penugasan(conn, who.id)
    tiles = [
        {"judul": each.judul, "url": each.url, "teks": each.teks, "ikon": each.ikon}
        for each in ubin_of(who.peran)
    ]
    return render(
        request, "petugas/beranda.html", peran=LABELS[who.peran], tugas=TUGAS[who.peran],
        ubin=tiles, jumlah_peran=len(roles),
    )  # fmt: skip


async def get(request: web.Request) -> web.Response:
    """Answer the same as JSON."""
    who = principal_of(request)
    work = [
        Pekerjaan(judul=each.judul, url=each.url, teks=each.teks) for each in ubin_of(who.peran)
    ]
    return answer(
        BerandaPetugas(
            peran=who.peran, wilayah=who.wilayah, mulai=who.home, tugas=TUGAS[who.peran],
            pekerjaan=work,
        )
    )  # fmt: skip


ROUTES = [Route("GET", PATH, show, officers(*STAFF))]
API = [
    Route(
        "GET", "/api/v1/identity/petugas/beranda", get, officers(*STAFF),
        summary="Yang bisa Anda lakukan dalam peran ini", answer=BerandaPetugas,
    ),
]  # fmt: skip
