"""B6: forms and proofs warm, against bare typst and bare pyHanko in the same run."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import typst
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

from services.registration.formulir.lembar import source_of
from services.registration.formulir.pratinjau import make_contoh
from shared import cetak
from shared.instansi.models import Instansi
from shared.settings import Settings
from shared.tanda_tangan import pades
from shared.tanda_tangan.otoritas_lokal import OtoritasLokal
from tests.bench.plan import Bench
from tests.bench.report import Line, at_least, at_most

OFFICE = Instansi(kode_kantor="34.02", nama="Disdukcapil Kabupaten Contoh", kota_ttd="Bantul")
AT = datetime(2026, 11, 20, tzinfo=UTC)
PACK = "bantul-19-2019"
# As much ink as a proof has, set by nobody's templates.
BARE = """#set page(paper: "a6", flipped: true)
#set document(title: "bare " + sys.inputs.n)
#sys.inputs.n #lorem(60)
#image(bytes(sys.inputs.qr), format: "svg", width: 23mm, alt: "QR")
"""


async def measure(bench: Bench) -> list[Line]:
    """Return milliseconds a page and a signed proof, and what they are to the bare parts."""
    return await asyncio.to_thread(_measure, bench, max(4, bench.plan.pages // 10))


def _measure(bench: Bench, count: int) -> list[Line]:
    settings = bench.settings("registration")
    with TemporaryDirectory() as folder:
        place = Path(folder)
        page = _each(count, _printer(settings, "F.4-01"))
        proof = _printer(settings, "bukti")
        printed = _each(count, proof)
        bare_page = _each(count, _bare_printer(place, settings))
        pdf = proof(0)
        signer = OtoritasLokal(place / "keys").signer_of("34.02", OFFICE.nama)
        signed = _each(
            count, lambda _: pades.sign_now(pdf, signer, OFFICE.nama, OFFICE.kota_ttd, "Bukti")
        )
        bare_signed = _each(count, lambda _: _bare_sign(pdf, signer))
    bench.tell(
        f"B6 CPU ms: F.4-01 {page:.1f}, proof {printed:.1f}, bare page {bare_page:.1f}, signature "
        f"{signed:.1f}, bare {bare_signed:.1f}; {1000 / (printed + signed):.1f} proofs/s per core"
    )
    return [
        at_most("B6", page, "ms of CPU a form warm", 25),
        at_most("B6-signed", printed + signed, "ms of CPU a proof, signed", 60),
        at_most("B6-typst", printed / bare_page, "× bare typst of as much ink", 3),
        at_most("B6-pyhanko", signed / bare_signed, "× bare pyHanko", 1.2),
        at_least("B6-rate", 1000 / (printed + signed), "signed proofs/s per core", 16),
    ]


def _each(count: int, make: Callable[[int], bytes]) -> float:
    """Return the median CPU of one, in milliseconds, after a first one that is not counted."""
    make(0)
    took: list[float] = []
    for number in range(1, count + 1):
        began = time.process_time()
        make(number)
        took.append((time.process_time() - began) * 1000)
    return median(took)


def _printer(settings: Settings, kode: str) -> Callable[[int], bytes]:
    sheet, name = make_contoh(PACK, kode, OFFICE, settings)

    def make(number: int) -> bytes:
        # No two are alike, or typst would remember the whole page.
        told = f"W{number:08}"
        return cetak.print_now(source_of(name), sheet | {"nobukti": told, "kaki": told}, AT)

    return make


def _bare_printer(folder: Path, settings: Settings) -> Callable[[int], bytes]:
    source = folder / "bare.typ"
    source.write_text(BARE)
    compiler = typst.Compiler(str(source), ignore_system_fonts=True)
    qr = make_contoh(PACK, "bukti", OFFICE, settings)[0]["qr"]

    def make(number: int) -> bytes:
        made = compiler.compile(
            format="pdf", sys_inputs={"n": str(number), "qr": qr}, pdf_standards=[cetak.STANDARD]
        )
        assert isinstance(made, bytes)
        return made

    return make


def _bare_sign(pdf: bytes, signer: object) -> bytes:
    told = PdfSignatureMetadata(field_name="Bare", md_algorithm="sha256")
    out = sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), told, signer=signer)  # type: ignore[arg-type]
    return bytes(out.getvalue())
