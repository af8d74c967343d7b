"""Nothing passes, or is left out of the fraction, on the word of a source that another one contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.result import Outcome
from perito.errors import Unseen
from perito.grading.ending import Ending
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.server.integrity.integrity import Integrity

GAINS = frozenset({Outcome.PASSED, Outcome.NOT_APPLICABLE})


def believed(ending: Ending, integrity: Integrity, check: str = "", deployment: str | None = None) -> Ending:
    """The ending of a check, or `error` where what it rests on is disputed, or the server does not say what answers
    us."""
    if ending.outcome not in GAINS or not ending.evidence:  # the server was not asked
        return ending
    found = integrity.disputed(ending.evidence, check, deployment)
    if found is not None:
        evidence = tuple(sorted({*ending.evidence, *found.evidence}))
        return _error(ending, str(found), found.why, evidence)
    why = integrity.unanswered()
    return ending if why is None else _error(ending, str(why), why.reason, ending.evidence)


def resting(ending: Ending, disputed: Sequence[str]) -> Ending:
    """The ending of a check without meaning where others are lost, or `error` where two sources disagree about one of
    those."""
    if ending.outcome not in GAINS or not disputed:
        return ending
    reason = _("it rests on {names}, about which two sources disagree").format(names=", ".join(disputed))
    return _error(ending, reason, Unseen.SOURCES_DISAGREE, ending.evidence)


def _error(ending: Ending, reason: str, unseen: Unseen, evidence: tuple[int, ...]) -> Ending:
    return Ending(Outcome.ERROR, ending.duration, reason=reason, evidence=evidence, unseen=unseen)
