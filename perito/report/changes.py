"""Checks that turned green or red between two results of one server. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.documents.result import Outcome
from perito.report.safe import line, shortened
from perito.support.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.documents.result import CheckResult
    from perito.report.view import View

NAMED = 3  # checks named on one line; the rest are counted
TITLE = 80


@dataclass(frozen=True)
class Turned:
    """Checks that pass now and did not before, and checks that cost points now and did not before.

    Root causes come before blocked checks.
    """

    green: tuple[CheckResult, ...] = ()
    red: tuple[CheckResult, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """A few words for each of the two, nothing where both are empty."""
        found = []
        if self.green:
            found.append(_("now green: {titles}").format(titles=named(self.green)))
        if self.red:
            found.append(_("now red: {titles}").format(titles=named(self.red)))
        return tuple(found)


def turned(before: View | None, after: View) -> Turned:
    """The changes between two results; empty without an earlier result."""
    if before is None:
        return Turned()
    was = {check.key: check.outcome for check in before.checks}
    green = [one for one in after.checks if one.outcome is Outcome.PASSED and was.get(one.key) is not Outcome.PASSED]
    red = [one for one in after.checks if one.outcome.costs and (one.key not in was or not was[one.key].costs)]
    green.sort(key=lambda one: was.get(one.key) is not Outcome.FAILED)
    red.sort(key=lambda one: one.outcome is not Outcome.FAILED)
    return Turned(tuple(green), tuple(red))


def news(before: View | None, after: View) -> bool:
    """Whether the second result differs visibly from the first."""
    return before is None or _gist(before) != _gist(after)


def _gist(view: View) -> object:
    first = view.causes[:1]
    return view.grade, view.tally, [(check.key, check.outcome) for check in view.checks], [one.title for one in first]


def named(checks: Sequence[CheckResult]) -> str:
    """The titles of the first few, and the number of the rest."""
    titles = list(dict.fromkeys(shortened(line(check.title), TITLE) for check in checks))
    text = "; ".join(titles[:NAMED])
    left = len(titles) - NAMED
    if left <= 0:
        return text
    return text + " " + ngettext("and {count} more", "and {count} more", left).format(count=left)
