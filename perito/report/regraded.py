"""Differences after grading a class again, on the terminal: students, points, and the checks responsible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from perito.grading.differences import VISIBLE
from perito.report.indented import put
from perito.report.safe import line
from perito.report.words import grade_text, word
from perito.support.console import Console
from perito.support.i18n import _, decimal, ngettext, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perito.documents.result import Score
    from perito.grading.differences import Difference, Moved, Regraded, Reweighed, Standing, StudentChange, Totals

MOST_CHECKS = 5
MOST_NAMES = 10
ARROW, NOTHING, MINUS = "→", "—", "\N{MINUS SIGN}"


def show(told: Regraded, console: Console | None = None, *, every_check: bool = False) -> None:
    """Print the differences; of each student a few checks, or `every_check`."""
    console = console or Console()
    for text in _texts(told, None if every_check else MOST_CHECKS):
        put(console, text)


def _texts(told: Regraded, most: int | None) -> Iterator[Text]:
    for change in told.students:
        yield from _student(change, most)
    weights = _weights(told.students)
    if weights:
        yield Text(_("Other points:"), style="bold")
        yield from (Text(f"  {one.check}  {_points(one.before)} {ARROW} {_points(one.after)}") for one in weights)
    yield from _unseen(told)
    for one in told.not_regraded:
        if one.id not in _with_unseen(told):
            yield Text.assemble((line(one.id), "bold red"), "  ", _("not graded again: "), line(one.reason))
    yield Text(_totals(told), style="bold")
    if not told.saved:
        yield Text(_("Nothing was written; --save keeps it."), style="dim")


def _student(change: StudentChange, most: int | None) -> Iterator[Text]:
    found = change.difference
    head = Text.assemble((line(change.id), "bold"), "  ", line(change.name), "  " if change.name else "")
    head.append(f"{grade(found.before)} {ARROW} {grade(found.after)}")
    if found.grade:
        head.append(f"  ({signed(found.grade)})", "green" if found.grade > 0 else "red")
    if not found.complete:
        head.append("  " + _("provisional"), "magenta")
    yield head
    yield from _because(found, most)
    for limit in found.limits:
        yield Text("    " + _("limit of the grade: {limit}").format(limit=line(limit)))
    by_limits = found.grade - sum(one.grade for one in found.moved)
    if found.limits and abs(by_limits) >= VISIBLE:
        yield Text("    " + _("of the grade, by its limits: {grade}").format(grade=signed(by_limits)))
    for name in found.dropped:
        yield Text("    " + _("{criterion}: its mark does not fit the rubric any more").format(criterion=line(name)))


def _because(found: Difference, most: int | None) -> Iterator[Text]:
    """The checks with another outcome or other points, and the weight of the rest, on one line."""
    weights = {one.check for one in found.reweighed}
    seen = [one for one in found.moved if not one.unseen]
    own = [one for one in seen if one.ended_otherwise or one.check in weights]
    for one in own[:most]:
        yield Text(f"    {moved(one)}")
    if most is not None and len(own) > most:
        more = len(own) - most
        yield Text("    " + ngettext("and {count} more", "and {count} more", more).format(count=more), style="dim")
    rest = sum(one.grade for one in seen if one not in own)
    if abs(rest) >= VISIBLE:
        yield Text("    " + _("what else was lost weighs otherwise beside it: {grade}").format(grade=signed(rest)))


def moved(one: Moved) -> str:
    """One check: its outcomes or points before and after, and the difference in the grade."""
    where = f"{line(one.deployment)} " if one.deployment else ""
    if one.ended_otherwise:
        told = f"{_outcome(one.before)} {ARROW} {_outcome(one.after)}"
    else:
        told = f"{_share(one.before)} {ARROW} {_share(one.after)}"
    grade = f"  ({signed(one.grade)})" if round(one.grade, 2) else ""
    return f"{where}{line(one.check)}  {line(one.title)}: {told}{grade}"


def _outcome(standing: Standing | None) -> str:
    return word(standing.outcome) if standing else NOTHING


def _share(standing: Standing | None) -> str:
    return f"{points(standing.earned)}/{points(standing.possible)}" if standing else NOTHING


def grade(score: Score | None) -> str:
    """A grade as text; a dash where there is none."""
    return grade_text(score) if score else NOTHING


def signed(value: float) -> str:
    """A difference with its sign."""
    return f"{'+' if value > 0 else MINUS}{decimal(abs(value))}"


def _points(value: float) -> str:
    return points(round(value, 4))


def _weights(students: Iterable[StudentChange]) -> list[Reweighed]:
    """The checks with other points, each once."""
    found: dict[str, Reweighed] = {}
    for change in students:
        for one in change.difference.reweighed:
            found.setdefault(one.check, one)
    return list(found.values())


def _with_unseen(told: Regraded) -> set[str]:
    return {change.id for change in told.students if change.difference.unseen}


def _unseen(told: Regraded) -> Iterator[Text]:
    """Checks that need something not recorded, with the students concerned."""
    found: dict[str, tuple[Moved, list[str]]] = {}
    for change in told.students:
        for one in change.difference.unseen:
            found.setdefault(one.check, (one, []))[1].append(change.id)
    if found:
        yield Text(_("Not to be seen in what was recorded:"), style="bold")
    for one, who in found.values():
        names = ", ".join(line(name) for name in dict.fromkeys(who[:MOST_NAMES]))
        more = f" … (+{len(who) - MOST_NAMES})" if len(who) > MOST_NAMES else ""
        yield Text(f"  {line(one.check)}  {line(one.title)}: {line(one.detail)}  [{names}{more}]")


def _totals(told: Regraded) -> str:
    changes = [change.difference.grade for change in told.students]
    up, down = sum(one > 0 for one in changes), sum(one < 0 for one in changes)
    count = len(told.students) + told.unchanged
    parts = [
        ngettext("{count} student graded again", "{count} students graded again", count).format(count=count),
        _("{count} changed ({up} up, {down} down)").format(count=len(told.students), up=up, down=down),
        _("{count} unchanged").format(count=told.unchanged),
    ]
    if told.without_grade:
        parts.append(_("{count} without a grade, as before").format(count=len(told.without_grade)))
    if told.left:
        text = ngettext("{count} has left, as it was", "{count} have left, as they were", len(told.left))
        parts.append(text.format(count=len(told.left)))
    if told.not_reached:
        parts.append(_("{count} not reached: interrupted").format(count=len(told.not_reached)))
    return " · ".join([*parts, *averages(told.before, told.after)])


def averages(before: Totals, after: Totals) -> Iterator[str]:
    """A class's mean and median, before and after; nothing where nobody has a grade."""
    for label, one, other in ((_("mean"), before.mean, after.mean), (_("median"), before.median, after.median)):
        if one is not None and other is not None:
            yield f"{label} {decimal(one)} {ARROW} {decimal(other)}"
