"""Differences after grading again: two results of one server side by side, and the document about a class. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from statistics import mean, median
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from perito.documents.result import CheckResult, Outcome, Result, Score
from perito.support.printable import in_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Key = tuple[str | None, str]
    PartOf = Callable[[CheckResult], str]

SCHEMA: Literal["perito/regrade/1"] = "perito/regrade/1"
VISIBLE = 0.005  # of the grade: visible with two decimals
NEVER = datetime.fromtimestamp(0, UTC)
CRITERIA = "/criteria"  # no part has this name
SAME_RATIO = 1e-6  # points are rounded to nine places


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Standing(_Model):
    """A check's standing. Points of the grade's scale for the whole assignment, weights otherwise."""

    outcome: Outcome
    earned: float
    possible: float


class Moved(_Model):
    """A check or a criterion with another outcome, or that moved the grade by `grade`; None where it did not exist.

    `detail`: the check's text, now or else before.
    """

    check: str
    deployment: str | None = None
    title: str
    before: Standing | None = None
    after: Standing | None = None
    grade: float = 0.0
    detail: str = ""

    @property
    def unseen(self) -> bool:
        """Whether it was seen before, or is new, and cannot be seen in the recording."""
        return _error(self.after) and not _error(self.before)

    @property
    def ended_otherwise(self) -> bool:
        """Whether its outcome changed."""
        return (self.before and self.before.outcome) != (self.after and self.after.outcome)


def _error(standing: Standing | None) -> bool:
    return standing is not None and standing.outcome is Outcome.ERROR


class Reweighed(_Model):
    """A check with another weight within its part; points as in Standing."""

    check: str
    before: float
    after: float


class Difference(_Model):
    """The differences after grading one server again. `before` is None where there was no readable result.

    `limits`: bounds of the grade that are now in force or no longer, as `+ title` and `- title`; `dropped`: marks that
    today's criteria have no place for; `replayed`: whether the checks ran again; `differs`: whether the document
    differs at all, if only in its texts.
    """

    before: Score | None
    after: Score
    was_complete: bool
    complete: bool
    moved: tuple[Moved, ...] = ()
    reweighed: tuple[Reweighed, ...] = ()
    limits: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    replayed: bool = False
    differs: bool = True

    @property
    def changed(self) -> bool:
        """Whether the grading changed: another grade, another outcome, another limit."""
        if self.before is None or self.was_complete != self.complete or self.limits:
            return True
        if any(one.ended_otherwise for one in self.moved):
            return True
        before, after = self.before, self.after
        return (before.grade, before.least, before.highest, before.scale) != (
            after.grade, after.least, after.highest, after.scale,
        )  # fmt: skip

    @property
    def unseen(self) -> tuple[Moved, ...]:
        """The checks that need something not recorded."""
        return tuple(one for one in self.moved if one.unseen)

    @property
    def grade(self) -> float:
        """The difference in the grade; None where only a part was graded."""
        before = self.before.grade if self.before else 0.0
        if self.after.grade is None or before is None:
            return 0.0
        return round(self.after.grade - before, 4)


def difference(
    before: Result | None, after: Result, part_of: PartOf, *, replayed: bool, dropped: Sequence[str] = ()
) -> Difference:
    """The differences between two results of one server; `part_of` names a check's part."""
    return Difference(
        before=before.score if before else None,
        after=after.score,
        was_complete=before is not None and before.complete,
        complete=after.complete,
        moved=_moved(before, after, part_of) if before else (),
        reweighed=_reweighed(before, after, part_of) if before else (),
        limits=_limits(before, after) if before else (),
        dropped=tuple(dropped),
        replayed=replayed,
        differs=before is None or _told(before) != _told(after),
    )


def _told(result: Result) -> Result:
    """The document without clock times; a recording keeps fewer digits of its start."""
    checks = tuple(check.model_copy(update={"duration": 0.0}) for check in result.checks)
    return result.model_copy(update={"started": NEVER, "finished": NEVER, "stats": {}, "checks": checks})


