"""The initial marks file: everybody in the class, everything pending."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from perito.practice import schemas
from perito.practice.marks.read import SCHEMA
from perito.support.i18n import _, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.documents.result import CriterionResult

# YAML 1.2's flow scalars contain JSON's, so a quoted JSON string is a valid YAML key for any id.
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def yaml(students: Sequence[tuple[str, str]], criteria: Sequence[CriterionResult]) -> str:
    """The empty file as YAML; `students` are pairs of id and name."""
    purpose = _("Marks by student and criterion; what is left empty is pending.")
    lines = [*schemas.installed("marks"), f"# {purpose}"]
    for criterion in criteria:
        lines.append(f"# {criterion.id}: {criterion.title} ({points(criterion.possible)})")
        lines += [f"#   level: {level.id} ({points(level.points)}): {level.title}" for level in criterion.levels]
    example = next(iter(criteria), None)
    if example is not None:
        said = _("good work")
        lines.append(f'# {example.id}: {{points: {example.possible:g}, comment: "{said}", date: 2026-01-31}}')
    lines += [f"schema: {SCHEMA}", "students:"]
    for student, name in students:
        remark = f"  # {_line(name)}" if _line(name) else ""
        lines.append(f"  {_key(student)}:{remark}")
        lines += [f"    {criterion.id}:" for criterion in criteria]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    """A name as one line without control characters."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _key(text: str) -> str:
    plain = (
        text
        and set(text) <= PLAIN
        and text[0].isalpha()
        and text.lower() not in {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
    )
    return text if plain else json.dumps(text, ensure_ascii=False)


def as_csv(students: Sequence[tuple[str, str]], criteria: Sequence[CriterionResult]) -> str:
    """The empty file as CSV, a line for each student and criterion."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["student", "name", "criterion", "points", "level", "comment", "date"])
    for student, name in students:
        for criterion in criteria:
            writer.writerow([student, _line(name), criterion.id, "", "", "", ""])
    return written.getvalue()
