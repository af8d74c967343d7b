"""The report on a terminal. The eye ends at its end, so there stand the first cause, the chain that it breaks, and the
grade; what came before, and all the rest, is above.

A terminal has it in its width, with rules and colours; a log file has each sentence whole on a line of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from perito.documents.result import Outcome
from perito.report import baseline, terminal_links
from perito.report.evidence import by_number
from perito.report.github import commands_paused
from perito.report.lines import BLANK, Heading, Line, labelled, logged, printed
from perito.report.progress import Progress
from perito.report.safe import line
from perito.report.style import LABEL, STYLES, plain, said, symbol
from perito.report.terminal_causes import first_cause, other_causes
from perito.report.terminal_chain import chains_apart
from perito.report.terminal_steps import ALL_CHECKS, Settings, steps
from perito.report.view import STUDENT, TEACHER, View
from perito.report.words import chain_of, names_of
from perito.support.console import Console
from perito.support.i18n import _, decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from perito.documents.result import DeploymentNames, Result
    from perito.report.evidence import EvidenceItem
    from perito.report.lines import Row
    from perito.report.parts import PartRow

__all__ = ["Progress", "drawn", "show"]

WIDEST = 110
EXPLAIN = "perito explain 1"


def show(
    result: Result,
    *,
    evidence: Iterable[EvidenceItem] | None = None,
    verbosity: int = 0,
    audience: str = STUDENT,
    paths: Mapping[str, Path] | None = None,
    explain: str = "",
    console: Console | None = None,
) -> None:
    """Print the report. `paths`: the files of this run by kind; `explain`: the command that says more of the first
    cause, where this is not the last run; `console` replaces standard output."""
    console = console or Console(highlight=False)
    log = not console.is_terminal
    colours = console.color_system is not None and not console.no_color
    settings = Settings(verbosity, plain(console), by_number(evidence), terminal_links.known(console), log, colours)
    rows = report(View(result, audience), settings, paths or {}, explain)
    lines = logged(rows) if log else drawn(rows, console.width)
    with commands_paused(console):
        for text in lines:
            console.print(text, soft_wrap=True, highlight=False)


def drawn(rows: Iterable[Row], width: int) -> Iterator[Text]:
    """The lines of a report in a terminal of so many columns."""
    return printed(rows, min(width, WIDEST))


def report(view: View, settings: Settings, paths: Mapping[str, Path], explain: str = "") -> list[Row]:
    """The whole report, from what is read last to what is read first."""
    first_chain, other_chains = chains_apart(view, ascii_only=settings.ascii_only)
    parts = (
        _header(view, settings),
        _section(_("Steps"), steps(view, settings)),
        _baseline(view),
        _section(_("Parts"), [_part(row, settings) for row in view.parts]),
        _section(_("What else there is to mend"), other_causes(view, settings)),
        other_chains,
        _unseen(view),
        _section(_("Where to start"), first_cause(view, settings)),
        first_chain,
        _closing(view),
        _further(view, settings, paths, explain or (EXPLAIN if paths else "")),
    )
    rows: list[Row] = []
    for part in parts:
        if part:
            rows += [BLANK, *part] if rows else part
    return rows


def _section(title: str, rows: list[Line]) -> list[Row]:
    return [Heading(Text(title, style="bold")), *rows] if rows else []


def _header(view: View, settings: Settings) -> list[Row]:
    when = f"{view.when} · {decimal(view.seconds, 1)} s"
    rows = [(_("Server"), Text.assemble((view.address, "bold"), (f"  {when}", LABEL)))]
    rows += [row for names in view.deployments for row in _deployment(names, settings)]
    rows += [(kind, Text(names)) for kind, names in view.named.items()]
    return [Line(Text.assemble(("Perito", "bold"), f" · {view.practice}")), *labelled(rows)]


def _deployment(names: DeploymentNames, settings: Settings) -> Iterator[tuple[str, Text]]:
    """The chain of names in use; a missing link is named."""
    if settings.verbosity >= ALL_CHECKS:
        yield line(names.label), said(names.app, "bold")
        yield from ((f"  {what}", said(value)) for what, value in names_of(names))
    else:
        arrow = " > " if settings.ascii_only else " → "
        yield line(names.label), said(arrow.join(chain_of(names)))
    for assumption in names.assumed:
        yield "", said(_("assumed: {text}").format(text=assumption), "yellow")


def _unseen(view: View) -> list[Row]:
    """Problems that kept Perito from looking, nobody's mistake; and waivers that hold no longer."""
    rows: list[Row] = [Line(said(text, "yellow")) for text in view.expired]
    if not view.result.problems:
        return rows
    comfort = (
        _("This is no mistake of the student's and costs no points.")
        if view.audience == TEACHER
        else _("This is not a mistake of yours and costs no points.")
    )
    told = [Line(said(problem.text), Text("·")) for problem in view.result.problems]
    return [*rows, Heading(Text(view.unseen, style=f"bold {STYLES[Outcome.ERROR]}")), Line(Text(comfort)), *told]


