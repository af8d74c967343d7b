"""The parts of the whole assignment for people: points of each, and limits of the grade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.documents.result import Outcome, PartScore
from perito.report.safe import line
from perito.support.i18n import _, points

if TYPE_CHECKING:
    from perito.documents.result import CriterionResult, Result


@dataclass(frozen=True)
class PartRow:
    """One part or criterion: title, points, and an outcome for its symbol."""

    title: str
    text: str
    outcome: Outcome
    comment: str = ""


def part_rows(result: Result) -> tuple[PartRow, ...]:
    """A row for each part and criterion; none where one deployment was graded alone."""
    if len(result.parts) < 2 and not result.criteria:
        return ()
    return (*map(_part, (one for one in result.parts if one.possible or one.earned)), *map(_criterion, result.criteria))


def limits(result: Result) -> tuple[str, ...]:
    """A sentence for each bound in force."""
    sentence = _("The grade is at most {points} because of: {title}")
    return tuple(sentence.format(points=points(one.at_most), title=line(one.title)) for one in result.bounds)


def _part(part: PartScore) -> PartRow:
    full = part.earned >= part.possible
    return PartRow(line(part.title), _worth(part.earned, part), Outcome.PASSED if full else Outcome.FAILED)


def _criterion(one: CriterionResult) -> PartRow:
    if one.points is None:
        pending = _("pending, up to {points}").format(points=points(one.possible))
        return PartRow(line(one.title), pending, Outcome.MANUAL)
    level = next((line(level.title) for level in one.levels if level.id == one.level), "")
    comment = " · ".join(text for text in (level, line(one.comment)) if text)
    full = one.points >= one.possible
    return PartRow(line(one.title), _worth(one.points, one), Outcome.PASSED if full else Outcome.MANUAL, comment)


def _worth(earned: float, of: PartScore | CriterionResult) -> str:
    text = _("{points} of {possible}").format(points=points(earned), possible=points(of.possible))
    on_top = _("on top")
    return f"{text} · {on_top}" if of.bonus else text
