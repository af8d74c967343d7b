"""No worse than an earlier result: which checks passed then and are lost now, and whether the grade is lower."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.gate import BaselineResult, TurnedCheck
from perito.documents.result import Outcome
from perito.errors import UsageError
from perito.support.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perito.documents.result import CheckResult, Result

SAME = 1e-9  # of a grade


def check_usable(before: Result, file: str, practice: str) -> None:
    """Raise UsageError for a result that nothing can be compared with: another practice's, or of a server that was not
    looked at."""
    if before.practice != practice:
        sentence = _("--baseline {file}: a result of the practice {then}, and this is {now}")
        raise UsageError(sentence.format(file=file, then=before.practice, now=practice))
    if not before.reached or not any(one.outcome is not Outcome.ERROR for one in before.checks):
        sentence = _("--baseline {file}: that server could not be looked at, so there is nothing to compare with")
        raise UsageError(sentence.format(file=file))


def compared(result: Result, before: Result, file: str) -> Result:
    """The result with the comparison. Checks are the same where id and deployment are."""
    then = {one.key: one for one in before.checks if one.outcome is not Outcome.MANUAL}
    now = {one.key: one for one in result.checks if one.outcome is not Outcome.MANUAL}
    left_out = {(one.deployment, one.check) for one in (result.scope.left_out if result.scope else ())}
    both = [(then[key], now[key]) for key in now if key in then]
    new = [one for key, one in now.items() if key not in then]
    notes = [*_why_no_grade(before, result), *_about(new)]
    grades = (None, None) if _why_no_grade(before, result) else (before.score.grade, result.score.grade)
    found = BaselineResult(
        file=file,
        started=before.started,
        grade_before=grades[0],
        grade=grades[1],
        lower=grades[0] is not None and grades[1] is not None and grades[1] < grades[0] - SAME,
        worse=_turned(pair for pair in both if pair[0].outcome is Outcome.PASSED and pair[1].outcome.costs),
        better=_turned(pair for pair in both if pair[0].outcome.costs and pair[1].outcome is Outcome.PASSED),
        new=_names(new),
        gone=_names(one for key, one in then.items() if key not in now and key not in left_out),
        unseen=_names(old for old, _new in both if old.outcome is Outcome.ERROR),
        notes=tuple(notes),
    )
    return result.model_copy(update={"baseline": found})


def _why_no_grade(before: Result, result: Result) -> list[str]:
    """Why the two grades are not compared; nothing where they are."""
    if result.score.grade is None:
        return [_("There is no grade to compare: only checks are.")]
    if before.scope is not None:
        return [_("Only a part of the practice was checked then: only checks are compared, and no grade.")]
    if not before.complete or before.score.grade is None:
        return [_("The grade was provisional then: only checks are compared, and no grade.")]
    if (
        before.of_whole != result.of_whole
        or before.score.scale != result.score.scale
        or not _same_rubric(before, result)
    ):
        return [_("The rubric or what was graded is another one: only checks are compared, and no grade.")]
    return []


def _same_rubric(before: Result, result: Result) -> bool:
    then, now = before.judged_by.practice, result.judged_by.practice
    return then.digest == now.digest if then.digest and now.digest else then.version == now.version


def _about(new: list[CheckResult]) -> Iterator[str]:
    lost = sum(one.outcome.costs for one in new)
    if lost:
        text = ngettext(
            "{count} check that fails is new, and there is nothing to compare it with.",
            "{count} checks that fail are new, and there is nothing to compare them with.",
            lost,
        )
        yield text.format(count=lost)


def _turned(pairs: Iterable[tuple[CheckResult, CheckResult]]) -> tuple[TurnedCheck, ...]:
    return tuple(
        TurnedCheck(check=new.id, deployment=new.deployment, before=old.outcome.value, after=new.outcome.value)
        for old, new in pairs
    )


def _names(checks: Iterable[CheckResult]) -> tuple[str, ...]:
    return tuple(f"{one.deployment}/{one.id}" if one.deployment else one.id for one in checks)
