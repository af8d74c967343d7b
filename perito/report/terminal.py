"""The report on a terminal: causes first, then the steps, then the grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from perito.documents.result import Outcome
from perito.report import baseline
from perito.report.evidence import by_number
from perito.report.github import commands_paused
from perito.report.progress import Progress
from perito.report.safe import line
from perito.report.style import COMMAND, LABEL, STYLES, entry, fields, plain, said, symbol
from perito.report.terminal_steps import ALL_CHECKS, Settings, numbers, steps
from perito.report.view import STUDENT, TEACHER, View
from perito.report.words import chain_of, names_of
from perito.support.i18n import _, decimal, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from rich.console import RenderableType

    from perito.documents.result import DeploymentNames, Result
    from perito.report.cause import Cause
    from perito.report.evidence import EvidenceItem
    from perito.report.parts import PartRow
    from perito.report.remaining import Remaining

__all__ = ["Progress", "render", "show"]

WIDEST = 110


def show(
    result: Result,
    *,
    evidence: Iterable[EvidenceItem] | None = None,
    verbosity: int = 0,
    audience: str = STUDENT,
    paths: Mapping[str, Path] | None = None,
    console: Console | None = None,
) -> None:
    """Print the report. `paths`: the files of this run by kind; `console` replaces standard output."""
    console = console or Console(highlight=False)
    settings = Settings(verbosity, plain(console), by_number(evidence))
    report = render(View(result, audience), settings, paths or {})
    with commands_paused(console):
        console.print(report, width=min(console.width, WIDEST), highlight=False)


def render(view: View, settings: Settings, paths: Mapping[str, Path]) -> Group:
    """The whole report, ready to be printed at any width."""
    parts: list[RenderableType] = [_header(view, settings), Text("")]
    if view.result.problems:
        parts += [_problems(view), Text("")]
    if view.expired:
        parts += [*(said(text, "yellow") for text in view.expired), Text("")]
    if view.causes:
        parts += [_causes(view, settings), Text("")]
    if view.result.baseline is not None:
        parts += [_baseline(view), Text("")]
    parts += [_section(_("Steps")), steps(view, settings), Text(""), _closing(view, settings)]
    if settings.verbosity == 0 and not view.flawless:
        parts.append(Text(_("-v shows every check, -vv what the server answered as well."), style=LABEL))
    if any(cause.wanted for cause in view.causes):
        parts.append(Text(_("perito explain N says more about cause N, down to the line that is wanted."), style=LABEL))
    if paths:
        parts.append(_paths(paths))
    return Group(*parts)


def _section(title: str) -> Rule:
    return Rule(Text(title, style="bold"), align="left", style=LABEL)


def _header(view: View, settings: Settings) -> RenderableType:
    when = f"{view.when} · {decimal(view.seconds, 1)} s"
    rows: list[tuple[str, RenderableType]] = [
        (_("Server"), Text.assemble((view.address, "bold"), (f"  {when}", LABEL), overflow="fold")),
    ]
    rows += [row for names in view.result.deployments for row in _deployment(names, settings)]
    return Group(Text.assemble(("Perito", "bold"), f" · {view.practice}"), fields(rows))


def _deployment(names: DeploymentNames, settings: Settings) -> Iterator[tuple[str, RenderableType]]:
    """The chain of names in use; a missing link is named."""
    if settings.verbosity >= ALL_CHECKS:
        yield line(names.label), said(names.app, "bold")
        yield from ((f"  {what}", said(value)) for what, value in names_of(names))
    else:
        arrow = " > " if settings.ascii_only else " → "
        yield line(names.label), said(arrow.join(chain_of(names)))
    for assumption in names.assumed:
        yield "", said(_("assumed: {text}").format(text=assumption), "yellow")


def _problems(view: View) -> RenderableType:
    """Problems that kept Perito from looking, apart from everything else: nobody's mistake."""
    student = view.audience != TEACHER
    comfort = (
        _("This is not a mistake of yours and costs no points.")
        if student
        else _("This is no mistake of the student's and costs no points.")
    )
    lines: list[RenderableType] = [
        Text(view.unseen, style="bold"),
        Text(comfort),
        *(Text.assemble("· ", said(problem.text), overflow="fold") for problem in view.result.problems),
    ]
    return Panel(Group(*lines), box=box.ROUNDED, border_style=STYLES[Outcome.ERROR], title_align="left")


