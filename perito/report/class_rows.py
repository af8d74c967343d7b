"""The lines of the class's table: what each shows, and by what the page's script sorts and filters them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.documents.class_result import ABSENT, LEFT
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from perito.documents.class_result import Student
    from perito.report.class_causes import Causes, Kind
    from perito.report.class_head import Line

KINDS = 12
FINAL, PROVISIONAL, WITHOUT, FAILS, NOTHING, GONE = "final", "provisional", "without", "fails", "absent", "left"


@dataclass(frozen=True)
class Choice:
    """One thing that lines are filtered by: its `key` in the lines, and its name. `count`: of lines in the class."""

    key: str
    name: str
    count: int


def states(student: Student, line_: Line) -> str:
    """The keys of a student's state, apart by spaces."""
    if student.status == LEFT:
        return GONE
    if student.status == ABSENT:
        return f"{NOTHING} {WITHOUT}"
    if student.grade is None:
        return WITHOUT
    if not student.final:
        return PROVISIONAL
    return f"{FINAL} {FAILS}" if line_.fails(student) else FINAL


def state_choices(students: Iterable[Student], line_: Line) -> tuple[Choice, ...]:
    """The states that somebody of the class is in."""
    keys = [key for one in students for key in states(one, line_).split()]
    names = {
        WITHOUT: _("without a grade"),
        NOTHING: _("handed in nothing"),
        PROVISIONAL: _("provisional grade"),
        FAILS: _("fails"),
        FINAL: _("final grade"),
        GONE: _("not in the class any more"),
    }
    return tuple(Choice(key, name, keys.count(key)) for key, name in names.items() if key in keys)


@dataclass(frozen=True)
class About:
    """What lines are filtered by beside states: steps in which somebody has a cause, and the commonest kinds."""

    steps: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    _keys: Mapping[str, str]

    def of(self, student: Student) -> str:
        """The keys of a student's causes, apart by spaces."""
        return self._keys.get(student.id, "")


def about(students: Sequence[Student], causes: Causes, steps: Mapping[str, str]) -> About:
    """The choices of a class, and everybody's keys. `steps`: their titles by id, in the practice's order."""
    mine = {one.id: [causes.kinds[name] for name in causes.mine.get(one.id, ())] for one in students}
    common = [one.kind for one in causes.commonest(students, KINDS, least=1)]
    there = {kind.step for kinds in mine.values() for kind in kinds}
    order = [*(step for step in steps if step in there), *sorted(there - steps.keys())]
    of_step = {step: f"s{number}" for number, step in enumerate(order)}
    of_kind = {kind.name: f"k{number}" for number, kind in enumerate(common)}
    keys = {who: _keys(kinds, of_step, of_kind) for who, kinds in mine.items()}
    flat = [key for found in keys.values() for key in found]
    name_of = {kind.name: kind.says if kind.name in causes.alike else kind.unmet for kind in common}
    return About(
        tuple(Choice(key, steps.get(step, step), flat.count(key)) for step, key in of_step.items()),
        tuple(Choice(key, name_of[name], flat.count(key)) for name, key in of_kind.items()),
        {who: " ".join(found) for who, found in keys.items() if found},
    )


def _keys(kinds: Iterable[Kind], of_step: Mapping[str, str], of_kind: Mapping[str, str]) -> list[str]:
    found = [key for kind in kinds for key in (of_step[kind.step], of_kind.get(kind.name, "")) if key]
    return list(dict.fromkeys(found))
