"""Documents that mean harm, made here: active, locked, endless, cut, bent and disguised ones."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

MARK = b"NONPERMANEN-DOKUMEN"
JAVASCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert('NONPERMANEN-DOKUMEN')")


def pdf(pages: int = 1, text: bytes = b"BT ET") -> Pdf:
    """Return a harmless PDF."""
    made = Pdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
        made.pages[-1].Contents = Stream(made, text)
    return made


def saved(made: Pdf, **more: object) -> bytes:
    """Return a PDF's bytes."""
    out = io.BytesIO()
    made.save(out, **more)
    return out.getvalue()


def plain(pages: int = 1, text: bytes = b"BT ET") -> bytes:
    """Return a harmless PDF's bytes."""
    return saved(pdf(pages, text))


def photo(width: int = 900, height: int = 600, kind: str = "JPEG", **more: object) -> bytes:
    """Return a harmless picture."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, kind, **more)
    return out.getvalue()


def _spoiled(spoil: Callable[[Pdf], None], **more: object) -> bytes:
    made = pdf()
    spoil(made)
    return saved(made, **more)


def _catalogue(name: str, value: object) -> bytes:
    return _spoiled(lambda made: made.Root.__setitem__(name, value))


def _on_page(name: str, value: object) -> bytes:
    return _spoiled(lambda made: made.pages[0].obj.__setitem__(name, value))


def _action(kind: str, **more: object) -> Dictionary:
    return Dictionary(S=Name("/" + kind), **more)


def _annotation(action: Dictionary, **more: object) -> bytes:
    def spoil(made: Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action, **more
        )
        made.pages[0].obj["/Annots"] = Array([made.make_indirect(note)])

    return _spoiled(spoil)


ACTIONS = (
    lambda: JAVASCRIPT,
    lambda: _action("Launch", F="cmd.exe"),
    lambda: _action("SubmitForm", F="http://contoh.test/"),
    lambda: _action("ImportData", F="x.fdf"),
    lambda: _action("GoToR", F="lain.pdf"),
    lambda: _action("GoToE"),
    lambda: _action("Rendition"),
    lambda: _action("Movie"),
    lambda: _action("Sound"),
)


def active() -> Iterator[bytes]:
    """Yield PDFs that would do something by themselves, in every place that can hold it."""
    for make in ACTIONS:
        yield _catalogue("/OpenAction", make())
        yield _catalogue("/AA", Dictionary(WC=make()))
        yield _on_page("/AA", Dictionary(O=make()))
        yield _annotation(make())
        yield _annotation(Dictionary(S=Name.GoTo, Next=make()))
        yield _annotation(Dictionary(S=Name.GoTo), AA=Dictionary(E=make()))
        yield _catalogue("/Names", Dictionary(JavaScript=Dictionary(Names=Array(["a", make()]))))
        yield _spoiled(lambda made, make=make: made.Root.__setitem__(
            "/Tersembunyi", made.make_indirect(Array([Array([make()])]))
        ), object_stream_mode=pikepdf.ObjectStreamMode.generate)  # fmt: skip
    for name in ("/XFA", "/AcroForm", "/Collection", "/AF", "/RichMedia", "/EmbeddedFiles"):
        yield _catalogue(name, Dictionary(A=1))
        yield _on_page(name, Array([1]))
    yield _catalogue("/AcroForm", Dictionary(XFA=Array(["x", "y"])))
    for kind in ("FileAttachment", "RichMedia", "Screen", "Movie", "Sound", "3D"):
        yield _spoiled(lambda made, kind=kind: made.pages[0].obj.__setitem__(
            "/Annots", Array([Dictionary(Type=Name.Annot, Subtype=Name("/" + kind))])
        ))  # fmt: skip
    yield _attached()


def _attached() -> bytes:
    made = pdf()
    made.attachments["x.exe"] = b"MZ" + MARK
    return saved(made)


def locked() -> Iterator[bytes]:
    """Yield PDFs under a password."""
    for revision in (2, 3, 4, 6):
        for user in ("", "rahasia"):
            lock = pikepdf.Encryption(
                owner="pemilik", user=user, R=revision, aes=revision > 3, metadata=revision > 3
            )
            yield saved(pdf(), encryption=lock)


def endless() -> Iterator[bytes]:
    """Yield PDFs that are too long, too large or never end."""
    for pages in (21, 40, 300):
        yield plain(pages)
    yield plain() + bytes(5 * 1024 * 1024)
    yield _nested(b"[" * 100_000)
    yield _nested(b"<</A" * 50_000)
    yield _circle()
    yield _bomb()


def _nested(inside: bytes) -> bytes:
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X " + inside
    return head + b"\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n%%EOF"


def _circle() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\n"
        b"trailer\n<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF"
    )


def _bomb() -> bytes:
    packed = zlib.compress(bytes(200_000_000), 9)
    return (
        b"%PDF-1.7\n1 0 obj\n<</Length "
        + str(len(packed)).encode()
        + (b"/Filter/FlateDecode/Type/ObjStm/N 9999/First 10>>\nstream\n" + packed + b"\nendstream")
    )


def broken(chance: Random) -> Iterator[bytes]:
    """Yield PDFs cut short or with their structure bent."""
    whole = plain(3, b"BT " + MARK + b" ET")
    for part in range(1, 41):
        yield whole[: len(whole) * part // 42]
    for word in (b"xref", b"trailer", b"startxref", b"/Root", b"/Pages", b"/Kids"):
        yield whole.replace(word, b"#" * len(word))
    for size in (0, 1, 10, 1000, 100_000):
        yield b"%PDF-1.4\n" + chance.randbytes(size)
        yield b"%PDF-" + bytes(size)


def disguised() -> Iterator[bytes]:
    """Yield other things under a document's name."""
    heads = (
        b"GIF89a", b"BM", b"II*\x00", b"MM\x00*", b"PK\x03\x04", b"\x7fELF", b"MZ", b"<svg ",
        b"<html><script>", b"<?php ", b"%!PS-Adobe-3.0\n", b"\x00\x00\x00\x18ftypheic", b"{\\rtf1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"8BPS", b"#!/bin/sh\n", b"\x1f\x8b\x08", b"Rar!",
        b"7z\xbc\xaf", b"\xca\xfe\xba\xbe", b"ID3", b"OggS", b"<?xml ", b"FWS", b"\x89PNG",
    )  # fmt: skip
    for head in heads:
        yield head + MARK * 20
        yield head + plain()
        yield b" " + head + bytes(64)
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = photo(kind=kind)
        for part in range(1, 8):
            yield whole[: len(whole) * part // 30]
    for width in (1, 20, 159):
        yield photo(width, 2000)
    yield from (b"", b"\xff", b"\xff\xd8\xff\xe0", b"RIFF\x00\x00", bytes(4096))


def carriers() -> Iterator[bytes]:
    """Yield documents that are taken, but must lose what they carry."""
    yield photo() + b"<script>" + MARK + b"</script>"
    yield photo(comment=MARK)
    yield photo(kind="PNG") + b"PK\x03\x04" + MARK
    made = pdf()
    made.docinfo["/Author"] = MARK.decode()
    made.Root.Metadata = Stream(made, MARK)
    yield saved(made)
    yield plain() + b"\n" + MARK


def files(chance: Random) -> list[bytes]:
    """Return more than 200 documents that must be refused, the same kinds each time."""
    return [*active(), *locked(), *endless(), *broken(chance), *disguised()]
