"""Gradescope's results.json: a score for each check, scaled so that they add up to the grade.

Checks whose points are not in the fraction carry no score. Advice for the teacher is `hidden` and carries none either:
Gradescope shows it to instructors only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from perito.documents.result import Outcome
from perito.report.safe import line, shortened
from perito.report.view import ADVICE_STEP, TEACHER, View
from perito.report.words import NoGrade, facts, finding, word
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.documents.result import CheckResult, Result
    from perito.report.step import Step


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
        "score": result.score.grade,
        "execution_time": round(view.seconds),
        "output": _overview(View(result)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"complete": result.complete, "perito": result.perito},
        "tests": [_test(view, step, check) for step in view.steps for check in step.checks],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


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


def _test(view: View, step: Step, check: CheckResult) -> dict[str, Any]:
    place = f" [{line(check.deployment)}]" if check.deployment else ""
    test: dict[str, Any] = {
        "name": f"{step.title}: {line(check.title)}{place}",
        "visibility": "hidden" if check.step == ADVICE_STEP else "visible",
        "output": shortened(_output(view, check), OUTPUT_LIMIT),
        "tags": [line(check.step), check.outcome.value],
    }
    if check.outcome.counts:
        test["status"] = "passed" if check.outcome is Outcome.PASSED else "failed"
    if check.outcome.counts and check.step != ADVICE_STEP:
        scale = view.result.score.scale / view.result.score.possible if view.result.score.possible else 0.0
        test["score"] = round(check.earned * scale, 4)
        test["max_score"] = round(check.possible * scale, 4)
    return test


def _output(view: View, check: CheckResult) -> str:
    if check.outcome is Outcome.PASSED:
        return ""
    if check.outcome is Outcome.FAILED:
        return "\n".join(f"{fact.label}: {fact.text}" for fact in facts(check))
    if check.outcome is Outcome.BLOCKED:
        return _("blocked by: {titles}").format(titles=", ".join(view.blockers(check)))
    found = finding(check)
    return f"{word(check.outcome)}: {found}" if found else word(check.outcome)
