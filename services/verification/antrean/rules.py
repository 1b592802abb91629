"""What the regulation and the office say about a tugas; pure, the time is an argument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from services.verification.antrean.models import Jenis, Kabar, Status, Tugas
from services.verification.jam_kerja.models import JamKerja
from services.verification.jam_kerja.rules import waktu_kerja
from shared import kata
from shared.errors import Conflict, FieldErrors, Message
from shared.wilayah.kode import zona_of
from shared.wilayah.nama import fold

MERAH = timedelta(hours=8)
CATATAN_TERPENDEK = 10

# Permendagri 14/2015 Ps 12, letters a–f.
BUTIR_PERMOHONAN: Mapping[str, tuple[str, str]] = {
    "ktp_el": ("Kepemilikan KTP\u2011el", "NIK aktif, nama dan foto cocok"),
    "alasan": ("Alasan tinggal sementara", "Keperluan masuk akal dan terbukti"),
    "jangka_waktu": ("Jangka waktu", "Paling lama 1 tahun"),
    "alamat": ("Alamat domisili sementara", "Ada di wilayah ini, RT dan RW benar"),
    "anggota": ("Anggota keluarga yang dibawa", "NIK dan hubungan tiap orang"),
    "dokumen": ("Dokumen pendukung lain", "Terbaca dan masih berlaku"),
}
BUTIR_AKUN: Mapping[str, tuple[str, str]] = {
    "nik_kk": ("NIK dan nomor KK", "Keduanya aktif dan milik orang ini"),
    "nama_alamat": ("Nama dan alamat KTP\u2011el", "Sama dengan data kependudukan"),
    "swafoto": ("Swafoto", "Wajah jelas dan sama dengan foto KTP\u2011el"),
}
BUTIR_KASUS = {
    "orang": ("Orang", "Orang di sini dicocokkan dengan KTP\u2011el dan pemohonnya"),
    "kantor_lain": ("Kantor yang lain", "Kantor itu sudah dihubungi dengan nomor yang disebut"),
}
BUTIR: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "akun": BUTIR_AKUN,
    "permohonan": BUTIR_PERMOHONAN,
    "kasus": BUTIR_KASUS,
}
ALASAN: Mapping[str, Mapping[str, str]] = {
    "akun": kata.ALASAN_AKUN,
    "permohonan": kata.ALASAN_PERMOHONAN,
    "kasus": kata.ALASAN_KASUS,
}
ENDINGS: Mapping[Kabar, Status] = {
    "submitted": "withdrawn",
    "cancelled": "withdrawn",
    "approved": "settled",
    "rejected": "settled",
    "returned": "settled",
    "blocked": "settled",
    "unblocked": "settled",
    "erased": "withdrawn",
}
# Which fields a reason names, so that nobody has to mark them twice.
BIDANG_OF: Mapping[str, tuple[str, ...]] = {
    "nik_tidak_cocok": ("nik",),
    "kk_tidak_cocok": ("kk",),
    "nama_alamat_beda": ("nama", "alamat"),
    "swafoto_tidak_jelas": ("swafoto",),
    "swafoto_bukan_pemilik": ("swafoto",),
    "ktp_el": ("ktp_el",),
    "alasan_tinggal": ("keperluan", "pendukung"),
    "jangka_waktu": ("jangka_waktu",),
    "alamat_tidak_ditemukan": ("alamat",),
    "alamat_tidak_lengkap": ("alamat",),
    "anggota_tidak_cocok": ("pengikut",),
    "dokumen": ("ktp_el", "kk", "pendukung"),
}
BIDANG: Mapping[str, Mapping[str, str]] = {
    "akun": kata.BIDANG_AKUN,
    "permohonan": kata.BIDANG_PERMOHONAN,
    "kasus": {},
}
NAMA_KASUS: Mapping[str, str] = {
    "domisili_ganda": "Dugaan domisili ganda",
    "pengikut_ganda": "Dugaan anggota keluarga ganda",
}
NOUN: Mapping[str, str] = {"akun": "Akun", "permohonan": "Permohonan", "kasus": "Kasus"}


@dataclass(frozen=True)
class Sisa:
    """The working time left (or gone past): `pendek` for a list, `panjang` for the page."""

    pendek: str
    panjang: str
    warna: Literal["merah", "kuning", ""]


def sisa_of(now: datetime, tenggat: datetime, jam: JamKerja) -> Sisa:
    """Return the clock of a tugas: red under 8 working hours, amber under 2 working days."""
    if now > tenggat:
        gone = waktu_kerja(tenggat, now, jam)
        if gone < timedelta(minutes=1):
            return Sisa("Lewat", "Lewat tenggat", "merah")
        lewat = _lama(gone, jam.sehari)
        return Sisa(f"Lewat {lewat}", f"Lewat {lewat} kerja", "merah")
    left = waktu_kerja(now, tenggat, jam)
    lama = _lama(left, jam.sehari)
    if left < MERAH:
        return Sisa(lama, f"Sisa {lama} kerja", "merah")
    return Sisa(lama, f"Sisa {lama} kerja", "kuning" if left < 2 * jam.sehari else "")


def _lama(span: timedelta, sehari: timedelta) -> str:
    if span >= max(MERAH, sehari):
        return f"{span // sehari} hari"
    if span >= timedelta(hours=1):
        return f"{span // timedelta(hours=1)} jam"
    return f"{span // timedelta(minutes=1)} menit"


def ending_of(subjek_version: int, kabar: Mapping[str, Kabar]) -> tuple[Status, Kabar] | None:
    """Return how the submission of this version ended: by the first fact after it; None if open."""
    later = [int(version) for version in kabar if int(version) > subjek_version]
    if not later:
        return None
    fact = kabar[str(min(later))]
    return ENDINGS[fact], fact


def is_blocked(kabar: Mapping[str, Kabar]) -> bool:
    """Tell whether the newest of an akun's facts about a block is that it stands."""
    told = {int(n): fact for n, fact in kabar.items() if fact in ("blocked", "unblocked")}
    return bool(told) and told[max(told)] == "blocked"


