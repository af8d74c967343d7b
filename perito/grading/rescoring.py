"""A result by a rubric with other weights or texts: outcomes stay, so nothing has to run again. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.result import Outcome, Problem
from perito.errors import Unseen
from perito.grading import chain, completeness, result_fields, scoring
from perito.support.i18n import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.documents.result import CheckResult, JudgedBy, PracticeUsed, Result
    from perito.practice.rubric import Rubric


def fits(result: Result, judged_by: JudgedBy) -> bool:
    """Whether today's checks would come to the same outcomes; `judged_by` is today's state.

    Its `whole` asks for the whole assignment; a result of the whole assignment stays one. A result without all outcomes
    never fits.
    """
    then = result.judged_by
    same = (then.digest, then.steps, then.waivers) == (judged_by.digest, judged_by.steps, judged_by.waivers)
    lacking = any(one.reason in completeness.REASONS for one in result.problems)
    enough = then.whole or not judged_by.whole
    return bool(then.digest) and same and enough and not lacking and result.language == language()


def rescored(result: Result, rubric: Rubric, practice: PracticeUsed | None = None) -> Result | None:
    """The same result as of a full replay by `rubric`, without marks; for results that `fits`.

    `practice`: the rubric's practice, where that has changed. None where only a replay can tell: of two checks that
    could not look, with the same text, one has a new name.
    """
    found = [check for check in result.checks if check.step != scoring.MANUAL_STEP]
    checks = [result_fields.entered(check, rubric, _names(result, check)) for check in found]
    problems = _problems(result, found, checks)
    if problems is None:
        return None
    proofs = {(root.deployment, root.check): root.proof for root in result.root_causes}
    left_out = result.scope.left_out if result.scope else ()
    fields = result_fields.weighed(
        checks, rubric, result.deployments, whole=result.judged_by.whole, proofs=proofs, left_out=left_out
    )
    by = result.judged_by.model_copy(update={"practice": practice or result.judged_by.practice})
    deployments = tuple(chain.marked(one, fields["root_causes"]) for one in result.deployments)
    return result.model_copy(update={**fields, "deployments": deployments, "problems": problems, "judged_by": by})


def _names(result: Result, check: CheckResult) -> dict[str, str]:
    """The values of the placeholders in a check's texts; those of the whole server use the first deployment's."""
    names = result.judged_by.names
    return names.get(check.deployment or "") or next(iter(names.values()), {})


def _problems(
    result: Result, before: Sequence[CheckResult], after: Sequence[CheckResult]
) -> tuple[Problem, ...] | None:
    """The problems, with today's titles of the checks."""
    said: dict[str, str] = {}
    for old, new in zip(before, after, strict=True):
        if old.outcome is Outcome.ERROR and said.setdefault(result_fields.unseen(old), result_fields.unseen(new)) != (
            result_fields.unseen(new)
        ):
            return None
    renamed = (
        Problem(reason=one.reason, text=said.get(one.text, one.text)) if one.reason == Unseen.CANNOT_LOOK else one
        for one in result.problems
    )
    return tuple(dict.fromkeys(renamed))
