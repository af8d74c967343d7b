"""GitLab's code quality report, as its documentation lists the fields of an issue; all of them are required."""

from __future__ import annotations

import json
from typing import Any

from .shape import Table, hold

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}
ISSUE: Table = (
    "description check_name fingerprint severity location",
    {
        "description": lambda text: bool(text), "check_name": lambda text: bool(text),
        "fingerprint": lambda text: bool(text), "severity": SEVERITIES,
        "location": ("path lines", {
            # relative to the repository, and without ./ before it
            "path": lambda text: bool(text) and not text.startswith(("/", "./")),
            "lines": ("begin", {"begin": lambda number: isinstance(number, int) and number >= 1}),
        }),
    },
)  # fmt: skip


def read(text: str) -> list[dict[str, Any]]:
    """The issues; of several with one fingerprint GitLab would show one. Raises AssertionError."""
    assert not text.startswith("\ufeff")
    issues: list[dict[str, Any]] = json.loads(text)
    hold(issues, [ISSUE])
    prints = [one["fingerprint"] for one in issues]
    assert len(set(prints)) == len(prints)
    return issues
