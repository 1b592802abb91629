"""Nobody is led to another site, however the address is written."""

import pytest

from shared.web.pages import safe_return


@pytest.mark.parametrize(
    "path",
    [
        "//jahat.example", "/\\jahat.example", "/\t/jahat.example", "/\n/jahat.example", "\t//x",
        "https://jahat.example", "javascript:alert(1)", "jahat.example", "", " //x", "/ /x",
        "/a\r\nSet-Cookie: a=b", "/\x00/x", "/a\\b", "/\x7f/x",
    ],
)  # fmt: skip
def test_an_address_that_leads_away_is_not_followed(path: str) -> None:
    assert safe_return(path, "/beranda") == "/beranda"


@pytest.mark.parametrize("path", ["/", "/beranda", "/permohonan/1?halaman=2#isi", "/a%20b"])
def test_a_path_of_this_site_is(path: str) -> None:
    assert safe_return(path, "/") == path
