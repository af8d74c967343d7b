"""A graded class on the terminal: servers without a grade and the reason, the other grades, the report's path."""

from __future__ import annotations

from collections import Counter
from statistics import mean, median
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from perito.documents.class_result import ABSENT, LEFT
from perito.report.class_page import STATUSES
from perito.report.safe import line
from perito.report.words import grade_text, worth_text
from perito.support.i18n import _, decimal, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from perito.documents.class_result import Finding, Student
    from perito.documents.result import RootCause

WORST = 5
MOST_WIDE, NARROW, GAP = 30, 20, 2  # columns: for an id, for a cause, between two of them


def show(
    students: Sequence[Student],
    index: Path,
    console: Console | None = None,
    identity: Sequence[Finding] = (),
    causes: Mapping[str, Sequence[RootCause]] | None = None,
) -> None:
    """Print the class. `index`: the class's page; `identity`: values that several servers share; `causes`: each
    student's by id, where more than the first one is to be shown."""
    console = console or Console(soft_wrap=False)
    gone = [student for student in students if student.status == LEFT]
    students = [student for student in students if student.status != LEFT]
    graded = [student for student in students if _seen(student)]
    console.print(Text(_summary(students, graded), style="bold"), soft_wrap=True)
    if graded:
        console.print(_table(graded, console.width))
        for student in graded if causes else ():
            console.print(_causes(student, causes.get(student.id, ()) if causes else ()), soft_wrap=True, end="")
    others = [student for student in students if not _seen(student)]
    for student in (*others, *gone):
        status = _(STATUSES.get(student.status, student.status))
        told = Text.assemble((line(student.id), "bold red"), f"  {status}: {line(student.reason)}")
        console.print(told, soft_wrap=True)
    for text in _in_common(identity):
        console.print(Text(text, style="yellow"), soft_wrap=True)
    console.print(Text.assemble(_("Report"), "  ", str(index)), soft_wrap=True)


def _seen(student: Student) -> bool:
    """Whether a server of theirs was graded."""
    return student.score is not None and student.status != ABSENT


def _causes(student: Student, causes: Sequence[RootCause]) -> Text:
    """All causes of one server, a line each; nothing where there are none."""
    text = Text()
    for number, cause in enumerate(causes, 1):
        if number == 1:
            text.append(f"{line(student.id)}\n", "bold")
        worth = worth_text(cause, causes)
        text.append(f"  {number}. {line(cause.text)}" + (f" ({worth})\n" if worth else "\n"))
    return text


def _in_common(identity: Sequence[Finding]) -> Iterator[str]:
    """Findings, and what is too soon to be one; what is usual in this class is on its page alone."""
    told = [one for one in identity if one.strength not in {"too-young", "usual"}]
    young = [one for one in identity if one.strength == "too-young"]
    if told:
        text = ngettext(
            "Identity: {count} finding for the teacher on the class's page: {who}",
            "Identity: {count} findings for the teacher on the class's page: {who}",
            len(told),
        )
        yield text.format(count=len(told), who=_who(told))
    if young:
        text = _("Identity: on an image this new it is too soon to say whether files were copied: {who}")
        yield text.format(who=_who(young))


def _who(identity: Sequence[Finding]) -> str:
    groups = [one.students for finding in identity for one in finding.groups or (finding,)]
    who = "; ".join(", ".join(line(one) for one in group) for group in groups[:WORST])
    return who + (", …" if len(groups) > WORST else "")


def _summary(students: Sequence[Student], graded: Sequence[Student]) -> str:
    count = len(students)
    text = ngettext("{count} student", "{count} students", count).format(count=count)
    text += " · " + _("{count} graded").format(count=len(graded))
    for status, number in Counter(student.status for student in students if not _seen(student)).items():
        text += f" · {number} {_(STATUSES.get(status, status))}"
    grades = [student.grade for student in graded if student.grade is not None]
    if any(student.partial for student in graded):
        text += " · " + _("only a part of the practice was checked: no grades")
    if grades:
        figures = _("mean {mean}, median {median}")
        text += " · " + figures.format(mean=decimal(mean(grades)), median=decimal(median(grades)))
    return text


def _table(graded: Sequence[Student], width: int) -> Table:
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False)
    left = width  # what a long cause may take
    for title, cells in (
        (_("Student"), [line(one.id) for one in graded]),
        (_("Grade"), [_grade(one) for one in graded]),
    ):
        narrowest = min(MOST_WIDE, max(map(cell_len, (title, *cells))))
        table.add_column(title, justify="right" if title == _("Grade") else "left", no_wrap=True, min_width=narrowest)
        left -= narrowest + GAP
    table.add_column(_("First cause"), overflow="ellipsis", no_wrap=True, max_width=max(NARROW, left))
    for student in graded:
        assert student.score is not None
        nothing = (
            Text(_("nothing to mend"), "green") if student.complete else Text(_("nothing to mend in what was seen"))
        )
        cause = Text(line(student.first_cause.text)) if student.first_cause else nothing
        table.add_row(line(student.id), _grade(student), cause)
    return table


def _grade(student: Student) -> str:
    assert student.score is not None
    return grade_text(student.score) + ("" if student.complete else " ?")
