"""The end of `perito grade`: the class's files, the exit status, and what is said."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from perito import errors
from perito.support.i18n import _
from perito.transport.base import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from perito.cli.commands.grade import Class
    from perito.documents.class_result import ClassResult, Student
    from perito.grading.settings import Grading


def finish(planned: Class, graded: dict[str, Student], grading: Grading) -> ClassResult:
    """Write the class document, the gradebook and the class's page. Raises UsageError."""
    from perito.classroom import finished
    from perito.classroom.files import write

    gone = [one for one in planned.entries if one.left is not None]
    known = finished.lines(planned.directory) if gone else {}
    left = {one.id: known.get(one.id) or finished.left(one, None) for one in gone}
    return write(planned.directory, [one.person for one in planned.entries], {**graded, **left}, grading)


def exit_status(graded: dict[str, Student], grading: Grading) -> int:
    """The exit status of a graded class, by perito.errors. Who is absent counts with the grade they have for that."""
    from perito.documents.class_result import ABSENT

    students = graded.values()
    seen = [student for student in students if student.status != ABSENT]
    if any(student.score is None or not student.complete for student in seen):
        return errors.NOT_GRADED
    if grading.fail_under is not None:
        if any(student.grade is None for student in seen):
            return errors.NOT_GRADED
        low = (student.grade is not None and student.grade < grading.fail_under for student in students)
        return errors.BELOW if any(low) else errors.OK
    return errors.BELOW if any(student.first_cause is not None for student in students) else errors.OK


def say(planned: Class, graded: dict[str, Student], document: ClassResult, verbosity: int, roster: Path) -> None:
    """The class in a few lines, and the paths of its files."""
    from perito.classroom.files import causes_of
    from perito.classroom.run_directory import INDEX
    from perito.documents.class_result import LEFT
    from perito.report import class_terminal

    if len({student.whole for student in graded.values() if student.score is not None}) > 1:
        text = _("some have the exercise and some do not: --whole grades the whole assignment for everybody")
        print(f"perito: {text}", file=sys.stderr)
    _advise({student.status for student in graded.values()}, roster)
    gone = [one for one in document.students if one.status == LEFT]
    reached = [graded[who] for who in planned.people if who in graded] + gone
    causes = causes_of(planned.directory, verbosity)
    class_terminal.show(reached, planned.directory.path / INDEX, identity=document.identity, causes=causes)


def _advise(statuses: Collection[str], roster: Path) -> None:
    """What to do about host keys that are not known, or are others than before."""
    from perito.support.i18n import _

    unknown = _("host keys that are not known: `perito roster keyscan {roster}` shows and keeps them")
    changed = _("a host key that has changed: `perito roster accept {roster} ID` says what else has, and accepts it")
    for status, text in ((Reason.HOST_KEY_UNKNOWN, unknown), (Reason.HOST_KEY_CHANGED, changed)):
        if str(status) in statuses:
            print(f"perito: {text.format(roster=roster)}", file=sys.stderr)
