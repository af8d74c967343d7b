"""`perito roster`: what is in a roster."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from perito import errors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from perito.classroom.roster import Roster


def read(path: Path, roster_format: str, columns: Iterable[str], language: str) -> Roster:
    """A roster, with its notes told on standard error. Raises roster.RosterError, UsageError."""
    from perito.classroom.roster import load
    from perito.grading.settings import one_of
    from perito.support import i18n

    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use(language)
    found = load(path, roster_format, columns=columns)
    tell(found)
    return found


def tell(roster: Roster) -> None:
    """A roster's notes, on standard error."""
    for note in roster.notes:
        print(f"perito: {note}", file=sys.stderr)


def show(path: Path, roster_format: str, columns: Iterable[str], language: str) -> int:
    """Print a line for each student, and how many there are; returns the exit status. Raises as `read` does."""
    from rich.console import Console
    from rich.table import Table

    from perito.report.safe import line
    from perito.support.i18n import _, ngettext

    found = read(path, roster_format, columns, language)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for heading in (_("ID"), _("Student"), _("Email"), _("Server")):
        table.add_column(heading, no_wrap=True, overflow="ellipsis")
    for one in found.students:
        where = _("no address: absent") if one.absent else one.target.address
        table.add_row(line(one.id), line(one.name), line(one.email), line(where))
    console = Console(soft_wrap=False)
    console.print(table)
    count, absent = len(found.students), sum(one.absent for one in found.students)
    text = ngettext("{count} student", "{count} students", count).format(count=count)
    without = ngettext("{count} without an address", "{count} without an address", absent).format(count=absent)
    console.print(f"{text}, {without}" if absent else text, highlight=False)
    return errors.OK
