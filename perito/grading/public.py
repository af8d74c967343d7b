"""`perito.grade`: one server or one recording, by one practice, from Python."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perito import models
from perito.errors import UsageError
from perito.evidence.session import Session
from perito.grading import late, soundness
from perito.grading.grade import Assignment
from perito.grading.grade import grade as graded
from perito.practice import locate
from perito.support.deadline import Deadline
from perito.support.system_errors import reason
from perito.transport.target import Target, parse_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.documents.result import Result

EVIDENCE = "evidence.jsonl.gz"


def grade(
    what: str | Path | Target | Session,
    practice: Path | str | None = None,
    *,
    deadline: float | None = None,
    **settings: Any,
) -> Result:
    """Grade a server or a recording.

    `what`: a target as `perito check` takes it (`local`, `user@host`, `ssh://user@host:port`, an SSH alias), a Target
    with all its options, an open session, or, as a Path, a recording or the directory of a run. `practice`: a directory
    with checks/ and rubric.yaml, as text also an installed practice's name or a git repository's address; None: the one
    that ships with Perito. `settings`: `steps`, a frozenset of the rubric's
    steps (empty: all); `whole`; `deadline`: seconds for all of it (None: no limit): what has no answer by then
    is not judged; `waivers`; `listener`, called with every check as it ends.

    Raises errors of `perito.errors`; those with the exit status USAGE are about `what` or the practice, TransportError
    means that the server could not be reached.
    """
    time = Deadline(deadline) if deadline is not None else None
    with _opened(what, time, practice) as session:
        assignment = Assignment.of(session, practice, **settings)
        soundness.prove(assignment.practice, assignment.rubric, thoroughly=False)
        with late.hanging_up(session, time):
            return graded(session, assignment)


@contextmanager
def _opened(
    what: str | Path | Target | Session, time: Deadline | None, practice: Path | str | None
) -> Iterator[Session]:
    if isinstance(what, Session):
        yield what
    elif isinstance(what, Path):
        yield _replayed(what / EVIDENCE if what.is_dir() else what)
    else:
        target = parse_target(what) if isinstance(what, str) else what
        with Session.live(target, before=partial(models.before_login, locate.find(practice))) as session:
            with late.hanging_up(session, time):
                session.open()
            yield session


def _replayed(recording: Path) -> Session:
    try:
        return Session.replay(recording)
    except OSError as problem:
        raise UsageError(f"{recording}: {reason(problem)}") from None