def _baseline(view: View) -> list[Row]:
    """This run beside an earlier one."""
    if view.result.baseline is None:
        return []
    head = Text(baseline.head(view), style=STYLES[Outcome.FAILED if view.result.baseline.is_worse else Outcome.PASSED])
    told = [Line(said(text), Text("·")) for text in baseline.sentences(view)]
    return _section(_("Compared with before"), [Line(head), *told])


def _part(row: PartRow, settings: Settings) -> Line:
    text = Text.assemble(f"{row.title}  ", (row.text, "bold"))
    if row.comment:
        text.append(f"  {row.comment}", style=LABEL)
    return Line(text, symbol(row.outcome, settings.ascii_only))


def _closing(view: View) -> list[Row]:
    """The grade and how many checks ended how; where nothing is to be mended, that, and what is left to look at."""
    mood = STYLES[_mood(view)]
    graded = f"{view.grade} / {view.scale}" if not view.no_grade else ""
    told = Text.assemble((f"{view.label}  ", mood), (graded, f"bold {mood}"), (f"   {view.points_line}", LABEL))
    rows = [Line(Text(view.no_grade, style="bold"))] if view.no_grade else []
    rows += [Line(told), Line(Text(" · ").join(Text(text, style=STYLES[one]) for one, _count, text in view.tally))]
    rows += [Line(Text(text, style=STYLES[Outcome.FAILED])) for text in view.limits]
    if view.flawless:
        rows.append(Line(Text(view.praise, style=STYLES[Outcome.PASSED])))
        for one in view.remaining:
            told = said(one.text).append(f"\n{one.advice}" if one.advice else "")
            rows += labelled([(_("Next step"), told)])
    return list(rows)


def _mood(view: View) -> Outcome:
    if not view.result.complete:
        return Outcome.ERROR
    return Outcome.FAILED if view.causes else Outcome.PASSED


def _further(view: View, settings: Settings, paths: Mapping[str, Path], explain: str) -> list[Row]:
    """Where more is said: the commands, and the files of this run."""
    ways = []
    if explain and any(cause.wanted for cause in view.causes):
        ways.append(_("{command} (down to the line)").format(command=line(explain)))
    if settings.verbosity == 0 and not view.flawless:
        ways += [_("-v (every check)"), _("-vv (answers)")]
    rows = [Line(Text(_("More: {ways}").format(ways=" · ".join(ways)), style=LABEL))] if ways else []
    kinds = {"html": _("Report"), "json": _("Result"), "evidence": _("Evidence")}
    order = sorted(paths, key=lambda kind: list(kinds).index(kind) if kind in kinds else len(kinds))
    if settings.verbosity < ALL_CHECKS and "html" in paths:
        order = ["html"]  # the others lie beside it
    shown = [(kinds.get(kind, kind), terminal_links.of(paths[kind], linked=settings.links)) for kind in order]
    return [*rows, *labelled(shown)]
