"""What may be corrected and what counts as a change (VB3). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.registration.draf.models import Isian
from services.registration.permohonan.models import Pengikut
from shared.errors import N_
from shared.kata import BIDANG_PERMOHONAN, KEPERLUAN, tanggal_panjang

DOKUMEN = frozenset({"ktp_el", "kk", "pendukung"})

UNCHANGED = N_("Belum ada yang berubah. Perbaiki paling sedikit satu bagian yang ditandai.")
NOT_RETURNED = N_("Permohonan ini tidak sedang menunggu perbaikan.")


def merge(before: Isian, after: Isian, bidang: Sequence[str]) -> Isian:
    """Return `before` with the marked fields of `after`; what was not marked stays."""
    assert before.keperluan
    assert before.domisili
    assert after.keperluan
    assert after.domisili
    purpose = {
        name: getattr(after.keperluan, name)
        for name in ("keperluan", "tanggal_datang", "jangka_waktu")
        if name in bidang
    }
    place = (
        {name: getattr(after.domisili, name) for name in ("alamat", "rt", "rw")}
        if "alamat" in bidang
        else {}
    )
    own = {name: getattr(after, name) for name in ("pengikut", "keterangan") if name in bidang}
    if "pengikut" in bidang:
        own["ada_pengikut"] = after.ada_pengikut
    return before.model_copy(
        update={
            "keperluan": before.keperluan.model_copy(update=purpose),
            "domisili": before.domisili.model_copy(update=place),
            **own,
        }
    )


def changed(
    before: Isian, after: Isian, dokumen_lama: Mapping[str, str], dokumen: Mapping[str, str]
) -> tuple[str, ...]:
    """Return which fields and documents differ; `Jalan MAWAR` is the same as `jalan mawar`."""
    old, new = texts(before), texts(after)
    different = {name for name in old if _plain(old[name]) != _plain(new[name])}
    if _members(before.pengikut) != _members(after.pengikut):
        different.add("pengikut")
    different |= {slot for slot in DOKUMEN if dokumen_lama.get(slot) != dokumen.get(slot)}
    return tuple(name for name in BIDANG_PERMOHONAN if name in different)


def texts(isian: Isian) -> dict[str, str]:
    """Return each field as the officer reads it; members and documents have none."""
    assert isian.keperluan
    assert isian.domisili
    purpose = isian.keperluan
    return {
        "keperluan": KEPERLUAN.get(purpose.keperluan, purpose.keperluan),
        "tanggal_datang": tanggal_panjang(purpose.tanggal_datang),
        "jangka_waktu": f"{purpose.jangka_waktu} bulan",
        "alamat": str(isian.domisili.di_desa),
        "keterangan": "; ".join(f"{name}: {isi}" for name, isi in sorted(isian.keterangan.items())),
    }


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _members(members: Sequence[Pengikut]) -> list[dict[str, object]]:
    return [one.model_dump(exclude={"id", "nama"}) | {"nama": _plain(one.nama)} for one in members]
