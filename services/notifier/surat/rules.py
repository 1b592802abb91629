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
    if pesan is Pesan.AKUN_DISETUJUI:
        return "/permohonan/baru"
    if pesan is Pesan.PENDAFTARAN_BERULANG:
        return "/masuk"
    if pesan in (Pesan.SANDI_DIUBAH, Pesan.EMAIL_DIUBAH):
        return "/lupa-sandi" if pesan is Pesan.SANDI_DIUBAH else "/bantuan"
    if pesan in (Pesan.SANDI_PETUGAS_DIUBAH, Pesan.INGAT_DICURI):
        return "/petugas/lupa-sandi" if pesan is Pesan.SANDI_PETUGAS_DIUBAH else "/lupa-sandi"
    if pesan.startswith(("permohonan_", "bukti_")):
        page = f"/permohonan/{subjek_id}"
        return f"{page}/bukti" if pesan.startswith("bukti_") else page
    return "/akun/status"
