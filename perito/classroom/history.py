"""Earlier runs of the same class: found beside the run, and read as attempts."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from perito.classroom import finished
from perito.classroom.run_directory import RunDirectory
from perito.classroom.worker import RESULT
from perito.documents.attempts import Attempt, histories
from perito.errors import UsageError
from perito.support import reading
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perito.documents.attempts import History, Policy
    from perito.documents.class_result import Student


def started(run: RunDirectory) -> datetime:
    """A run's start. Raises UsageError where run.json has none."""
    try:
        return datetime.fromisoformat(str(run.asked()["started"])).astimezone(UTC)
    except (KeyError, ValueError) as error:
        raise UsageError(_("{path}: started: {error}").format(path=run.path / "run.json", error=error)) from None


def earlier(run: RunDirectory) -> list[RunDirectory]:
    """Earlier runs in the same directory, of the same practice, roster and students; the first one first.

    Unreadable directories are not runs of this class.
    """
    found = []
    for path in run.path.parent.iterdir():
        other = RunDirectory(path)
        if path != run.path and finished.is_class(path):
            with suppress(UsageError):
                if _same_class(run, other) and started(other) < started(run):
                    found.append(other)
    return sorted(found, key=started)


def _same_class(run: RunDirectory, other: RunDirectory) -> bool:
    """Whether both have the same practice and roster, and a student in common: another group's roster may have that
    name, too."""
    one, two = run.asked(), other.asked()
    same = all(one.get(what) == two.get(what) for what in ("practice", "roster"))
    return same and bool({person.id for person in finished.people(run)} & {one.id for one in finished.people(other)})


def attempts_of(run: RunDirectory, lines: Iterable[Student]) -> list[Attempt]:
    """A run's lines as attempts: each at its server's grading, or at the start of the run."""
    began = started(run)
    return [Attempt(str(run.path), _looked_at(run.path, line) or began, line) for line in lines]


def _looked_at(run: Path, line: Student) -> datetime | None:
    """When a student's server was graded; None without a result."""
    if line.score is None:
        return None
    with suppress(OSError, ValueError, KeyError, TypeError):
        document = json.loads(reading.json_text(run / (line.result or RESULT)))
        return datetime.fromisoformat(document["started"]).astimezone(UTC)
    return None


def told(
    run: RunDirectory, lines: Iterable[Student], before: Sequence[RunDirectory], policy: Policy
) -> dict[str, History]:
    """Each student's attempts, where there are earlier runs; nothing for the first run."""
    if not before:
        return {}
    past = [attempts_of(one, finished.lines(one).values()) for one in before]
    return histories([*past, attempts_of(run, lines)], policy)


def named(paths: Iterable[str | Path]) -> list[RunDirectory]:
    """Runs given by path, the first one first. Raises UsageError for a path without one."""
    runs = []
    for path in paths:
        if not finished.is_class(Path(path)):
            raise UsageError(_("{path}: not the run of a class: it has no run.json").format(path=path))
        runs.append(RunDirectory(Path(path)))
    return sorted(runs, key=started)
