"""One example of each event, made from its fields, and the golden files."""

import os
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import orjson
from pydantic import BaseModel

from shared.events import (
    domisili,
    envelope,
    identity,
    pencocokan,
    registration,
    reporting,
    verification,
)
from shared.events.envelope import Event, to_row

FOLDER = Path(__file__).parent / "golden"
TELLERS: dict[str, tuple[type[Event], ...]] = {
    "identity": identity.EVENTS,
    "registration": registration.EVENTS,
    "verification": verification.EVENTS,
    "reporting": reporting.EVENTS,
}
ALL = tuple(kind for events in TELLERS.values() for kind in events)
VALUES: dict[str, Any] = {
    "kode_wilayah_asal": "33.10.20.2001",
    "kode_wilayah_tujuan": "34.02.08.2001",
    "kode_kantor": "34.02",
    "subjek": "permohonan",
    "keputusan": "approved",
    "kelompok_umur": "25-29",
    "jenis_kelamin": "P",
    "nobukti": "W00000123",
    "nomor": "A00004421",
    "keperluan": "bekerja",
    "status": "approved",
    "jenis_akun": "penduduk",
    "diubah": ["alamat"],
    "peran": "petugas",
    "wilayah_tugas": "34.02",
    "nama_lokal": {"kecamatan": "Kapanewon"},
    "jam_mingguan": {"senin": "08.00–15.00"},
    "libur": {"2026-12-25": "contoh"},
    "zona": "Asia/Jakarta",
    "sebab": "departed",
    "cara": "email",
    "akun_id": "0190f0d0-0000-7000-8000-000000000001",
    "orang_ids": ["0190f0d0-0000-7000-8000-000000000001"],
    "alasan": ["alamat_tidak_lengkap"],
    "dasar": ["salah_tanggal"],
    "bidang": ["nik"],
    "daftar_nomor": ["W00000123"],
    "rantai": ["desa", "dinas"],
    "dari": "desa",
    "jenjang": "dinas",
}
LISTED: dict[str, type[BaseModel]] = {
    "orang": domisili.OrangTinggal,
    "masa": domisili.MasaOrang,
    "sidik_hari": pencocokan.SidikHari,
}
BY_TYPE: dict[str, Any] = {
    "UUID": "0190f0d0-0000-7000-8000-000000000001",
    "int": 1,
    "str": "contoh",
    "date": "2026-11-20",
    "datetime": "2026-11-20T02:00:00Z",
}


def example(kind: type[Event]) -> Event:
    """Return an event of `kind` with the same made-up values each time."""
    envelope.use({"uji": os.urandom(32)})
    return kind.model_validate(_fields(kind))


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {
        name: _value(name, field.annotation)
        for name, field in model.model_fields.items()
        if name != "pribadi"
    }


def _value(name: str, annotation: Any) -> Any:
    chosen = get_args(annotation) if get_origin(annotation) is Literal else ()
    if name in VALUES and (not chosen or VALUES[name] in chosen):
        return VALUES[name]
    if name in LISTED:
        return [_fields(LISTED[name])]
    if name == "jenis":
        known = ("domisili_ganda", "diskusi")
        return next((each for each in known if each in str(annotation)), "domisili_30")
    if name == "permohonan_id":
        return BY_TYPE["UUID"]
    if chosen:
        return chosen[0]
    return BY_TYPE[annotation.__name__]


def normalised(written: dict[str, Any]) -> dict[str, Any]:
    """Return the message with what differs each time replaced by a word."""
    return written | {"id": "<uuid>", "time": "<time>"}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in ALL:
        written = normalised(orjson.loads(to_row(example(each)).body))
        text = orjson.dumps(written, option=orjson.OPT_INDENT_2) + b"\n"
        (FOLDER / f"{each.type_name()}.json").write_bytes(text)
