"""Whose an event is: the given keys, the right to bind and the filter of webhooks agree."""

import re

import pytest

from services.notifier.peristiwa.rules import binding_keys, binding_right, is_for

KIND = "registration.permohonan.approved.v1"
OTHER = "registration.permohonan.cancelled.v1"


@pytest.mark.parametrize("wilayah", [["34.02"], ["34"], [""], ["34.02", "31"]])
def test_the_right_covers_the_given_keys_and_the_filter_agrees(wilayah) -> None:
    right = re.compile(binding_right([KIND], wilayah))
    assert all(right.search(key) for key in binding_keys([KIND], wilayah))
    assert not right.search(f"{KIND}.#")
    assert not right.search("#")
    assert bool(right.search(f"{KIND}.31.71.*.*")) == bool({"", "31"} & set(wilayah))
    assert is_for(KIND, f"{KIND}.34.02.33.10", [KIND], wilayah)
    assert is_for(KIND, f"{KIND}.33.10.34.02", [KIND], wilayah)
    assert is_for(KIND, f"{KIND}.12.71.33.10", [KIND], wilayah) == ("" in wilayah)
    assert not is_for(OTHER, f"{OTHER}.34.02.33.10", [KIND], wilayah)
