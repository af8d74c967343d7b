"""Secrets seen by a teacher's own check: the check judges the original, and reports hide it.

The evidence has them redacted, so a replay would judge another text. Instead it takes the outcome from the recording,
stored for the check's code at that time; after a change of the code there is none.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from perito.documents.result import Outcome
from perito.evidence.mark import MARK
from perito.evidence.redaction import SHORTEST
from perito.grading.ending import Ending
from perito.practice.expect import Failure
from perito.support import reading
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from perito.evidence.session import Session

KNOWN = frozenset({Outcome.PASSED, Outcome.FAILED, Outcome.NOT_APPLICABLE})
TEXTS = ("expected", "actual", "detail", "proof")


def judged(session: Session, check: str, files: Iterable[Path], ending: Ending) -> Ending:
    """The ending of a check that saw redacted text: stored on the server, taken from the recording in a replay.

    `check`: its name, with the deployment; `files`: those of its code.
    """
    key = f"own check {check} as {_digest(files)}"
    if session.replayed:
        kept = session.recalled(key)
        return _unpacked(kept, ending) if kept is not None else _untold(ending)
    clean = told(session, ending)
    if clean.outcome in KNOWN:
        session.remember(key, lambda: _packed(clean))
    return clean


def told(session: Session, ending: Ending) -> Ending:
    """The ending with texts that repeat nothing redacted."""
    hidden = grams(session.unredacted.pairs())

    def clean(text: str) -> str:
        return session.without_secrets(session.evidence.redactor.text(without(text, hidden)))

    failure = ending.failure
    if failure is not None:
        failure = Failure(
            clean(failure.expected),
            clean(failure.actual),
            clean(failure.detail),
            proof=clean(failure.proof),
            because=failure.because,
            cleared=failure.cleared,
            independent=failure.independent,
            finding=failure.finding,
            said={name: clean(text) for name, text in failure.said.items()},
            alone=failure.alone,
        )
    return replace(ending, failure=failure, reason=clean(ending.reason), assertion=clean(ending.assertion))


def grams(pairs: Iterable[tuple[bytes, bytes]]) -> frozenset[str]:
    """Every substring of a secret's minimal length that is in a text and not in its redacted form.

    What stands elsewhere in that form everybody sees: Django's own `django-insecure-…` hides no `django`.
    """
    found: set[str] = set()
    for whole, redacted in pairs:
        known = set(redacted.splitlines())
        lines = [line for line in whole.splitlines() if line not in known]
        found |= _runs(lines) - _runs(known)
    return frozenset(found)


def _runs(lines: Iterable[bytes]) -> set[str]:
    texts = [line.decode("utf-8", "replace") for line in lines]
    return {text[at : at + SHORTEST] for text in texts for at in range(len(text) - SHORTEST + 1)}


def without(text: str, hidden: frozenset[str]) -> str:
    """The text without any run of hidden characters."""
    if not hidden:
        return text
    covered = bytearray(len(text))
    for at in range(len(text) - SHORTEST + 1):
        if text[at : at + SHORTEST] in hidden:
            covered[at : at + SHORTEST] = b"\1" * SHORTEST
    parts, at = [], 0
    while at < len(text):
        end = at
        while end < len(text) and covered[end] == covered[at]:
            end += 1
        parts.append(MARK.decode() if covered[at] else text[at:end])
        at = end
    return "".join(parts)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(reading.content(path) if path.is_file() else b"")
    return digest.hexdigest()[:16]


def _untold(ending: Ending) -> Ending:
    """An outcome that blocks or could not look stays."""
    if ending.outcome not in KNOWN:
        return ending
    text = _("what it looks at is a secret, which the recording does not have: only the server itself can tell")
    return Ending(Outcome.ERROR, ending.duration, reason=text, evidence=ending.evidence)


def _packed(ending: Ending) -> dict[str, Any]:
    failure = ending.failure
    texts = {name: getattr(failure, name) for name in TEXTS} if failure is not None else None
    return {
        "outcome": str(ending.outcome), "failure": texts, "reason": ending.reason, "assertion": ending.assertion,
        "because": failure.because if failure else None,
        "cleared": list(failure.cleared) if failure else [],
        "independent": failure.independent if failure else False,
        "finding": failure.finding if failure else "",
        "said": failure.said if failure else {},
        "alone": failure.alone if failure else False,
    }  # fmt: skip


def _unpacked(kept: Any, ending: Ending) -> Ending:
    """Raises nothing: a recording is not trusted, and an invalid value counts as none."""
    try:
        failure = None
        if kept["failure"] is not None:
            expected, actual, detail, proof = (str(kept["failure"][name]) for name in TEXTS)
            failure = Failure(
                expected,
                actual,
                detail,
                proof=proof,
                because=None if kept["because"] is None else str(kept["because"]),
                cleared=tuple(map(str, kept["cleared"])),
                independent=kept["independent"] is True,
                finding=str(kept.get("finding", "")),
                said={str(name): str(text) for name, text in dict(kept.get("said", {})).items()},
                alone=kept.get("alone") is True,
            )
        outcome = Outcome(kept["outcome"])
        if outcome not in KNOWN or (outcome is Outcome.FAILED) != (failure is not None):
            return _untold(ending)
        return replace(
            ending, outcome=outcome, failure=failure, reason=str(kept["reason"]), assertion=str(kept["assertion"])
        )
    except (KeyError, TypeError, ValueError):
        return _untold(ending)
