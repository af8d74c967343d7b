"""GitLab's code quality report: an issue for each failed check, in the fields that its documentation lists.

GitLab compares a branch's report with its target's by fingerprint. What follows from a failure is no issue of its own.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from perito.documents.result import Outcome
from perito.report import names
from perito.report.places import place_of, relative
from perito.report.safe import line, shortened
from perito.report.view import View
from perito.report.words import told
from perito.support.printable import dumps

if TYPE_CHECKING:
    from perito.documents.result import CheckResult, Result

TEXT_LIMIT = 1_000


def render(result: Result) -> str:
    """The result as a code quality report: a JSON array, empty where everything is as it should be."""
    view = View(result)
    issues = [_issue(view, check) for check in view.checks if check.outcome is Outcome.FAILED]
    return dumps([*_unseen(view), *issues], indent=2) + "\n"


def _issue(view: View, check: CheckResult) -> dict[str, Any]:
    place = place_of(view.result, check)
    where = f"[{line(check.deployment)}] " if view.several and check.deployment else ""
    return {
        "description": shortened(where + told(check), TEXT_LIMIT),
        "check_name": names.rule(check),
        "fingerprint": names.fingerprint(view.result, check),
        "severity": _severity(view, check),
        "location": {
            "path": relative(place.path) if place else view.address,
            "lines": {"begin": max(1, place.line) if place else 1},
        },
    }


def _severity(view: View, check: CheckResult) -> str:
    """`critical` for what keeps others from passing, `major` for what costs points, `minor` for the rest."""
    cause = view.own_cause(check)
    if cause is not None and cause.blocked:
        return "critical"
    return "major" if check.possible > 0 else "minor"


def _unseen(view: View) -> list[dict[str, Any]]:
    """An issue for each reason why something could not be seen: a report without issues would look sound."""
    severity = "info" if view.result.reached else "blocker"
    texts = [line(one.text) for one in view.result.problems] or [view.unseen] * (not view.result.complete)
    return [
        {
            "description": shortened(f"{view.unseen} {text}" if text != view.unseen else text, TEXT_LIMIT),
            "check_name": f"perito/{line(view.result.status)}",
            "fingerprint": hashlib.sha256(f"{line(view.result.practice)}\0{number}\0unseen".encode()).hexdigest(),
            "severity": severity,
            "location": {"path": view.address, "lines": {"begin": 1}},
        }
        for number, text in enumerate(texts)
    ]
