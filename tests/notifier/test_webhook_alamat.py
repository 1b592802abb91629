"""Which addresses a webhook may have: none that leads inside, when kept and at each call."""

import pytest

from services.notifier.webhook import rules
from services.notifier.webhook.models import WebhookForm
from services.notifier.webhook.panggil import Pemanggil
from shared.errors import Invalid
from tests.notifier import facts

KINDS = ["registration.permohonan.approved.v1"]


@pytest.mark.parametrize(
    "url",
    [
        "http://contoh.id/x", "https://localhost/x", "https://127.0.0.1/x", "https://10.0.0.1/x",
        "https://169.254.169.254/latest", "https://[::1]/x", "https://[::ffff:127.0.0.1]/x",
        "https://0.0.0.0/x", "https://a:b@contoh.id/x", "ftp://contoh.id", "https://",
        "https://contoh.id/\r\nx", "https://192.168.1.1", "https://[fe80::1]/", "https://224.0.0.1",
        "https://[2002:7f00:1::]/",
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_is_refused_when_kept(url) -> None:
    form = WebhookForm(nama="Sistem", url=url, wilayah=["34.02"], jenis=KINDS)
    with pytest.raises(Invalid) as wrong:
        rules.check_form(form, may_be_local=False)
    assert "url" in wrong.value.fields


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "localhost.", "127.1"])
async def test_a_name_that_leads_inside_is_refused_at_the_call(host) -> None:
    async with Pemanggil(may_be_local=False) as careful:
        got = await careful.call(f"https://{host}/x", b"0" * 32, "id", b"{}", facts.AT)
    assert got.status is None
    assert got.reason
    assert got.ms < 5000
