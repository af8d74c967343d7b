"""TAP, the Test Anything Protocol, version 14: a line for each check, and what it says as YAML below.

Blocked checks are `not ok`, as they cost points; what was not judged is `ok # SKIP`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from perito.documents.result import Outcome
from perito.report import baseline, names
from perito.report.safe import line, shortened
from perito.report.view import View
from perito.report.words import facts, finding, told, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perito.documents.result import CheckResult, Result

TEXT_LIMIT = 500
LOST = {Outcome.FAILED, Outcome.BLOCKED, Outcome.ERROR}


def render(result: Result) -> str:
    """The result as a TAP stream; of a server that could not be looked at, `Bail out!` and why."""
    view = View(result)
    lines = ["TAP version 14"]
    if not result.reached:
        reasons = "; ".join(line(problem.text) for problem in result.problems)
        return "\n".join([*lines, f"Bail out! {shortened(f'{view.unseen} {reasons}', TEXT_LIMIT)}"]) + "\n"
    points = [*(_point(view, check) for check in view.checks), *_of_the_run(view)]
    lines += [f"1..{len(points)}", f"# {view.verdict}"]
    for number, (ok, name, said) in enumerate(points, start=1):
        lines += [f"{'ok' if ok else 'not ok'} {number} - {name}", *_yaml(said)]
    return "\n".join(lines) + "\n"


Point = tuple[bool, str, dict[str, Any]]


def _point(view: View, check: CheckResult) -> Point:
    name = escaped(names.case(check))
    if check.outcome is Outcome.PASSED:
        return True, name, {}
    if check.outcome not in LOST:
        reason = ": ".join(text for text in (word(check.outcome), finding(check)) if text)
        return True, f"{name} # SKIP {escaped(shortened(reason, TEXT_LIMIT))}", {}
    said: dict[str, Any] = {
        "message": _message(view, check),
        "severity": "error" if check.outcome is Outcome.ERROR else "fail",
        "outcome": check.outcome.value,
        "title": line(check.title),
        "finding": line(check.finding),
        "cause": line(check.cause or ""),
        "blocked_by": [line(one) for one in check.blocked_by],
        "points": check.earned,
        "possible": check.possible,
        "file": line(check.source),
        "line": check.source_line,
    }
    if check.outcome is Outcome.FAILED:
        said |= {fact.kind: fact.text for fact in facts(check) if fact.kind != "says"}
    return False, name, {key: value for key, value in said.items() if value or key in {"points", "possible"}}


def _message(view: View, check: CheckResult) -> str:
    if check.outcome is Outcome.BLOCKED:
        return view.held(check)
    return told(check)


def _of_the_run(view: View) -> Iterator[Point]:
    """What is not a check, and must not look green: what could not be seen, and what is worse than the baseline."""
    result = view.result
    if not result.complete:
        reasons = [line(problem.text) for problem in result.problems]
        yield False, "perito.seen", {"message": view.unseen, "severity": "error", "reasons": reasons}
    found = result.baseline
    if found is not None:
        worse = {"message": baseline.head(view), "severity": "fail", "worse": list(baseline.sentences(view))}
        yield not found.is_worse, "perito.baseline", worse if found.is_worse else {}


def _yaml(said: dict[str, Any]) -> Iterable[str]:
    """A block of YAML 1.2, whose strings are JSON's, so that nothing of a server's is anything else."""
    if said:
        yield "  ---"
        yield from (f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items())
        yield "  ..."


def escaped(text: str) -> str:
    """A text that is neither a directive nor the end of one: `#` and the backslash are escaped."""
    return text.replace("\\", "\\\\").replace("#", "\\#")
