"""From outcomes to points, causes and texts: the result's fields that follow from a rubric. Pure.

A run does this when its last check has ended, `rescoring` with an existing result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito.documents.check_names import values
from perito.documents.result import CheckResult, Outcome, Rounding, Scope, StepTitle
from perito.grading import causes, scoring
from perito.grading.adding import Bill
from perito.grading.worth import Worth
from perito.practice.rubric import OWN_STEP
from perito.practice.words import Look, commanded, filled, wanted
from perito.support.i18n import _, language
from perito.support.sentences import wanted_and_found

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from perito.documents.result import CriterionResult, DeploymentNames, LeftOut
    from perito.practice.rubric import CheckEntry, Rubric
    from perito.practice.texts import Text
    from perito.practice.words import Words


def entered(check: CheckResult, rubric: Rubric, names: Mapping[str, str]) -> CheckResult:
    """The check with the practice's texts and its weight as points; `names` are the values of the {placeholders}.

    The finding's words override the rubric's texts of the check.
    """
    weight = float(rubric.weight(check.id))
    points = {"earned": weight if check.outcome is Outcome.PASSED else 0.0, "possible": weight}
    names = {**names, "expected": check.expected, "actual": check.actual, "detail": check.detail, **check.said}
    texts = _texts(rubric.entry(check.id), rubric.words.of(check.finding), names, rubric.help)
    title = titled(texts.pop("title"), check.id)
    return check.model_copy(update={"step": rubric.step(check.id), "title": title, **texts, **points})


def titled(title: str, check: str) -> str:
    """The title of a check, and the values of its parameters where it has any."""
    given = values(check)[1:-1]
    return f"{title} ({given})" if title and given else title or check


def _texts(entry: CheckEntry | None, words: Words | None, names: Mapping[str, str], help: str) -> dict[str, str]:
    """The texts of a check by the result's fields, as far as `help` lets students go."""

    def text(*found: Text | None, fill: Callable[[str, Mapping[str, str]], str] = filled) -> str:
        first = next((one for one in found if one is not None), None)
        return fill(first.in_language(language()), names) if first else ""

    look = (words.look if words else None) or (entry.see if entry else None) or Look(run="")
    return {
        "title": text(entry.title if entry else None),
        "unmet": text(words.unmet if words else None, entry.unmet if entry else None),
        "says": text(words.says if words else None),
        "why": text(words.why if words else None, entry.why if entry else None),
        "hint": text(words.ask if words else None, entry.hint if entry else None),
        "command": commanded(look.run, names) if help != "question" else "",
        "command_on": look.on,
        "line": text(words.line if words else None, fill=wanted) if help == "line" else "",
    }


def weighed(
    checks: Sequence[CheckResult],
    rubric: Rubric,
    subjects: Sequence[DeploymentNames],
    *,
    whole: bool,
    proofs: Mapping[causes.Key, str],
    left_out: Sequence[LeftOut] = (),
) -> dict[str, Any]:
    """The fields of the result document about checks.

    `checks` as `entered` returns them, in the rubric's order; `subjects`: what they ran for; `proofs`: the server's own
    words about a failure; `left_out`: checks that were not asked for: a part has no grade, and no fields that make one.
    """
    partial = bool(left_out)
    parts = scoring.Parts.of_run(rubric, subjects, checks, whole=whole, left_out=left_out)
    apps = {one.label: one.app for one in subjects}
    linked = causes.with_causes(checks)
    scores = parts.scores(linked, _part_titles(rubric, apps, whole=whole))
    done = parts.weighed(linked)
    criteria = _criteria(rubric) if whole and not partial else ()
    bounds, unseen_bounds = ((), ()) if partial else (parts.bounds(done), parts.unseen_bounds(done))
    rounding = Rounding(decimals=rubric.decimals, ceiling=float(rubric.ceiling) if rubric.ceiling else None)
    bill = Bill(scores, criteria, bounds, rounding, float(rubric.scale), unseen_bounds, partial)
    roots = causes.root_causes(done, {one.key: _root_text(one, proofs) for one in done})
    return {
        "practice": rubric.practice,
        "title": rubric.title.in_language(language()),
        "score": bill.total(),
        "parts": scores,
        "criteria": criteria,
        "bounds": bounds,
        "unseen_bounds": unseen_bounds,
        "rounding": rounding,
        "steps": _steps(rubric, done, manual=bool(criteria)),
        "checks": (*done, *scoring.manual(criteria)),
        "scope": Scope(graded=len(done), left_out=tuple(left_out)) if partial else None,
        "root_causes": Worth(done, bill).told(roots),
    }


def _part_titles(rubric: Rubric, apps: Mapping[str, str], *, whole: bool) -> dict[str, str]:
    """A part's title: from the rubric, or the deployment's directory where it is graded alone."""
    own = {name: part.title.in_language(language()) for name, part in rubric.parts.items()}
    return own if whole else own | dict(apps)


def _criteria(rubric: Rubric) -> tuple[CriterionResult, ...]:
    return tuple(scoring.criterion(name, entry, language()) for name, entry in rubric.criteria.items())


def _root_text(check: CheckResult, proofs: Mapping[causes.Key, str]) -> tuple[str, str, str]:
    proof = proofs.get(check.key, "")
    if check.says:
        return check.says, check.hint, proof
    if check.detail:
        return f"{check.title}: {check.detail}", check.hint, proof
    return f"{check.title}: {wanted_and_found(check.expected, check.actual)}", check.hint, proof


def _steps(rubric: Rubric, checks: Sequence[CheckResult], *, manual: bool) -> tuple[StepTitle, ...]:
    steps = [
        StepTitle(id=name, title=step.title.in_language(language()))
        for name, step in rubric.steps.items()
        if step.part is None or any(check.step == name for check in checks)
    ]
    if any(check.step == OWN_STEP for check in checks):
        steps.append(StepTitle(id=OWN_STEP, title=_("Checks of one's own")))
    if manual:
        steps.append(StepTitle(id=scoring.MANUAL_STEP, title=_("Marked by the teacher")))
    return tuple(steps)


def unseen(check: CheckResult) -> str:
    """The text for a check that could not look."""
    return f"{check.title}: {check.detail}"
