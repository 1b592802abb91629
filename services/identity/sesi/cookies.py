"""The cookies of a session: its token, the device, and the officer's step between two pages."""

from __future__ import annotations

import base64
from datetime import datetime
from uuid import UUID

from aiohttp import web
from cryptography.exceptions import InvalidTag

from services.identity.sesi.rules import DEVICE_LIFETIME, INGAT_LIFETIME, STEP_LIFETIME
from services.identity.settings import settings_of
from shared import clock, crypto
from shared.sesi.token import Principal, sign
from shared.web.keys import SESSION_COOKIE

DEVICE = "__Host-perangkat"
INGAT = "__Host-ingat"
STEP = "__Host-langkah"
_STEP_CONTEXT = "cookie|langkah|petugas"


def give_token(request: web.Request, response: web.Response, principal: Principal) -> None:
    """Let the browser keep the session's token until it is closed."""
    token = sign(principal, settings_of(request).signing_key)
    response.set_cookie(SESSION_COOKIE, token, secure=True, httponly=True, samesite="Lax")


def take_token(response: web.Response) -> None:
    """Have the browser forget the token."""
    response.del_cookie(SESSION_COOKIE, secure=True, httponly=True, samesite="Lax")


def device_of(request: web.Request) -> str:
    """Return the device's token, or ""."""
    return request.cookies.get(DEVICE, "")[:100]


def give_device(response: web.Response, perangkat: str) -> None:
    """Let the browser be known next time."""
    response.set_cookie(
        DEVICE, perangkat, max_age=int(DEVICE_LIFETIME.total_seconds()), secure=True,
        httponly=True, samesite="Lax",
    )  # fmt: skip


def ingat_of(request: web.Request) -> str:
    """Return the token with which this browser logs in by itself, or ""."""
    return request.cookies.get(INGAT, "")[:200]


def give_ingat(response: web.Response, token: str) -> None:
    """Let the browser log in by itself next time; nothing without a token."""
    if token:
        response.set_cookie(
            INGAT, token, max_age=int(INGAT_LIFETIME.total_seconds()), secure=True,
            httponly=True, samesite="Lax",
        )  # fmt: skip


def take_ingat(response: web.Response) -> None:
    """Have the browser log in by itself no longer."""
    response.del_cookie(INGAT, secure=True, httponly=True, samesite="Lax")


def give_step(response: web.Response, petugas_id: UUID) -> None:
    """Note, sealed and for five minutes, that this officer's password was right."""
    until = clock.now() + STEP_LIFETIME
    sealed = crypto.master().seal(f"{petugas_id} {until.isoformat()}".encode(), _STEP_CONTEXT)
    response.set_cookie(
        STEP, base64.urlsafe_b64encode(sealed).decode(),
        max_age=int(STEP_LIFETIME.total_seconds()), secure=True, httponly=True, samesite="Strict",
    )  # fmt: skip


def step_of(request: web.Request) -> UUID | None:
    """Return the officer whose password was right, if it was lately."""
    try:
        sealed = base64.urlsafe_b64decode(request.cookies.get(STEP, ""))
        text = crypto.master().open(sealed, _STEP_CONTEXT).decode()
        petugas_id, until = text.split()
    except (ValueError, IndexError, KeyError, InvalidTag):
        return None
    return UUID(petugas_id) if datetime.fromisoformat(until) > clock.now() else None


def take_step(response: web.Response) -> None:
    """Have the browser forget the step."""
    response.del_cookie(STEP, secure=True, httponly=True, samesite="Strict")
