"""How final a student's grade is, in words, and why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.class_result import ABSENT, LEFT
from perito.support.i18n import N_, _

if TYPE_CHECKING:
    from perito.documents.class_result import Student

STATUSES = {
    "graded": N_("graded"),
    "unreachable": N_("unreachable"),
    "refused": N_("connection refused"),
    "host_key_changed": N_("its host key has changed"),
    "host_key_unknown": N_("its host key is not known"),
    "auth_failed": N_("could not log in"),
    "timeout": N_("no answer in time"),
    "lost": N_("connection lost"),
    "error": N_("error"),
    "late": N_("after the deadline"),
    ABSENT: N_("handed in nothing"),
    LEFT: N_("not in the class any more"),
}


def state_and_reason(student: Student) -> str:
    """The state, and why there is no grade; of who has left the class the reason says both."""
    if student.status == LEFT and student.reason:
        return student.reason
    return f"{state(student)}: {student.reason}" if student.reason else state(student)


def state(student: Student) -> str:
    """How final a student's grade is, in the current language."""
    if student.status in {LEFT, ABSENT}:
        return _(STATUSES[student.status])
    if student.final:
        return _("final")
    if student.partial:
        return _("a part only, no grade")
    if student.score is not None and student.score.unseen:
        return _("no grade: too little could be seen")
    return _("provisional") if student.score is not None else _(STATUSES.get(student.status, student.status))
