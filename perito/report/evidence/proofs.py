"""The proof of a finding, for every report: the pieces of evidence, the deciding one first, and each as it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.documents.result import Outcome
from perito.documents.shapes import Text
from perito.report.evidence.blocks import block
from perito.report.evidence.characters import Difference, difference
from perito.report.evidence.choose import deciding, relevant
from perito.report.evidence.focus import Focus, focus_of, together
from perito.report.view import TEACHER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from perito.documents.result import CheckResult
    from perito.report.evidence import Understood
    from perito.report.evidence.drawn import Block
    from perito.report.view import View


TOLD = frozenset({Outcome.FAILED, Outcome.ERROR})
MOST = 12  # findings about one piece of evidence


@dataclass(frozen=True)
class Shown:
    """A piece of evidence and its blocks; `raw`: they are its text as it is, and there is nothing more to unfold."""

    item: Understood
    blocks: tuple[Block, ...]
    raw: bool = False


def proof_of(check: CheckResult, view: View, evidence: Mapping[int, Understood]) -> list[Understood]:
    """The evidence that a check rests on and that was kept, the deciding piece first."""
    return deciding([evidence[one] for one in check.evidence if one in evidence], focus(check, view))


def focus(check: CheckResult, view: View) -> Focus:
    """What a check's finding is about."""
    cause = view.own_cause(check)
    return focus_of(check, view.result, cause.root.proof if cause is not None else "")


def shown(item: Understood, what: Focus) -> Shown:
    """One piece of evidence as it shows a finding."""
    shapes = relevant(item, what)
    if shapes:
        return Shown(item, tuple(block(shape, what) for shape in shapes))
    return Shown(item, tuple(block(Text("", text), what) for text in item.texts), raw=True)


def of_several(item: Understood, checks: Sequence[CheckResult], view: View) -> Shown:
    """A piece of evidence as it shows what failed of all that rests on it; where nothing did, the deployment's."""
    failed = [check for check in checks if check.outcome in TOLD][:MOST]
    return shown(item, together(focus(check, view) for check in failed or checks[:1]))


def difference_of(check: CheckResult, view: View, *, asked: bool = False) -> Difference | None:
    """Expected beside found, character by character.

    Only where that gives no more away than the finding does: to the teacher, or where the finding says it too. `asked`:
    by whoever asks for the line that is wanted, where the practice tells it.
    """
    if not check.expected or not check.actual:
        return None
    told = view.audience == TEACHER or _is_said(check) or (asked and bool(check.line))
    return difference(check.expected, check.actual) if told else None


def _is_said(check: CheckResult) -> bool:
    """Whether the finding says everything in which what is expected differs from what was found."""
    there = check.actual.split()
    return not check.says or all(
        word.rpartition(":")[2] in check.says for word in check.expected.split() if word not in there
    )


def rest_on(checks: Iterable[CheckResult]) -> dict[int, list[CheckResult]]:
    """The checks that rest on each piece of evidence."""
    found: dict[int, list[CheckResult]] = {}
    for check in checks:
        for number in check.evidence:
            found.setdefault(number, []).append(check)
    return found
