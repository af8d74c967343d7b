"""What waivers excuse: the checks that they are for, and what has no meaning without those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.check_names import matches
from perito.documents.outcome import Outcome
from perito.grading import causes
from perito.grading.ending import Ending
from perito.support.i18n import _, day

if TYPE_CHECKING:
    from perito.grading.run import Run

MEANT = frozenset({Outcome.PASSED, Outcome.NOT_APPLICABLE})  # nothing is to be excused


def judged(run: Run, deployment: str | None, check: str, ending: Ending) -> Ending:
    """The ending of a check beside the waivers.

    A waived check is waived whatever its ending. One that requires a waived check which is not so is waived with it
    unless it passes: without that it has no meaning.
    """
    waiver = run.waivers.of(deployment, check)
    if waiver is not None:
        reason = _("{reason} (until {date})").format(reason=waiver.reason, date=day(waiver.expires))
    elif ending.outcome in MEANT or (before := _excused_before(run, deployment, check)) is None:
        return ending
    else:
        reason = _("waived with {check}, without which it has no meaning").format(check=before)
    if ending.outcome not in MEANT:
        run.excused.add((deployment, check))
    return Ending(Outcome.WAIVED, ending.duration, reason=reason, evidence=ending.evidence)


def _excused_before(run: Run, deployment: str | None, check: str) -> str | None:
    """The check that this one requires, and that is waived and is not so."""
    entry = run.rubric.entry(check)
    required = entry.requires if entry is not None else ()
    there = {name for where, name in run.excused if causes.sees(deployment, where)}
    alike = (run.ledger.alike(deployment, one, check) for one in required)
    return next((one for one in alike if any(matches(name, one) for name in there)), None)
