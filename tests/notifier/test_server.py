"""Several mail servers in order, and no more letters a second than one is given."""

import time

from services.notifier.surat.kurir import Kurir
from services.notifier.surat.models import Outcome, Pesan
from services.notifier.surat.naskah import to_message, write
from shared.ids import uuid7
from tests.notifier.postman import postman
from tests.notifier.test_templates import values


def letter():
    text = write(Pesan.AKUN_DITERIMA, "id", values())
    return to_message(text, uuid7(), "Kami <kami@contoh.id>", "siti@contoh.id", "")


async def test_the_next_server_takes_over_when_the_first_is_away() -> None:
    async with postman() as second:
        kurir = Kurir([("127.0.0.1", 1), ("127.0.0.1", second.port)])
        message = letter()
        tried = await kurir.deliver(message)
        assert tried.outcome is Outcome.SENT
        assert second.taken[0]["Message-ID"] == message["Message-ID"]
        assert second.taken[0]["List-Id"] == "Penduduk Nonpermanen <pesan.contoh.id>"
        await kurir.close()


async def test_a_server_that_says_421_is_left_for_the_next() -> None:
    async with postman() as first, postman() as second:
        kurir = Kurir([("127.0.0.1", first.port), ("127.0.0.1", second.port)])
        first.replies = ["421 closing"]
        assert (await kurir.deliver(letter())).outcome is Outcome.NO_SERVER
        await kurir.close()
        assert (await kurir.deliver(letter())).outcome is Outcome.SENT
        assert (len(first.taken), len(second.taken)) == (0, 1)
        await kurir.close()


async def test_no_server_at_all_is_no_fault_of_the_letter() -> None:
    kurir = Kurir([("127.0.0.1", 1), ("127.0.0.1", 2)])
    assert (await kurir.deliver(letter())).outcome is Outcome.NO_SERVER


async def test_a_server_gets_no_more_than_its_rate() -> None:
    async with postman() as office:
        kurir = Kurir([("127.0.0.1", office.port)], laju=10)
        began = time.monotonic()
        for _ in range(6):
            assert (await kurir.deliver(letter())).outcome is Outcome.SENT
        assert time.monotonic() - began >= 0.5
        await kurir.close()
