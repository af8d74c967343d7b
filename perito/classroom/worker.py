"""A worker process: grades one server, from its address to its files. It imports once and grades many."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from perito import models
from perito.classroom.identity import ask as identity
from perito.classroom.identity.facts import facts_of
from perito.classroom.identity.of_run import IDENTITY
from perito.classroom.job import Done
from perito.documents.class_result import GRADED, ShortChain, Student
from perito.errors import Unseen, UsageError
from perito.evidence.session import Session
from perito.grading import late
from perito.grading.grade import Assignment, BrokenOff, PracticeBroken, grade
from perito.grading.marking import apply
from perito.models.wanted import UnknownApp, Wanted
from perito.practice import locate, rubric
from perito.practice.waivers import load as load_waivers
from perito.report import formats, html
from perito.report.place import Place
from perito.server.waiting import Waiting
from perito.support import given_secrets, i18n, signals
from perito.support.deadline import Deadline
from perito.support.i18n import _
from perito.transport.base import Answer, Reason, TransportError
from perito.transport.target import secret_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from perito.classroom.job import How, Job, Person, Recorded
    from perito.documents.result import CheckResult, Result
    from perito.evidence.recording import Evidence
    from perito.practice.locate import Practice
    from perito.practice.marks import Mark
    from perito.practice.rubric import Rubric
    from perito.transport.target import Target

RESULT, EVIDENCE, PAGE = "result.json", "evidence.jsonl.gz", "report.html"
TRANSIENT = frozenset({Reason.TIMEOUT, Reason.LOST})

_tell: Callable[[str, str], None] = lambda _student, _step: None  # noqa: E731 - replaced by `listen`


def listen(tell: Callable[[str, str], None]) -> None:
    """Set the receiver of this process's reports: the student's id and the step."""
    global _tell
    _tell = tell


def tell(student: str, step: str) -> None:
    """Report the current step to the receiver, if any."""
    _tell(student, step)


def grade_server(job: Job) -> Done:
    """Grade a live server. Errors with the server become its line; only a bug in Perito raises, and its texts travel
    to other machines without the passwords that this process was given."""
    i18n.use_of(job.how.language)
    try:
        return _attempts(job)
    except Exception as bug:
        given_secrets.cleaned(bug)
        raise


def _attempts(job: Job) -> Done:
    started = time.monotonic()
    done = _attempt(job)
    for _again in range(job.how.retries):
        left = job.how.deadline - (time.monotonic() - started)
        if done.student.status not in TRANSIENT or left <= 0:
            break
        done = _attempt(replace(job, how=replace(job.how, deadline=left, wait=0.0)))
    return replace(done, seconds=time.monotonic() - started)


def _attempt(job: Job) -> Done:
    """One attempt at a server. A result counts only where the connection held until the end, in time."""
    person, how, target = job.person, job.how, _with_secrets(job)
    live = partial(_live, target, locate.find(how.practice))
    tell(person.id, "")
    try:
        session = Waiting(live, how.wait, target.timeout).opened() if how.wait else live()
    except TransportError as error:
        return Done(_ungraded(person, error.reason, str(error)))
    deadline = Deadline(how.deadline)
    try:
        with late.hanging_up(session, deadline), signals.limited(deadline.left()):
            return _in_time(session, job)
    except signals.Late:
        return _late(session, person, how)


def _in_time(session: Session, job: Job) -> Done:
    """The server graded, and its files. Raises signals.Late."""
    person, how = job.person, job.how
    try:
        if not how.wait:
            session.open()
        result = graded(session, person, how, job.marks)
        lost = "" if session.time.late else _lost(session)
        if not session.time.late and not lost:
            identity.ask(session, result)
    except TransportError as error:
        if session.time.late:
            return _late(session, person, how)
        return Done(_ungraded(person, error.reason, str(error)))
    except (UnknownApp, UsageError, PracticeBroken) as error:
        return Done(_ungraded(person, Reason.ERROR, str(error)), _evidence(session))
    except BrokenOff:
        raise signals.Late from None
    finally:
        session.close()
    if session.time.late and session.time.unanswered:
        return _late(session, person, how)
    if lost:
        return Done(_ungraded(person, Reason.LOST, lost), _evidence(session))
    facts = session.without_secrets(facts_of(session.evidence).to_json())
    files = _evidence(session) | {IDENTITY: facts.encode()}
    return Done(line(person, result), files | documents(session.evidence, result, how, person))


def _live(target: Target, practice: Practice, patience: float | None = None) -> Session:
    return Session.live(target, patience=patience, before=partial(models.before_login, practice))


def replayed(recorded: Recorded) -> Result:
    """A recording graded by today's checks and rubric, without marks.

    Raises recording.EvidenceError, OSError, UnknownApp, PracticeBroken, FileError.
    """
    return graded(Session.replay(recorded.evidence), recorded.person, recorded.how, {})


def graded(session: Session, person: Person, how: How, marks: Mapping[str, Mark]) -> Result:
    """Grade one open session; every step is reported as it begins."""
    practice, loaded = practice_of(how.practice)
    steps: set[str] = set()

    def listener(check: CheckResult) -> None:
        if check.step not in steps:
            steps.add(check.step)
            tell(person.id, check.step)

    asked = session.asked
    day = how.day or session.now.astimezone().date()
    waivers = load_waivers(how.waivers, loaded.checks, day, of_class=True, rubric=loaded)
    wanted = Wanted.of(asked)
    given = (how.inputs, how.variables)
    assignment = Assignment(practice, loaded, wanted, how.steps, listener, waivers, how.whole, *given)
    return apply(grade(session, assignment), marks)


def line(person: Person, result: Result) -> Student:
    """A graded student's line."""
    return Student(
        id=person.id,
        name=person.name,
        email=person.email,
        status=GRADED,
        complete=result.complete,
        whole=bool(result.criteria),
        partial=result.scope is not None,
        score=result.score,
        first_cause=next(iter(result.root_causes), None),
        chains=ShortChain.of(result),
        result=f"{person.directory}/{RESULT}",
    )


