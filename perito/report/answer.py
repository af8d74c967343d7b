"""The answer to "why?" about one check of one server: how it ended, what it cost, and what the server said, quoted."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from perito.documents.result import Outcome
from perito.report.safe import clean, line, shortened
from perito.report.words import facts, headline, small, word
from perito.support.i18n import _, ngettext, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from perito.documents.result import CheckResult, CriterionResult
    from perito.report.evidence import EvidenceItem
    from perito.report.view import View

QUOTED = 4  # answers of the server
LINES = 8  # of each of them
WIDTH = 150
TITLE = 110
ANSWERED = {"see", "why", "hint"}  # facts that stand elsewhere


def answer(check: CheckResult, view: View, evidence: Mapping[int, EvidenceItem]) -> Iterator[str]:
    """Why a check ended as it did, line by line; of a blocked one also its cause, with what shows that."""
    yield heading(check, view)
    yield from (f"   {text}" for text in _because(check, view))
    if check.outcome is Outcome.FAILED:
        yield from advice(check)
    cause = view.cause_of(check) if check.outcome is Outcome.BLOCKED else None
    shown = cause.check if cause is not None and cause.check is not None else check
    yield from quoted(cause.root.evidence if cause is not None else check.evidence, shown, view, evidence)


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


def quoted(
    numbers: Sequence[int], check: CheckResult, view: View, evidence: Mapping[int, EvidenceItem]
) -> Iterator[str]:
    """What the server answered, under the numbers that the recording has it; nothing where that was not kept."""
    items = [evidence[number] for number in numbers if number in evidence]
    if items:
        yield _("What the server answered:")
    telling = Telling.of(check, view)
    for item in items[:QUOTED]:
        code = f"  → {item.exit_code}" if item.exit_code is not None else ""
        yield f"  #{item.number}  {line(item.title, TITLE)}{code}"
        found = [text for output in (item.stdout, item.stderr) for text in telling.lines(output)]
        yield from (f"    │ {text}" for text in found or [_("(no output)")])
    more = items[QUOTED:]
    if more:
        named = ", ".join(f"#{item.number}" for item in more)
        text = ngettext("and {count} more answer: {numbers}", "and {count} more answers: {numbers}", len(more))
        yield "  " + text.format(count=len(more), numbers=named)


@dataclass(frozen=True)
class Telling:
    """Which lines of an answer are about a check: `names` of the deployment are in them, or one of these `words`."""

    names: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, check: CheckResult, view: View) -> Telling:
        """By the names in use, and by what was found and wanted."""
        used = [one for one in view.result.deployments if check.deployment in (None, one.label)]
        links = ((one.app, one.service, one.directory, one.site, one.socket) for one in used)
        names = {name for chain in links for name in chain if name}
        texts = (check.actual, check.expected, check.command, check.says)
        words = {word for text in texts for word in _words(text or "")}
        return cls(frozenset(map(str.casefold, names)), frozenset(words))

    def lines(self, output: str, most: int = LINES) -> list[str]:
        """At most so many lines of an output: all of a short one; of a long one the best of its best paragraph."""
        found = _paragraphs(output)
        everything = [text for part in found for text in part]
        if len(everything) <= most:
            return everything
        part = max(found, key=lambda part: max(map(self._score, part)))
        best = sorted(range(len(part)), key=lambda place: (-self._score(part[place]), place))[: most - 1]
        left = len(everything) - len(best)
        text = ngettext("… {count} line left out", "… {count} lines left out", left).format(count=left)
        return [*(part[place] for place in sorted(best)), text]

    def _score(self, text: str) -> int:
        folded = text.casefold()
        return 2 * any(name in folded for name in self.names) + len(self.words & _words(text))


def _words(text: str) -> set[str]:
    return {word.strip(".").casefold() for word in re.findall(r"[\w./-]{3,}", text)}


def _paragraphs(output: str) -> list[list[str]]:
    """An output's lines by paragraph; fields that end in NUL stand on a line for each path."""
    text = output.replace("\0\0", "\0").replace("\0/", "\n/").replace("\0", " ")
    parts = [[_shown(one) for one in part.split("\n")] for part in text.split("\n\n")]
    return [lines for part in parts if (lines := [one for one in part if len(one) > 1])]


def _shown(text: str) -> str:
    """A line as it is shown; of an entry of the journal as JSON (systemd.journal-fields(7)) its time and message."""
    if text.startswith("{") and '"MESSAGE"' in text:
        with suppress(ValueError, TypeError, KeyError, OverflowError):
            entry = json.loads(text)
            at = datetime.fromtimestamp(int(entry["__REALTIME_TIMESTAMP"]) // 1_000_000, UTC)
            text = f"{at:%Y-%m-%d %H:%M:%S} UTC  {entry['MESSAGE']}"
    return shortened(clean(text).replace("\n", " ⏎ ").expandtabs(4).rstrip(), WIDTH)
