"""From outcomes to points: parts, criteria and bounds. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from perito.documents.check_names import base
from perito.documents.deployment import DEPLOYMENT
from perito.documents.result import BoundResult, CheckResult, CriterionLevel, CriterionResult, Outcome, PartScore
from perito.grading.adding import exact, fraction
from perito.support.i18n import _, points

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from decimal import Decimal

    from perito.documents.result import DeploymentNames, LeftOut
    from perito.grading.causes import Key
    from perito.practice.rubric import Criterion, Rubric

MANUAL_STEP = "manual"


@dataclass(frozen=True)
class Parts:
    """The parts that a run's checks count in. `labels`: the deployments graded; `whole`: whether they are the whole
    assignment.

    Graded alone, a deployment's weights are its points; only extensions have points of their own then. `left_out`:
    checks that were not asked for; a part's points are distributed as if they had been. `shares`: of a check's points,
    where it runs for several subjects or with several parameters.
    """

    rubric: Rubric
    labels: tuple[str, ...]
    whole: bool
    left_out: tuple[LeftOut, ...] = ()
    shares: Mapping[Key, Fraction] = field(default_factory=dict)

    @classmethod
    def of_run(
        cls,
        rubric: Rubric,
        subjects: Iterable[DeploymentNames],
        checks: Iterable[CheckResult] = (),
        *,
        whole: bool,
        left_out: Sequence[LeftOut] = (),
    ) -> Parts:
        """Of the subjects, the checks and those that were left out of one run."""
        labels = tuple(one.label for one in subjects if one.kind == DEPLOYMENT or one.label in rubric.labels)
        keys = [*(check.key for check in checks), *((one.deployment, one.check) for one in left_out)]
        return cls(rubric, labels, whole, tuple(left_out), shares_of(keys, labels))

    def of(self, check: CheckResult) -> str:
        """A check's part; checks of the whole server count in the first."""
        return self._part(check.id, check.deployment)

    def _part(self, check: str, deployment: str | None) -> str:
        own = deployment if deployment in self.labels else None
        return self.rubric.part_of(check) or own or self._first

    def share(self, key: Key) -> Fraction:
        """The share that one subject, or one value of a parameter, has in the points of its check."""
        return self.shares.get(key, Fraction(1))

    def _possible(self, checks: Iterable[CheckResult]) -> Fraction:
        return sum((fraction(one.possible) * self.share(one.key) for one in checks), Fraction(0))

    def _earned(self, checks: Iterable[CheckResult]) -> Fraction:
        return sum((fraction(one.earned) * self.share(one.key) for one in checks), Fraction(0))

    @property
    def _first(self) -> str:
        known = [name for name in self.rubric.labels if name in self.labels]
        return next(iter([*known, *self.labels]), "")

    @property
    def _worth(self) -> dict[str, Decimal]:
        """The parts with points of their own, in the rubric's order."""
        parts = self.rubric.parts.items()
        return {name: part.points for name, part in parts if self.whole or name in self.rubric.always}

    def weighed(self, checks: Sequence[CheckResult]) -> list[CheckResult]:
        """The checks with weights turned into points: a part's points distributed over those that count."""
        factors = {
            name: self._factor(name, [check for check in checks if self.of(check) == name]) for name in self._worth
        }
        ones = ((check, self.of(check)) for check in checks)
        return [_scaled(one, part, factors.get(part, Fraction(1)) * self.share(one.key)) for one, part in ones]

    def _factor(self, part: str, checks: Iterable[CheckResult], *, unseen: bool = False) -> Fraction:
        """What a part's weights are multiplied with to become its points; with `unseen` as if all had been seen."""
        weights = self._possible(check for check in checks if check.outcome.counts or (unseen and _unseen(check)))
        left = [(one.deployment, one.check) for one in self.left_out]
        mine = (key for key in left if self._part(key[1], key[0]) == part)
        weights += sum((Fraction(self.rubric.weight(key[1])) * self.share(key) for key in mine), Fraction(0))
        worth = self._worth.get(part)
        return Fraction(worth) / weights if worth is not None and weights else Fraction(1)

    def scores(self, checks: Sequence[CheckResult], titles: Mapping[str, str]) -> tuple[PartScore, ...]:
        """The score of each part, in the rubric's order; `checks` still with their weights."""
        known = list(self._worth)
        seen = [self.of(check) for check in checks]
        names = [*(name for name in known if name in seen), *(name for name in seen if name not in known)]
        return tuple(self._score(name, titles.get(name, name), checks) for name in dict.fromkeys(names))

    def _score(self, name: str, title: str, checks: Sequence[CheckResult]) -> PartScore:
        mine = [check for check in checks if self.of(check) == name]
        counted = [check for check in mine if check.outcome.counts]
        factor = self._factor(name, counted)
        part = self.rubric.parts.get(name)
        return PartScore(
            id=name,
            title=title,
            earned=exact(self._earned(counted) * factor),
            possible=exact(self._possible(counted) * factor),
            bonus=part is not None and part.bonus,
            **(self._range(name, mine) if any(map(_unseen, mine)) else {}),
        )

    def _range(self, name: str, mine: Sequence[CheckResult]) -> dict[str, float]:
        """What a part may come to, where some of it could not be looked at."""
        factor = self._factor(name, mine, unseen=True)
        counted = [check for check in mine if check.outcome.counts]
        won, unseen = self._earned(counted), self._possible(filter(_unseen, mine))
        there = self._possible(counted) + unseen
        return {
            "lowest": exact(won * factor),
            "highest": exact((won + unseen) * factor),
            "worth": exact(there * factor),
        }

    def bounds(self, checks: Sequence[CheckResult]) -> tuple[BoundResult, ...]:
        """The limits in force: those whose check failed or was blocked."""
        return self._bounds(check for check in checks if check.outcome.costs)

    def unseen_bounds(self, checks: Sequence[CheckResult]) -> tuple[BoundResult, ...]:
        """The limits that may be in force: those whose check could not be looked at."""
        return self._bounds(filter(_unseen, checks))

    def _bounds(self, checks: Iterable[CheckResult]) -> tuple[BoundResult, ...]:
        lost = list(checks)
        return tuple(
            BoundResult(check=check.id, deployment=check.deployment, title=check.title, at_most=float(bound.at_most))
            for bound in self.rubric.bounds
            for check in lost
            if base(check.id) == bound.check and bound.part in {None, self.of(check)}
        )


