"""A class's grades in a program's own file: what is written where, what is refused, what is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.report.gradebooks import matching, numbers
from perito.report.gradebooks.cells import Entry, WorksheetError
from perito.report.safe import line
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.documents.class_result import ClassResult, Student
    from perito.report.gradebooks.cells import Cell, Sheet
    from perito.report.gradebooks.layout import Layout


@dataclass
class Filling:
    """`entries`: what is written where; `problems`: grades that cannot be placed; `notes`: what else is told.

    `placed`: the row of each student with a final grade, by id; `changed`, `same`: how many grades.
    """

    entries: dict[tuple[int, int], Entry] = field(default_factory=dict)
    placed: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changed: int = 0
    same: int = 0


def fill(
    sheet: Sheet, layout: Layout, graded: ClassResult, feedback: Mapping[str, str], *, partial: bool = False
) -> Filling:
    """Place every final grade. `feedback`: texts by id. Raises WorksheetError for grades without a place, unless
    `partial`: then their rows stay as they are, and that is told."""
    found = matching.match(graded.students, layout.rows)
    filling = Filling()
    for row, student in found.placed.items():
        if student.final:
            _place(filling, sheet, layout, row, student, feedback.get(student.id, ""))
    _tell(filling, sheet, found)
    if not filling.placed and any(student.final for student in graded.students) and not filling.problems:
        said = _("nobody of the class has a row in it: is it of another class, or without identifiers and e-mail?")
        raise WorksheetError([f"{_first(sheet, 0).place}: {said}"])
    if filling.problems and not partial:
        told = _("nothing was written; --partial writes the others and leaves these rows as they are")
        raise WorksheetError([*filling.problems, f"{sheet.path}: {told}"])
    filling.notes = [*filling.problems, *filling.notes, *layout.notes]
    said = _("grades filled in: {changed}; there already: {same}")
    filling.notes.append(f"{sheet.path}: " + said.format(changed=filling.changed, same=filling.same))
    return filling


def _place(filling: Filling, sheet: Sheet, layout: Layout, row: int, student: Student, feedback: str) -> None:
    """A student's grade and feedback in their row."""
    assert student.score is not None
    assert student.grade is not None
    cell = sheet.rows[row][layout.grade]
    maximum = layout.maximum.get(row)
    value = numbers.scaled(student.grade, student.score.scale, maximum)
    text = layout.habit.written(value)
    exact = numbers.read(text)
    before = numbers.read(cell.text)
    filling.placed[student.id] = row
    if before is not None and exact == before:
        filling.same += 1
    elif row in layout.refused:
        filling.problems.append(f"{cell.place}: {line(student.id)}: {layout.refused[row]}")
        return
    elif layout.bounded and maximum is not None and value > maximum:
        said = _("{grade} is more than the maximum grade, {maximum}")
        filling.problems.append(
            f"{cell.place}: {line(student.id)}: {said.format(grade=text, maximum=layout.habit.written(maximum))}"
        )
        return
    else:
        filling.changed += 1
        filling.entries[row, layout.grade] = Entry(text, exact)
        if cell.text.strip():
            told = _("{student}: {before} becomes {now}")
            replaced = told.format(student=line(student.id), before=line(cell.text), now=text)
            filling.notes.append(f"{cell.place}: {replaced}")
    _comment(filling, sheet, layout, row, feedback)


def _comment(filling: Filling, sheet: Sheet, layout: Layout, row: int, feedback: str) -> None:
    if layout.feedback is None:
        return
    old = sheet.rows[row][layout.feedback].text
    new = layout.keeps(old, feedback)
    if new != old:
        filling.entries[row, layout.feedback] = Entry(new)


def _tell(filling: Filling, sheet: Sheet, found: matching.Matching) -> None:
    """Ambiguous, missing and superfluous students, and those told by their name alone."""
    for student, near in found.ambiguous:
        rows = ", ".join(str(_first(sheet, row).place.line) for row in near)
        said = _("{student} could be in several rows, or share one with others: lines {lines}")
        told = f"{_first(sheet, near[0]).place}: " + said.format(student=line(student.id), lines=rows)
        (filling.problems if student.final else filling.notes).append(told)
    for student in found.missing:
        if student.final:
            told = _("{student} has no row: not by identifier, not by e-mail, not by name")
            filling.notes.append(f"{sheet.path}: " + told.format(student=line(student.id)))
    for row in sorted(found.superfluous):
        who = " ".join(cell.text.strip() for cell in sheet.rows[row][:3] if cell.text.strip())
        told = _("nobody of the class is in this row: {who}").format(who=line(who, 80))
        filling.notes.append(f"{_first(sheet, row).place}: {told}")
    for row, student in sorted(found.by_name.items()):
        told = _("{student} is told by the name alone").format(student=line(student.id))
        filling.notes.append(f"{_first(sheet, row).place}: {told}")


def _first(sheet: Sheet, row: int) -> Cell:
    return sheet.rows[row][0]