def documents(evidence: Evidence | None, result: Result, how: How, person: Person | None = None) -> dict[str, bytes]:
    """The page, with the name of the `person` whose it is, and last the result, which marks the server as finished."""
    place = Place(person.id, person.name) if person else None
    page = html.render(result, evidence, how.audience, place)
    return {PAGE: page.encode(), RESULT: formats.render("json", result).encode()}


def _evidence(session: Session) -> dict[str, bytes]:
    return {EVIDENCE: session.evidence.packed()}


def _ungraded(person: Person, status: str, reason: str) -> Student:
    return Student(id=person.id, name=person.name, email=person.email, status=str(status), reason=reason)


def _late(session: Session, person: Person, how: How) -> Done:
    text = _("no grade within {seconds} s").format(seconds=f"{how.deadline:.0f}")
    return Done(_ungraded(person, Reason.TIMEOUT, text), _evidence(session) if session.evidence.exchanges else {})


def _lost(session: Session) -> str:
    """Why the connection broke during grading; empty where it held."""
    for exchange in session.evidence:
        if isinstance(exchange.answer, Answer) and exchange.answer.trouble is Unseen.LOST:
            return exchange.answer.detail or _("the connection was lost")
    return ""


def _with_secrets(job: Job) -> Target:
    password, sudo_password = secret_in(job.password_env), secret_in(job.sudo_password_env)
    return replace(job.target, password=password, sudo_password=sudo_password)


def practice_of(directory: Path) -> tuple[Practice, Rubric]:
    """A practice and its rubric: read once, and again when it has changed."""
    return _practice(directory, locate.find(directory).rubric.stat().st_mtime_ns, i18n.language())


@lru_cache(maxsize=4)
def _practice(directory: Path, _changed: int, _language: str) -> tuple[Practice, Rubric]:
    practice = locate.find(directory)
    return practice, rubric.load(practice.rubric)
