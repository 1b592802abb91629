"""Who may correct, and what counts as a change (S0 §2, S4 3a)."""

from __future__ import annotations

from services.identity.akun.models import Akun
from services.identity.akun.rules import is_same
from services.identity.perbaikan.models import Perbaikan
from shared.errors import N_, Conflict

UNCHANGED = N_("Belum ada yang berubah. Perbaiki paling sedikit satu isian, atau ganti swafoto.")
NOT_NOW = N_("Data akun ini tidak sedang menunggu perbaikan.")
LOOKED_AT = N_("Petugas sedang memeriksa perbaikan Anda. Tunggu hasilnya.")
NONE_LEFT = N_("Tiga kesempatan memperbaiki sudah dipakai. Tunggu hasil pemeriksaan petugas.")


def may_correct(akun: Akun) -> bool:
    """Tell whether the resident may correct: it was found not valid and chances are left."""
    return akun.sisa_kesempatan > 0 and (akun.status == "rejected" or _waits_again(akun))


def _waits_again(akun: Akun) -> bool:
    # What was corrected may be corrected again until an officer takes it.
    return akun.status == "submitted" and akun.decided_at is not None


def check_may_correct(akun: Akun) -> None:
    """Let a correction through or raise Conflict with the reason."""
    if may_correct(akun):
        return
    if akun.status == "claimed":
        raise Conflict(LOOKED_AT)
    if akun.sisa_kesempatan == 0 and akun.status != "blocked":
        raise Conflict(NONE_LEFT)
    raise Conflict(NOT_NOW)


def is_changed(akun: Akun, baru: Perbaikan, *, is_new_photo: bool) -> bool:
    """Tell whether something differs: RT 03 and RT 003, `Siti` and `SITI` are the same."""
    old = akun.diri
    return (
        is_new_photo
        or (old.nik, old.kk, old.telepon) != (baru.nik, baru.kk, baru.telepon)
        or akun.kode_wilayah != baru.kode_wilayah
        or not is_same(old.nama, baru.nama)
        or not is_same(old.alamat, baru.alamat)
    )
