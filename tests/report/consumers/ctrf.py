"""CTRF 1.0: the fields of its JSON schema that a reporter of tests without retries writes."""

from __future__ import annotations

import json
import uuid
from typing import Any

from .shape import Table, hold

STATUS = {"passed", "failed", "skipped", "pending", "other"}
LABEL = (str, int, float, bool)


def _label(value: Any) -> bool:
    return isinstance(value, LABEL) or (bool(value) and all(isinstance(one, LABEL) for one in value))


TEST: Table = (
    "name status duration",
    {
        "testId": lambda text: bool(text), "name": lambda text: bool(text), "status": STATUS, "duration": int,
        "suite": lambda one: bool(one) and all(isinstance(part, str) for part in one), "message": str, "line": int,
        "rawStatus": str, "tags": [str], "labels": ("", {"*": _label}), "filePath": str, "extra": dict,
    },
)  # fmt: skip
SUMMARY: Table = (
    "tests passed failed skipped pending other start stop",
    dict.fromkeys(["tests", *STATUS, "start", "stop", "suites", "duration"], int) | {"extra": dict},
)
ENVIRONMENT: Table = ("", {"reportName": str, "testEnvironment": str, "healthy": bool})
RESULTS: Table = (
    "tool summary tests",
    {"tool": ("name", {"name": str, "version": str}), "summary": SUMMARY, "tests": [TEST], "environment": ENVIRONMENT},
)
DOCUMENT: Table = (
    "reportFormat specVersion results",
    {
        "reportFormat": {"CTRF"}, "specVersion": {"1.0.0"}, "reportId": lambda text: bool(uuid.UUID(text)),
        "timestamp": str, "generatedBy": str, "results": RESULTS,
    },
)  # fmt: skip


def read(text: str) -> dict[str, Any]:
    """The document, whose figures are those of its tests. Raises AssertionError."""
    document: dict[str, Any] = json.loads(text)
    hold(document, DOCUMENT)
    summary, tests = document["results"]["summary"], document["results"]["tests"]
    assert summary["tests"] == len(tests)
    for status in STATUS:
        assert summary[status] == sum(one["status"] == status for one in tests)
    ids = [one["testId"] for one in tests if "testId" in one]
    assert len(set(ids)) == len(ids)
    return document
