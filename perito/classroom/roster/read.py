"""A roster's format, and the class in it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from perito.classroom.roster import ansible, build, table, vagrant
from perito.classroom.roster import yaml as _yaml
from perito.classroom.roster.model import Roster, RosterError
from perito.classroom.roster.nodes import Document
from perito.classroom.roster.rows import Place, Problems, plain
from perito.classroom.roster.text import text_of
from perito.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from perito.classroom.roster.rows import Row

FORMATS = ("yaml", "csv", "ansible", "vagrant")
SUFFIXES = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "yaml", ".csv": "csv", ".tsv": "csv", ".ini": "ansible",
}  # fmt: skip
YAML_LINE = re.compile(r"---\s*|[\"']?[\w-]+[\"']?:(\s.*)?")


def load(path: Path, form: str = "", environment: Mapping[str, str] | None = None, *, reach: bool = True) -> Roster:
    """The class in a file. `form`: one of FORMATS, detected by content and name where empty.

    `environment`: where the variables with secrets are looked up, instead of this process's. `reach` False: only the
    students matter; named files and variables need not exist.

    Raises RosterError with all errors, UsageError for an unknown format.
    """
    if form and form not in FORMATS:
        raise UsageError(f"--roster-format {form}: one of {', '.join(FORMATS)}")
    problems = Problems(path)
    rows = _rows(path, form, problems)
    known = os.environ if environment is None else environment
    students = build.students(rows, path.parent, problems, known, reach=reach)
    if problems.wrong:
        raise RosterError(problems.wrong)
    if not students:
        raise RosterError([f"{path}: nobody is in it"])
    return Roster(tuple(students), path, problems.notes)


def _rows(path: Path, form: str, problems: Problems) -> list[Row]:
    text = text_of(path)
    form = form or form_of(path, text)
    if form == "csv":
        return table.rows(path, text, problems)
    if form == "vagrant":
        return vagrant.rows(path, text, problems)
    if form == "ansible" and not _is_yaml(path, text):
        return ansible.rows_of_ini(path, text, problems)
    if form not in FORMATS:
        problems.add(Place(path), f"no format is recognised: say which with --roster-format, {', '.join(FORMATS)}")
        return []
    document = Document(path, text, problems)
    return (
        ansible.rows_of_yaml(document) if form == "ansible" or ansible.is_it(document) else _yaml.of_document(document)
    )


def form_of(path: Path, text: str) -> str:
    """The format by content where that is clear, else by the file's extension; empty where neither tells.

    A YAML inventory of Ansible counts as yaml here.
    """
    if vagrant.looks_like_it(text):
        return "vagrant"
    if path.suffix.lower() in SUFFIXES:
        return SUFFIXES[path.suffix.lower()]
    if ansible.looks_like_ini(text):
        return "ansible"
    head = _head(text)
    if sum(plain(cell.strip(' "')) in table.FIELD_OF for cell in head.split(table.separator(text))) > 1:
        return "csv"
    return "yaml" if not head or YAML_LINE.fullmatch(head) else ""


def _is_yaml(path: Path, text: str) -> bool:
    if path.suffix.lower() in {".yaml", ".yml", ".json"}:
        return True
    return path.suffix.lower() != ".ini" and YAML_LINE.fullmatch(_head(text)) is not None


def _head(text: str) -> str:
    """The first line with content."""
    lines = (line.strip() for line in text.split("\n"))
    return next((line for line in lines if line and not line.startswith(("#", ";"))), "")
