"""Gradescope's results.json, as its autograder specification documents it: which fields there are, and their values.

Read in gradescope/autograder_samples, docs/specs.md, and its published page: docs/gradebook.md has the list.
"""

from __future__ import annotations

import json
from typing import Any

TOP = {
    "score": (int, float), "execution_time": (int, float), "output": str, "output_format": str,
    "test_output_format": str, "test_name_format": str, "visibility": str, "stdout_visibility": str,
    "extra_data": dict, "tests": list, "leaderboard": list,
}  # fmt: skip
TEST = {
    "score": (int, float), "max_score": (int, float), "status": str, "name": str, "name_format": str, "number": str,
    "output": str, "output_format": str, "tags": list, "visibility": str, "extra_data": dict,
}  # fmt: skip
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
VISIBILITY = {"hidden", "after_due_date", "after_published", "visible"}
STATUS = {"passed", "failed"}


def read(text: str) -> dict[str, Any]:
    """The document. Raises AssertionError where Gradescope documents no such thing."""
    document: dict[str, Any] = json.loads(text, parse_constant=_no_constant)
    _fields(document, TOP)
    assert "score" in document or all("score" in test for test in document["tests"])
    for test in document["tests"]:
        _fields(test, TEST)
        assert all(isinstance(tag, str) for tag in test.get("tags", ()))
        assert test.get("visibility") != "hidden" or "score" not in test, (
            "a hidden score keeps students from their total"
        )
    return document


def _fields(found: dict[str, Any], known: dict[str, Any]) -> None:
    for name, value in found.items():
        assert name in known, name
        assert isinstance(value, known[name]), name
        assert not isinstance(value, bool), name
        if name.endswith("format"):
            assert value in FORMATS
        elif name.endswith("visibility"):
            assert value in VISIBILITY
        elif name == "status":
            assert value in STATUS


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")
