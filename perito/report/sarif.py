"""SARIF 2.1.0 (OASIS), as GitHub's code scanning and editors read it: a result for each failed check.

Files of the repository are relative to %SRCROOT%, those on the server to SERVER. What a failure blocks is related to
it; what could not be seen is a notification of the run.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from perito.documents.result import Outcome
from perito.report import names
from perito.report.github import markdown
from perito.report.places import place_of, relative
from perito.report.safe import line, shortened
from perito.report.view import View
from perito.report.words import facts, headline, told
from perito.support.printable import dumps

if TYPE_CHECKING:
    from datetime import datetime

    from perito.documents.result import CheckResult, Result, WaiverResult
    from perito.report.places import Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
OURS, SERVER = "%SRCROOT%", "SERVER"
TEXT_LIMIT = 1_000
HOST = re.compile(r"(?:[\w.+~-]+@)?(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d+)?", re.ASCII | re.IGNORECASE)
SHOWN = {Outcome.FAILED, Outcome.WAIVED}


def render(result: Result) -> str:
    """The result as a SARIF log with one run."""
    view = View(result)
    shown = [check for check in view.checks if check.outcome in SHOWN]
    rules = {names.rule(check): check for check in reversed(shown)}
    numbers = {name: number for number, name in enumerate(sorted(rules))}
    run = {
        "tool": {
            "driver": {
                "name": "Perito",
                "semanticVersion": result.perito,
                "language": result.language,
                "rules": [_rule(name, rules[name]) for name in numbers],
            }
        },
        "automationDetails": {"id": f"perito/{line(result.practice)}/"},
        "originalUriBaseIds": {
            OURS: {"description": {"text": "The repository's root."}},
            SERVER: {"uri": _root(view), "description": {"text": view.address}},
        },
        "invocations": [_invocation(view)],
        "results": [_result(view, check, numbers[names.rule(check)]) for check in shown],
        "columnKind": "unicodeCodePoints",
        "properties": {"practice": view.practice, "grade": result.score.grade, "scale": result.score.scale},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return dumps(log, indent=2) + "\n"


def _root(view: View) -> str:
    """The server's root as a URI."""
    if view.result.target.get("kind") == "local":
        return "file:///"
    address = view.address.removeprefix("ssh://").rstrip("/")
    return f"ssh://{address if HOST.fullmatch(address) else quote(address, safe='')}/"


def _rule(name: str, check: CheckResult) -> dict[str, Any]:
    """What a finding is in general, of the words of one failure of this kind."""
    said = [fact for fact in facts(check) if fact.kind in {"why", "hint", "see"}]
    help_ = [f"{fact.label}: {fact.text}" for fact in said] or [line(check.title)]
    return {
        "id": name,
        "shortDescription": {"text": _escaped(headline(check))},
        "fullDescription": {"text": _escaped(line(check.why) or line(check.title))},
        "help": {
            "text": _escaped("\n".join(help_)),
            "markdown": "\n\n".join(markdown(one) for one in help_),
        },
        "defaultConfiguration": {"level": _level(check)},
        "properties": {"tags": [line(check.step)], "check": line(check.id)},
    }


def _level(check: CheckResult) -> str:
    return "error" if check.possible > 0 else "warning"


def _result(view: View, check: CheckResult, number: int) -> dict[str, Any]:
    place = place_of(view.result, check)
    own = names.fingerprint(view.result, check)
    found: dict[str, Any] = {
        "ruleId": names.rule(check),
        "ruleIndex": number,
        "level": _level(check),
        "kind": "fail",
        "message": {"text": _escaped(shortened(told(check), TEXT_LIMIT))},
        "locations": [{"physicalLocation": _physical(place), "logicalLocations": [_logical(check)]}],
        "partialFingerprints": {"primaryLocationLineHash": f"{own[:16]}:1", "perito/v1": own},
        "properties": {"outcome": check.outcome.value, "earned": check.earned, "possible": check.possible},
    }
    related = _related(view, check)
    if related:
        found["relatedLocations"] = related
    if view.result.baseline is not None:
        found["baselineState"] = "new" if _is_new(view, check) else "unchanged"
    if check.outcome is Outcome.WAIVED:
        found["suppressions"] = [_suppression(one) for one in view.result.waivers if one.of(*check.key)] or [
            {"kind": "external"}
        ]
    return found


def _is_new(view: View, check: CheckResult) -> bool:
    beside = view.result.baseline
    worse = beside.worse if beside is not None else ()
    return any((one.deployment, one.check) == check.key for one in worse)


def _suppression(waiver: WaiverResult) -> dict[str, Any]:
    return {"kind": "external", "justification": _escaped(line(waiver.reason))}


def _physical(place: Place | None) -> dict[str, Any]:
    """A file and its line; without either the server's root. GitHub wants a line, so that of a whole file is 1."""
    base = OURS if place is not None and place.ours else SERVER
    path = relative(place.path) if place is not None else "."
    return {
        "artifactLocation": {"uri": quote("./" if path == "." else path, safe="/"), "uriBaseId": base},
        "region": {"startLine": max(1, place.line) if place is not None else 1},
    }


def _logical(check: CheckResult) -> dict[str, Any]:
    full = f"{line(check.deployment)}/{line(check.id)}" if check.deployment else line(check.id)
    return {"name": line(check.id), "fullyQualifiedName": full}


def _related(view: View, check: CheckResult) -> list[dict[str, Any]]:
    """The checks that a cause blocks."""
    cause = view.own_cause(check)
    blocked = cause.blocked if cause is not None else ()
    return [
        {"id": number, "message": {"text": _escaped(line(one.title))}, "logicalLocations": [_logical(one)]}
        for number, one in enumerate(blocked, start=1)
    ]


def _invocation(view: View) -> dict[str, Any]:
    """The run: its times, and what it could not see."""
    result = view.result
    made: dict[str, Any] = {
        "executionSuccessful": result.complete,
        "startTimeUtc": _utc(result.started),
        "endTimeUtc": _utc(result.finished),
    }
    texts = [line(one.text) for one in result.problems] or [view.unseen] * (not result.complete)
    level = "warning" if result.reached else "error"
    if texts:
        made["toolExecutionNotifications"] = [
            {"level": level, "message": {"text": _escaped(shortened(text, TEXT_LIMIT))}} for text in texts
        ]
    return made


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _escaped(text: str) -> str:
    """A message without links: `[text](target)` is one in SARIF, also in plain text (section 3.11.6)."""
    return re.sub(r"\[([^\[\]]*)\](?=\()", r"\\[\1\\]", text)
