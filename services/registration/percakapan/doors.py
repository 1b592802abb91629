"""What the doors of percakapan do alike: reading what is sent, with its files, and writing it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar, get_args
from uuid import UUID, uuid4

from aiohttp import web

from services.registration.dokumen.doors import HEADERS
from services.registration.dokumen.rules import ENDINGS, MAX_BYTES
from services.registration.percakapan import queries_pesan, rules, rules_jawaban, sealing
from services.registration.percakapan.api_models import PesanBody
from services.registration.percakapan.lampiran import FIELDS, NAMELESS, keep_files, open_content
from services.registration.percakapan.models import Aksi, Dari, LampiranRow, Tulisan
from services.registration.settings import store_in
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.errors import FieldErrors, Invalid, NotFound
from shared.web.api import read_body
from shared.web.forms import Form, read_form
from shared.web.keys import database

Done = TypeVar("Done")
# The page as a whole is #isi already.
TEXT = "isi_pesan"
UUID_FORM = "[0-9a-f-]{36}"
ID = f"{{percakapan_id:{UUID_FORM}}}"
FILE = f"{{lampiran_id:{UUID_FORM}}}"


def id_of(request: web.Request, name: str = "percakapan_id") -> UUID:
    """Return an id in the path; raises NotFound for what is none."""
    try:
        return UUID(request.match_info[name])
    except ValueError:
        raise NotFound from None


async def read_written(request: web.Request, body: type[PesanBody] = PesanBody) -> Form:
    """Return what was sent: a form with files, or the same fields as JSON without."""
    if request.content_type != "application/json":
        return await read_form(request, MAX_BYTES)
    read = await read_body(request, body)
    return Form(fields={name: str(value) for name, value in read.model_dump().items()})


def check_written(form: Form) -> str:
    """Return the text, or raise Invalid."""
    wrong = FieldErrors()
    with wrong.field("isi"):
        return rules.check_isi(form[TEXT] or form["isi"])
    raise Invalid(wrong.fields)


def aksi_of(form: Form) -> Aksi:
    """Return what an officer's text is meant to be; raises Invalid."""
    wanted = form.get("aksi", "balas")
    found: Aksi | None = next((one for one in get_args(Aksi) if one == wanted), None)
    if found is None:
        raise Invalid({"aksi": rules_jawaban.CHOOSE_AKSI})
    return found


async def write(
    request: web.Request, form: Form, key: SubjectKey, act: Callable[[Connection, Tulisan],
    Awaitable[Done]],
) -> Done:  # fmt: skip
    """Make the files anew, holding no connection, then write all in one transaction."""
    isi = check_written(form)
    files = [(name, form.files[name]) for name in FIELDS if name in form.files]
    about = [form.get(name) for name in ("jenis", "topik", "kode_kantor")]
    kunci = sealing.kunci_of(
        form.get("kunci_kirim") or str(uuid4()), [*about, isi], [file.content for _, file in files]
    )
    kept = await keep_files(store_in(request), key, files)
    async with database(request).transaction() as conn:
        return await act(conn, Tulisan(isi, kunci, kept))


async def find_file(request: web.Request, conn: Connection, dari: tuple[Dari, ...]) -> LampiranRow:
    """Return the file of the path if these writers attached it; raises NotFound."""
    found = await queries_pesan.find_lampiran(
        conn, id_of(request), id_of(request, "lampiran_id"), dari
    )
    if found is None:
        raise NotFound
    return found


async def content_of(request: web.Request, key: SubjectKey, row: LampiranRow) -> web.Response:
    """Answer a file, to be kept by nobody on its way."""
    content = await open_content(store_in(request), key, row)
    name = f'attachment; filename="{NAMELESS}{ENDINGS[row.tipe]}"'
    return web.Response(
        body=content, content_type=row.tipe, headers={**HEADERS, "Content-Disposition": name}
    )
