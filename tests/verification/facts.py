"""Events as identity and registration tell them, about made-up persons."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from shared.events.identity import (
    AkunApproved,
    AkunRejected,
    AkunSubmitted,
    CatatanPetugas,
    NamaAkun,
)
from shared.events.registration import (
    AlasanPenolakan,
    NamaPemohon,
    PermohonanApproved,
    PermohonanCancelled,
    PermohonanRejected,
    PermohonanReturned,
    PermohonanSubmitted,
)

AT = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
BANTUL = "34.02.08.2001"
KLATEN = "33.10.20.2001"
JAKARTA = "31.71.01.1001"


def permohonan_submitted(
    subjek: UUID | None = None, version: int = 1, tujuan: str = BANTUL,
    nama: str = "Siti Rahmawati", nobukti: str = "W00000123", at: datetime = AT,
) -> PermohonanSubmitted:  # fmt: skip
    return PermohonanSubmitted(
        aggregate_id=subjek or uuid4(), version=version, nobukti=nobukti, akun_id=uuid4(),
        kode_wilayah_tujuan=tujuan, kode_wilayah_asal=KLATEN, keperluan="bekerja", jumlah_orang=3,
        tanggal_datang=date(2026, 11, 18), tanggal_berakhir=date(2027, 9, 17), submitted_at=at,
        pribadi=NamaPemohon(nama=nama),
    )  # fmt: skip


def _permohonan(kind: Any, subjek: UUID, version: int, **more: Any) -> Any:
    return kind(
        aggregate_id=subjek, version=version, nobukti="W00000123", akun_id=uuid4(),
        kode_wilayah_tujuan=BANTUL, kode_wilayah_asal=KLATEN, **more,
    )  # fmt: skip


def permohonan_cancelled(subjek: UUID, version: int) -> PermohonanCancelled:
    return _permohonan(PermohonanCancelled, subjek, version, cancelled_at=AT)


def permohonan_approved(subjek: UUID, version: int) -> PermohonanApproved:
    return _permohonan(PermohonanApproved, subjek, version, decided_at=AT)


def permohonan_rejected(subjek: UUID, version: int) -> PermohonanRejected:
    return _permohonan(
        PermohonanRejected, subjek, version, decided_at=AT, pribadi=AlasanPenolakan(alasan="-")
    )


def permohonan_returned(subjek: UUID, version: int) -> PermohonanReturned:
    return _permohonan(
        PermohonanReturned, subjek, version, returned_at=AT, pribadi=AlasanPenolakan(alasan="-")
    )


def akun_submitted(
    subjek: UUID | None = None, version: int = 1, asal: str = KLATEN, nama: str = "Siti Rahmawati"
) -> AkunSubmitted:
    return AkunSubmitted(
        aggregate_id=subjek or uuid4(), version=version, nomor="A00004417",
        kode_wilayah_asal=asal, submitted_at=AT, pribadi=NamaAkun(nama=nama),
    )  # fmt: skip


def akun_rejected(subjek: UUID, version: int) -> AkunRejected:
    return AkunRejected(
        aggregate_id=subjek, version=version, nomor="A00004417", kode_wilayah_asal=KLATEN,
        decided_at=AT, sisa_kesempatan=2, pribadi=CatatanPetugas(catatan="-"),
    )  # fmt: skip


def akun_approved(subjek: UUID, version: int) -> AkunApproved:
    return AkunApproved(
        aggregate_id=subjek, version=version, nomor="A00004417", kode_wilayah_asal=KLATEN,
        decided_at=AT,
    )  # fmt: skip
