"""The process that opens documents: a picture becomes a clean JPEG, a PDF is written anew."""

from __future__ import annotations

from typing import Any

from services.registration.dokumen import pdf, rules
from shared.berkas import pictures
from shared.berkas import rules as gambar
from shared.berkas.child import serve
from shared.errors import NotValid


def open_document(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what the document is, and the document made anew; raises NotValid."""
    if content.startswith(b"%PDF-"):
        clean, pages = pdf.rewrite(content)
        return {"tipe": "application/pdf", "halaman": pages}, clean
    try:
        gambar.format_of(content)
    except NotValid as odd:
        raise NotValid(rules.NOT_A_DOCUMENT) from odd
    return {"tipe": "image/jpeg", "halaman": 1}, pictures.reencode(content, rules.SIDE)


if __name__ == "__main__":
    serve(open_document, rules.BROKEN)
