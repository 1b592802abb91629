"""Made-up residents, permohonan and facts to test with."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.registration.app import SERVICE
from services.registration.pemohon.actions import get_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import actions, sealing
from services.registration.permohonan.models import (
    Keperluan,
    Pengikut,
    PermohonanForm,
    Sent,
    TempatTinggal,
)
from shared import clock
from shared.db import Connection
from shared.events.envelope import Event
from shared.events.identity import AkunApproved, Pemilik
from shared.events.verification import (
    CatatanKeputusan,
    KeputusanMade,
    TugasClaimed,
    TugasOpened,
)
from tests.hearing import react

KLATEN = "33.10.01.2001"
BANTUL = "34.02.15.2004"
NIK_SITI = "3310055205900001"
NIK_ILHAM = "3310051703880002"
NIK_AISYAH = "3310054101150003"
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


async def hear(conn: Connection, *events: Event) -> None:
    """Let the service react to events."""
    for event in events:
        await react(SERVICE.reactions, conn, event)


def akun_approved(akun_id: UUID, **facts: Any) -> AkunApproved:
    """Return the fact that makes a pemohon."""
    told = {
        "nama": "Siti Rahma", "email": "siti@contoh.test", "bahasa": "id", "jenis_kelamin": "P",
        "tanggal_lahir": date(1990, 5, 12), "nik": NIK_SITI,
    }  # fmt: skip
    public = {"version": 3, "kode_wilayah_asal": KLATEN} | {
        key: value for key, value in facts.items() if key not in told
    }
    private = told | {key: value for key, value in facts.items() if key in told}
    return AkunApproved(
        aggregate_id=akun_id, nomor="A00000001", decided_at=AT,
        pribadi=Pemilik.model_validate(private), **public,
    )  # fmt: skip


async def make_pemohon(conn: Connection, **facts: Any) -> Pemohon:
    """Return a new verified resident of Klaten."""
    akun_id = uuid4()
    await hear(conn, akun_approved(akun_id, **facts))
    return await get_pemohon(conn, akun_id)


def pengikut(nik: str = NIK_ILHAM, nama: str = "Muhammad Ilham") -> Pengikut:
    """Return a member."""
    return Pengikut(
        id=uuid4(), nik=nik, nama=nama, jenis_kelamin="L", tanggal_lahir=date(1988, 3, 17)
    )


def form(*members: Pengikut, kode: str = BANTUL, months: int = 6) -> PermohonanForm:
    """Return a permohonan that begins today."""
    return PermohonanForm(
        keperluan=Keperluan(
            keperluan="bekerja",
            tanggal_datang=clock.today_in("Asia/Jakarta") - timedelta(days=3),
            jangka_waktu=months,
        ),
        domisili=TempatTinggal(alamat="Jalan Mawar 5", rt="003", rw="001", kode_wilayah=kode),
        pengikut=members,
    )


async def submit(
    conn: Connection, pemohon: Pemohon, *members: Pengikut, key: str = "", **more: Any
) -> Sent:
    """Hand in a permohonan."""
    key = key or str(uuid4())
    return await actions.submit_permohonan(
        conn, pemohon, form(*members, **more), uuid4(), key, sealing.sidik_of(key)
    )


def tugas_opened(permohonan_id: UUID, tenggat: datetime = AT, version: int = 1) -> TugasOpened:
    """Return the promise of an answer."""
    return TugasOpened(
        aggregate_id=uuid4(), version=version, subjek="permohonan", subjek_id=permohonan_id,
        kode_kantor="34.02", tenggat=tenggat,
    )  # fmt: skip


def tugas_claimed(permohonan_id: UUID) -> TugasClaimed:
    """Return that an officer took it."""
    return TugasClaimed(
        aggregate_id=uuid4(), version=2, subjek="permohonan", subjek_id=permohonan_id,
        kode_kantor="34.02", claimed_at=AT,
    )  # fmt: skip


def decided(permohonan_id: UUID, keputusan: Any = "approved", **more: Any) -> KeputusanMade:
    """Return an officer's decision."""
    facts = {"alasan": (), "decided_at": AT, "catatan": "", "subjek": "permohonan"} | more
    return KeputusanMade(
        aggregate_id=uuid4(), version=3, subjek=facts["subjek"], subjek_id=permohonan_id,
        kode_kantor="34.02", keputusan=keputusan, alasan=facts["alasan"],
        decided_at=facts["decided_at"], pribadi=CatatanKeputusan(catatan=facts["catatan"]),
    )  # fmt: skip


async def told(conn: Connection) -> list[str]:
    """Return what was told so far, in order, without its service and version; no reminders."""
    rows = await conn.fetch(
        "SELECT type FROM outbox WHERE type NOT LIKE 'registration.pengingat.%' ORDER BY id"
    )
    return [row["type"].removeprefix("registration.").removesuffix(".v1") for row in rows]
