"""A folder is prepared again only when something that prepares it has changed."""

from __future__ import annotations

from deploy.local.prepared import Prepared
from deploy.local.settings import Settings


def test_a_prepared_folder_is_remembered_until_the_source_differs(settings: Settings) -> None:
    settings.folder.mkdir()
    assert not Prepared(settings).is_current()
    Prepared(settings).remember()
    assert Prepared(settings).is_current()
    assert not Prepared(settings.model_copy(update={"services": ("identity",)})).is_current()


def test_a_start_that_stops_half_way_prepares_again(settings: Settings) -> None:
    settings.folder.mkdir()
    Prepared(settings).remember()
    Prepared(settings).forget()
    assert not Prepared(settings).is_current()
