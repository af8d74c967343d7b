"""Two gradings side by side: what ended otherwise, and why: the server, the rubric, a waiver, a mark. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from perito.documents.result import CheckResult, Outcome, Result
from perito.grading.differences import Difference, Moved, Totals, _Model, difference
from perito.support.printable import in_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.grading.differences import Key

SCHEMA: Literal["perito/diff/1"] = "perito/diff/1"


class Why(StrEnum):
    """Why a check ended otherwise, or weighs otherwise."""

    SERVER = "server"  # the server was in another state
    RUBRIC = "rubric"  # the practice's checks or rubric are others
    PERITO = "perito"  # the same practice, judged by another version of Perito
    WAIVER = "waiver"  # it is waived in one of the two
    MARK = "mark"  # the teacher's mark
    UNSEEN = "unseen"  # it could not be looked at in one of the two
    FOLLOWS = "follows"  # another check's change decided it
    WEIGHT = "weight"  # it ended alike, and what is beside it changed the points


class Changed(Moved):
    """A check that moved, and why; several reasons where the two gradings do not tell which. `by`: what it follows."""

    why: tuple[Why, ...] = ()
    by: str = ""


class Setting(_Model):
    """What the two were not graded alike by: `practice`, `perito`, `waivers`, `steps`, `whole` or `language`."""

    name: str
    before: str
    after: str


class Compared(_Model):
    """One student in two runs, or two results. A status is empty where the student is not in that run.

    `grade_before`, `grade_after`: None without one. `why`: the reasons of all that changed by itself; `difference`:
    None unless both have a result.
    """

    id: str = ""
    name: str = ""
    before: str = ""
    after: str = ""
    grade_before: float | None = None
    grade_after: float | None = None
    why: tuple[Why, ...] = ()
    checks: tuple[Changed, ...] = ()
    difference: Difference | None = None

    @property
    def changed(self) -> bool:
        """Whether anything is otherwise."""
        return self.before != self.after or (self.difference is not None and self.difference.changed)

    @property
    def grade(self) -> float:
        """The difference in the grade; 0 unless both have one."""
        return self.difference.grade if self.difference is not None else 0.0


class Diff(_Model):
    """Two runs of a class, or two results (one student without an id). `students`: those with a change; `language`: of
    the texts of the second."""

    schema_: Literal["perito/diff/1"] = Field(default=SCHEMA, alias="schema")
    practice: str
    before: str
    after: str
    language: str = "es"
    of_class: bool = True
    settings: tuple[Setting, ...] = ()
    students: tuple[Compared, ...] = ()
    unchanged: int = 0
    totals_before: Totals
    totals_after: Totals

    def to_json(self) -> str:
        """The document as indented UTF-8 JSON text."""
        return in_json(self.model_dump_json(by_alias=True, indent=2))


@dataclass(frozen=True)
class Moves:
    """What moved between two results: the `checks`, those `waived` in one of them, and the `general` reasons."""

    checks: frozenset[str]
    waived: frozenset[str]
    general: tuple[Why, ...]

    def why(self, old: CheckResult | None, new: CheckResult | None) -> tuple[tuple[Why, ...], str]:
        """Why one of them moved, and what it follows from."""
        outcomes = {one.outcome for one in (old, new) if one is not None}
        if Outcome.MANUAL in outcomes:
            return (Why.MARK,), ""
        if old is None or new is None:  # only one of the two has it: the rubric's doing, where that is another one
            return ((Why.RUBRIC,) if Why.RUBRIC in self.general else self.general), ""
        if old.outcome is new.outcome:
            return (self.general if old.finding != new.finding and self.general else (Why.WEIGHT,)), ""
        if Outcome.WAIVED in outcomes:
            return (Why.WAIVER,), ""
        by = self._blocker(new) or self._blocker(old)
        alone = by in self.waived and Outcome.PASSED in outcomes  # a waiver alone lets nothing pass
        if by and not (alone and Why.SERVER in self.general):
            return (Why.FOLLOWS,), by
        if Outcome.ERROR in outcomes:
            return (Why.UNSEEN,), ""
        return self.general, ""

    def _blocker(self, check: CheckResult) -> str:
        """The check whose change blocked or freed this one; empty where none of them changed."""
        if check.outcome is not Outcome.BLOCKED:
            return ""
        return next((name for name in (check.cause, *check.blocked_by) if name and name in self.checks), "")


def compared(before: Result, after: Result) -> tuple[Difference, tuple[Changed, ...], tuple[Why, ...]]:
    """What is otherwise in the second of two results, check by check, and the reasons that stand for themselves."""
    found = difference(before, after, lambda check: check.part, replayed=False)
    was, now = ({check.key: check for check in one.checks} for one in (before, after))
    moves = Moves(
        frozenset(one.check for one in found.moved),
        frozenset(check.id for one in (was, now) for check in one.values() if check.outcome is Outcome.WAIVED),
        _general(before, after),
    )
    checks = tuple(_explained(one, was, now, moves) for one in found.moved)
    own = (why for one in checks for why in one.why if why not in {Why.FOLLOWS, Why.WEIGHT})
    return found, checks, tuple(dict.fromkeys(own)) or (moves.general if found.changed else ())


def _general(before: Result, after: Result) -> tuple[Why, ...]:
    """What may make a check end otherwise, apart from waivers and marks."""
    found = []
    if not same_recording(before, after):
        found.append(Why.SERVER)
    one, other = before.judged_by, after.judged_by
    if one.practice.digest != other.practice.digest:
        found.append(Why.RUBRIC)
    elif one.digest != other.digest:
        found.append(Why.PERITO)
    return tuple(found)


def same_recording(before: Result, after: Result) -> bool:
    """Whether both judge what was seen in one visit: a recording keeps when that began, to the second."""
    seconds = abs((before.started - after.started).total_seconds())
    return seconds < 1 and before.target.get("address") == after.target.get("address")


def _explained(one: Moved, was: Mapping[Key, CheckResult], now: Mapping[Key, CheckResult], moves: Moves) -> Changed:
    key = (one.deployment, one.check)
    why, by = moves.why(was.get(key), now.get(key))
    return Changed(**dict(one), why=why, by=by)


def settings(before: Result, after: Result) -> tuple[Setting, ...]:
    """What the two were not graded alike by, from what their results say of it."""
    one, other = before.judged_by, after.judged_by
    pairs = {
        "practice": (_state(before), _state(after)),
        "perito": (before.perito, after.perito) if one.digest != other.digest else ("", ""),
        "waivers": (one.waivers[:8], other.waivers[:8]),
        "steps": (", ".join(one.steps), ", ".join(other.steps)),
        "whole": (str(before.of_whole), str(after.of_whole)),
        "language": (before.language, after.language),
    }
    return tuple(Setting(name=name, before=a, after=b) for name, (a, b) in pairs.items() if a != b)


def _state(result: Result) -> str:
    used = result.judged_by.practice
    return " ".join(filter(None, (used.id or result.practice, used.version, used.digest[:8])))
