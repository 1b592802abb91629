"""How a tugas reads on the officer's pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date

from services.verification.antrean import rules
from services.verification.antrean.models import Jumlah, Petugas, Saringan, Tugas
from services.verification.jam_kerja.models import JamKerja
from shared import kata
from shared.wilayah.kode import JAKARTA, kabupaten_of, zona_of

PUTUSAN: Mapping[str, str] = {
    "approved": "Disetujui",
    "rejected": "Ditolak",
    "returned": "Dikembalikan",
}
PUTUSAN_KASUS: Mapping[str, str] = {"approved": "Bukan ganda", "rejected": "Ganda"}
JEDA_JAM = timedelta(seconds=5)
KATA_JENIS: Mapping[str, str] = {"akun": "Akun baru", "permohonan": "Permohonan", "kasus": "Kasus"}


@dataclass(frozen=True)
class Baris:
    """One item of the list."""

    id: UUID
    url: str
    nama: str
    baris: tuple[str, ...]
    sisa: str
    jenjang: str
    milik: str


@dataclass(frozen=True)
class Kepala:
    """The head of a task with its clock."""

    atas: str
    nama: str
    keterangan: str
    sisa: str
    jenjang: str
    lengkap: str


def besok_of(now: datetime, kode_kantor: str) -> datetime:
    """Return the coming midnight in the office's zone."""
    zona = ZoneInfo(zona_of(kode_kantor))
    day = now.astimezone(zona).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=zona)


def wilayah_of(daftar: list[Tugas]) -> set[str]:
    """Return the codes whose names the list shows."""
    return {tugas.kode_wilayah for tugas in daftar}


def baris_of(
    tugas: Tugas,
    petugas: Petugas,
    nama_wilayah: Mapping[str, str],
    now: datetime,
    jam: JamKerja,
    query: str,
) -> Baris:
    """Return the tugas as an item of the list; `query` keeps the filters in its link."""
    tempat = _pendek(nama_wilayah.get(tugas.kode_wilayah, tugas.kode_wilayah), tugas.kode_kantor)
    di = tempat if tugas.jenis != "akun" else f"KTP\u2011el {tempat}"
    masuk = _hari(tugas.masuk_at, tugas.kode_kantor)
    sisa, jenjang = _jam(tugas, now, jam)
    return Baris(
        id=tugas.id,
        url=f"/verifikasi/{tugas.id}{query}",
        nama=tugas.nama,
        baris=(f"{KATA_JENIS[tugas.jenis]} · {di}", f"{tugas.nomor} · masuk {masuk}"),
        sisa=sisa,
        jenjang=jenjang,
        milik=milik_of(tugas, petugas),
    )


def _jam(tugas: Tugas, now: datetime, jam: JamKerja) -> tuple[str, str]:
    if tugas.status != "open":
        return keadaan_of(tugas), "abu"
    sisa = rules.sisa_of(now, tugas.tenggat, jam)
    return sisa.pendek, sisa.warna or "abu"


def keadaan_of(tugas: Tugas) -> str:
    """Return in a word where a tugas stands that is not open any more."""
    if tugas.hasil == "blocked":
        return "Diblokir"
    if tugas.status == "withdrawn":
        return "Ditarik"
    return kata_putusan(tugas, tugas.hasil or tugas.keputusan)


def kata_putusan(tugas: Tugas, keputusan: str) -> str:
    """Return a decision in a word: of a case whether somebody stays twice."""
    words = PUTUSAN_KASUS if tugas.jenis == "kasus" else PUTUSAN
    return words.get(keputusan, "Selesai")


def milik_of(tugas: Tugas, petugas: Petugas) -> str:
    """Return who has taken the tugas: "Anda", a colleague's name, or nothing."""
    if tugas.status != "open" or not tugas.is_claimed:
        return ""
    return "Anda" if tugas.claimed_by == petugas.id else tugas.claimed_nama


def _pendek(nama: str, kode_kantor: str) -> str:
    # A regency's officers know their regency; Jakarta's queue spans several cities.
    return nama if kode_kantor == JAKARTA else nama.rpartition(", ")[0] or nama


def _hari(at: datetime, kode_kantor: str) -> str:
    day = at.astimezone(ZoneInfo(zona_of(kode_kantor)))
    return format_date(day, "EEE d MMM", locale="id_ID")


def kepala_of(
    tugas: Tugas, asal: str, now: datetime, jam: JamKerja, dijeda: bool = False
) -> Kepala:
    """Return the head of the task page; `asal` is the name of the regency of origin.

    `dijeda`: its clock stands still until the resident has corrected it.
    """
    sisa = rules.sisa_of(now, tugas.tenggat, jam)
    is_open = tugas.status == "open"
    kepala = Kepala(
        atas=f"{tugas.nomor} · {KATA_JENIS[tugas.jenis]}",
        nama=tugas.nama,
        keterangan=" · ".join(_keterangan(tugas, asal)),
        sisa=sisa.panjang if is_open else keadaan_of(tugas),
        jenjang=sisa.warna or "abu" if is_open else "abu",
        lengkap=f"Tenggat {waktu_of(tugas.tenggat, tugas.kode_kantor)}",
    )
    return replace(kepala, **_jeda(tugas, jam)) if dijeda else kepala


def _jeda(tugas: Tugas, jam: JamKerja) -> dict[str, str]:
    assert tugas.decided_at is not None
    sisa = rules.sisa_of(tugas.decided_at, tugas.tenggat, jam)
    rest = sisa.panjang if tugas.decided_at < tugas.tenggat else "Satu hari kerja"
    return {
        "sisa": "Jeda: menunggu perbaikan",
        "jenjang": "kuning",
        "lengkap": f"{rest}, dilanjutkan saat perbaikan masuk",
    }


