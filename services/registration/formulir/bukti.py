"""The sheet of a proof, in the regency's own format."""

from __future__ import annotations

from typing import Any

import segno

from services.registration.formulir.lembar import kop_of
from services.registration.formulir.models import FormatBukti, Nilai
from shared.instansi.models import Instansi

ELEKTRONIK = "ditandatangani secara elektronik"


def make_bukti(
    format_bukti: FormatBukti,
    instansi: Instansi,
    nobukti: str,
    nilai: Nilai,
    situs: str,
    kode: str,
    *,
    contoh: bool = False,
) -> dict[str, Any]:
    """Return the sheet of one person's proof, whose QR leads to the page of its `kode`."""
    basah = format_bukti.is_basah
    return {
        "kertas": format_bukti.kertas,
        "kop": kop_of(instansi),
        "judul": format_bukti.judul.format(periode=nilai.get("periode", "")),
        "nobukti": nobukti,
        "contoh": contoh,
        "tempat": _lines(format_bukti.tempat, nilai),
        "orang": _lines(format_bukti.orang, nilai),
        "masa": nilai.get("masa", ""),
        "qr": qr_of(f"{situs}/cek/{kode}"),
        "situs": situs,
        "kode": kode,
        "penanda": instansi.nama,
        "tanda_tangan": [
            {
                "atas": list(format_bukti.petugas),
                "nama": "" if basah else instansi.nama,
                "bawah": [] if basah else [ELEKTRONIK],
            }
        ],
    }


def _lines(wanted: tuple[tuple[str, str], ...], nilai: Nilai) -> list[dict[str, str]]:
    return [{"label": label, "isi": nilai.get(name, "")} for label, name in wanted]


def qr_of(alamat: str) -> str:
    """Return the QR of an address as SVG."""
    svg: str = segno.make(alamat, error="m").svg_inline(border=1)
    return svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
