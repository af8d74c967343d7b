"""Which format a roster has, and its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.roster import table, vagrant
from perito.roster import yaml as _yaml
from perito.roster.model import Builder, Roster, RosterError
from perito.targets import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMATS = ("yaml", "csv", "vagrant")
SUFFIXES = {".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".tsv": "csv", ".txt": "csv"}


def load(path: Path, form: str = "", environment: Mapping[str, str] | None = None) -> Roster:
    """The class in a file. `form`: one of FORMATS, found by itself where it is empty.

    Raises RosterError with everything that is wrong, UsageError for an unknown format.
    """
    if form and form not in FORMATS:
        raise UsageError(f"--roster-format {form}: one of {', '.join(FORMATS)}")
    builder = Builder(path) if environment is None else Builder(path, environment)
    form = form or _form(path)
    if form == "yaml":
        return _yaml.roster(builder)
    text = text_of(path)
    return table.roster(builder, text) if form == "csv" else vagrant.roster(builder, text)


def _form(path: Path) -> str:
    """By its content where that is plain, else by its name's end."""
    head = text_of(path).lstrip()[:2000]
    if vagrant.looks_like_it(head):
        return "vagrant"
    return SUFFIXES.get(path.suffix.lower(), "yaml")


def text_of(path: Path) -> str:
    """The file as text: UTF-8, or UTF-16 where it starts so (spreadsheets write it). Raises RosterError."""
    try:
        data = path.read_bytes()
        encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        return data.decode(encoding)
    except OSError as error:
        raise RosterError([f"{path}: {error.strerror}"]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise RosterError([f"{path}:{line}: not UTF-8 text: save it as CSV UTF-8"]) from None
