"""The chain on a terminal or in a log file: its links in a row, the broken one's names, and what a visitor sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from perito.documents.result import Outcome
from perito.report.chain import chains
from perito.report.lines import Flow, labelled
from perito.report.style import LABEL, STYLES, said, symbol
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.report.chain import ChainView, LinkView
    from perito.report.lines import Row
    from perito.report.view import View

FLAW = "!"  # its symbol: of no outcome, and in ASCII as it is
QUIET = frozenset({Outcome.PASSED, Outcome.WAIVED, Outcome.NOT_APPLICABLE})


def chain(view: View, *, ascii_only: bool) -> list[Row]:
    """The rows of every deployment's chain; none where nothing has one."""
    return [row for one in chains(view) for row in _rows(one, ascii_only=ascii_only)]


def chains_apart(view: View, *, ascii_only: bool) -> tuple[list[Row], list[Row]]:
    """The rows of the chain that the first cause is about, and those of all others."""
    found = chains(view)
    about = view.causes[0].root.deployment if view.causes else None
    first = next((one for one in found if view.several and one.label == about), found[0] if found else None)
    drawn = {one: list(_rows(one, ascii_only=ascii_only)) for one in found}
    return drawn.get(first, []) if first else [], [row for one in found if one is not first for row in drawn[one]]


def _rows(one: ChainView, *, ascii_only: bool) -> Iterator[Row]:
    pieces = [_piece(link, ascii_only=ascii_only) for link in one.links]
    if one.label:
        pieces[0] = Text.assemble((one.label, "bold"), "  ", pieces[0])
    yield Flow(tuple(pieces), Text(" > " if ascii_only else " → ", style=LABEL))
    if one.sees:
        yield from labelled([(_("A visitor sees"), said(one.sees, _mood(one)))])


def _piece(link: LinkView, *, ascii_only: bool) -> Text:
    """A link's symbol and title; of one that is at fault its names too, and the number of its cause."""
    if link.link.holds:
        mark, style = Text(FLAW, style=STYLES[Outcome.BLOCKED]), STYLES[Outcome.BLOCKED]
    else:
        mark, style = symbol(link.outcome, ascii_only), "" if link.outcome in QUIET else STYLES[link.outcome]
    if link.outcome is Outcome.NOT_APPLICABLE:
        style = LABEL
    name = link.name.replace("≠", "!=") if ascii_only else link.name
    at_fault = link.outcome is Outcome.FAILED and not link.link.holds and name
    text = Text.assemble(mark, " ", (link.title, style))
    if at_fault:
        text.append(f" {name}", style=style)
    if link.number and link.outcome is Outcome.FAILED:
        text.append(f" ({link.number})", style=style)
    return text


def _mood(one: ChainView) -> str:
    return STYLES[Outcome.FAILED] if one.broken is not None else ""