def is_erased(kabar: Mapping[str, Kabar]) -> bool:
    """Tell whether the akun was forgotten: nothing personal of it is kept again."""
    return "erased" in kabar.values()


def bidang_of(jenis: Jenis, alasan: Sequence[str], bidang: Sequence[str]) -> tuple[str, ...]:
    """Return the fields to be corrected: those that were marked, else those the reasons name."""
    named = set(bidang) or {kode for reason in alasan for kode in BIDANG_OF.get(reason, ())}
    return tuple(kode for kode in BIDANG[jenis] if kode in named)


def check_bidang(jenis: Jenis, bidang: Sequence[str]) -> None:
    """Refuse fields that this kind of subject does not have."""
    wrong = FieldErrors()
    if any(kode not in BIDANG[jenis] for kode in bidang):
        wrong.add("bidang", "Isian ini tidak ada dalam daftar.")
    wrong.raise_any()


def check_return(jenis: Jenis, alasan: Sequence[str], bidang: Sequence[str]) -> None:
    """Refuse to return an akun, which is rejected instead, and a return that marks nothing."""
    if jenis != "permohonan":
        raise Conflict("Akun tidak dikembalikan: tolak, pemiliknya memperbaiki yang ditandai.")
    wrong = FieldErrors()
    if not bidang_of(jenis, alasan, bidang):
        wrong.add("bidang", "Tandai isian atau dokumen yang harus diperbaiki.")
    wrong.raise_any()


def kata_nama(nama: str) -> list[str]:
    """Return the words of a name by which it can be found, each once, in a fixed order."""
    return sorted(set(fold(nama).split()))


def check_claimable(tugas: Tugas, petugas_id: UUID) -> None:
    """Let an officer take the tugas, or raise Conflict naming who has it and since when."""
    check_open(tugas)
    if tugas.is_claimed and tugas.claimed_by != petugas_id:
        raise Conflict(_diambil(tugas))


