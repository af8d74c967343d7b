"""Several answers of one student to a form, or several lines of one student: the last one counts, and it is said."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from perito.classroom.roster.rows import plain
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perito.classroom.roster.columns import Columns
    from perito.classroom.roster.rows import Problems, Row
    from perito.classroom.roster.sheet import Sheet

DATE = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?)?", re.IGNORECASE
)
MONTH_FIRST = frozenset({"timestamp", "completion time", "submitted at"})  # headings of products in American English

ALIKE = 4  # people with one id or address that a row is compared with: more are an error in any case


def latest(rows: Sequence[Row], sheet: Sheet, columns: Columns, problems: Problems) -> list[Row]:
    """Everybody once, where they first stand. The last answer with an address counts; without any, the last one."""
    form = "timestamp" in columns.found
    times = _times(rows, columns.titles[columns.found["timestamp"][0]]) if form else {}
    groups = _groups(rows, form=form)
    found, told = [], []
    for group in groups:
        there = [row for row in group if "host" in row.cells] or group
        chosen = max(enumerate(there), key=lambda one: (times.get(id(one[1]), datetime.min), one[0]))[1]
        chosen.cells.pop("timestamp", None)
        found.append(chosen)
        if len(group) > 1:
            text = _("{who} (lines {lines}: {line} counts)")
            lines = ", ".join(str(row.place.line) for row in group)
            who = chosen.cells["id"].text if "id" in chosen.cells else "?"
            told.append(text.format(who=who, lines=lines, line=chosen.place.line))
    if told:
        text = _("answered more than once, and the last answer counts: {who}")
        problems.note(columns.where, text.format(who="; ".join(told)))
    return found


def _groups(rows: Iterable[Row], *, form: bool) -> list[list[Row]]:
    """The rows of each student, in order of their first one."""
    groups: list[list[Row]] = []
    by_id: dict[str, list[list[Row]]] = {}
    by_email: dict[str, list[list[Row]]] = {}
    for row in rows:
        who = row.cells["id"].text.casefold() if "id" in row.cells else ""
        email = row.cells["email"].text.lower() if "email" in row.cells else ""
        near = [*by_id.get(who, []), *by_email.get(email, [])]
        group = next((one for one in near if _same(one[0], row, form=form)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(row)
        for known, key in ((by_id, who), (by_email, email)):
            alike = known.setdefault(key, [])
            if key and len(alike) < ALIKE and all(one is not group for one in alike):
                known[key].append(group)
    return groups


def _same(one: Row, other: Row, *, form: bool) -> bool:
    """Whether two rows with one id or address of email are one student's.

    Two people with one id are an error, which is told later; where nothing but the id is known, only a form's answers
    are taken as one student's.
    """
    email, other_email = (_text(row, "email").lower() for row in (one, other))
    ids = [_text(row, "id").casefold() for row in (one, other)]
    if email and email == other_email and ids[0] == ids[1]:
        return True
    names = [set(re.findall(r"\w+", plain(_text(row, "name")))) for row in (one, other)]
    if names[0] and names[1] and not _only_name(one, other):
        return bool(names[0] & names[1])
    return form or (bool(email) and email == other_email)


def _only_name(one: Row, other: Row) -> bool:
    """Whether the id of both is nothing but their name."""
    return all(_text(row, "id") == _text(row, "name") and not _text(row, "email") for row in (one, other))


def _text(row: Row, field: str) -> str:
    return row.cells[field].text if field in row.cells else ""


def _times(rows: Iterable[Row], heading: str) -> dict[int, datetime]:
    """When each row was answered, by the row's id(); those that cannot be read are left out.

    Whether the day or the month comes first shows in the whole column: no month is above 12.
    """
    read = {id(row): DATE.search(row.cells["timestamp"].text) for row in rows if "timestamp" in row.cells}
    found = {key: one for key, one in read.items() if one is not None}
    month_first = heading in MONTH_FIRST
    if any(len(one[1]) < 3 and int(one[1]) > 12 for one in found.values()):
        month_first = False
    elif any(len(one[1]) < 3 and int(one[2]) > 12 for one in found.values()):
        month_first = True
    times = {}
    for key, one in found.items():
        try:
            times[key] = _moment(one, month_first=month_first)
        except ValueError:
            continue
    return times


def _moment(found: re.Match[str], *, month_first: bool) -> datetime:
    """A time as written: year first, or last. Raises ValueError for what is none."""
    one, two, three = (int(found[number]) for number in (1, 2, 3))
    if len(found[1]) == 4:
        year, month, day = one, two, three
    else:
        year = three if three > 99 else 2000 + three
        month, day = (one, two) if month_first else (two, one)
    hour = int(found[4] or 0)
    if found[7]:
        hour = hour % 12 + (12 if found[7].lower() == "p" else 0)
    return datetime(year, month, day, hour, int(found[5] or 0), int(found[6] or 0))