def _baseline(view: View) -> RenderableType:
    """This run beside an earlier one."""
    worse = view.result.baseline is not None and view.result.baseline.is_worse
    head = Text(baseline.head(view), style=STYLES[Outcome.FAILED if worse else Outcome.PASSED])
    told = (Text.assemble("· ", said(text), overflow="fold") for text in baseline.sentences(view))
    return Group(_section(_("Compared with before")), head, *told)


def _causes(view: View, settings: Settings) -> RenderableType:
    parts: list[RenderableType] = [_section(_("Where to start"))]
    for cause in view.causes:
        lines = [
            _cause_head(view, cause, settings),
            *(_cause_body(view, cause) if settings.in_full(cause) else ()),
        ]
        parts.append(entry(Text(f"{cause.number}.", style=STYLES[Outcome.FAILED]), Group(*lines)))
        if settings.in_full(cause) and cause is not view.causes[-1]:
            parts.append(Text(""))
    return Group(*parts)


def _cause_head(view: View, cause: Cause, settings: Settings) -> RenderableType:
    head = Text.assemble(_lost(cause, settings), overflow="fold", style="bold")
    if view.several and cause.root.deployment:
        head.append(f" · {line(cause.root.deployment)}", style="not bold dim")
    weight = cause.weight
    if cause.number == 1 and len(view.causes) > 1:
        weight = ": ".join(filter(None, (_("fix this first"), weight)))
    if weight:
        head.append(f"\n{weight}", style="not bold yellow")
    return head


def _lost(cause: Cause, settings: Settings) -> Text:
    """The title says what should be so; the symbol before it, that it is not."""
    return Text.assemble(symbol(Outcome.FAILED, settings.ascii_only), " ", (cause.title, "bold"))


def _cause_body(view: View, cause: Cause) -> Iterator[RenderableType]:
    root = cause.root
    if cause.finding:
        yield said(cause.finding)
    rows: list[tuple[str, RenderableType]] = []
    if root.proof:
        rows.append((_("The server says"), said(root.proof, "italic")))
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
    if rows:
        yield fields(rows, max(map(len, (_("The server says"), _("Next step"), _("On the server")))))


def _closing(view: View, settings: Settings) -> RenderableType:
    graded = f"{view.grade} / {view.scale}" if not view.no_grade else ""
    lines: list[RenderableType] = [
        Text.assemble((f"{view.label}  ", ""), (graded, "bold"), (f"   {view.points_line}", LABEL)),
        Text(" · ").join(Text(text, style=STYLES[outcome]) for outcome, _count, text in view.tally),
    ]
    if view.no_grade:
        lines.insert(0, Text(view.no_grade, style="bold"))
    lines += [_part(row, settings) for row in view.parts]
    lines += [Text(text, style=STYLES[Outcome.FAILED]) for text in view.limits]
    if view.flawless:
        lines.append(Text(view.praise, style=STYLES[Outcome.PASSED]))
        lines += [_remaining(one) for one in view.remaining]
    if view.causes:
        count = len(view.causes) - 1
        more = ngettext("and {count} more cause above", "and {count} more causes above", count)
        first = Text.assemble(_("Start with: "), _lost(view.causes[0], settings), overflow="fold")
        if count:
            first.append(f" ({more.format(count=count)})", style=LABEL)
        lines.append(first)
    return Panel(Group(*lines), box=box.ROUNDED, border_style=_mood(view))


def _remaining(one: Remaining) -> RenderableType:
    """A step that was not looked at, as the next step."""
    text = Text.assemble((_("Next step") + "  ", LABEL), said(one.text), overflow="fold")
    return text.append(f"\n{one.advice}") if one.advice else text


def _part(row: PartRow, settings: Settings) -> RenderableType:
    mark = symbol(row.outcome, settings.ascii_only)
    text = Text.assemble(mark, f" {row.title}  ", (row.text, "bold"), overflow="fold")
    return text.append(f"  {row.comment}", style=LABEL) if row.comment else text


def _mood(view: View) -> str:
    if not view.result.complete:
        return STYLES[Outcome.ERROR]
    return STYLES[Outcome.FAILED] if view.causes else STYLES[Outcome.PASSED]


def _paths(paths: Mapping[str, Path]) -> RenderableType:
    kinds = {"html": _("Report"), "json": _("Result"), "evidence": _("Evidence")}
    order = sorted(paths, key=lambda kind: list(kinds).index(kind) if kind in kinds else len(kinds))
    return fields((kinds.get(kind, kind), said(str(paths[kind]))) for kind in order)
