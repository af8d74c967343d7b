"""Canvas's import of a gradebook, restated: what it does with a file, no more.

Read in canvas-lms, lib/gradebook_importer.rb: docs/gradebook.md has the list.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field

TOTALS = re.compile(
    "Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade|Override Score|Override Grade|"
    "Override Status"
)


@dataclass
class Course:
    """What Canvas knows: students by number, assignments by number with their title, who has which."""

    students: dict[int, str]
    assignments: dict[int, str]
    without: frozenset[tuple[int, int]] = frozenset()


@dataclass
class Imported:
    """What came of an import: grades by student and assignment, maxima, students whom it asks to create."""

    grades: dict[tuple[int, int], str] = field(default_factory=dict)
    points: dict[int, str] = field(default_factory=dict)
    new_students: list[str] = field(default_factory=list)
    new_assignments: list[str] = field(default_factory=list)


class Refused(Exception):  # noqa: N818 - what Canvas says
    """Canvas refuses the file."""


def import_gradebook(data: bytes, course: Course) -> Imported:
    """Import a gradebook. Raises Refused."""
    text = data.decode("utf-8")
    rows = [[_number(cell) for cell in row] for row in _rows(text) if row]
    header = rows[0]
    if not (len(header) > 3 and "Student" in header[0] and "ID" in header[1]):
        raise Refused("Invalid header row")
    if "Section" not in header:
        raise Refused("Invalid header row")
    done = Imported()
    columns: dict[int, int] = {}
    for heading in header[header.index("Section") + 1 :]:
        if TOTALS.search(heading):
            continue
        titled = re.fullmatch(r"(.*)\s\((\d+)\)", heading)
        if titled and int(titled[2]) in course.assignments:
            columns[int(titled[2])] = header.index(heading)
        else:
            done.new_assignments.append(heading)
    read_only: set[int] = set()
    for row in rows[1:]:
        if "Points Possible" in row[0]:
            done.points = {which: row[at] for which, at in columns.items()}
            read_only = {which for which, at in columns.items() if re.search(r"read\s+only", row[at])}
        elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.IGNORECASE) for cell in row):
            _student(row, columns, course, done)
    done.grades = {key: grade for key, grade in done.grades.items() if key[1] not in read_only}
    return done


def _student(row: list[str], columns: dict[int, int], course: Course, done: Imported) -> None:
    who = int(row[1]) if row[1].isdecimal() else 0
    if who not in course.students:
        done.new_students.append(row[0])
        return
    for which, at in columns.items():
        done.grades[who, which] = "" if (who, which) in course.without else row[at].strip()


def _rows(text: str) -> list[list[str]]:
    counts = {}
    for delimiter in ";,":
        first = text.splitlines()[:3]
        try:
            found = {len(next(csv.reader([line], delimiter=delimiter, strict=True))) for line in first}
        except (csv.Error, StopIteration):
            found = set()
        counts[delimiter] = found.pop() if len(found) == 1 else 0
    delimiter = ";" if counts[";"] > counts[","] else ","
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Refused(str(error)) from None


def _number(cell: str) -> str:
    """Whatever looks like a number has a decimal point: its last sign between digits."""
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *whole, last = re.split("[,.]", cell)
    return f"{''.join(whole)}.{last}" if whole else last