def check_holder(tugas: Tugas, petugas_id: UUID, fence: int) -> None:
    """Let a write through that comes from the latest claim, or raise Conflict with who was faster.

    A lease that ran out while nobody else took the tugas still counts: the fence is the guard.
    """
    check_open(tugas)
    if tugas.claimed_by == petugas_id and tugas.fence == fence:
        return
    if tugas.claimed_by is None:
        raise Conflict("Tugas ini sudah dilepas. Ambil lagi sebelum menyimpan.")
    if tugas.claimed_by == petugas_id:
        raise Conflict("Tugas ini sudah Anda ambil lagi di halaman lain. Periksa isian terbaru.")
    raise Conflict(_diambil(tugas) if tugas.is_claimed else _pernah_diambil(tugas))


def check_open(tugas: Tugas) -> None:
    """Refuse what is no longer open, naming who decided it and when."""
    if tugas.hasil == "blocked":
        raise Conflict("Akun pemohon sudah diblokir.")
    if tugas.status == "withdrawn":
        raise Conflict(Message("%(apa)s ini sudah ditarik oleh pemohon.", apa=NOUN[tugas.jenis]))
    if tugas.decided_at:
        raise Conflict(
            Message(
                "%(apa)s ini sudah diputus %(siapa)s pukul %(pukul)s.",
                apa=NOUN[tugas.jenis],
                siapa=tugas.decided_nama,
                pukul=pukul(tugas, tugas.decided_at),
            )
        )
    if tugas.status != "open":
        raise Conflict(Message("%(apa)s ini sudah selesai.", apa=NOUN[tugas.jenis]))


def _diambil(tugas: Tugas) -> Message:
    return Message(
        "%(apa)s ini sudah diambil %(siapa)s pukul %(pukul)s.",
        apa=NOUN[tugas.jenis],
        siapa=tugas.claimed_nama,
        pukul=pukul(tugas, tugas.claimed_at),
    )


def _pernah_diambil(tugas: Tugas) -> Message:
    return Message(
        "%(apa)s ini sempat diambil %(siapa)s pukul %(pukul)s. Ambil lagi sebelum menyimpan.",
        apa=NOUN[tugas.jenis],
        siapa=tugas.claimed_nama,
        pukul=pukul(tugas, tugas.claimed_at),
    )


def pukul(tugas: Tugas, at: datetime | None) -> str:
    """Return a time in the zone of the tugas' office: `09.14 WIB`."""
    return kata.waktu(at, zona_of(tugas.kode_kantor)) if at else "-"


def check_butir(jenis: Jenis, checklist: Mapping[str, str]) -> None:
    """Refuse answers to checks that this kind of tugas does not have."""
    wrong = FieldErrors()
    for kode in checklist:
        if kode not in BUTIR[jenis]:
            wrong.add(f"periksa_{kode}", "Butir ini tidak ada dalam daftar periksa.")
    wrong.raise_any()


def check_approval(jenis: Jenis, checklist: Mapping[str, str], catatan: str) -> None:
    """Refuse approval while a check is open or answered with "tidak", naming each of them.

    Words for a refusal beside an approval are refused as well: one of the two is a slip.
    """
    wrong = FieldErrors()
    if catatan.strip():
        wrong.add("catatan", "Catatan penolakan terisi. Kosongkan untuk menyetujui, atau tolak.")
    for kode, (judul, _) in BUTIR[jenis].items():
        if kode not in checklist:
            wrong.add(f"periksa_{kode}", "%(judul)s belum diperiksa.", judul=judul)
        elif checklist[kode] != "sesuai":
            wrong.add(
                f"periksa_{kode}", "%(judul)s: Tidak. Tolak, atau ubah jawabannya.", judul=judul
            )
    wrong.raise_any()


def check_rejection(jenis: Jenis, alasan: Sequence[str], catatan: str) -> None:
    """Refuse a rejection without a reason from the list and words for the resident."""
    wrong = FieldErrors()
    if not alasan:
        wrong.add("alasan", "Pilih alasan penolakan.")
    elif any(kode not in ALASAN[jenis] for kode in alasan):
        wrong.add("alasan", "Alasan ini tidak ada dalam daftar.")
    if not catatan.strip():
        wrong.add("catatan", "Tulis catatan untuk pemohon.")
    elif len(catatan.strip()) < CATATAN_TERPENDEK:
        wrong.add(
            "catatan",
            "Catatan terlalu pendek. Tulis paling sedikit %(n)d huruf.",
            n=CATATAN_TERPENDEK,
        )
    wrong.raise_any()
