"""The causes in the terminal report: the first one alone at the end, the others above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from perito.documents.result import Outcome
from perito.report.lines import BLANK, Line, labelled
from perito.report.safe import line
from perito.report.style import COMMAND, LABEL, STYLES, said, symbol
from perito.report.terminal_steps import ALL_CHECKS, numbers
from perito.report.view import TEACHER
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.report.cause import Cause
    from perito.report.terminal_steps import Settings
    from perito.report.view import View

PROOF = 120  # characters of it: the last screen holds the grade, too


def first_cause(view: View, settings: Settings) -> list[Line]:
    """The cause to begin with, in full; nothing without one."""
    return _in_full(view, view.causes[0], settings) if view.causes else []


def other_causes(view: View, settings: Settings) -> list[Line]:
    """All further causes, in their order: the first few in full, the rest by title alone."""
    rows: list[Line] = []
    for cause in view.causes[1:]:
        full = settings.in_full(cause)
        if rows and full:
            rows.append(BLANK)
        rows += _in_full(view, cause, settings) if full else [_head(view, cause, settings)]
    return rows


def _in_full(view: View, cause: Cause, settings: Settings) -> list[Line]:
    head = _head(view, cause, settings)
    indent = len(head.marker.plain) + 1
    return [head, *(one.inside(indent) for one in _body(view, cause, settings))]


def _head(view: View, cause: Cause, settings: Settings) -> Line:
    """Number and title; the symbol says that it is not so, the figures what mending it gives."""
    text = Text.assemble(symbol(Outcome.FAILED, settings.ascii_only), " ", (cause.title, "bold"))
    if view.several and cause.root.deployment:
        text.append(f" · {line(cause.root.deployment)}", style="dim")
    if cause.weight:
        text.append(f" · {cause.weight}", style="yellow")
    return Line(text, Text(f"{cause.number}.", style=STYLES[Outcome.FAILED]))


def _body(view: View, cause: Cause, settings: Settings) -> Iterator[Line]:
    if cause.finding:
        yield Line(said(cause.finding))
    root = cause.root
    rows: list[tuple[str, Text]] = []
    if root.proof:
        whole = settings.log or settings.verbosity >= ALL_CHECKS
        proof = line(root.proof) if whole else line(root.proof, PROOF)
        rows.append((_("The server says"), said(proof, "italic")))
    if root.next_step:
        rows.append((_("Next step"), said(root.next_step)))
    file, number = cause.source
    if file:
        rows.append((_("In the repository"), said(f"{file}:{number}" if number else file)))
    place, command = cause.look
    if command:
        rows.append((place, said(command, COMMAND)))
    if view.audience == TEACHER and root.evidence:
        rows.append((_("Evidence"), Text(numbers(root.evidence), style=LABEL)))
    yield from labelled(rows, max(map(len, (_("The server says"), _("Next step"), _("On the server")))))
