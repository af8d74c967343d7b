"""Marks from a file: YAML by student, or CSV with a line for each mark."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from perito.practice.marks.marks import Mark, Marks, MarksError
from perito.support import reading
from perito.support.i18n import _
from perito.support.meant import nearest
from perito.support.system_errors import reason
from perito.support.yamlfile import Problem, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.support.yamlfile import Document

SCHEMA = "perito/marks/1"
KEYS = ("points", "level", "comment", "date")
COLUMNS = {
    "student": "student", "id": "student", "alumno": "student", "estudiante": "student",
    "criterion": "criterion", "criterio": "criterion",
    "points": "points", "puntos": "points", "nota": "points",
    "level": "level", "nivel": "level",
    "comment": "comment", "comentario": "comment",
    "date": "date", "fecha": "date",
}  # fmt: skip
SPANISH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def load(path: Path) -> Marks:
    """The marks of a file, YAML or (by its extension) CSV. Raises MarksError with all errors in it."""
    return Marks(tuple(_from_csv(path) if path.suffix.lower() == ".csv" else _from_yaml(path)))


def _from_yaml(path: Path) -> list[Mark]:
    document = read(path, MarksError)
    problems: list[Problem] = []
    marks = list(_listed(document, problems))
    if problems:
        raise document.wrong(problems)
    return marks


def _listed(document: Document, problems: list[Problem]) -> Iterator[Mark]:
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict) or not isinstance(data.get("students", {}), dict | None):
        problems.append(Problem(("students",) if isinstance(data, dict) else (), _("a list of students by their id")))
        return
    for key in data:
        if key not in {"schema", "students"}:
            problems.append(
                Problem((key,), _("only schema and students stand here") + nearest(str(key), ("schema", "students")))
            )
    if data.get("schema", SCHEMA) != SCHEMA:
        problems.append(Problem(("schema",), _("this Perito reads {schema}").format(schema=SCHEMA)))
    for student, given in (data.get("students") or {}).items():
        if not isinstance(given, dict | None):
            problems.append(Problem(("students", student), _("criteria with their marks")))
            continue
        for criterion, value in (given or {}).items():
            where = ("students", student, criterion)
            yield _mark(document, where, value, problems)


def _mark(document: Document, where: tuple[str, str, str], value: Any, problems: list[Problem]) -> Mark:
    """A mark as `{points: 1, comment: …}`, or only the points."""
    fields = value if isinstance(value, dict) else {"points": value}
    unknown = _("a mark has {keys}; not this").format(keys=", ".join(KEYS))
    problems.extend(Problem((*where, key), unknown + nearest(str(key), KEYS)) for key in fields if key not in KEYS)
    student, criterion = where[1:]
    found: dict[str, Any] = {}
    for key, reader in (("points", points), ("date", day)):
        try:
            found[key] = reader(fields.get(key))
        except ValueError as error:
            problems.append(Problem((*where, key) if isinstance(value, dict) else where, str(error)))
    found |= {key: str(fields[key]) for key in ("level", "comment") if fields.get(key) is not None}
    return Mark(str(student), str(criterion), **found, place=f"{document.path}{document.place(where)}")


def _from_csv(path: Path) -> list[Mark]:
    try:
        text = reading.content(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        said = reason(error) if isinstance(error, OSError) else _("not UTF-8 text")
        raise MarksError([f"{path}: {said}"]) from None
    head = text.partition("\n")[0]
    separator = max(";\t,", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    names = [COLUMNS.get(name.strip().lower(), "") for name in next(reader, [])]
    for wanted in ("student", "criterion"):
        if wanted not in names:
            raise MarksError([f"{path}:1:1: " + _("no column is called {name}").format(name=wanted)])
    problems: list[str] = []
    marks = []
    before = reader.line_num
    for row in reader:
        line, before = before + 1, reader.line_num
        if any(cell.strip() for cell in row):
            marks.append(_row(path, line, names, row, problems))
    if problems:
        raise MarksError(problems)
    return marks


def _row(path: Path, line: int, names: list[str], row: list[str], problems: list[str]) -> Mark:
    cells = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
    found: dict[str, Any] = {}
    for key, reader in (("points", points), ("date", day)):
        try:
            found[key] = reader(cells.get(key) or None)
        except ValueError as error:
            problems.append(f"{path}:{line}:{names.index(key) + 1}: {error}")
    found |= {key: cells.get(key, "") for key in ("student", "criterion", "level", "comment")}
    problems.extend(
        f"{path}:{line}:{names.index(key) + 1}: " + _("{what} is missing").format(what=key)
        for key in ("student", "criterion")
        if not found[key]
    )
    return Mark(**found, place=f"{path}:{line}:{names.index('criterion') + 1}")


def points(value: object) -> Decimal | None:
    """Points as a number or as text, with a decimal point or comma. Raises ValueError."""
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise ValueError(_("{value!r} is no number of points").format(value=value))
    return number


def day(value: object) -> date | None:
    """A date as YAML has it, `2026-11-20` or `20/11/2026`. Raises ValueError."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = str(value).strip()
    spanish = SPANISH_DATE.fullmatch(text)
    try:
        return date(int(spanish[3]), int(spanish[2]), int(spanish[1])) if spanish else date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("{value!r} is no date such as 2026-11-20").format(value=value)) from None
