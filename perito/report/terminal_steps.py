"""The steps in the terminal report: one line each, with the checks that need attention below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.text import Text

from perito.documents.result import Outcome
from perito.report.evidence import proofs
from perito.report.evidence.told import lines, of_difference
from perito.report.lines import Figure, Line, labelled
from perito.report.safe import line
from perito.report.style import COMMAND, LABEL, STYLES, said, symbol
from perito.report.view import TEACHER
from perito.report.words import code, facts, headline, small, word
from perito.support.i18n import _, ngettext, points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from perito.documents.result import CheckResult
    from perito.report.cause import Cause
    from perito.report.evidence import Understood
    from perito.report.evidence.told import Told
    from perito.report.step import Step
    from perito.report.view import View

ALL_CHECKS, ALL_EVIDENCE = 1, 2
CAUSES_IN_FULL = 5
GIVEN_ELSEWHERE = frozenset({"says", "see", "hint"})
ODD = "bold underline yellow"
NARROW = 60  # columns of a line that no terminal wraps: what is below it stays there
TITLE_LIMIT = 200
COUNT, POINTS = 7, 14  # columns of the figures
BELOW = 4  # columns by which a check's words stand in
IN_GROUPS = frozenset({Outcome.PASSED, Outcome.BLOCKED, Outcome.NOT_APPLICABLE})


@dataclass(frozen=True)
class Settings:
    """How much to show. `verbosity`: 0 what did not pass, 1 every check, 2 evidence too; `links`: paths are links.

    `log`: for a file, where nothing is cut for the sake of a screen; `colours`: the terminal has some.
    """

    verbosity: int = 0
    ascii_only: bool = False
    evidence: Mapping[int, Understood] = field(default_factory=dict)
    links: bool = False
    log: bool = False
    colours: bool = False

    def in_full(self, cause: Cause) -> bool:
        """Whether a cause is shown with its proof and next step, not by its title alone."""
        return self.verbosity >= ALL_CHECKS or cause.number <= CAUSES_IN_FULL


def steps(view: View, settings: Settings) -> list[Line]:
    """All steps, in the order of the practice."""
    return [row for step in view.steps for row in _step(view, step, settings)]


def _step(view: View, step: Step, settings: Settings) -> list[Line]:
    won = _("{earned} of {possible}").format(earned=points(step.earned), possible=points(step.possible))
    head = Line(
        Text(step.title, style="bold"),
        symbol(step.outcome, settings.ascii_only),
        figures=(
            Figure(Text(f"{step.passed}/{len(step.counted)}" if step.counted else ""), COUNT),
            Figure(Text(won if step.possible else "", style=LABEL), POINTS),
        ),
    )
    return [head, *(row.inside(2) for row in _rows(view, step, settings))]


def _rows(view: View, step: Step, settings: Settings) -> Iterator[Line]:
    """The checks of a step; at verbosity 0 those with the same blocker, and those that do not apply, on one line each,
    passed ones nowhere."""
    if settings.verbosity >= ALL_CHECKS:
        for check in step.checks:
            yield from _check(view, check, settings)
        return
    for check in step.checks:
        if check.outcome not in IN_GROUPS:
            yield from _check(view, check, settings)
    yield from _blocked_together(view, step, settings)
    yield from _not_applicable(step, settings)


def _not_applicable(step: Step, settings: Settings) -> Iterator[Line]:
    """How many do not apply in a step that has more to tell; one of which none does says so by its symbol."""
    count = sum(check.outcome is Outcome.NOT_APPLICABLE for check in step.checks)
    if count and step.outcome not in {Outcome.PASSED, Outcome.NOT_APPLICABLE}:
        what = ngettext("{count} check does not apply", "{count} checks do not apply", count).format(count=count)
        yield Line(Text(what, style=LABEL), symbol(Outcome.NOT_APPLICABLE, settings.ascii_only))


def _blocked_together(view: View, step: Step, settings: Settings) -> Iterator[Line]:
    groups: dict[str, list[CheckResult]] = {}
    for check in step.checks:
        if check.outcome is Outcome.BLOCKED:
            groups.setdefault(_blocked_by(view, check), []).append(check)
    for by, checks in groups.items():
        count = len(checks)
        what = ngettext("{count} check blocked", "{count} checks blocked", count).format(count=count)
        cost = sum(check.possible for check in checks)
        text = Text.assemble(what, (f" {by}", LABEL))
        yield Line(text, symbol(Outcome.BLOCKED, settings.ascii_only), figures=(_cost(cost, settings),))


def _blocked_by(view: View, check: CheckResult) -> str:
    """A check's blockers in words: the cause where it is known, else the previous checks."""
    cause = view.cause_of(check)
    if cause is not None:
        place = f" ({cause.root.deployment})" if view.several and cause.root.deployment else ""
        title = f"{cause.title}{place}"
        return _("by cause {number} ({title})").format(number=cause.number, title=small(title))
    return _("by: {titles}").format(titles=", ".join(view.blockers(check)))


def _cost(value: float, settings: Settings) -> Figure:
    minus = "-" if settings.ascii_only else "−"  # noqa: RUF001 - a minus sign on purpose
    return Figure(Text(f"{minus}{points(value)}" if value else ""), COUNT)


