"""A worker's part of grading again: a recording by today's rubric, and the differences."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import ValidationError

from perito.classroom import worker
from perito.classroom.job import Done
from perito.documents.class_result import Student
from perito.documents.result import JudgedBy, PracticeUsed, Result
from perito.errors import UsageError
from perito.evidence import recording
from perito.evidence.recording import EvidenceError
from perito.grading import fingerprint, rescoring
from perito.grading.differences import difference
from perito.grading.grade import PracticeBroken
from perito.grading.marking import apply
from perito.grading.scoring import Parts
from perito.models.wanted import UnknownApp
from perito.practice.marks.kept import kept
from perito.practice.waivers import load as load_waivers
from perito.support import i18n, reading
from perito.support.i18n import _
from perito.support.yamlfile import FileError
from perito.transport.base import Reason

if TYPE_CHECKING:
    from pathlib import Path

    from perito.classroom.job import How, Recorded
    from perito.practice.locate import Practice
    from perito.practice.rubric import Rubric


def regrade(recorded: Recorded) -> Done:
    """Grade a recording again. A recording that cannot be graded has the reason in its line; only bugs raise."""
    started = time.monotonic()
    i18n.use_of(recorded.how.language)
    try:
        done = _regraded(recorded)
    except (EvidenceError, OSError, UnknownApp, UsageError, PracticeBroken, FileError) as error:
        done = Done(_failed(recorded, _said(error)))
    return replace(done, seconds=time.monotonic() - started)


def _regraded(recorded: Recorded) -> Done:
    before = stored(recorded.result)
    asked, recorded = recorded.how, replace(recorded, how=as_before(recorded.how, before))
    by = worker.practice_of(recorded.how.practice)
    after = None if before is None or recorded.replay else _rescored(before, recorded.how, *by)
    replayed = after is None
    if after is None:
        after = worker.replayed(recorded)
    if before is not None and before.of_whole != after.of_whole and not (asked.whole and after.of_whole):
        return Done(_failed(recorded, other_shape(before, after)))
    marks, dropped = kept(before.criteria if before else (), after.criteria)
    after = apply(after, marks | recorded.marks)
    parts = Parts.of_run(by[1], after.deployments, whole=recorded.how.whole)
    lost = [name for name in dropped if name not in recorded.marks]
    change = difference(before, after, parts.of, replayed=replayed, dropped=lost)
    save = recorded.files and change.differs
    files = worker.documents(seen(recorded.evidence), after, recorded.how, recorded.person) if save else {}
    return Done(worker.line(recorded.person, after), files, change=change)


def stored(path: Path) -> Result | None:
    """A result document; None where it is missing or invalid."""
    with suppress(FileNotFoundError, ValidationError, UnicodeDecodeError):
        return Result.model_validate_json(reading.json_text(path))
    return None


def as_before(how: How, before: Result | None) -> How:
    """The steps and parts of the earlier grading, unless others are given now."""
    if before is None:
        return how
    return replace(how, whole=how.whole or before.of_whole, steps=how.steps or frozenset(before.judged_by.steps))


def _rescored(before: Result, how: How, practice: Practice, loaded: Rubric) -> Result | None:
    """The new result without running a check, where that is possible."""
    day = how.day or before.started.astimezone().date()
    waivers = load_waivers(how.waivers, loaded.checks, day, of_class=True, rubric=loaded)
    digest, used = _digests(practice, fingerprint.state(practice), tuple(sorted(how.inputs.items())))
    today = JudgedBy(
        digest=digest,
        whole=how.whole,
        steps=tuple(sorted(how.steps)),
        waivers=waivers.digest,
    )
    return rescoring.rescored(before, loaded, used) if rescoring.fits(before, today) else None


@lru_cache(maxsize=64)
def _digests(
    practice: Practice, _state: tuple[object, ...], given: tuple[tuple[str, str], ...]
) -> tuple[str, PracticeUsed]:
    by = worker.practice_of(practice.directory)
    return fingerprint.of(*by, dict(given)), fingerprint.used(*by)


def other_shape(before: Result, after: Result) -> str:
    """Why a result must not replace another."""
    shapes = {True: _("the whole assignment"), False: _("one deployment")}
    return _("graded as {before} until now, it would be graded as {after}; nothing but --whole asks for that").format(
        before=shapes[before.of_whole], after=shapes[after.of_whole]
    )


def seen(path: Path) -> recording.Evidence | None:
    """The recording; None where it cannot be read."""
    with suppress(EvidenceError, OSError):
        return recording.load(path)
    return None


def _failed(recorded: Recorded, reason: str) -> Student:
    person = recorded.person
    return Student(id=person.id, name=person.name, email=person.email, status=str(Reason.ERROR), reason=reason)


def _said(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return _("nothing was recorded: there is no {file}").format(file=error.filename)
    return str(error)
