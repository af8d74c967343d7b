"""The steps in the terminal report: one line each, with the checks that need attention below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from perito.documents.result import Outcome
from perito.report.safe import excerpt, line
from perito.report.style import COMMAND, LABEL, STYLES, entry, fields, said, symbol
from perito.report.view import TEACHER
from perito.report.words import facts, headline, small, word
from perito.support.i18n import _, ngettext, points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from perito.documents.result import CheckResult
    from perito.report.cause import Cause
    from perito.report.evidence import EvidenceItem
    from perito.report.step import Step
    from perito.report.view import View

ALL_CHECKS, ALL_EVIDENCE = 1, 2
CAUSES_IN_FULL = 5
EXCERPT_LINES = 9
GIVEN_ABOVE = frozenset({"says", "see", "hint"})
EXCERPTS = 3
TITLE_LIMIT = 200


@dataclass(frozen=True)
class Settings:
    """How much to show. `verbosity`: 0 what did not pass, 1 every check, 2 evidence too."""

    verbosity: int = 0
    ascii_only: bool = False
    evidence: Mapping[int, EvidenceItem] = field(default_factory=dict)

    def in_full(self, cause: Cause) -> bool:
        """Whether a cause is shown with its proof and next step, not by its title alone."""
        return self.verbosity >= ALL_CHECKS or cause.number <= CAUSES_IN_FULL


def steps(view: View, settings: Settings) -> RenderableType:
    """All steps, in the order of the practice."""
    return Group(*(_step(view, step, settings) for step in view.steps))


def _step(view: View, step: Step, settings: Settings) -> RenderableType:
    count = Text(f"{step.passed}/{len(step.counted)}" if step.counted else "")
    won = _("{earned} of {possible}").format(earned=points(step.earned), possible=points(step.possible))
    head = entry(
        symbol(step.outcome, settings.ascii_only),
        Text(step.title, style="bold"),
        (count, 7),
        (Text(won if step.possible else "", style=LABEL), 14),
    )
    rows = list(_rows(view, step, settings))
    if not rows:
        return head
    return Group(head, *(Padding(row, (0, 0, 0, 2)) for row in rows), Text(""))


def _rows(view: View, step: Step, settings: Settings) -> Iterator[RenderableType]:
    """The checks of a step; at verbosity 0 those with the same blocker on one line, passed ones nowhere."""
    if settings.verbosity >= ALL_CHECKS:
        for check in step.checks:
            yield _check(view, check, settings)
        return
    for check in step.checks:
        if check.outcome not in {Outcome.PASSED, Outcome.BLOCKED}:
            yield _check(view, check, settings)
    yield from _blocked_together(view, step, settings)


def _blocked_together(view: View, step: Step, settings: Settings) -> Iterator[RenderableType]:
    groups: dict[str, list[CheckResult]] = {}
    for check in step.checks:
        if check.outcome is Outcome.BLOCKED:
            groups.setdefault(_blocked_by(view, check), []).append(check)
    for by, checks in groups.items():
        count = len(checks)
        what = ngettext("{count} check blocked", "{count} checks blocked", count).format(count=count)
        cost = sum(check.possible for check in checks)
        text = Text.assemble(what, (f" {by}", LABEL), overflow="fold")
        yield entry(symbol(Outcome.BLOCKED, settings.ascii_only), text, (_cost(cost, settings), 7))


def _blocked_by(view: View, check: CheckResult) -> str:
    """A check's blockers in words: the cause where it is known, else the previous checks."""
    cause = view.cause_of(check)
    if cause is not None:
        place = f" ({cause.root.deployment})" if view.several and cause.root.deployment else ""
        title = f"{cause.title}{place}"
        return _("by cause {number} ({title})").format(number=cause.number, title=small(title))
    return _("by: {titles}").format(titles=", ".join(view.blockers(check)))


def _cost(value: float, settings: Settings) -> Text:
    minus = "-" if settings.ascii_only else "−"  # noqa: RUF001 - a minus sign on purpose
    return Text(f"{minus}{points(value)}" if value else "")


def _check(view: View, check: CheckResult, settings: Settings) -> RenderableType:
    title = Text(headline(check), overflow="fold")
    title.stylize("" if check.outcome is Outcome.PASSED else STYLES[check.outcome])
    if view.several and check.deployment:
        title.append(f" · {line(check.deployment)}", style=LABEL)
    remark = _remark(view, check)
    if remark:
        title.append(f" · {remark}", style=LABEL)
    lost = check.possible - check.earned if check.outcome.costs else 0.0
    head = entry(symbol(check.outcome, settings.ascii_only), title, (_cost(lost, settings), 7))
    rows = list(_facts(view, check, settings)) if check.outcome is Outcome.FAILED else []
    body: list[RenderableType] = [fields(rows, _label_width())] if rows else []
    body += _excerpts(check, settings)
    return Group(head, Padding(Group(*body), (0, 0, 0, 4))) if body else head


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
        map(len, (_("Expected"), _("Found"), _("Finding"), _("On the server"), _("On your computer"), _("Assertion")))
    )


def _facts(view: View, check: CheckResult, settings: Settings) -> Iterator[tuple[str, RenderableType]]:
    for fact in facts(check):
        if fact.kind not in GIVEN_ABOVE or not _given_above(view, check, settings):
            yield fact.label, said(fact.text, COMMAND if fact.kind == "see" else "")
    if view.audience == TEACHER and check.assertion:
        yield _("Assertion"), Text("\n".join(map(line, check.assertion.splitlines())), overflow="fold")
    if view.audience == TEACHER and check.evidence and settings.verbosity < ALL_EVIDENCE:
        yield _("Evidence"), Text(numbers(check.evidence), style=LABEL)


def _given_above(view: View, check: CheckResult, settings: Settings) -> bool:
    """Whether the causes have said all of this already: what is so, where it is seen, what comes next."""
    cause = view.own_cause(check)
    return cause is not None and settings.in_full(cause) and line(cause.root.next_step) == line(check.hint)


def numbers(evidence: tuple[int, ...]) -> str:
    """Evidence by its numbers: `#4, #5`."""
    return ", ".join(f"#{number}" for number in evidence)


def _excerpts(check: CheckResult, settings: Settings) -> Iterator[RenderableType]:
    if settings.verbosity < ALL_EVIDENCE or check.outcome not in {Outcome.FAILED, Outcome.ERROR}:
        return
    for number in check.evidence[:EXCERPTS]:
        item = settings.evidence.get(number)
        if item is not None:
            yield _excerpt(item)


def _excerpt(item: EvidenceItem) -> RenderableType:
    head = Text.assemble((f"#{item.number} ", LABEL), said(line(item.title, TITLE_LIMIT), COMMAND), overflow="fold")
    if item.exit_code is not None:
        head.append(f"  → {item.exit_code}", style=LABEL)
    lines: list[RenderableType] = [head]
    for output in (item.stdout, item.stderr):
        part = excerpt(output, EXCERPT_LINES)
        shown = [Text(one, overflow="fold") for one in part.head]
        if part.left_out:
            left = ngettext("… {count} line left out", "… {count} lines left out", part.left_out)
            shown.append(Text(left.format(count=part.left_out), style=LABEL))
        shown += [Text(one, overflow="fold") for one in part.tail]
        lines += [Padding(one, (0, 0, 0, 2)) for one in shown]
    return Group(*lines)
