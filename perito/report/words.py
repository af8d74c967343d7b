"""Words for outcomes, names, figures and findings, in the current language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.documents.result import Outcome
from perito.errors import PeritoError
from perito.report.safe import line
from perito.support.i18n import N_, _, decimal, ngettext, points
from perito.support.sentences import wanted_and_found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.documents.result import CheckResult, DeploymentNames, RootCause, Score, Together

WORDS = {
    Outcome.PASSED: N_("passed"),
    Outcome.FAILED: N_("failed"),
    Outcome.BLOCKED: N_("blocked"),
    Outcome.ERROR: N_("not seen"),
    Outcome.NOT_APPLICABLE: N_("not applicable"),
    Outcome.WAIVED: N_("waived"),
    Outcome.MANUAL: N_("for the teacher"),
}


NO_GRADE = "—"


class NoGrade(PeritoError):  # noqa: N818 - says what is missing
    """The format needs a grade, and there is none."""


def points_text(value: float) -> str:
    """`1 point`, `4.5 points`, in the language's notation."""
    return ngettext("{points} point", "{points} points", 1 if value == 1 else 2).format(points=points(value))


def grade_text(score: Score) -> str:
    """The grade with two decimals: `8,50`; while marks are pending or something is unseen, the range: `6,50–9,50`."""
    return NO_GRADE if score.grade is None else range_text(score)


def range_text(score: Score) -> str:
    """The lowest and the highest grade still possible: `6,50–9,50`, or `8,50` where both are one."""
    least = score.least
    if least is None:
        return NO_GRADE
    if score.highest is None or score.highest <= least:
        return decimal(least)
    return f"{decimal(least)}–{decimal(score.highest)}"


def worth_text(root: RootCause, roots: Sequence[RootCause]) -> str:
    """What mending a cause gives: `+4.5 points`, or `this alone: +0.2; with 2: +1.3`. Empty where that is nothing.

    `roots`: all causes in the order in which they are numbered.
    """
    numbers = {one.name: number for number, one in enumerate(roots, start=1)}
    for more in root.together:
        if more.points > root.points and all(name in numbers for name in more.others):
            return _together(root, more, sorted(numbers[name] for name in more.others), len(roots))
    return f"+{points_text(root.points)}" if root.points else ""


def _together(root: RootCause, more: Together, others: Sequence[int], count: int) -> str:
    alone = _("this alone: +{points}").format(points=points(root.points))
    if len(others) == count - 1 and len(others) > 1:
        text = _("with all the others: +{points}").format(points=points(more.points))
    else:
        text = ngettext("with {numbers}: +{points}", "with {numbers}: +{points}", len(others)).format(
            numbers=joined(others), points=points(more.points)
        )
    return f"{alone}; {text}"


def joined(numbers: Sequence[int]) -> str:
    """`2`, `2 and 3`, `2, 3 and 5`."""
    *first, last = map(str, numbers)
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last


def word(outcome: Outcome) -> str:
    """The word for an outcome in the current language."""
    return _(WORDS[outcome])


@dataclass(frozen=True)
class Fact:
    """One thing a failure says. `kind`: says, expected, found, detail, see, why or hint."""

    kind: str
    label: str
    text: str


def facts(check: CheckResult) -> tuple[Fact, ...]:
    """What a check that did not pass has to say, in the order in which it is read; nothing empty."""
    found = (
        *_what_is_so(check),
        Fact("see", where(check), check.command),
        Fact("why", _("Why"), check.why),
        Fact("hint", _("Hint"), check.hint),
    )
    return tuple(Fact(fact.kind, fact.label, line(fact.text)) for fact in found if fact.text)


def where(check: CheckResult) -> str:
    """Where the command of a check is to be run."""
    return _("On your computer") if check.command_on == "client" else _("On the server")


def code(check: CheckResult) -> str:
    """What a check's own code ended with: an assertion that does not hold, or an exception that it did not expect."""
    return _("Exception") if check.outcome is Outcome.ERROR else _("Assertion")


def _what_is_so(check: CheckResult) -> tuple[Fact, ...]:
    """The finding's own sentence; else what was expected, what was found, and what is added to that."""
    if check.says:
        return (Fact("says", _("What happens"), check.says),)
    return (
        Fact("expected", _("Expected"), check.expected),
        Fact("found", _("Found"), check.actual),
        Fact("detail", _("Detail"), check.detail or check.message),
    )


def headline(check: CheckResult) -> str:
    """What a check is called in a list: what is not so where it failed, else what should be."""
    return line(check.unmet if check.outcome is Outcome.FAILED and check.unmet else check.title)


def small(text: str) -> str:
    """A sentence's words within another one: `el servicio no está activo`. Names (ExecStart=, AppArmor, Pipfile.lock)
    and abbreviations stay as they are."""
    first = re.sub(r"['\u2019-]|[:,;]$", "", text.partition(" ")[0])
    return text[0].lower() + text[1:] if first.isalpha() and first[1:] == first[1:].lower() else text


def finding(check: CheckResult) -> str:
    """What was found, in one line."""
    if check.says:
        return line(check.says)
    if check.detail or check.message:
        return line(check.detail or check.message)
    if not (check.expected or check.actual):
        return ""
    return wanted_and_found(line(check.expected), line(check.actual))


def told(check: CheckResult) -> str:
    """A failure in one line that stands by itself: the finding's sentence, else what is not so, and what was found."""
    if check.says:
        return line(check.says)
    return ": ".join(text for text in (headline(check), finding(check)) if text)


def counted(outcome: Outcome, count: int) -> str:
    """`3 failed`, in the current language."""
    forms = {
        Outcome.PASSED: ngettext("{count} passed", "{count} passed", count),
        Outcome.FAILED: ngettext("{count} failed", "{count} failed", count),
        Outcome.BLOCKED: ngettext("{count} blocked", "{count} blocked", count),
        Outcome.ERROR: ngettext("{count} not seen", "{count} not seen", count),
        Outcome.NOT_APPLICABLE: ngettext("{count} not applicable", "{count} not applicable", count),
        Outcome.WAIVED: ngettext("{count} waived", "{count} waived", count),
        Outcome.MANUAL: ngettext("{count} for the teacher", "{count} for the teacher", count),
    }
    return forms[outcome].format(count=count)


def chain_of(names: DeploymentNames) -> tuple[str, ...]:
    """A request's path from the name to the code, in short; a missing link is named."""
    socket, site = (PurePosixPath(path) if path else None for path in (names.socket, names.site))
    links = (
        (_("Name"), names.server_names[0] if names.server_names else None),
        (_("Site"), "/".join(site.parts[-2:]) if site else None),
        (_("Socket"), _sockets(names) or (socket.name if socket else None)),
        (_("Service"), names.service),
        (_("Directory"), names.directory),
    )
    return tuple(line(value) if value else f"{what}: —" for what, value in links if value != "")


def _sockets(names: DeploymentNames) -> str:
    """Both names of a link that is looked for by another one; empty where none is."""
    found = next((link for link in names.chain if link.asked), None)
    return f"{found.asked} ≠ {found.name or '—'}" if found is not None else ""


def names_of(names: DeploymentNames) -> tuple[tuple[str, str], ...]:
    """A deployment's names, link by link, with their kinds; — where a link is missing."""
    found = (
        (_("Directory"), names.directory),
        (_("Virtualenv"), names.virtualenv),
        (_("Service"), names.service),
        (_("Socket"), names.socket),
        (_("Site"), names.site),
        (_("Name"), ", ".join(names.server_names) or None),
    )
    return tuple((what, line(value) if value else "—") for what, value in found if value != "")
