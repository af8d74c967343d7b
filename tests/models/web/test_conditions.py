"""How systemd says that a condition of a unit was not met, by version."""

from __future__ import annotations

import pytest

from perito.models.web.verdicts.service import CONDITION


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("Condition check resulted in App con flask being skipped.", "App con flask"),  # systemd 247
        (
            "app.service - App was skipped because of an unmet condition check (ConditionPathExists=/a/b).",  # 252
            "ConditionPathExists=/a/b",
        ),
        (
            "app.service - App skipped, unmet condition check ConditionPathExists=/a/b",
            "ConditionPathExists=/a/b",
        ),  # 257
        ("Started app.service - App.", None),
        ("app.service: Deactivated successfully.", None),
    ],
)
def test_the_condition_is_found_in_what_systemd_says(said: str, condition: str | None) -> None:
    found = CONDITION.search(said)
    assert (next(one for one in found.groups() if one) if found else None) == condition
