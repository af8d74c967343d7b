"""Who needs a teacher's eye: who could not be graded and why, whose grade is provisional and why, and who fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.documents.class_result import ABSENT, LEFT
from perito.report.class_states import STATUSES, state
from perito.report.safe import line
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from perito.documents.class_result import Student
    from perito.report.class_causes import Causes
    from perito.report.class_head import Line

REASON = 110


@dataclass(frozen=True)
class Group:
    """Students of whom the same is so, in the class's order; `title`: what that is."""

    title: str
    who: tuple[Student, ...]


@dataclass(frozen=True)
class Exceptions:
    """The exceptions of a class, each student in one of them at most; the largest group of each comes first."""

    ungraded: tuple[Group, ...]
    provisional: tuple[Group, ...]
    fails: tuple[Student, ...]


def exceptions(students: Iterable[Student], causes: Causes, line_: Line) -> Exceptions:
    """Who could not be graded, whose grade is provisional, and who fails, the worst grade first."""
    there = [one for one in students if one.status != LEFT]
    without = [one for one in there if one.grade is None or one.status == ABSENT]
    open_ = [one for one in there if one.grade is not None and not one.final and one.status != ABSENT]
    fails = sorted((one for one in there if line_.fails(one)), key=lambda one: one.grade or 0.0)
    return Exceptions(
        _groups(without, lambda one: _reason(one, causes)),
        _groups(open_, lambda one: _open(one, causes)),
        tuple(fails),
    )


def _reason(student: Student, causes: Causes) -> str:
    """Why there is no grade: the status; where that says nothing, the reason itself."""
    if student.status == "error" and student.reason:
        return line(student.reason, REASON)
    if student.score is None or student.status == ABSENT:
        return line(_(STATUSES.get(student.status, student.status)))
    problem = causes.problems.get(student.id, "")
    return f"{state(student)} ({line(problem, REASON)})" if problem and not student.partial else state(student)


def _open(student: Student, causes: Causes) -> str:
    """Why the grade is provisional."""
    if not student.complete:
        return line(causes.problems.get(student.id, ""), REASON) or _("part of the server could not be seen")
    return _("waiting for the teacher's marks")


def _groups(students: Iterable[Student], reason: Callable[[Student], str]) -> tuple[Group, ...]:
    found: dict[str, list[Student]] = {}
    for one in students:
        found.setdefault(reason(one), []).append(one)
    groups = (Group(title, tuple(who)) for title, who in found.items())
    return tuple(sorted(groups, key=lambda group: -len(group.who)))
