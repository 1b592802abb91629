"""When a person may be forgotten, and when the law says that the data stay.

UU 27/2022 Ps 8 gives the right to have data erased; Ps 15 lets the state's own duties come first,
here the recording of residents (UU 24/2013). So a stay, and the retention after it, are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from services.identity.privasi.models import Ikatan, Putusan
from shared.errors import N_, NotValid

WORD = "HAPUS"
FINAL = frozenset({"registered", "approved", "rejected"})
WRONG_WORD = N_("Ketik HAPUS dengan huruf besar.")
GRANTED = N_("Data Anda sudah dihapus.")
SEBAB: Mapping[str, str] = {
    "checking": N_("Akun Anda masih diperiksa petugas. Tunggu sampai ada jawaban."),
    "not_final": N_("Akun ini diblokir. Datanya disimpan sampai petugas membukanya."),
    "waiting": N_("Ada permohonan yang belum dijawab. Batalkan dulu, atau tunggu jawabannya."),
    "stay": N_("Masa tinggal Anda masih berjalan."),
    "retention": N_("Masa simpan menurut undang-undang belum habis."),
}


def putusan(
    status: str, decided: date | None, ikatan: Ikatan, today: date, retention: timedelta
) -> Putusan:
    """Return whether an akun may be forgotten (UU 27/2022 Ps 8 and 15); today is its area's."""
    if status in {"submitted", "claimed"}:
        return Putusan(sebab="checking")
    if status not in FINAL:
        return Putusan(sebab="not_final")
    if ikatan.is_waiting:
        return Putusan(sebab="waiting")
    held = ikatan.berakhir or (decided if status == "rejected" else None)
    if held is None or held + retention <= today:
        return Putusan(sebab="")
    running = ikatan.berakhir is not None and ikatan.berakhir > today
    return Putusan(sebab="stay" if running else "retention", boleh_sejak=held + retention)


def check_word(typed: str) -> None:
    """Accept the word or raise NotValid."""
    if typed.strip() != WORD:
        raise NotValid(WRONG_WORD)