def _moved(before: Result, after: Result, part_of: PartOf) -> tuple[Moved, ...]:
    """Checks with another outcome or a visible effect on the grade, the largest first."""
    found = []
    old, new = (_standings(result, part_of) for result in (before, after))
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key), new.get(key)
        check = now[0] if now else old[key][0]
        one = Moved(
            check=check.id,
            deployment=check.deployment,
            title=check.title,
            before=_standing(was),
            after=_standing(now),
            grade=round((now[1] if now else 0.0) - (was[1] if was else 0.0), 4),
            detail=check.says or check.detail,
        )
        if one.ended_otherwise or abs(one.grade) >= VISIBLE:
            found.append(one)
    return tuple(sorted(found, key=lambda one: -abs(one.grade)))


def _standing(found: tuple[CheckResult, float] | None) -> Standing | None:
    if found is None:
        return None
    return Standing(outcome=found[0].outcome, earned=found[0].earned, possible=found[0].possible)


def _standings(result: Result, part_of: PartOf) -> dict[Key, tuple[CheckResult, float]]:
    """Every check and criterion with its effect on the grade: the points it loses, or adds as a bonus."""
    bonus = {part.id for part in result.parts if part.bonus}
    criteria = {criterion.id: criterion for criterion in result.criteria}
    factor = result.score.scale / result.score.possible if result.score.possible else 0.0

    def share(check: CheckResult) -> float:
        criterion = criteria.get(check.id) if check.outcome is Outcome.MANUAL else None
        on_top = criterion.bonus if criterion else part_of(check) in bonus
        if result.scope is not None or (not check.outcome.counts and criterion is None):
            return 0.0
        return check.earned if on_top else (check.earned - check.possible) * factor

    return {check.key: (check, share(check)) for check in result.checks}


def _reweighed(before: Result, after: Result, part_of: PartOf) -> tuple[Reweighed, ...]:
    """The checks with another weight. A new distribution of a part's points moves all its checks alike and is not
    meant."""
    old = {check.key: check for check in before.checks}
    pairs: dict[str, list[tuple[CheckResult, CheckResult]]] = {}
    for check in after.checks:
        if check.key in old:
            part = CRITERIA if check.outcome is Outcome.MANUAL else part_of(check)
            pairs.setdefault(part, []).append((old[check.key], check))
    found: dict[str, Reweighed] = {}
    for part, both in pairs.items():
        ratios = sorted(now.possible / was.possible for was, now in both if was.possible)
        usual = ratios[len(ratios) // 2] if ratios and part != CRITERIA else 1.0
        for was, now in both:
            if abs(now.possible - was.possible * usual) > SAME_RATIO:
                found.setdefault(now.id, Reweighed(check=now.id, before=was.possible, after=now.possible))
    return tuple(found.values())


def _limits(before: Result, after: Result) -> tuple[str, ...]:
    old, new = ({(one.deployment, one.check, one.at_most): one.title for one in r.bounds} for r in (before, after))
    return (
        *(f"+ {title} (≤ {key[2]:g})" for key, title in new.items() if key not in old),
        *(f"- {title} (≤ {key[2]:g})" for key, title in old.items() if key not in new),
    )


class StudentChange(_Model):
    """A student with a changed grading; `grade`: the difference."""

    id: str
    name: str = ""
    grade: float = 0.0
    difference: Difference


class NotRegraded(_Model):
    """A student who could not be graded again, or with checks that need something not recorded."""

    id: str
    name: str = ""
    reason: str


class Totals(_Model):
    """A class in three numbers, over those with a grade."""

    graded: int
    mean: float | None = None
    median: float | None = None

    @classmethod
    def of(cls, told: Iterable[float | None]) -> Totals:
        """The totals of the lines with a grade."""
        grades = [one for one in told if one is not None]
        if not grades:
            return cls(graded=0)
        return cls(graded=len(grades), mean=round(mean(grades), 4), median=round(median(grades), 4))


class Regraded(_Model):
    """The differences after grading a class again. `unchanged` are counted.

    `not_reached`: the rest when it was interrupted; `without_grade`: students who had none before; `left`: students no
    longer in the roster, whose results stay. The totals are of the students graded again.
    """

    schema_: Literal["perito/regrade/1"] = Field(default=SCHEMA, alias="schema")
    practice: str
    saved: bool = False
    interrupted: bool = False
    students: tuple[StudentChange, ...] = ()
    unchanged: int = 0
    not_regraded: tuple[NotRegraded, ...] = ()
    not_reached: tuple[str, ...] = ()
    without_grade: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    before: Totals
    after: Totals

    def to_json(self) -> str:
        """The document as indented UTF-8 JSON text."""
        return in_json(self.model_dump_json(by_alias=True, indent=2))
