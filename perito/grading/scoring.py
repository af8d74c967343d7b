"""From outcomes to a grade: parts, criteria, bounds and rounding. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from perito.documents.result import BoundResult, CheckResult, CriterionLevel, CriterionResult, Outcome, PartScore, Score
from perito.support.i18n import _, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from perito.documents.result import LeftOut, Result, Rounding
    from perito.practice.rubric import Criterion, Rubric

DIGITS = 9
MANUAL_STEP = "manual"


@dataclass(frozen=True)
class Parts:
    """What a run's checks count in. `labels`: the deployments graded; `whole`: whether they are the whole assignment.

    Graded alone, a deployment's weights are its points; only extensions have points of their own then. `left_out`:
    checks that were not asked for; a part's points are shared as if they had been.
    """

    rubric: Rubric
    labels: tuple[str, ...]
    whole: bool
    left_out: tuple[LeftOut, ...] = ()

    def of(self, check: CheckResult) -> str:
        """The part a check counts in; what is looked at once for the whole server counts in the first."""
        return self._part(check.id, check.deployment)

    def _part(self, check: str, deployment: str | None) -> str:
        return self.rubric.part_of(check) or deployment or self._first

    @property
    def _first(self) -> str:
        known = [name for name in self.rubric.labels if name in self.labels]
        return next(iter([*known, *self.labels]), "")

    @property
    def _worth(self) -> dict[str, Decimal]:
        """The parts with points of their own, in the rubric's order."""
        return {name: part.points for name, part in self.rubric.parts.items() if self.whole or not part.deployment}

    def weighed(self, checks: Sequence[CheckResult]) -> list[CheckResult]:
        """The checks with weights turned into points: a part's points shared among those of it that count."""
        factors = {
            name: self._factor(name, [check for check in checks if self.of(check) == name]) for name in self._worth
        }
        return [_scaled(check, factors.get(self.of(check), Fraction(1))) for check in checks]

    def _factor(self, part: str, checks: Iterable[CheckResult]) -> Fraction:
        """What a part's weights are multiplied with to become its points."""
        weights = _sum(check.possible for check in checks if check.outcome.counts)
        left = [one.check for one in self.left_out if self._part(one.check, one.deployment) == part]
        weights += sum((Fraction(self.rubric.weights.get(check, Decimal(0))) for check in left), Fraction(0))
        worth = self._worth.get(part)
        return Fraction(worth) / weights if worth is not None and weights else Fraction(1)

    def scores(self, checks: Sequence[CheckResult], titles: Mapping[str, str]) -> tuple[PartScore, ...]:
        """What each part came to, in the rubric's order; `checks` as yet with their weights."""
        known = list(self._worth)
        seen = [self.of(check) for check in checks]
        names = [*(name for name in known if name in seen), *(name for name in seen if name not in known)]
        return tuple(self._score(name, titles.get(name, name), checks) for name in dict.fromkeys(names))

    def _score(self, name: str, title: str, checks: Sequence[CheckResult]) -> PartScore:
        mine = [check for check in checks if self.of(check) == name and check.outcome.counts]
        factor = self._factor(name, mine)
        part = self.rubric.parts.get(name)
        return PartScore(
            id=name,
            title=title,
            earned=_exact(_sum(check.earned for check in mine) * factor),
            possible=_exact(_sum(check.possible for check in mine) * factor),
            bonus=part is not None and part.bonus,
        )

    def bounds(self, checks: Sequence[CheckResult]) -> tuple[BoundResult, ...]:
        """The limits in force: those whose check failed or was blocked."""
        return tuple(
            BoundResult(check=check.id, deployment=check.deployment, title=check.title, at_most=float(bound.at_most))
            for bound in self.rubric.bounds
            for check in checks
            if check.id == bound.check and check.outcome.costs and bound.part in {None, self.of(check)}
        )


def _scaled(check: CheckResult, factor: Fraction) -> CheckResult:
    if factor == 1:
        return check
    points = {
        "earned": _exact(_fraction(check.earned) * factor),
        "possible": _exact(_fraction(check.possible) * factor),
    }
    return check.model_copy(update=points)


