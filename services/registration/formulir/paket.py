"""The forms of a pack, read from its `formulir.toml`: keyed by (regulation, code)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from services.registration.formulir.models import FormatBukti, Formulir, TandaTangan
from shared import paket
from shared.errors import NotFound

PART = "formulir"


@cache
def list_formulir(kode_paket: str) -> Mapping[str, Formulir]:
    """Return the pack's forms by code; the Ministry's for a pack that is silent or unknown."""
    return {each["kode"]: _formulir(kode_paket, each) for each in _read(kode_paket)["formulir"]}


def get_formulir(kode_paket: str, kode: str) -> Formulir:
    """Return one form of a pack; raises NotFound if the pack has none of this code."""
    found = list_formulir(kode_paket).get(kode)
    if found is None:
        raise NotFound
    return found


@cache
def find_bukti(kode_paket: str) -> FormatBukti | None:
    """Return how the pack's proof looks, or None where the regulation gives out none."""
    told = _read(kode_paket).get("bukti")
    if told is None:
        return None
    return FormatBukti(
        nama=told["nama"],
        judul=told["judul"],
        kertas=told["kertas"],
        tempat=tuple((label, name) for label, name in told["tempat"]),
        orang=tuple((label, name) for label, name in told["orang"]),
        petugas=tuple(told["petugas"]),
        is_basah=told["tanda"] == "basah",
    )


def _read(kode_paket: str) -> Mapping[str, Any]:
    return paket.part(kode_paket or paket.BAKU, PART)


def _formulir(kode_paket: str, told: Mapping[str, Any]) -> Formulir:
    return Formulir(
        paket=kode_paket,
        kode=told["kode"],
        judul=told["judul"],
        dasar=told["dasar"],
        lembar=told["lembar"],
        bagian=tuple(told.get("bagian", ())),
        kolom=tuple(told.get("kolom", ())),
        nomor_kolom=told.get("nomor_kolom", False),
        tanda_tangan=tuple(
            TandaTangan(tuple(each["atas"]), each["nama"], each["tempat"])
            for each in told["tanda_tangan"]
        ),
        sebagian=told.get("sebagian", ""),
    )
