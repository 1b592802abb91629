"""Made-up events, as their tellers would write them."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.notifier.surat.models import Pesan
from services.notifier.surat.reactions_masuk import LINKS, QUEUE
from shared.events.domisili import (
    BuktiIssued,
    BuktiRevoked,
    DomisiliCorrected,
    DomisiliEnded,
    DomisiliExtended,
)
from shared.events.envelope import Event
from shared.events.identity import (
    AkunApproved,
    AkunBlocked,
    AkunRegistered,
    AkunRejected,
    AkunRepeated,
    AkunSubmitted,
    AkunUnblocked,
    BandingRefused,
    BandingSubmitted,
    IngatStolen,
    InstansiChanged,
)
from shared.events.percakapan import PercakapanClosed, PercakapanOpened, PercakapanWritten
from shared.events.registration import (
    PermohonanApproved,
    PermohonanCancelled,
    PermohonanRejected,
    PermohonanReturned,
    PermohonanSubmitted,
)
from shared.ids import uuid7

# Letters about logging in and to officers have facts of their own: test_masuk.py.
MASUK = {
    *LINKS.values(), *QUEUE.values(), Pesan.SANDI_DIUBAH, Pesan.SANDI_PETUGAS_DIUBAH,
    Pesan.EMAIL_DIUBAH,
}  # fmt: skip
LATER = {Pesan.PENGINGAT_MASA_TINGGAL, Pesan.PENGINGAT_DRAF, Pesan.PENGINGAT_KONFIRMASI}
TOLD = set(Pesan) - MASUK - LATER
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
KLATEN, BANTUL, JAKARTA = "33.10.20.2001", "34.02.08.2001", "31.74.01.1001"
NAMA = "Siti Contoh"
EMAIL = "siti@contoh.id"
TAUTAN = "/konfirmasi-email/abc123"


def registered(akun_id: UUID, version: int = 1, **pribadi: str) -> AkunRegistered:
    fields = {"nama": NAMA, "email": EMAIL, "bahasa": "id", "tautan": TAUTAN} | pribadi
    return AkunRegistered.model_validate(
        {
            "aggregate_id": akun_id,
            "version": version,
            "kode_wilayah_asal": KLATEN,
            "pribadi": fields,
        }
    )


def repeated(**pribadi: str) -> AkunRepeated:
    fields = {"email": EMAIL, "bahasa": "id"} | pribadi
    return AkunRepeated.model_validate({"aggregate_id": uuid7(), "version": 1, "pribadi": fields})


def about_akun(kind: type[Event], akun_id: UUID, version: int, **more: Any) -> Event:
    facts = {
        "aggregate_id": akun_id,
        "version": version,
        "nomor": "A00004421",
        "kode_wilayah_asal": KLATEN,
        "submitted_at": AT,
        "decided_at": AT,
        "returned_at": AT,
    }
    return kind.model_validate(facts | more)


def submitted(akun_id: UUID) -> Event:
    return about_akun(AkunSubmitted, akun_id, 2, pribadi={"nama": NAMA})


def approved(akun_id: UUID, **pribadi: str) -> Event:
    fields = {
        "nama": NAMA,
        "email": EMAIL,
        "bahasa": "id",
        "nik": "0" * 16,
        "jenis_kelamin": "P",
        "tanggal_lahir": "1998-06-05",
    }
    return about_akun(AkunApproved, akun_id, 3, pribadi=fields | pribadi)


def rejected(akun_id: UUID, sisa: int = 2) -> Event:
    catatan = {"catatan": "Swafoto tidak jelas."}
    return about_akun(AkunRejected, akun_id, 3, sisa_kesempatan=sisa, pribadi=catatan)


def blocked(akun_id: UUID) -> Event:
    pribadi = {"dasar": "dokumen_palsu", "catatan": "Surat kerja diubah."}
    return about_akun(AkunBlocked, akun_id, 4, blocked_at=AT, pribadi=pribadi)


def unblocked(akun_id: UUID, status: str = "approved") -> Event:
    pribadi = {"dasar": "keliru", "catatan": "Surat kerja ternyata asli."}
    return about_akun(AkunUnblocked, akun_id, 5, status=status, unblocked_at=AT, pribadi=pribadi)


def about_banding(kind: type[Event], akun_id: UUID, **more: Any) -> Event:
    facts = {
        "aggregate_id": uuid7(),
        "version": 1,
        "akun_id": akun_id,
        "nomor": "A00004421",
        "kode_wilayah_asal": KLATEN,
        "submitted_at": AT,
        "answered_at": AT,
    }
    return kind.model_validate(facts | more)


def ingat_stolen(akun_id: UUID) -> IngatStolen:
    return IngatStolen(
        aggregate_id=uuid7(), version=1, akun_id=akun_id, kode_wilayah_asal=KLATEN, stolen_at=AT
    )


def about_permohonan(kind: type[Event], akun_id: UUID, version: int = 1, **more: Any) -> Event:
    facts = {
        "aggregate_id": more.pop("permohonan_id", None) or uuid7(),
        "version": version,
        "nobukti": "W00000123",
        "akun_id": akun_id,
        "kode_wilayah_tujuan": BANTUL,
        "kode_wilayah_asal": KLATEN,
        "keperluan": "bekerja",
        "jumlah_orang": 3,
        "tanggal_datang": date(2026, 11, 20),
        "tanggal_berakhir": date(2027, 5, 20),
        "submitted_at": AT,
        "cancelled_at": AT,
        "decided_at": AT,
        "returned_at": AT,
    }
    return kind.model_validate(facts | more)


def about_bukti(kind: type[Event], akun_id: UUID, version: int, **more: Any) -> Event:
    facts = {
        "aggregate_id": uuid7(),
        "version": version,
        "permohonan_id": uuid7(),
        "akun_id": akun_id,
        "nobukti": "W00000123",
        "kode_wilayah_tujuan": BANTUL,
        "kode_wilayah_asal": KLATEN,
        "cara": "email",
        "issued_at": AT,
        "revoked_at": AT,
    }
    return kind.model_validate(facts | more)


def about_stay(kind: type[Event], permohonan_id: UUID, version: int, **more: Any) -> Event:
    facts = {
        "aggregate_id": uuid7(), "version": version, "permohonan_id": permohonan_id,
        "kode_wilayah_tujuan": BANTUL, "kode_wilayah_asal": KLATEN,
        "tanggal_berakhir": date(2027, 8, 20), "tanggal_selesai": date(2027, 5, 1),
        "orang_ids": (uuid7(),), "corrected_at": AT,
    }  # fmt: skip
    return kind.model_validate(facts | more)


def about_percakapan(kind: type[Event], akun_id: UUID, version: int, **more: Any) -> Event:
    facts = {
        "aggregate_id": uuid7(), "version": version, "jenis": "konsultasi", "nomor": "K00000007",
        "akun_id": akun_id, "kode_kantor": "34.02", "kode_wilayah_tujuan": "34.02",
        "kode_wilayah_asal": KLATEN, "dari": "petugas", "opened_at": AT, "written_at": AT,
        "closed_at": AT, "reopened_at": AT,
    }  # fmt: skip
    return kind.model_validate(facts | more)


def every_fact(akun_id: UUID) -> list[Event]:
    """One of each event that a resident is told of, in an order that could be."""
    nama, stay = {"nama": NAMA}, uuid7()
    return [
        registered(akun_id),
        repeated(),
        submitted(akun_id),
        rejected(akun_id),
        approved(akun_id),
        about_permohonan(PermohonanSubmitted, akun_id, pribadi=nama, permohonan_id=stay),
        about_permohonan(PermohonanCancelled, akun_id),
        about_permohonan(PermohonanApproved, akun_id),
        about_permohonan(PermohonanRejected, akun_id, pribadi={"alasan": "RT dan RW kosong."}),
        about_permohonan(PermohonanReturned, akun_id, pribadi={"alasan": "KTP buram."}),
        about_bukti(BuktiIssued, akun_id, 1, pribadi={"tautan": "/bukti/X", "pin": "480116"}),
        about_bukti(BuktiRevoked, akun_id, 2),
        blocked(akun_id),
        about_banding(BandingSubmitted, akun_id),
        about_banding(BandingRefused, akun_id, pribadi={"catatan": "Bukti belum cukup."}),
        unblocked(akun_id),
        ingat_stolen(akun_id),
        about_stay(DomisiliExtended, stay, 2),
        about_stay(DomisiliCorrected, stay, 3),
        about_stay(DomisiliEnded, stay, 4),
        about_percakapan(PercakapanOpened, akun_id, 1),
        about_percakapan(PercakapanWritten, akun_id, 2),
        about_percakapan(PercakapanWritten, akun_id, 1, jenis="diskusi", permohonan_id=stay),
        about_percakapan(PercakapanClosed, akun_id, 3),
    ]


def instansi(kode: str = "34.02", version: int = 1, **more: str) -> InstansiChanged:
    facts = {
        "aggregate_id": uuid7(),
        "version": version,
        "kode_kantor": kode,
        "nama": "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bantul",
        "nama_kepala": "Kepala Contoh",
        "jabatan_kepala": "Kepala Dinas",
        "pangkat": "Pembina Tingkat I",
        "nip": "-",
        "alamat": "Jalan Contoh 1, Bantul",
        "telepon": "(0274) 000000",
        "email": "dinas@contoh.id",
        "jam_kerja": "Senin–Jumat, 08.00–15.00 WIB",
        "zona": "Asia/Jakarta",
        "paket_formulir": "bantul-19-2019",
        "kota_ttd": "Bantul",
    }
    return InstansiChanged.model_validate(facts | more)
