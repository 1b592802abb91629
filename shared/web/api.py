"""The JSON door: reading bodies into models, answering models."""

from __future__ import annotations

from typing import Any, TypeVar

import orjson
from aiohttp import web
from pydantic import BaseModel, ValidationError

from shared.errors import N_, Invalid, Message

M = TypeVar("M", bound=BaseModel)

WORDS = {
    "missing": N_("Isian ini wajib."),
    "string_too_long": N_("Isian ini terlalu panjang."),
    "extra_forbidden": N_("Isian ini tidak dikenal."),
}
OTHER = N_("Isian ini tidak berbentuk seperti yang diminta.")


async def read_body(request: web.Request, model: type[M]) -> M:
    """Return the JSON body as `model`; raises Invalid with one sentence per field."""
    raw = await request.read()
    try:
        return model.model_validate(orjson.loads(raw))
    except orjson.JSONDecodeError:
        raise Invalid({"_": N_("Badan permintaan bukan JSON.")}) from None
    except ValidationError as wrong:
        raise Invalid(_sentences(wrong)) from None


def _sentences(wrong: ValidationError) -> dict[str, Message | str]:
    # The value itself is not repeated: it may be a NIK.
    return {
        ".".join(str(part) for part in error["loc"]) or "_": WORDS.get(error["type"], OTHER)
        for error in wrong.errors(include_input=False, include_url=False)
    }


def answer(model: BaseModel | dict[str, Any] | list[Any], status: int = 200) -> web.Response:
    """Return a model or plain JSON values as the answer."""
    value = model.model_dump(mode="json") if isinstance(model, BaseModel) else model
    return web.Response(body=orjson.dumps(value), status=status, content_type="application/json")
