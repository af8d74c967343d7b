"""CTRF, the Common Test Report Format (specification 1.0): one JSON document for CI dashboards.

`testId` is what no language changes. Blocked checks are failed, as they cost points, and `rawStatus` says that they are
blocked.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from perito.documents.result import Outcome
from perito.report import names
from perito.report.safe import line
from perito.report.view import View
from perito.report.words import facts, finding
from perito.support.i18n import _
from perito.support.printable import dumps

if TYPE_CHECKING:
    from datetime import datetime

    from perito.documents.result import CheckResult, Result, WaiverResult
    from perito.report.step import Step

SPECIFICATION = "1.0.0"
STATUS = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.BLOCKED: "failed",
    Outcome.ERROR: "other",
    Outcome.NOT_APPLICABLE: "skipped",
    Outcome.WAIVED: "skipped",
    Outcome.MANUAL: "pending",
}


def render(result: Result) -> str:
    """The result as a CTRF document. Equal results have equal report ids."""
    view = View(result)
    tests = [_test(view, step, check) for step in view.steps for check in step.checks] or _unreached(view)
    name = f"{view.address} {result.started.isoformat()}"
    document = {
        "reportFormat": "CTRF",
        "specVersion": SPECIFICATION,
        "reportId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"perito:{name}")),
        "timestamp": result.finished.isoformat(),
        "generatedBy": f"perito {result.perito}",
        "results": {
            "tool": {"name": "perito", "version": result.perito},
            "summary": _summary(view, tests),
            "tests": tests,
            "environment": {
                "reportName": view.practice,
                "testEnvironment": view.address,
                "healthy": result.complete,
            },
        },
    }
    return dumps(document, indent=2) + "\n"


def _unreached(view: View) -> list[dict[str, Any]]:
    """One failed test where the server could not be looked at: a dashboard without tests would look green."""
    if view.result.reached:
        return []
    return [
        {
            "name": _("The server could be looked at"),
            "status": "failed",
            "rawStatus": line(view.result.status),
            "duration": 0,
            "suite": [view.practice],
            "message": "; ".join(line(problem.text) for problem in view.result.problems),
        }
    ]


def _summary(view: View, tests: list[dict[str, Any]]) -> dict[str, Any]:
    result = view.result
    statuses = [test["status"] for test in tests]
    names = ("passed", "failed", "skipped", "pending", "other")
    return {
        "tests": len(tests),
        **{name: statuses.count(name) for name in names},
        "suites": len(view.steps),
        "start": _milliseconds(result.started),
        "stop": _milliseconds(result.finished),
        "duration": round(view.seconds * 1000),
        "extra": {
            "score": result.score.model_dump(),
            "complete": result.complete,
            "partial": view.part or None,
            "problems": [line(problem.text) for problem in result.problems],
            "rootCauses": [line(cause.root.text) for cause in view.causes],
            "baseline": result.baseline.model_dump(mode="json") if result.baseline else None,
            "waivers": [_waiver(one) for one in result.waivers],
        },
    }


def _waiver(one: WaiverResult) -> dict[str, Any]:
    return {
        "check": line(one.check),
        "reason": line(one.reason),
        "expires": str(one.expires),
        "expired": one.expired,
    }


def _test(view: View, step: Step, check: CheckResult) -> dict[str, Any]:
    place = f" [{line(check.deployment)}]" if check.deployment else ""
    test: dict[str, Any] = {
        "testId": f"{line(view.result.practice)}:{names.case(check)}",
        "name": (line(check.title) or line(check.id)) + place,
        "status": STATUS[check.outcome],
        "rawStatus": check.outcome.value,
        "duration": round(check.duration * 1000),
        "suite": [view.practice, step.title],
        "labels": {"check": line(check.id), "points": check.earned, "possible": check.possible},
    }
    if check.outcome is not Outcome.PASSED:
        message = view.held(check) if check.outcome is Outcome.BLOCKED else finding(check)
        test |= {"message": message} if message else {}
    if check.blocked_by:
        test["labels"]["blockedBy"] = [line(one) for one in check.blocked_by]
    if check.source:
        test["filePath"] = line(check.source)
        test |= {"line": check.source_line} if check.source_line else {}
    if check.outcome is Outcome.FAILED:
        test["extra"] = {fact.kind: fact.text for fact in facts(check)}
    return test


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
