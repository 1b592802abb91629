"""What the pages of a recap on its way up say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date

from services.reporting.laporan import rules
from services.reporting.laporan.models import Bagian, Keadaan, Laporan
from shared import clock, kata
from shared.sesi.token import Principal

STATUS: Mapping[str, tuple[str, str, str]] = {
    "none": ("Belum disiapkan", "clock", "abu"),
    "prepared": ("Disiapkan", "clock", "kuning"),
    "sent": ("Terkirim", "mail", "biru"),
    "returned": ("Dikembalikan", "alert-triangle", "merah"),
    "accepted": ("Diterima", "circle-check", "hijau"),
    "late": ("Terlambat", "alert-triangle", "merah"),
}
TINDAKAN = {
    "prepared": "Disiapkan", "signed": "Ditandatangani", "sent": "Dikirim",
    "returned": "Dikembalikan", "accepted": "Diterima",
}  # fmt: skip
JENIS = {
    "opened": "Tinggal mulai dihitung", "extended": "Diperpanjang", "ended": "Berakhir",
    "corrected": "Dikoreksi petugas",
}  # fmt: skip
PERAN = {
    "ketua_rt": "Ketua RT", "petugas_desa": "Petugas desa", "lurah": "Lurah/Kepala Desa",
    "camat": "Camat", "petugas": "Petugas Disdukcapil", "supervisor": "Supervisor",
    "kepala_dinas": "Kepala Dinas", "admin_kabupaten": "Admin kabupaten/kota",
    "sekda": "Sekretaris Daerah", "petugas_provinsi": "Petugas provinsi",
    "sekretaris_provinsi": "Sekretaris Daerah Provinsi",
    "petugas_kementerian": "Petugas Kementerian",
}  # fmt: skip


def nama_periode(periode: str) -> str:
    """Return `Tahun 2026` or `November 2026`."""
    if "-" not in periode:
        return f"Tahun {periode}"
    return format_date(rules.akhir_periode(periode), "MMMM y", locale="id_ID")


def teks_tenggat(periode: str, today: date) -> str:
    """Return the deadline with its countdown; empty where there is none."""
    due = rules.tenggat_of(periode)
    if due is None:
        return ""
    days = (due - today).days
    left = f"{days} hari lagi" if days > 0 else "hari ini" if not days else f"lewat {-days} hari"
    return f"{kata.tanggal_panjang(due)} ({left})"


def status_of(satu: Bagian, periode: str, today: date) -> str:
    """Return a part's state; `late` where the deadline passed without its recap."""
    found = satu.laporan.status if satu.laporan else "none"
    due = rules.tenggat_of(periode)
    is_open = found in ("none", "prepared", "returned")
    return "late" if is_open and due and due < today else found


def langkah_boleh(keadaan: Keadaan, principal: Principal, today: date) -> list[str]:
    """Return what this officer may do with it now."""
    rantai, laporan = keadaan.rantai, keadaan.laporan
    if rantai is None:
        return []
    own = principal.wilayah == keadaan.unit.kode and principal.peran in rantai.roles
    over = rules.akhir_periode(keadaan.periode) < today
    boleh = []
    differs = laporan is not None and bool(keadaan.beda)
    if own and over and (laporan is None or laporan.status == "returned" or differs):
        boleh.append(rules.SIAPKAN)
    if laporan is None:
        return boleh
    if own and laporan.status == "prepared":
        waits = laporan.ttd < len(rantai.ttd)
        if waits and rantai.ttd[laporan.ttd] == principal.peran:
            boleh.append(rules.TANDATANGANI)
        if not waits and rantai.ttd[-1] == principal.peran:
            boleh.append(rules.KIRIM)
    if laporan.status == "sent" and _receives(keadaan, principal):
        boleh += [rules.TERIMA, rules.KEMBALIKAN]
    return boleh


def _receives(keadaan: Keadaan, principal: Principal) -> bool:
    # Which roles exactly, the action itself checks by the receiver's pack.
    above = keadaan.penerima
    return above is not None and principal.wilayah == above.kode and principal.peran in PERAN


def teks_lembar(laporan: Laporan | None, *, has_keys: bool) -> str:
    """Return what the page says of the signature in the PDF; empty before there is one."""
    if laporan is None:
        return ""
    if not rules.is_to_sign(laporan):
        return "Lembar PDF ini belum bertanda tangan elektronik; hanya laporan terkirim yang punya."
    if not has_keys:
        return "Lembar PDF ini tidak bertanda tangan elektronik: kunci instansi belum dipasang."
    return "Lembar PDF ini bertanda tangan elektronik."


def konteks(keadaan: Keadaan, principal: Principal, has_keys: bool) -> dict[str, Any]:
    """Return what the template needs."""
    today = clock.today_in(keadaan.zona)
    laporan = keadaan.laporan
    parts = [(satu, status_of(satu, keadaan.periode, today)) for satu in keadaan.bagian]
    done = sum(1 for _, status in parts if status in ("sent", "accepted"))
    return {
        "k_": keadaan, "laporan": laporan, "status": laporan.status if laporan else "none",
        "STATUS": STATUS, "TINDAKAN": TINDAKAN, "JENIS": JENIS, "PERAN": PERAN,
        "nama_periode": nama_periode(keadaan.periode),
        "tenggat": teks_tenggat(keadaan.periode, today),
        "boleh": langkah_boleh(keadaan, principal, today),
        "bagian": parts, "selesai": done,
        "sidik_cocok": laporan is None or rules.sidik_of(laporan.isi) == laporan.sidik,
        "giliran": _turn(keadaan), "teks_lembar": teks_lembar(laporan, has_keys=has_keys),
        "alamat": f"/rekap/{keadaan.unit.url}/laporan/{keadaan.periode}",
        "waktu": lambda at: kata.tanggal_waktu(at, keadaan.zona),
    }  # fmt: skip


def _turn(keadaan: Keadaan) -> str:
    laporan, rantai = keadaan.laporan, keadaan.rantai
    if not laporan or not rantai or laporan.status != "prepared":
        return ""
    if laporan.ttd < len(rantai.ttd):
        return f"Menunggu tanda tangan {PERAN[rantai.ttd[laporan.ttd]]}"
    return f"Menunggu dikirim oleh {PERAN[rantai.ttd[-1]]}"
