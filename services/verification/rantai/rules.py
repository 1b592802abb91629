"""What the chain of levels says: who checks what, in which time, and where it goes; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.verification.antrean import rules as antrean
from services.verification.antrean.models import Petugas, Tugas
from services.verification.jam_kerja.models import JamKerja
from services.verification.jam_kerja.rules import HARI_KERJA, tenggat_of
from shared.errors import Conflict, FieldErrors, Message
from shared.rantai import DESA, DINAS, KECAMATAN, RT, sebelum, sebutan_of, sesudah

# Working days of each level; the promise to the resident is their sum.
HARI: Mapping[str, int] = {RT: 1, DESA: 1, KECAMATAN: 1, DINAS: HARI_KERJA}
# Of the six checks of Permendagri 14/2015 Ps 12. The village's officer makes all of them (Ps 11,
# Bantul Ps 13-14); the RT's head those that a neighbour can answer (Kutai Ps 11); the kecamatan
# what it reads in the papers that are sent on to it (Kutai Ps 13).
BUTIR: Mapping[str, tuple[str, ...]] = {
    RT: ("alasan", "alamat", "anggota"),
    DESA: tuple(antrean.BUTIR_PERMOHONAN),
    KECAMATAN: ("alamat", "dokumen"),
    DINAS: tuple(antrean.BUTIR_PERMOHONAN),
}
ALASAN_KEMBALI: Mapping[str, str] = {
    "belum_lengkap": "Pemeriksaan belum lengkap",
    "alamat": "Alamat perlu dilihat lagi di tempat",
    "orang": "Orang atau anggota keluarga perlu dicocokkan lagi",
    "lainnya": "Alasan lain",
}
ONLY_DINAS = (
    "Hanya Disdukcapil yang menyetujui atau menolak. Teruskan, minta perbaikan, atau usulkan "
    "penolakan."
)


def janji_of(rantai: Sequence[str], masuk_at: datetime, jam: JamKerja) -> datetime:
    """Return until when a chain's answer is promised: the time of all its levels."""
    return tenggat_of(masuk_at, jam, sum(HARI[one] for one in rantai))


def butir_of(tugas: Tugas) -> Mapping[str, tuple[str, str]]:
    """Return the checks of the level at which the tugas stands."""
    every = antrean.BUTIR[tugas.jenis]
    if tugas.jenjang == DINAS:
        return every
    return {kode: every[kode] for kode in BUTIR[tugas.jenjang]}


def check_level(tugas: Tugas, petugas: Petugas) -> None:
    """Let only the level work on a tugas at which it stands, or raise Conflict: who has it now."""
    if tugas.status != "open" or tugas.antrean == petugas.antrean:
        return
    ke = sebutan_of(tugas.jenjang, tugas.kode_wilayah_tujuan, {})
    if tugas.diserahkan_at is None:
        raise Conflict(Message("Permohonan ini masih diperiksa %(ke)s.", ke=ke))
    raise Conflict(
        Message(
            "Permohonan ini sudah diserahkan %(siapa)s ke %(ke)s pukul %(pukul)s.",
            siapa=tugas.diserahkan_nama,
            ke=ke,
            pukul=antrean.pukul(tugas, tugas.diserahkan_at),
        )
    )


def check_final(tugas: Tugas, keputusan: str) -> None:
    """Refuse approval and refusal by a level below the office."""
    if tugas.jenjang != DINAS and keputusan != "returned":
        raise Conflict(ONLY_DINAS)


def check_forward(tugas: Tugas, checklist: Mapping[str, str]) -> str:
    """Return the level after this one, or raise Invalid while a check of this level is open."""
    ke = sesudah(tugas.rantai, tugas.jenjang)
    if not ke:
        raise Conflict("Disdukcapil yang terakhir: setujui, minta perbaikan, atau tolak.")
    wrong = FieldErrors()
    for kode, (judul, _) in butir_of(tugas).items():
        if kode not in checklist:
            wrong.add(f"periksa_{kode}", "%(judul)s belum diperiksa.", judul=judul)
        elif checklist[kode] != "sesuai":
            wrong.add(
                f"periksa_{kode}",
                "%(judul)s: Tidak. Minta perbaikan, usulkan penolakan, atau ubah jawabannya.",
                judul=judul,
            )
    wrong.raise_any()
    return ke


def check_recommended(tugas: Tugas, alasan: Sequence[str], catatan: str) -> None:
    """Refuse to recommend a refusal at the office itself, or without reason and words."""
    if tugas.jenjang == DINAS:
        raise Conflict("Disdukcapil yang memutus: tolak permohonan ini langsung.")
    wrong = FieldErrors()
    if not alasan:
        wrong.add("alasan", "Pilih alasan usulan penolakan.")
    elif any(kode not in antrean.ALASAN[tugas.jenis] for kode in alasan):
        wrong.add("alasan", "Alasan ini tidak ada dalam daftar.")
    _check_words(wrong, catatan)
    wrong.raise_any()


def check_sent_back(tugas: Tugas, alasan: str, catatan: str) -> str:
    """Return the level before this one, or raise Invalid without reason and words.

    Raises Conflict at the first level, before which there is only the resident, and while the
    tugas is put before a superior.
    """
    if tugas.diajukan:
        raise Conflict("Tugas ini diajukan ke atasan. Atasan menjawabnya dulu.")
    ke = sebelum(tugas.rantai, tugas.jenjang)
    if not ke:
        raise Conflict("Tidak ada tingkat sebelum ini. Minta perbaikan dari pemohon.")
    wrong = FieldErrors()
    if alasan not in ALASAN_KEMBALI:
        wrong.add("alasan", "Pilih alasan mengembalikan.")
    _check_words(wrong, catatan)
    wrong.raise_any()
    return ke


def check_pulled_up(tugas: Tugas, catatan: str, now: datetime) -> None:
    """Let a superior of the office pull a tugas up that nobody below works on, or that is late.

    Raises Conflict otherwise, Invalid without words for the officers below.
    """
    antrean.check_open(tugas)
    if tugas.jenjang == DINAS:
        raise Conflict("Permohonan ini sudah di Disdukcapil.")
    if tugas.is_claimed and tugas.tenggat > now:
        raise Conflict(
            Message(
                "Permohonan ini sedang diperiksa %(siapa)s. Tarik setelah tenggatnya lewat.",
                siapa=tugas.claimed_nama,
            )
        )
    wrong = FieldErrors()
    _check_words(wrong, catatan)
    wrong.raise_any()


def _check_words(wrong: FieldErrors, catatan: str) -> None:
    if len(catatan.strip()) < antrean.CATATAN_TERPENDEK:
        wrong.add(
            "catatan",
            "Tulis catatan untuk petugas, paling sedikit %(n)d huruf.",
            n=antrean.CATATAN_TERPENDEK,
        )
