"""Moodle's grading worksheet (an assignment's "Download grading worksheet"), as its own import reads it again.

The columns stand in one order in every language: identifier, name, fields of the user, status, grade, maximum grade,
whether it can be changed, times, feedback. The importer takes rows by the number at the end of the identifier, skips
what is locked, out of range or graded later than the worksheet says, and never says so (docs/gradebook.md).
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

from perito.report.gradebooks import headings, layout, numbers
from perito.report.gradebooks.cells import WorksheetError
from perito.report.gradebooks.csv_sheet import CsvSheet
from perito.report.gradebooks.layout import Columns, Layout
from perito.report.gradebooks.matching import Identity, plain
from perito.support.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from perito.report.gradebooks.cells import Sheet

PARTICIPANT = re.compile(r"(\D+)([1-9]\d*)")
# What strtotime() of PHP reads of Moodle's dates: those in English, and numbers alone.
READABLE = re.compile(
    r"\d{1,2} (jan|febr)uary \d{4}|\d{1,2} (march|april|may|june|july|august) \d{4}"
    r"|\d{1,2} (septem|octo|novem|decem)ber \d{4}|^\d{4}-\d\d",
    re.IGNORECASE,
)
# Spreadsheets with a comma as their decimal sign end a cell at a semicolon, and execute what then looks like a formula.
FORMULA = re.compile(r"(;\s*)([=+\-@])")
OURS = re.compile(r"""<div class=["']?perito["']?>.*?</div>""", re.DOTALL)
SEPARATORS = {",": "", ";": ";", "\t": "tab"}


def laid_out(sheet: Sheet, asked: Mapping[str, str], title: str) -> Layout:
    """The layout of a worksheet. Raises WorksheetError, with all that Moodle would not read as it is meant."""
    del title
    columns = Columns(sheet, asked)
    maximum = _maximum(columns)
    grade = _grade(columns, maximum)
    known_by = identifier(columns)
    students = range(1, len(sheet.rows))
    wrong = [*_twice(columns, {grade, known_by}), *_identifiers(columns, known_by, students)]
    if wrong:
        raise WorksheetError(wrong)
    modified = _modified(columns, grade)
    feedback = _feedback(columns, grade, modified)
    rows = _identities(columns, known_by, grade, students)
    return Layout(
        rows=rows,
        grade=grade,
        feedback=feedback,
        keeps=beside,
        maximum=_maxima(columns, maximum, students),
        habit=numbers.habit([*columns.below(maximum), *columns.below(grade)]),
        refused=_locked(columns, maximum, students),
        notes=(*_anonymous(columns, rows), *_notes(columns, modified, feedback)),
    )


def participant(identifier: str) -> str:
    """The number that Moodle knows a participant by: the digits at the end. Empty where there are none."""
    found = PARTICIPANT.fullmatch(identifier)
    return found[2] if found else ""


def beside(old: str, text: str) -> str:
    """A feedback of ours in place of an earlier one, beside whatever else a teacher wrote. Both are HTML."""
    safe = html.escape(text).replace("\\", "&#92;").replace("\n", "<br>")
    while (harmless := FORMULA.sub(lambda found: f"{found[1]}&#{ord(found[2])};", safe)) != safe:
        safe = harmless
    ours = f'<div class="perito">{safe}</div>' if text else ""
    if OURS.search(old):
        return OURS.sub(lambda _found: ours, old, count=1)
    return old + ours


def _maximum(columns: Columns) -> int:
    found = columns.named(headings.MAXIMUM)
    if not found:
        if scale := columns.named(headings.SCALE):
            said = _("the assignment is graded by a scale of words, not by points")
            raise WorksheetError([f"{columns.place(scale[0])}: {said}"])
        found = [one for one in range(1, len(columns.headings)) if _is_maximum(columns, one)]
    if len(found) != 1:
        said = _("no column of Moodle's maximum grade is known: is this an assignment's grading worksheet?")
        raise WorksheetError([f"{columns.place(0)}: {said}"])
    return found[0]


def _is_maximum(columns: Columns, column: int) -> bool:
    """Whether a column has one number in all rows, and the one before it only grades."""
    texts, before = columns.below(column), columns.below(column - 1)
    value = numbers.read(texts[0]) if texts else None
    return bool(value and value > 0 and len(set(texts)) == 1 and all(not one or numbers.read(one) for one in before))


def _grade(columns: Columns, maximum: int) -> int:
    given = columns.given(layout.GRADE)
    if given is not None:
        return given
    if maximum == 0:
        raise columns.unclear(layout.GRADE, ())
    return maximum - 1


def identifier(columns: Columns) -> int:
    """The column of the participants' identifiers. Raises WorksheetError."""
    given = columns.given(layout.ID)
    if given is not None:
        return given
    named = columns.named(headings.IDENTIFIER)
    if len(named) == 1:
        return named[0]
    found = named or ([0] if any(participant(one) for one in columns.below(0)) else [])
    if len(found) != 1:
        raise columns.unclear(layout.ID, found)
    return found[0]


def _twice(columns: Columns, wanted: set[int]) -> Iterator[str]:
    """Headings that another column has, too: Moodle takes the last one."""
    for column in sorted(wanted):
        if columns.headings.count(columns.headings[column]) > 1:
            said = _("two columns are called {heading}: Moodle takes the last one")
            yield f"{columns.place(column)}: {said.format(heading=repr(columns.sheet.rows[0][column].text))}"


def _identifiers(columns: Columns, column: int, students: range) -> Iterator[str]:
    """Identifiers that Moodle would not find, or would find twice: it cuts off as many signs as its word has."""
    seen: dict[str, int] = {}
    texts = (columns.sheet.rows[row][column].text for row in students)
    words = Counter(found[1] for text in texts if (found := PARTICIPANT.fullmatch(text)))
    word = next((one for one, _count in words.most_common(1)), "")
    for row in students:
        cell = columns.sheet.rows[row][column]
        number = participant(cell.text)
        if not cell.text.strip():
            yield f"{cell.place}: " + _("the identifier is empty: Moodle knows its participants by it")
        elif cell.text != f"{word}{number}":
            said = _("{text} is no identifier of Moodle's: that is {word} and a number")
            yield f"{cell.place}: {said.format(text=repr(cell.text), word=repr(word or 'Participant '))}"
        elif number in seen:
            said = _("the identifier {text} stands in line {line}, too")
            yield f"{cell.place}: {said.format(text=repr(cell.text), line=seen[number])}"
        seen.setdefault(number, cell.place.line)


def _modified(columns: Columns, grade: int) -> int | None:
    """The column "Last modified (grade)": the word in brackets is the grade's."""
    words = {columns.headings[grade], *headings.GRADE}
    found = [
        number
        for number, heading in enumerate(columns.headings)
        if (bracket := re.fullmatch(r".*\(([^()]+)\)", heading)) and bracket[1].strip() in words
    ]
    return found[0] if len(found) == 1 else None


def _feedback(columns: Columns, grade: int, modified: int | None) -> int | None:
    given = columns.given(layout.FEEDBACK)
    if given is not None:
        return given
    found = [one for one in columns.named(headings.FEEDBACK) if one > max(grade, modified or 0)]
    if not found and modified is not None:
        after = range(modified + 1, len(columns.headings))
        found = [one for one in after if columns.headings[one] not in headings.OUTCOMES]
    if len(found) > 1:
        raise columns.unclear(layout.FEEDBACK, found)
    return found[0] if found else None


def _identities(columns: Columns, known_by: int, grade: int, students: range) -> dict[int, Identity]:
    """What each row says of its student, from the columns between identifier and grade."""
    between = [one for one in range(len(columns.headings)) if one < grade and one != known_by]
    name = columns.given(layout.NAME)
    if name is None:
        named = columns.named(headings.NAME)
        name = named[0] if named else known_by + 1 if _tells(columns, known_by + 1) else None
    email = columns.given(layout.EMAIL)
    emails = [email] if email is not None else [one for one in between if any("@" in t for t in columns.below(one))]
    numbered = columns.named(headings.NUMBER)
    ids = [one for one in between if one not in {name, *emails} and (one in numbered or _tells(columns, one))]
    return {
        row: Identity(
            (columns.text(row, known_by), *(columns.text(row, one) for one in ids)),
            tuple(columns.text(row, one) for one in emails),
            columns.text(row, name),
        )
        for row in students
    }


def _tells(columns: Columns, column: int) -> bool:
    """Whether a column tells students apart: no text in it stands in two rows."""
    texts = [one for one in columns.below(column) if one] if column < len(columns.headings) else []
    return bool(texts) and len(set(texts)) == len(texts)


def _maxima(columns: Columns, maximum: int, students: range) -> dict[int, Decimal]:
    found = {row: numbers.read(columns.text(row, maximum)) for row in students}
    wrong = [row for row, value in found.items() if value is None or value <= 0]
    if wrong:
        said = _("no maximum grade: {text}")
        cells = [columns.sheet.rows[row][maximum] for row in wrong]
        raise WorksheetError([f"{cell.place}: {said.format(text=repr(cell.text))}" for cell in cells])
    return {row: value for row, value in found.items() if value is not None}


def _locked(columns: Columns, maximum: int, students: range) -> dict[int, str]:
    """The rows whose grade is locked in Moodle's gradebook: their column "Grade can be changed" says no."""
    for column in range(maximum + 1, min(maximum + 3, len(columns.headings))):
        said = {plain(one) for one in columns.below(column)}
        if said and said <= headings.YES | headings.NO:
            why = _("its grade is locked in Moodle's gradebook, which would skip it: unlock it there")
            return {row: why for row in students if plain(columns.text(row, column)) in headings.NO}
    return {}


def _anonymous(columns: Columns, rows: Mapping[int, Identity]) -> Iterator[str]:
    """That a worksheet tells nothing of its students but Moodle's number, as with anonymous submissions."""
    if rows and not any(who.emails or who.name or len(who.ids) > 1 for who in rows.values()):
        said = _("it is anonymous: students are told by {heading} alone, which has to be the roster's id")
        yield f"{columns.sheet.path}: " + said.format(heading=repr(columns.sheet.rows[0][0].text))


def _notes(columns: Columns, modified: int | None, feedback: int | None) -> Iterator[str]:
    """What whoever uploads the worksheet has to choose there."""
    sheet = columns.sheet
    if feedback is None:
        yield f"{sheet.path}: " + _("it has no column for feedback: Moodle has it where the assignment has comments")
    dates = [] if modified is None else columns.below(modified)
    late = [one for one in dates if one not in {"", "-"} and not READABLE.search(one)]
    if late:
        said = ngettext(
            "{count} row was graded before, and Moodle cannot read its date in this language: tick there that records "
            "modified more recently may be updated, or it is skipped",
            "{count} rows were graded before, and Moodle cannot read their dates in this language: tick there that "
            "records modified more recently may be updated, or they are skipped",
            len(late),
        )
        yield f"{sheet.path}: " + said.format(count=len(late))
    if isinstance(sheet, CsvSheet):
        chosen = [SEPARATORS[sheet.delimiter]]
        chosen += [sheet.encoded.encoding] if sheet.encoded.encoding != "utf-8" else []
        told = ", ".join(one for one in chosen if one)
        if told:
            yield f"{sheet.path}: " + _("when you upload it, choose there: {choices}").format(choices=told)
