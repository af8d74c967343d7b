"""A graded class on the terminal: a line for each student, then who has no grade and why, then the figures and the
report's path: the eye ends there.

Student, grade and cause stand in every width; a log file has each line whole.
"""

from __future__ import annotations

from collections import Counter
from statistics import mean, median
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from perito.documents.class_result import ABSENT, LEFT
from perito.report import terminal_links
from perito.report.class_states import STATUSES, state_and_reason
from perito.report.lines import BLANK, Heading, Line, labelled, logged, printed
from perito.report.safe import line
from perito.report.words import grade_text, worth_text
from perito.support.console import Console
from perito.support.i18n import _, decimal, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from perito.documents.class_result import Finding, Student
    from perito.documents.result import RootCause
    from perito.report.lines import Row

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
    width = console.width if console.is_terminal else None
    there = [student for student in students if student.status != LEFT]
    graded = [student for student in there if _seen(student)]
    rows: list[Row] = [*_table(graded, width)] if graded else []
    rows += [row for student in graded for row in _causes(student, (causes or {}).get(student.id, ()))]
    others = [*(student for student in there if not _seen(student)), *(one for one in students if one.status == LEFT)]
    if others:
        rows += [*([BLANK] if rows else []), *_without(others)]
    told = [Line(Text(text, style="yellow")) for text in _in_common(identity)]
    rows += [*([BLANK] if rows else []), *told]
    rows += [Line(Text(text, style="bold")) for text in _summary(there, graded)]
    rows += labelled([(_("Report"), terminal_links.of(index, linked=terminal_links.known(console)))])
    for text in printed(rows, width) if width else logged(rows):
        console.print(text, soft_wrap=True, highlight=False)


def _seen(student: Student) -> bool:
    """Whether a server of theirs was graded."""
    return student.score is not None and student.status != ABSENT


def _without(students: Sequence[Student]) -> Iterator[Row]:
    """Those without a grade, each with the reason."""
    yield Heading(Text(_("Without a grade"), style="bold"))
    for student in students:
        yield Line(Text(line(state_and_reason(student))), Text(line(student.id) + " ", style="bold red"))


def _causes(student: Student, causes: Sequence[RootCause]) -> Iterator[Row]:
    """All causes of one server, a line each; nothing where there are none."""
    if causes:
        yield BLANK
        yield Line(Text(line(student.id), style="bold"))
    for number, cause in enumerate(causes, 1):
        worth = worth_text(cause, causes)
        yield Line(Text(line(cause.text) + (f" ({worth})" if worth else "")), Text(f"{number}."), indent=2)


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


def _summary(students: Sequence[Student], graded: Sequence[Student]) -> Iterator[str]:
    """How many there are and how they ended; mean and median of the grades."""
    count = len(students)
    text = ngettext("{count} student", "{count} students", count).format(count=count)
    text += " · " + _("{count} graded").format(count=len(graded))
    for status, number in Counter(student.status for student in students if not _seen(student)).items():
        text += f" · {_(STATUSES.get(status, status))}: {number}"
    yield text
    if any(student.partial for student in graded):
        yield _("Only a part of the practice was checked: no grades")
    grades = [student.grade for student in graded if student.grade is not None]
    if grades:
        yield _("Grades: mean {mean}, median {median}").format(
            mean=decimal(mean(grades)), median=decimal(median(grades))
        )


def _table(graded: Sequence[Student], width: int | None) -> Iterator[Line]:
    """Student, grade and first cause in columns. Only a student's id is shortened where it is long, and the cause
    where the terminal (`width`; None: a file, where it is whole) ends."""
    ids = [line(one.id) for one in graded]
    grades = [_grade(one) for one in graded]
    wide = max(map(cell_len, (_("Grade"), *grades)))
    longest = max(map(cell_len, (_("Student"), *ids)))
    most = max(MOST_WIDE, longest) if width is None else max(len(_("Student")), width - wide - NARROW - 2 * GAP)
    first = min(longest, MOST_WIDE if width else longest, most)
    room = None if width is None else max(NARROW, width - first - wide - 2 * GAP)
    causes = (_cause(one, room) for one in graded)
    heads = ((_("Student"), _("Grade"), Text(_("First cause"))), *zip(ids, grades, causes, strict=True))
    for number, (student, grade, cause) in enumerate(heads):
        name = student if cell_len(student) <= first else set_cell_size(student, first - 1) + "…"
        cells = f"{name}{' ' * (first - cell_len(name) + GAP + wide - cell_len(grade))}{grade}{' ' * GAP}"
        row = Text.assemble(cells, cause)
        yield Line(row if number else Text(row.plain, style="bold"))


def _cause(student: Student, room: int | None) -> Text:
    """The first cause in its own sentence where that fits, else in a few words."""
    cause = student.first_cause
    if cause is None:
        text = Text(_("nothing to mend") if student.complete else _("nothing to mend in what was seen"), "green")
    else:
        text = Text(line(cause.text))
        if room is not None and text.cell_len > room:
            text = Text(line(cause.unmet or cause.text))
    if room is not None:
        text.truncate(room, overflow="ellipsis")
    return text


def _grade(student: Student) -> str:
    assert student.score is not None
    return grade_text(student.score) + ("" if student.complete else " ?")
