"""How systemd says that a condition of a unit was not met, by version."""

from __future__ import annotations

import pytest

from perito.models.web.verdicts.conditions import ASSERTIONS, NAMED, TRIGGERS


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("Condition check resulted in App con flask being skipped.", "App con flask"),
        ("a.service - A was skipped because of an unmet condition check (ConditionHost=!b).", "ConditionHost=!b"),
        ("a.service - A skipped, unmet condition check ConditionPathExists=/a/b", "ConditionPathExists=/a/b"),
        ("a.service - A skipped, no trigger condition checks were met.", None),
        ("Started a.service - A.", None),
    ],
)
def test_the_condition_is_found_in_what_systemd_says(said: str, condition: str | None) -> None:
    found = NAMED.search(said)
    assert (next(one for one in found.groups() if one) if found else None) == condition


@pytest.mark.parametrize("said", ["was skipped because no", "skipped, no"])
def test_none_of_several_is_told_from_one(said: str) -> None:
    assert TRIGGERS.search(f"a.service - A {said} trigger condition checks were met.")


@pytest.mark.parametrize(
    "said", ["a.service: Starting requested but asserts failed.", "Assertion failed for a.service - A."]
)
def test_an_assertion_is_none_of_these(said: str) -> None:
    assert ASSERTIONS.search(said)
    assert not NAMED.search(said)
    assert not TRIGGERS.search(said)
