"""Making a PDF anew: checked object by object, refused if it could do anything by itself.

Only the process that opens documents (`child.py`) imports this.
"""

from __future__ import annotations

import io

import pikepdf

from services.registration.dokumen import rules
from shared.errors import NotValid

# What makes a viewer run, fetch, send, play or unpack something.
ACTIVE = frozenset(
    {
        "/AA", "/OpenAction", "/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles",
        "/EF", "/XFA", "/AcroForm", "/RichMedia", "/RichMediaContent", "/SubmitForm",
        "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound", "/Screen", "/3D",
        "/FileAttachment", "/Collection", "/AF",
    }
)  # fmt: skip
KINDS = ("/S", "/Type", "/Subtype")
DEEPEST = 60
MOST_OBJECTS = 50_000
MOST_OUT = 2 * rules.MAX_BYTES
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError, OSError,
           MemoryError, RecursionError, AttributeError, NotImplementedError)  # fmt: skip


def rewrite(content: bytes) -> tuple[bytes, int]:
    """Return the PDF written anew, and its number of pages; raises NotValid."""
    try:
        return _rewrite(content)
    except NotValid:
        raise
    except pikepdf.PasswordError as locked:
        raise NotValid(rules.LOCKED) from locked
    except _BROKEN as broken:
        raise NotValid(rules.BROKEN) from broken


def _rewrite(content: bytes) -> tuple[bytes, int]:
    with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
        if pdf.is_encrypted:
            raise NotValid(rules.LOCKED)
        pages = len(pdf.pages)
        if pages > rules.MAX_PAGES:
            raise NotValid(rules.TOO_MANY_PAGES, jumlah=pages, batas=rules.MAX_PAGES)
        if not pages or len(pdf.objects) > MOST_OBJECTS:
            raise NotValid(rules.BROKEN)
        for one in pdf.objects:
            _check(one, 0)
        return _saved(pdf), pages


def _check(one: pikepdf.Object, depth: int) -> None:
    """Raise NotValid for anything active in a direct object; indirect ones come by themselves."""
    if depth > DEEPEST:
        raise NotValid(rules.BROKEN)
    if isinstance(one, pikepdf.Stream):
        _check_names(one.stream_dict, depth)
    elif isinstance(one, pikepdf.Dictionary):
        _check_names(one, depth)
    elif isinstance(one, pikepdf.Array):
        for part in one.as_list():
            _check_part(part, depth)


def _check_names(named: pikepdf.Object, depth: int) -> None:
    for name, value in named.items():
        if name in ACTIVE or (name in KINDS and str(value) in ACTIVE):
            raise NotValid(rules.ACTIVE)
        _check_part(value, depth)


def _check_part(value: object, depth: int) -> None:
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        _check(value, depth + 1)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    for name in ("/Metadata", "/PieceInfo", "/Names", "/URI", "/Outlines"):
        if name in pdf.Root:
            del pdf.Root[name]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    out = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    if out.tell() > MOST_OUT:
        raise NotValid(rules.TOO_LARGE)
    return out.getvalue()