def criterion(name: str, entry: Criterion, language: str) -> CriterionResult:
    """A criterion of the rubric, not marked yet."""
    levels = tuple(
        CriterionLevel(
            id=level,
            title=one.title.in_language(language),
            description=one.description.in_language(language) if one.description else "",
            points=float(one.points),
        )
        for level, one in entry.levels.items()
    )
    return CriterionResult(
        id=name,
        title=entry.title.in_language(language),
        description=entry.description.in_language(language) if entry.description else "",
        possible=float(entry.points),
        bonus=entry.bonus,
        levels=levels,
    )


def total(
    scored: Sequence[PartScore],
    criteria: Sequence[CriterionResult],
    limits: Sequence[BoundResult],
    rounding: Rounding,
    scale: float,
    *,
    partial: bool = False,
) -> Score:
    """Everything added up. Unmarked criteria are pending: nothing in `grade`, everything in `highest`.

    `partial`: of a part of the rubric only the points are told, those of a bonus like any other, and no grade.
    """
    if partial:
        won, there = _earned(scored), _sum(one.possible for one in scored)
        return Score(earned=rounded(won), possible=rounded(there), scale=scale, grade=None)
    everything: list[PartScore | CriterionResult] = [*scored, *criteria]
    base = [one for one in everything if not one.bonus]
    bonus = [one for one in everything if one.bonus]
    waiting = [one for one in criteria if one.points is None]
    possible, earned, extra = _sum(one.possible for one in base), _earned(base), _earned(bonus)
    caps = [_fraction(limit.at_most) for limit in limits]
    caps += [_fraction(rounding.ceiling)] if rounding.ceiling is not None else []

    def grade(won: Fraction, on_top: Fraction) -> float:
        reached = (won / possible * _fraction(scale) if possible else Fraction(0)) + on_top
        return rounded(min([reached, *caps]), rounding.decimals)

    return Score(
        earned=rounded(earned + extra),
        possible=rounded(possible),
        scale=scale,
        grade=grade(earned, extra),
        pending=rounded(_sum(one.possible for one in waiting)),
        highest=grade(
            earned + _sum(one.possible for one in waiting if not one.bonus),
            extra + _sum(one.possible for one in waiting if one.bonus),
        ),
    )


def manual(criteria: Iterable[CriterionResult]) -> list[CheckResult]:
    """The criteria as checks that a person ends; their points are not among the automatic ones."""
    return [
        CheckResult(
            id=one.id,
            step=MANUAL_STEP,
            title=one.title,
            outcome=Outcome.MANUAL,
            earned=one.points or 0.0,
            possible=one.possible,
            expected=one.description,
            actual=_judged(one),
            detail=one.comment,
        )
        for one in criteria
    ]


def _judged(criterion: CriterionResult) -> str:
    if criterion.points is None:
        return _("pending")
    level = next((level.title for level in criterion.levels if level.id == criterion.level), "")
    given = _("{points} of {possible}").format(points=points(criterion.points), possible=points(criterion.possible))
    return f"{given}: {level}" if level else given


def marked(result: Result, criteria: Sequence[CriterionResult]) -> Result:
    """The same result with these marks in it, added up again."""
    partial = result.scope is not None
    score = total(result.parts, criteria, result.bounds, result.rounding, result.score.scale, partial=partial)
    checks = (*(check for check in result.checks if check.step != MANUAL_STEP), *manual(criteria))
    return result.model_copy(update={"criteria": tuple(criteria), "checks": checks, "score": score})


def _earned(scored: Iterable[PartScore | CriterionResult]) -> Fraction:
    return _sum(one.earned if isinstance(one, PartScore) else one.points or 0.0 for one in scored)


def _sum(values: Iterable[float]) -> Fraction:
    return sum((_fraction(value) for value in values), Fraction(0))


def _fraction(value: float) -> Fraction:
    """The number as it is written: 0.1 is a tenth."""
    return Fraction(str(value))


def _exact(value: Fraction) -> float:
    return rounded(value, DIGITS)


def rounded(value: Fraction, decimals: int = 2) -> float:
    """So many decimals, half up, as Spanish schools round."""
    return float(Decimal(floor(value * 10**decimals + Fraction(1, 2))).scaleb(-decimals))
