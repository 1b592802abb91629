"""The docs say what is there: links lead somewhere, named functions exist, lists are whole."""

import re

import pytest

from shared.events import identity, registration, reporting, verification
from tests.house.tree import ROOT, SERVICES, relative, service

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
ROW = re.compile(r"^\| `([a-z_.0-9]+)` \| (.+) \|$", re.MULTILINE)
STEP = re.compile(r"^\d\. \[`([^`]+)`\]\([^)]+\) – `(\w+)`", re.MULTILINE)
EVENTS = (*identity.EVENTS, *registration.EVENTS, *verification.EVENTS, *reporting.EVENTS)


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_link_leads_somewhere(page) -> None:
    links = LINK.findall(page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_walk_takes_at_most_seven_files_and_names_functions_that_are_there() -> None:
    steps = STEP.findall((ROOT / "docs" / "walk.md").read_text())
    assert 5 <= len(steps) <= 7
    for path, function in steps:
        assert re.search(rf"def {function}\(", (ROOT / path).read_text()), f"{path}: {function}"


def test_the_table_of_events_says_who_hears_what() -> None:
    written = dict(ROW.findall((ROOT / "docs" / "events.md").read_text()))
    actual = {}
    for kind in EVENTS:
        hearers = [name for name in SERVICES if kind in service(name).reactions]
        actual[kind.type_name()] = "all" if len(hearers) == len(SERVICES) else ", ".join(hearers)
    assert written == actual


def test_every_decision_is_in_the_list() -> None:
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text()
    pages = [page.name for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
    assert [page for page in pages if f"({page})" not in listed] == []
