"""Signing a PDF: PAdES, the signature added to the file without touching what is in it."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

FIELD = "Instansi"
# Room for signature and chain in hex digits; told, since to try it out costs as much as signing.
ROOM = 12288


def sign_now(pdf: bytes, signer: Signer, nama: str, tempat: str, alasan: str) -> bytes:
    """Return the PDF signed in the name of an office; for threads (it runs a loop of its own)."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

    told = PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        name=nama,
        location=tempat or None,
        reason=alasan,
    )
    signed = sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), told, signer=signer, bytes_reserved=ROOM
    )
    return bytes(signed.getvalue())


async def sign(pdf: bytes, signer: Signer, nama: str, tempat: str, alasan: str) -> bytes:
    """Return the PDF signed in the name of an office; the event loop goes on meanwhile."""
    return await asyncio.to_thread(sign_now, pdf, signer, nama, tempat, alasan)
