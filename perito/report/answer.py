"""The answer to "why?" about one check of one server: how it ended, what it cost, and what the server said, quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.result import Outcome
from perito.report.evidence import proofs
from perito.report.evidence.told import of_difference, plainly
from perito.report.safe import clean, line
from perito.report.words import facts, headline, small, word
from perito.support.i18n import _, ngettext, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from perito.documents.result import CheckResult, CriterionResult
    from perito.report.evidence import Understood
    from perito.report.view import View

TITLE = 110
ANSWERED = {"see", "why", "hint"}  # facts that stand elsewhere


def answer(check: CheckResult, view: View, evidence: Mapping[int, Understood]) -> Iterator[str]:
    """Why a check ended as it did, line by line; of a blocked one also its cause, with what shows that."""
    yield heading(check, view)
    yield from (f"   {text}" for text in _because(check, view))
    if check.outcome is Outcome.FAILED:
        yield from advice(check)
    cause = view.cause_of(check) if check.outcome is Outcome.BLOCKED else None
    shown = cause.check if cause is not None and cause.check is not None else check
    yield from quoted(shown, view, evidence)


def heading(check: CheckResult, view: View) -> str:
    """What it is called, of which deployment, how it ended, and its points."""
    named = " · ".join(filter(None, (line(headline(check)), check.deployment if view.several else "")))
    worth = ""
    if check.possible and (check.outcome.counts or check.outcome is Outcome.MANUAL):
        won = _("{earned} of {possible}").format(earned=points(check.earned), possible=points(check.possible))
        worth = f" · {won}"
    return f"{named}: {word(check.outcome)}{worth}"


def _because(check: CheckResult, view: View) -> Iterator[str]:
    """The reason, in the words of its outcome."""
    if check.outcome is Outcome.FAILED:
        yield from (_fact(fact.kind, fact.label, fact.text) for fact in facts(check) if fact.kind not in ANSWERED)
        return
    if check.outcome is Outcome.BLOCKED:
        cause = view.cause_of(check)
        if cause is None:
            yield _("by: {titles}").format(titles=", ".join(view.blockers(check)))
            return
        yield _("by cause {number} ({title})").format(number=cause.number, title=small(cause.title))
        if cause.finding:
            yield cause.finding
        return
    if check.outcome is Outcome.MANUAL:
        yield from _marked(next((one for one in view.result.criteria if one.id == check.id), None))
    elif check.outcome is Outcome.PASSED:
        if check.actual:
            yield _("Found") + f": {line(check.actual)}"
    elif reason := line(check.detail or check.message or check.says):
        yield reason


def _fact(kind: str, label: str, text: str) -> str:
    return line(text) if kind == "says" else f"{label}: {line(text)}"


def _marked(criterion: CriterionResult | None) -> Iterator[str]:
    if criterion is None or criterion.points is None:
        yield _("not marked yet")
        return
    titles = {level.id: level.title for level in criterion.levels}
    told = (titles.get(criterion.level, criterion.level), criterion.comment, str(criterion.date or ""))
    if text := " · ".join(line(one) for one in told if one):
        yield text


def advice(check: CheckResult) -> Iterator[str]:
    """Why it matters, the next step, where to look, and the line that is wanted, as far as the practice tells it."""
    from perito.report.words import where

    yield from rows([
        (_("Why"), check.why),
        (_("Next step"), check.hint),
        (where(check), check.command),
        (_("Finding"), check.finding or check.id),
    ])  # fmt: skip
    if check.line:
        yield _("The line:")
        yield from (f"    {text}" for text in clean(check.line).splitlines())


def rows(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    """`label: text` for every text there is."""
    return (f"{label}: {line(text)}" for label, text in found if text)


def quoted(check: CheckResult, view: View, evidence: Mapping[int, Understood]) -> Iterator[str]:
    """The answer that decides, as it is understood; the numbers of the others; nothing where none was kept."""
    if (differs := proofs.difference_of(check, view, asked=True)) is not None:
        for one in of_difference(differs):
            yield f"    {one.plain}"
            if one.carets:
                yield f"    {one.carets}"
    items = proofs.proof_of(check, view, evidence)
    if not items:
        return
    yield _("What the server answered:")
    first, *others = items
    shown = proofs.shown(first, proofs.focus(check, view))
    code = f"  → {first.item.exit_code}" if first.item.exit_code is not None else ""
    yield f"  #{first.number}  {line(first.item.title, TITLE)}{code}"
    yield from (f"    │ {text}" for text in list(plainly(shown.blocks)) or [_("(no output)")])
    if others:
        named = ", ".join(f"#{number}" for number in sorted(item.number for item in others))
        text = ngettext("and {count} more answer: {numbers}", "and {count} more answers: {numbers}", len(others))
        yield "  " + text.format(count=len(others), numbers=named)
