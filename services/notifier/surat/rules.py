"""When a letter is tried again, when it is given up, and where it leads."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from services.notifier.surat.models import Outcome, Pesan

LEASE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
GIVEN_UP_AFTER = timedelta(days=3)
DOUBLINGS = 8

STATE = {Outcome.SENT: "sent", Outcome.NEVER: "dead"}


LEADS = {
    Pesan.AKUN_DISETUJUI: "/permohonan/baru", Pesan.PENDAFTARAN_BERULANG: "/masuk",
    Pesan.SANDI_DIUBAH: "/lupa-sandi", Pesan.EMAIL_DIUBAH: "/bantuan",
    Pesan.SANDI_PETUGAS_DIUBAH: "/petugas/lupa-sandi", Pesan.INGAT_DICURI: "/lupa-sandi",
    Pesan.PENGINGAT_MASA_TINGGAL: "/permohonan",
    Pesan.TUGAS_DIESKALASI: "/verifikasi?khusus=eskalasi",
    Pesan.TUGAS_DIAJUKAN: "/verifikasi?khusus=diajukan",
}  # fmt: skip


def outcome_of(code: int) -> Outcome:
    """Return what an SMTP reply to a letter means (RFC 5321, 4.2.1): 4xx later, 5xx never."""
    if code < 400:
        return Outcome.SENT
    return Outcome.NEVER if code >= 500 else Outcome.LATER


def state_after(outcome: Outcome, age: timedelta) -> str:
    """Return the letter's state after a try; what cannot be sent for three days is dead."""
    return STATE.get(outcome) or ("dead" if age >= GIVEN_UP_AFTER else "failed")


def pause_after(attempts: int) -> timedelta:
    """Return the pause before the next try: 5 s, 10 s, 20 s … 15 minutes."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, DOUBLINGS)), LONGEST_PAUSE)


def path_of(pesan: Pesan, subjek_id: UUID) -> str:
    """Return the page that a message leads to; the confirmation link comes from identity."""
    if pesan is Pesan.PENGINGAT_DRAF:
        return f"/permohonan/{subjek_id}/isi"
    if pesan is Pesan.DISKUSI_DIBALAS:
        return f"/permohonan/{subjek_id}/diskusi"
    if pesan.startswith("konsultasi_"):
        return f"/konsultasi/{subjek_id}"
    if pesan.startswith("bukti_"):
        return f"/permohonan/{subjek_id}/bukti"
    stay = pesan.startswith(("permohonan_", "masa_tinggal_"))
    return f"/permohonan/{subjek_id}" if stay else LEADS.get(pesan, "/akun/status")
