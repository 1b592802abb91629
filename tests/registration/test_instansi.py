"""What an office calls its areas, as residents read it."""

from typing import Any

import pytest

from shared.instansi.queries import find_nama_lokal
from shared.instansi.reactions import REACTIONS
from shared.instansi.rules import sebutan_desa
from tests.hearing import react
from tests.notifier.facts import instansi


def told(version: int, **words: str) -> Any:
    return instansi("34.02", version).model_copy(update={"nama_lokal": words})


async def test_the_newest_word_of_an_office_counts_for_its_whole_area(conn_of: Any) -> None:
    async with conn_of("registration") as conn:
        await react(REACTIONS, conn, told(2, kecamatan="Kapanewon", desa="Kalurahan"))
        await react(REACTIONS, conn, told(1, kecamatan="Distrik"))
        words = {"kecamatan": "Kapanewon", "desa": "Kalurahan"}
        assert await find_nama_lokal(conn, "34.02.08.2001") == words
        assert await find_nama_lokal(conn, "34.02") == words
        assert await find_nama_lokal(conn, "33.10.05.2011") == {}
        assert await find_nama_lokal(conn, "34") == {}
        assert await find_nama_lokal(conn, "") == {}


@pytest.mark.parametrize(("kode", "word"), [("34.02.08.2001", "Kalurahan"), ("34.71.01.1001", "")])
def test_a_village_goes_by_the_word_for_its_kind(kode: str, word: str) -> None:
    assert sebutan_desa(kode, {"desa": "Kalurahan"}) == word