def shares_of(keys: Iterable[Key], labels: Collection[str]) -> dict[Key, Fraction]:
    """What each test of a check has of its points. `labels`: the subjects that are parts of their own: each has the
    check's points whole, and shares them among the check's parameters alone."""
    together: dict[tuple[str | None, str], list[Key]] = {}
    for key in dict.fromkeys(keys):
        label, check = key
        together.setdefault((label if label in labels else None, base(check)), []).append(key)
    return {key: Fraction(1, len(those)) for those in together.values() for key in those if len(those) > 1}


def _unseen(check: CheckResult) -> bool:
    return check.outcome is Outcome.ERROR


def _scaled(check: CheckResult, part: str, factor: Fraction) -> CheckResult:
    return shared(check.model_copy(update={"part": part}), factor)


def shared(check: CheckResult, factor: Fraction) -> CheckResult:
    """The check with its points multiplied."""
    if factor == 1:
        return check
    points = {"earned": fraction(check.earned) * factor, "possible": fraction(check.possible) * factor}
    return check.model_copy(update={name: exact(value) for name, value in points.items()})


def criterion(name: str, entry: Criterion, language: str) -> CriterionResult:
    """An unmarked criterion of the rubric."""
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


def manual(criteria: Iterable[CriterionResult]) -> list[CheckResult]:
    """The criteria as checks that a person ends; their points are separate from the automatic ones."""
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
