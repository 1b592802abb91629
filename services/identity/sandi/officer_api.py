"""An officer's forgotten, new and changed password as JSON."""

from __future__ import annotations

from aiohttp import web

from services.identity.captcha.rules import local_answer
from services.identity.laju.rules import address_of
from services.identity.sandi import petugas
from services.identity.sandi.api import Diterima, GantiSandi, LupaSandi, SandiBaru
from services.identity.settings import settings_of
from shared.policy import STAFF, officers, public
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route

PATH = "/api/v1/identity/petugas/sandi"
SENT = "Jika email ini milik petugas, tautannya sudah kami kirim."
CHANGED = "Kata sandi sudah diganti. Masuk dengan kata sandi baru dan kode dari aplikasi."
OTHERS_OUT = "Kata sandi sudah diganti. Perangkat lain kami keluarkan."


async def forget(request: web.Request) -> web.Response:
    """Have the link mailed; the answer is the same for any address."""
    body = await read_body(request, LupaSandi)
    await petugas.forget_sandi(
        database(request), body.email, address_of(request), body.captcha_id, body.captcha,
        local_answer(settings_of(request)),
    )  # fmt: skip
    return answer(Diterima(pesan=SENT), status=202)


async def set_new(request: web.Request) -> web.Response:
    """Set the new password by the link's token."""
    body = await read_body(request, SandiBaru)
    await petugas.reset_sandi(database(request), body.token, body.sandi, body.sandi)
    return answer(Diterima(pesan=CHANGED))


async def change(request: web.Request) -> web.Response:
    """Change the caller's own password."""
    body = await read_body(request, GantiSandi)
    await petugas.change_sandi(
        database(request), principal_of(request), body.sandi_lama, body.sandi, body.sandi
    )
    return answer(Diterima(pesan=OTHERS_OUT))


ROUTES = [
    Route(
        "POST", f"{PATH}/lupa", forget, public(), summary="Minta tautan kata sandi petugas baru",
        body=LupaSandi, answer=Diterima, status=202,
    ),
    Route(
        "POST", f"{PATH}/baru", set_new, public(),
        summary="Pasang kata sandi petugas baru dengan token dari tautan", body=SandiBaru,
        answer=Diterima,
    ),
    Route(
        "POST", PATH, change, officers(*STAFF), summary="Ganti kata sandi petugas sendiri",
        body=GantiSandi, answer=Diterima,
    ),
]  # fmt: skip