def _check(view: View, check: CheckResult, settings: Settings) -> Iterator[Line]:
    title = Text(headline(check))
    title.stylize("" if check.outcome is Outcome.PASSED else STYLES[check.outcome])
    if view.several and check.deployment:
        title.append(f" · {line(check.deployment)}", style=LABEL)
    remark = _remark(view, check)
    if remark:
        title.append(f" · {remark}", style=LABEL)
    lost = check.possible - check.earned if check.outcome.costs else 0.0
    yield Line(title, symbol(check.outcome, settings.ascii_only), figures=(_cost(lost, settings),))
    if check.outcome is Outcome.FAILED and not _told_in_short(view, check, settings):
        yield from (one.inside(BELOW) for one in labelled(_facts(view, check, settings), _label_width()))
    elif check.outcome is Outcome.ERROR:
        yield from (one.inside(BELOW) for one in labelled(_asserted(view, check), _label_width()))
    yield from (one.inside(BELOW) for one in _excerpts(view, check, settings))


def _told_in_short(view: View, check: CheckResult, settings: Settings) -> bool:
    """Whether its title is enough: it is a cause, and those are told in full elsewhere."""
    cause = view.own_cause(check)
    return settings.verbosity < ALL_CHECKS and cause is not None and settings.in_full(cause)


def _remark(view: View, check: CheckResult) -> str:
    """A word after the title, where the symbol alone does not say enough."""
    if check.outcome is Outcome.PASSED:
        return ""
    if check.outcome is Outcome.FAILED:
        cause = view.own_cause(check)
        return _("cause {number}").format(number=cause.number) if cause else ""
    if check.outcome is Outcome.BLOCKED:
        return f"{word(check.outcome)} {_blocked_by(view, check)}"
    reason = line(check.detail or check.message)
    return f"{word(check.outcome)}: {reason}" if reason else word(check.outcome)


def _label_width() -> int:
    return max(
        map(
            len,
            (_("Expected"), _("Found"), _("What happens"), _("On the server"), _("On your computer"), _("Assertion")),
        )
    )


def _facts(view: View, check: CheckResult, settings: Settings) -> Iterator[tuple[str, Text]]:
    for fact in facts(check):
        if fact.kind not in GIVEN_ELSEWHERE or not _given_elsewhere(view, check, settings):
            yield fact.label, said(fact.text, COMMAND if fact.kind == "see" else "")
    yield from _asserted(view, check)
    if view.audience == TEACHER and check.evidence and settings.verbosity < ALL_EVIDENCE:
        yield _("Evidence"), Text(numbers(check.evidence), style=LABEL)


def _asserted(view: View, check: CheckResult) -> Iterator[tuple[str, Text]]:
    """For the teacher, what the check's own code says, and where."""
    if view.audience == TEACHER and check.assertion:
        yield code(check), Text("\n".join(map(line, check.assertion.splitlines())))


def _given_elsewhere(view: View, check: CheckResult, settings: Settings) -> bool:
    """Whether the causes say all of this: what is so, where it is seen, what comes next."""
    cause = view.own_cause(check)
    return cause is not None and settings.in_full(cause) and line(cause.root.next_step) == line(check.hint)


def numbers(evidence: tuple[int, ...]) -> str:
    """Evidence by its numbers: `#4, #5`."""
    return ", ".join(f"#{number}" for number in evidence)


def _excerpts(view: View, check: CheckResult, settings: Settings) -> Iterator[Line]:
    """The answer that decides, and the numbers of the others."""
    if settings.verbosity < ALL_EVIDENCE or check.outcome not in {Outcome.FAILED, Outcome.ERROR}:
        return
    if (differs := proofs.difference_of(check, view)) is not None:
        yield from (line for one in of_difference(differs, _label_width()) for line in _told(one, settings))
    items = proofs.proof_of(check, view, settings.evidence)
    if items:
        yield _head(items, settings)
        blocks = proofs.shown(items[0], proofs.focus(check, view)).blocks
        yield from (one.inside(2) for told in lines(blocks) for one in _told(told, settings))


def _head(items: list[Understood], settings: Settings) -> Line:
    """What was asked, and the numbers of what else was."""
    first, *others = items
    head = Text.assemble((f"#{first.number} ", LABEL), said(line(first.item.title, TITLE_LIMIT), COMMAND))
    if first.item.exit_code is not None:
        head.append("  -> " if settings.ascii_only else "  → ", style=LABEL)
        head.append(str(first.item.exit_code), style=LABEL)
    if others:
        head.append(f"  + {numbers(tuple(sorted(item.number for item in others)))}", style=LABEL)
    return Line(head)


def _told(one: Told, settings: Settings) -> Iterator[Line]:
    """A line of evidence; where there are no colours, carets are below what is marked in it."""
    text = Text.assemble(one.before, *((piece.text, ODD if piece.kind else "") for piece in one.text))
    if one.muted or one.marked:
        text.stylize(LABEL if one.muted else "bold")
    yield Line(text)
    if one.carets and not settings.colours and (settings.log or len(one.carets) <= NARROW):
        yield Line(Text(one.carets))
