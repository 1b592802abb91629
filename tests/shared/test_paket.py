"""Form packs are found by their code, and only by a code of ours."""

import pytest

from shared import paket


def test_the_packs_are_named_by_their_regulations() -> None:
    assert list(paket.names()) == [
        "permendagri-14-2015", "bantul-19-2019", "kutai-kartanegara-64-2021", "permendagri-74-2022",
    ]  # fmt: skip
    assert paket.names()["bantul-19-2019"] == "Perbup Bantul 19/2019"


@pytest.mark.parametrize("kode", ["", "tidak-ada", "../../shared/paket/bantul-19-2019", "/etc"])
def test_what_is_no_pack_is_the_ministrys(kode: str) -> None:
    assert paket.part(kode, "paket") == paket.part(paket.BAKU, "paket")


def test_a_part_that_no_pack_has_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        paket.part("bantul-19-2019", "tidak-ada")
