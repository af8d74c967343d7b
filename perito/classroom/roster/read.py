"""A roster's kind, and the class in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from perito.classroom.roster import build
from perito.classroom.roster.given import parse
from perito.classroom.roster.inputs import Declared
from perito.classroom.roster.model import Roster, RosterError
from perito.classroom.roster.readers import FORMATS, READERS, reader_of
from perito.classroom.roster.readers.reader import Reading
from perito.classroom.roster.rows import Place, Problems
from perito.classroom.roster.source import Source
from perito.errors import UsageError
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from perito.classroom.roster.rows import Row

__all__ = ["FORMATS", "load"]


def load(
    path: Path,
    form: str = "",
    environment: Mapping[str, str] | None = None,
    *,
    columns: Iterable[str] = (),
    reach: bool = True,
    inputs: Mapping[str, bool] | None = None,
) -> Roster:
    """The class in a file. `form`: one of FORMATS, detected by content and name where empty.

    `environment`: where the variables with secrets are looked up, instead of this process's. `columns`: as given with
    --column, `FIELD=HEADING`. `reach` False: only the students matter; addresses, named files and variables need not
    exist. `inputs`: what the practice is given, by name, and whether it is secret.

    Raises RosterError with all errors, UsageError for an unknown format or column.
    """
    if form and form not in FORMATS:
        raise UsageError(_("--roster-format {form}: one of {formats}").format(form=form, formats=", ".join(FORMATS)))
    declared = Declared(inputs or {})
    given, problems = parse(columns, declared), Problems(path)
    reading = Reading(Source(path), given, problems, reach)
    rows = _rows(reading, form)
    known = os.environ if environment is None else environment
    students = build.students(rows, path.parent, problems, known, reach=reach, inputs=declared)
    if students or not problems.wrong:
        given.check()
    if problems.wrong:
        raise RosterError(problems.wrong)
    if not students:
        raise RosterError([f"{path}: " + _("nobody is in it")])
    if reach and all(one.absent for one in students):
        raise RosterError([f"{path}: " + _("nobody in it has an address")])
    return Roster(tuple(students), path, problems.notes)


def _rows(reading: Reading, form: str) -> list[Row]:
    reader = next((one for one in READERS if one.name == form), None) if form else reader_of(reading.source)
    if reader is None:
        text = _("no format is recognised: say which with --roster-format, {formats}")
        reading.problems.add(Place(reading.source.path), text.format(formats=", ".join(FORMATS)))
        return []
    return reader.rows(reading)