def asal_of(tugas: Tugas) -> str:
    """Return the code of the regency of origin."""
    return kabupaten_of(tugas.kode_wilayah_asal)


def waktu_of(at: datetime, kode_kantor: str) -> str:
    """Return day and time in the office's zone: `Jum 20 Nov, 14.05 WIB`."""
    return f"{_hari(at, kode_kantor)}, {kata.waktu(at, zona_of(kode_kantor))}"


def _keterangan(tugas: Tugas, asal: str) -> list[str]:
    known = tugas.keterangan
    if tugas.jenis == "akun":
        return [f"KTP\u2011el {asal}"]
    if tugas.jenis == "kasus":
        return [f"Asal {asal}"]
    keperluan = str(known["keperluan"])
    dari, sampai = (
        kata.tanggal_pendek(date.fromisoformat(str(known[name])))
        for name in ("tanggal_datang", "tanggal_berakhir")
    )
    return [
        f"Asal {asal}",
        f"{known['jumlah_orang']} orang",
        kata.KEPERLUAN.get(keperluan, keperluan),
        f"{dari} – {sampai}",
    ]


def putusan_of(tugas: Tugas) -> str:
    """Return what was decided, by whom and when; nothing while it is open."""
    if tugas.decided_at is None:
        return ""
    at = kata.tanggal_waktu(tugas.decided_at, zona_of(tugas.kode_kantor))
    return f"{kata_putusan(tugas, tugas.keputusan)} oleh {tugas.decided_nama}, {at}."


def alasan_of(tugas: Tugas) -> list[str]:
    """Return the reasons of a rejection in words."""
    return [rules.ALASAN[tugas.jenis].get(kode, kode) for kode in tugas.alasan]


def bidang_of(tugas: Tugas) -> list[str]:
    """Return the fields and documents that the owner must correct, in words."""
    return [rules.BIDANG[tugas.jenis].get(kode, kode) for kode in tugas.bidang]


def diubah_of(tugas: Tugas) -> list[str]:
    """Return what the owner changed since the permohonan was returned, in words."""
    return [kata.BIDANG_PERMOHONAN.get(kode, kode) for kode in tugas.keterangan.get("diubah", [])]


def kabar_putusan(tugas: Tugas) -> str:
    """Return what the officer reads after his decision: what happened and where it went."""
    apa = kata_putusan(tugas, tugas.keputusan).lower()
    pukul = rules.pukul(tugas, tugas.decided_at)
    if tugas.jenis == "kasus":
        return f"Kasus {tugas.nomor} diputus {apa} pukul {pukul}. Tugas ini ada di Selesai."
    nanti = f" setelah pukul {_detik(tugas)}" if tugas.tertahan_sampai else ""
    tahu = f"Pemohon diberi tahu{nanti}."
    return f"{tugas.nomor} {apa} pukul {pukul}. {tahu} Tugas ini ada di Selesai."


def _detik(tugas: Tugas) -> str:
    assert tugas.tertahan_sampai is not None
    zona = zona_of(tugas.kode_kantor)
    return f"{tugas.tertahan_sampai.astimezone(ZoneInfo(zona)):%H.%M.%S}"


def query_of(saringan: Saringan, **more: str) -> str:
    """Return the filters as they stand in an address, `?` included, or nothing."""
    pairs = {
        "jenis": saringan.jenis or "",
        "saya": "1" if saringan.saya else "",
        "selesai": "1" if saringan.selesai else "",
        "khusus": saringan.khusus or "",
        "q": saringan.cari,
        "setelah": str(saringan.setelah or ""),
        **more,
    }
    text = urlencode({name: value for name, value in pairs.items() if value})
    return f"?{text}" if text else ""


def tab_of(saringan: Saringan, jumlah: Jumlah) -> tuple[list[dict[str, object]], str]:
    """Return the tabs with their counts, and which one is open."""
    bare = Saringan(saya=saringan.saya)
    tabs: list[dict[str, object]] = [
        _tab("semua", "Semua", bare, jumlah.semua),
        _tab("akun", "Akun", replace(bare, jenis="akun"), jumlah.akun),
        _tab("permohonan", "Permohonan", replace(bare, jenis="permohonan"), jumlah.permohonan),
        _tab("kasus", "Kasus", replace(bare, jenis="kasus"), jumlah.kasus),
    ]
    if saringan.cari or saringan.selesai or saringan.khusus:
        return tabs, ""
    return tabs, saringan.jenis or "semua"


def _tab(kode: str, teks: str, saringan: Saringan, jumlah: int) -> dict[str, object]:
    url = f"/verifikasi{query_of(saringan)}"
    return {"kode": kode, "teks": teks, "url": url, "jumlah": jumlah}


def langsung_of(saringan: Saringan, daftar: list[Tugas], now: datetime) -> str:
    """Return where the page hears of changes to the rows it shows, and of what comes after `now`.

    Of a search and of what is decided nothing new is said.
    """
    query = {"baris": ",".join(str(tugas.id) for tugas in daftar)}
    if not saringan.cari and not saringan.selesai and not saringan.saya:
        # Rows are told apart by their ids; the seconds before are for clocks that differ.
        begun = int((now - JEDA_JAM).timestamp() * 1000)
        query |= {"jenis": saringan.jenis or "", "sejak": str(UUID(int=begun << 80))}
    return f"/verifikasi/langsung?{urlencode(query)}"
