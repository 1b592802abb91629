"""How the steps of a chain read on the officers' pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.verification.antrean import rules as antrean
from services.verification.antrean import tampilan
from services.verification.antrean.models import Tugas
from services.verification.rantai.models import Langkah
from services.verification.rantai.rules import ALASAN_KEMBALI
from shared.rantai import sebutan_of

Butir = dict[str, str]


def sebutan(tugas: Tugas, jenjang: str, nama_lokal: Mapping[str, str]) -> str:
    """Return what the region of the tugas calls a level."""
    return sebutan_of(jenjang, tugas.kode_wilayah_tujuan, nama_lokal)


def tindakan_of(tugas: Tugas, langkah: Langkah, nama_lokal: Mapping[str, str]) -> str:
    """Return what a level did in words: `Diteruskan ke Disdukcapil`."""
    ke = sebutan(tugas, langkah.ke, nama_lokal)
    return {
        "forwarded": f"Diteruskan ke {ke}",
        "sent_back": f"Dikembalikan ke {ke}",
        "recommended": "Diusulkan ditolak",
        "pulled_up": f"Ditarik ke {ke}",
    }[langkah.tindakan]


def alasan_of(tugas: Tugas, langkah: Langkah) -> str:
    """Return the reasons of a step in words."""
    words = ALASAN_KEMBALI if langkah.tindakan == "sent_back" else antrean.ALASAN[tugas.jenis]
    return "; ".join(words.get(kode, kode) for kode in langkah.alasan)


def linimasa_of(
    tugas: Tugas, langkah: Sequence[Langkah], nama_lokal: Mapping[str, str]
) -> list[Butir]:
    """Return the chain as a timeline: steps made, where it waits, what follows."""
    made = [_masuk(tugas), *(_made(tugas, one, nama_lokal) for one in langkah)]
    if tugas.status != "open":
        return made + _ended(tugas, sebutan(tugas, tugas.jenjang, nama_lokal))
    at = tugas.rantai.index(tugas.jenjang)
    waits = [
        {"judul": f"Diperiksa {sebutan(tugas, jenjang, nama_lokal)}"}
        for jenjang in tugas.rantai[at:]
    ]
    waits[0] |= {"keadaan": "current", "keterangan": _now(tugas)}
    return made + waits


def _masuk(tugas: Tugas) -> Butir:
    at = tampilan.waktu_of(tugas.masuk_at, tugas.kode_kantor)
    return {"judul": "Masuk", "keterangan": at, "keadaan": "done"}


def _made(tugas: Tugas, langkah: Langkah, nama_lokal: Mapping[str, str]) -> Butir:
    dari = sebutan(tugas, langkah.jenjang, nama_lokal)
    at = tampilan.waktu_of(langkah.at, tugas.kode_kantor)
    said = [f"{langkah.petugas_nama}, {at}.", alasan_of(tugas, langkah), langkah.catatan]
    words = [one if one.endswith((".", "!", "?")) else f"{one}." for one in said if one]
    return {
        "judul": f"{dari}: {tindakan_of(tugas, langkah, nama_lokal)}",
        "keterangan": " ".join(words),
        "keadaan": "done",
    }


def _now(tugas: Tugas) -> str:
    tenggat = f"Tenggat {tampilan.waktu_of(tugas.tenggat, tugas.kode_kantor)}"
    return f"{tenggat}. Diambil {tugas.claimed_nama}." if tugas.is_claimed else f"{tenggat}."


def _ended(tugas: Tugas, di: str) -> list[Butir]:
    if tugas.decided_at:
        judul = f"{di}: {tampilan.kata_putusan(tugas, tugas.keputusan)}"
        at = tampilan.waktu_of(tugas.decided_at, tugas.kode_kantor)
        return [{"judul": judul, "keterangan": f"{tugas.decided_nama}, {at}.", "keadaan": "done"}]
    return [{"judul": tampilan.keadaan_of(tugas), "keadaan": "current"}]
