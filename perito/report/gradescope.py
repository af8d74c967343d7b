"""Gradescope's results.json: a score for each check, in hundredths that add up to the grade, the maxima to the scale.

Checks whose points are not in the fraction carry no score. Advice for the teacher is `hidden` and carries none either:
Gradescope shows it to instructors only.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any

from perito.documents.outcome import ADVICE_STEP
from perito.documents.result import Outcome
from perito.report.safe import line, shortened
from perito.report.view import TEACHER, View
from perito.report.words import NoGrade, facts, finding, word
from perito.support.i18n import _
from perito.support.printable import dumps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.documents.result import CheckResult, Result
    from perito.report.step import Step


EXACT = 1e-9  # what floating point loses
OUTPUT_LIMIT = 4_000  # characters of one check's text: with 200 checks, a document stays under a megabyte


def render(result: Result) -> str:
    """The result as results.json; `score` is the grade on the practice's scale. Raises NoGrade without a grade:
    Gradescope would take the points of a part for the grade."""
    if result.score.grade is None:
        if not result.reached:
            raise NoGrade(_("Gradescope takes grades, and there is none: the server could not be looked at"))
        if result.score.unseen:
            raise NoGrade(
                _("Gradescope takes grades, and there is none: less than half of the points could be looked at")
            )
        raise NoGrade(_("Gradescope takes grades, and a run on a part of the practice has none"))
    view = View(result, TEACHER)
    document = {
        "score": round(result.score.grade, 2),
        "execution_time": round(view.seconds),
        "output": _overview(View(result)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"complete": result.complete, "perito": result.perito},
        "tests": _tests(view),
    }
    return dumps(document, indent=2) + "\n"


def _overview(view: View) -> str:
    lines = [view.points_line]
    if not view.result.complete:
        lines.append(view.unseen)
        lines += [f"· {line(problem.text)}" for problem in view.result.problems]
    lines += view.expired
    if view.causes:
        lines += ["", _("Where to start")]
        lines += [f"{c.number}. {line(c.root.text)}" + (f" ({c.weight})" if c.weight else "") for c in view.causes]
    return "\n".join(lines)


def _tests(view: View) -> list[dict[str, Any]]:
    """A test for each check; one for the rest of the grade (marks, limits, rounding) where there is any."""
    score = view.result.score
    checks = [(step, check) for step in view.steps for check in step.checks]
    scored = [check for _step, check in checks if check.outcome.counts and check.step != ADVICE_STEP]
    scale = 100 * score.scale / score.possible if score.possible else 0.0
    earned = hundredths([check.earned * scale for check in scored])
    lost = hundredths([(check.possible - check.earned) * scale for check in scored])
    shares = {check.key: share for check, *share in zip(scored, earned, lost, strict=True)}
    tests = [_test(view, step, check, shares.get(check.key)) for step, check in checks]
    rest = round(100 * (score.grade or 0.0)) - sum(earned)
    if rest and scored:
        full = max(0, round(100 * score.scale) - sum(earned) - sum(lost))
        name = _("Marks, limits and rounding of the grade")
        tests.append({"name": name, "visibility": "visible", "score": rest / 100, "max_score": full / 100})
    return tests


def hundredths(amounts: Sequence[float]) -> list[int]:
    """Whole numbers near the amounts, which add up to their rounded sum: the largest remainders are rounded up."""
    whole = [floor(one + EXACT) for one in amounts]
    short = round(sum(amounts)) - sum(whole)
    largest = sorted(range(len(amounts)), key=lambda place: whole[place] - amounts[place])
    for place in largest[: max(0, short)]:
        whole[place] += 1
    return whole


def _test(view: View, step: Step, check: CheckResult, share: list[int] | None) -> dict[str, Any]:
    """`share`: hundredths won and lost; None where the check has no points in the fraction."""
    place = f" [{line(check.deployment)}]" if check.deployment else ""
    test: dict[str, Any] = {
        "name": f"{step.title}: {line(check.title)}{place}",
        "visibility": "hidden" if check.step == ADVICE_STEP else "visible",
        "output": shortened(_output(view, check), OUTPUT_LIMIT),
        "tags": [line(check.step), check.outcome.value],
    }
    if check.outcome.counts:
        test["status"] = "passed" if check.outcome is Outcome.PASSED else "failed"
    if share is not None:
        test["score"] = share[0] / 100
        test["max_score"] = sum(share) / 100
    return test


def _output(view: View, check: CheckResult) -> str:
    if check.outcome is Outcome.PASSED:
        return ""
    if check.outcome is Outcome.FAILED:
        return "\n".join(f"{fact.label}: {fact.text}" for fact in facts(check))
    if check.outcome is Outcome.BLOCKED:
        return view.held(check)
    found = finding(check)
    return f"{word(check.outcome)}: {found}" if found else word(check.outcome)
