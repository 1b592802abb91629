"""When a letter is tried again, given up, and where it leads."""

from datetime import timedelta

import pytest

from services.notifier.surat import rules
from services.notifier.surat.models import Outcome, Pesan
from shared.ids import uuid7

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (250, Outcome.SENT),
        (421, Outcome.LATER),
        (451, Outcome.LATER),
        (452, Outcome.LATER),
        (500, Outcome.NEVER),
        (550, Outcome.NEVER),
    ],
)
def test_4xx_is_later_and_5xx_is_never(code: int, outcome: Outcome) -> None:
    assert rules.outcome_of(code) is outcome


def test_the_pauses_double_up_to_a_quarter_of_an_hour() -> None:
    pauses = [rules.pause_after(attempts).total_seconds() for attempts in (1, 2, 3, 8, 9, 500)]
    assert pauses == [5, 10, 20, 640, 900, 900]


def test_a_letter_that_fails_for_three_days_is_given_up() -> None:
    assert rules.state_after(Outcome.LATER, HOUR) == "failed"
    assert rules.state_after(Outcome.NO_SERVER, 71 * HOUR) == "failed"
    assert rules.state_after(Outcome.LATER, 72 * HOUR) == "dead"


def test_a_letter_that_was_taken_or_refused_is_done_at_once() -> None:
    assert rules.state_after(Outcome.SENT, 100 * HOUR) == "sent"
    assert rules.state_after(Outcome.NEVER, timedelta()) == "dead"


def test_a_lease_outlasts_the_longest_try() -> None:
    from services.notifier.surat.kurir import WHOLE_TIMEOUT

    assert timedelta(seconds=60) == rules.LEASE
    assert rules.LEASE.total_seconds() > WHOLE_TIMEOUT


@pytest.mark.parametrize("pesan", list(Pesan))
def test_every_message_leads_to_a_page_of_this_site(pesan: Pesan) -> None:
    assert rules.path_of(pesan, uuid7()).startswith("/")
