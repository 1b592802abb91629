"""Who may enter: the rule itself, without any route."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from shared import policy
from shared.errors import NotAllowed, NotFound, Refusal, Unauthenticated
from shared.sesi.token import Principal

NOW = datetime(2026, 11, 20, tzinfo=UTC)
CONN: Any = object()


def who(peran: str, wilayah: str = "34.02", number: int = 1) -> Principal:
    jenis: Any = "penduduk" if peran == policy.PENDUDUK else "petugas"
    return Principal(
        id=UUID(int=number), jenis=jenis, peran=peran, wilayah=wilayah, nama_wilayah="",
        inisial="PU", nama="Petugas Uji", sid=UUID(int=99), issued_at=NOW,
        expires_at=NOW + timedelta(hours=1),
    )  # fmt: skip


async def at_sewon(_: object, __: Mapping[str, str]) -> Collection[str]:
    return ["34.02.08.2001"]


async def nowhere(_: object, __: Mapping[str, str]) -> Collection[str]:
    return []


async def first_akun(_: object, __: Mapping[str, str]) -> UUID:
    return UUID(int=1)


async def entered(allow: policy.Allow, principal: Principal | None) -> type[Refusal] | None:
    try:
        await policy.check(allow, principal, CONN, {})
    except Refusal as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize(
    ("allow", "principal", "outcome"),
    [
        (policy.public(), None, None),
        (policy.anyone(), None, Unauthenticated),
        (policy.anyone(), who("penduduk"), None),
        (policy.residents(), who("petugas"), NotAllowed),
        (policy.residents(owner=first_akun), who("penduduk", number=1), None),
        (policy.residents(owner=first_akun), who("penduduk", number=2), NotFound),
        (policy.officers("petugas"), who("petugas_provinsi", "34"), NotAllowed),
        (policy.officers(area=at_sewon), who("petugas", "34.02"), None),
        (policy.officers(area=at_sewon), who("petugas", "34.04"), NotAllowed),
        (policy.officers(area=at_sewon), who("petugas", "34.0"), NotAllowed),
        (policy.officers(area=at_sewon), who("petugas_provinsi", "34"), None),
        (policy.officers(area=at_sewon), who("petugas_kementerian", ""), None),
        (policy.officers(area=nowhere), who("petugas_kementerian", ""), NotFound),
        (policy.officers(area=at_sewon), who("penduduk", ""), NotAllowed),
    ],
)
async def test_who_enters(
    allow: policy.Allow, principal: Principal | None, outcome: type[Refusal] | None
) -> None:
    assert await entered(allow, principal) is outcome
