"""Two runs side by side on the terminal: who changed, by how much, because of which checks, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.text import Text

from perito.grading.comparing import Why
from perito.report.class_states import STATUSES
from perito.report.indented import put
from perito.report.regraded import ARROW, NOTHING, averages, grade, moved, signed
from perito.report.safe import line
from perito.support.console import Console
from perito.support.i18n import N_, _, decimal, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perito.grading.comparing import Changed, Compared, Diff

MOST_CHECKS = 5
REASONS = {
    Why.SERVER: N_("the server is in another state"),
    Why.RUBRIC: N_("another rubric"),
    Why.PERITO: N_("another version of Perito"),
    Why.WAIVER: N_("a waiver"),
    Why.MARK: N_("the teacher's mark"),
    Why.UNSEEN: N_("could not be looked at in one of the two"),
    Why.FOLLOWS: N_("follows from {check}"),
    Why.WEIGHT: N_("weighs otherwise beside the rest"),
}
SETTINGS = {
    "practice": N_("Practice"),
    "perito": N_("Perito"),
    "waivers": N_("Waivers"),
    "steps": N_("Steps"),
    "whole": N_("The whole assignment"),
    "language": N_("Language"),
}
SAID = {"True": N_("yes"), "False": N_("no"), "": N_("none")}


def show(diff: Diff, console: Console | None = None, *, every_check: bool = False) -> None:
    """Print the differences; of each student a few checks, or `every_check`."""
    console = console or Console(highlight=False)
    for text in texts(diff, None if every_check else MOST_CHECKS):
        put(console, text)


def texts(diff: Diff, most: int | None) -> Iterator[Text]:
    """The lines, `most` checks of each student (None: all)."""
    yield Text(f"{line(diff.before)} {ARROW} {line(diff.after)}", style="dim")
    for one in diff.settings:
        told = f"{_said(one.before)} {ARROW} {_said(one.after)}"
        yield Text(f"{_(SETTINGS[one.name])}: {told}", style="yellow")
    for student in diff.students:
        yield from _student(student, most)
    yield Text(_totals(diff), style="bold")
    judges = {Why.RUBRIC, Why.PERITO}
    if any(Why.SERVER in check.why and judges & {*check.why} for one in diff.students for check in one.checks):
        text = _("`perito regrade {run}` shows what the rubric alone changes.")
        yield Text(text.format(run=line(diff.before)), style="dim")


def _said(value: str) -> str:
    return _(SAID[value]) if value in SAID else line(value)


def _student(one: Compared, most: int | None) -> Iterator[Text]:
    head = Text.assemble((line(one.id), "bold"), "  " if one.id else "", line(one.name), "  " if one.name else "")
    found = one.difference
    if found is None:
        before, after = _status(one.before, one.grade_before), _status(one.after, one.grade_after)
        yield head.append(f"{before} {ARROW} {after}")
        return
    head.append(f"{grade(found.before)} {ARROW} {grade(found.after)}")
    if found.grade:
        head.append(f"  ({signed(found.grade)})", "green" if found.grade > 0 else "red")
    if not found.complete:
        head.append("  " + _("provisional"), "magenta")
    yield head
    own = [check for check in one.checks if Why.FOLLOWS not in check.why and Why.WEIGHT not in check.why]
    for check in own[:most]:
        yield Text(f"    {moved(check)}")
        yield Text(f"        {because(check)}", style="dim")
    if most is not None and len(own) > most:
        left = len(own) - most
        yield Text("    " + ngettext("and {count} more", "and {count} more", left).format(count=left), style="dim")
    yield from _following(one.checks, most)
    for limit in found.limits:
        yield Text("    " + _("limit of the grade: {limit}").format(limit=line(limit)))


def because(check: Changed) -> str:
    """Why a check moved, and what is so now."""
    reasons = [_(REASONS[why]).format(check=check.by) for why in check.why]
    text = (" " + _("or") + " ").join(reasons) if reasons else NOTHING
    return f"{text}: {line(check.detail)}" if check.detail and Why.WAIVER not in check.why else text


def _following(checks: Sequence[Changed], most: int | None) -> Iterator[Text]:
    """What only follows from other changes: a line for each of them, or with every check a line each."""
    following = [check for check in checks if Why.FOLLOWS in check.why]
    if most is None:
        for check in following:
            yield Text(f"    {moved(check)}")
            yield Text(f"        {because(check)}", style="dim")
    else:
        for by, count in Counter(check.by for check in following).items():
            value = sum(check.grade for check in following if check.by == by)
            text = ngettext("{count} more follows from {check}", "{count} more follow from {check}", count)
            told = text.format(count=count, check=line(by))
            yield Text(f"    {told}" + (f"  ({signed(value)})" if round(value, 2) else ""))
    rest = sum(check.grade for check in checks if Why.WEIGHT in check.why)
    if round(rest, 2):
        yield Text("    " + _("what else was lost weighs otherwise beside it: {grade}").format(grade=signed(rest)))


def _status(status: str, grade: float | None) -> str:
    if grade is not None:
        return decimal(grade)
    if not status:
        return _("not in the class")
    return _("not graded yet") if status == "not_graded" else _(STATUSES.get(status, status))


def _totals(diff: Diff) -> str:
    both = [one for one in diff.students if one.difference is not None]
    up, down = sum(one.grade > 0 for one in both), sum(one.grade < 0 for one in both)
    parts = []
    if diff.of_class:
        parts += [
            _("changed: {count} (up: {up}, down: {down})").format(count=len(diff.students), up=up, down=down),
            _("unchanged: {count}").format(count=diff.unchanged),
        ]
    elif not diff.students:
        parts.append(_("nothing is otherwise"))
    reasons = Counter(why for one in diff.students for why in one.why).most_common()
    if reasons:
        told = [_(REASONS[why]) + (f" ({count})" if diff.of_class else "") for why, count in reasons]
        parts.append(_("because of: {reasons}").format(reasons=", ".join(told)))
    if diff.of_class:
        parts += averages(diff.totals_before, diff.totals_after)
    return " · ".join(parts)
