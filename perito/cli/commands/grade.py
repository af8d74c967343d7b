"""`perito grade`: a class, from its roster to its grades."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from perito.classroom import own_inputs, run_practice
from perito.classroom.run_practice import own_copy
from perito.classroom.settings import check_waivers, class_marks, graded_by, how_of, keep_copies
from perito.cli.commands.common import tell_expired
from perito.cli.commands.grade_end import exit_status, finish, say
from perito.errors import UsageError
from perito.grading.late import check_deadline
from perito.grading.settings import check_wait
from perito.models import options as of_models
from perito.practice import inputs
from perito.support import reading, signals
from perito.support.i18n import _
from perito.support.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from perito.classroom.job import Job, Person
    from perito.classroom.run_directory import RunDirectory
    from perito.classroom.run_record import Entry, GradedBy
    from perito.documents.class_result import Student
    from perito.grading.settings import Grading
    from perito.report.class_progress import ClassProgress


@dataclass(frozen=True)
class Options:
    """The options of `perito grade`, as given. `jobs`: servers at a time, 0: by the processors; times in seconds."""

    roster: Path
    grading: Grading
    run: Path | None
    reports: Path
    resume: bool
    jobs: int
    executor: str
    scheduler: str | None
    deadline: float
    wait: float = field(default=0.0, kw_only=True)
    retries: int
    roster_format: str = ""
    columns: tuple[str, ...] = ()
    known_hosts: Path | None = None
    accept_new: bool = False
    attempts: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Class:
    """Everything known before the first server is graded.

    `people` are in the roster; who has no address there has no job, and their line in `absent`. `entries` are all
    students of the run, `before` its previous ones.
    """

    people: dict[str, Person]
    jobs: dict[str, Job]
    directory: RunDirectory
    asked: dict[str, Any]
    entries: tuple[Entry, ...]
    before: tuple[Entry, ...] = ()
    absent: dict[str, Student] = field(default_factory=dict)


def run(options: Options) -> int:
    """Grade a class; returns the exit status. Raises errors of `perito.errors`."""
    check_deadline(options.deadline)
    check_wait(options.wait)
    with ExitStack() as held:
        planned = plan(options, held)
        with signals.held():
            graded, interrupted = drive(planned, options, held)
            graded = planned.absent | graded
            document = finish(planned, graded, options.grading)
            signals.tell(_interrupted(len(graded), len(planned.people)))
    say(planned, graded, document, options.grading.verbosity, options.roster)
    if interrupted:
        raise signals.Interrupted(signals.came())
    return exit_status(graded, options.grading)


def _interrupted(graded: int, people: int) -> str:
    """The message after an interruption: how many were graded, and the command for the rest."""

    text = _("interrupted ({signal}): {done} of {count} students are done with; --resume goes on")
    return text.replace("{done}", str(graded)).replace("{count}", str(people))


def plan(options: Options, held: ExitStack) -> Class:
    """Read the roster and everything else; a resumed run is locked from here. Raises before anything has started."""
    from perito.classroom import absent, run_record
    from perito.classroom.first_contact import known_hosts_of, with_keys
    from perito.classroom.job import Job
    from perito.classroom.roster import directory_names, load
    from perito.classroom.run_directory import RunDirectory
    from perito.cli.commands.roster import tell

    given = inputs.parsed(options.grading.judging.inputs, options.grading.rubric)
    declared = own_inputs.declared(options.grading.rubric)
    roster = load(options.roster, options.roster_format, columns=options.columns, inputs=declared)
    tell(roster, own_inputs.overridden(roster.students, given))
    rows = ((one.place, one.target) for one in roster.students)
    of_models.check_columns(options.grading.practice, options.grading.rubric.practice, rows)
    started = datetime.now(UTC)
    directory = RunDirectory(options.run or options.reports / f"{started:%Y%m%d-%H%M%S}-{options.roster.stem}")
    before: list[Entry] = []
    if options.resume:
        if not directory.file.is_file():
            raise UsageError(
                _("--resume: {path} is no run: it has no {name}").format(path=directory.path, name=directory.file.name)
            )
        held.enter_context(directory.held())
        before = run_record.entries(directory)
    places = directory_names([student.id for student in roster.students])
    now = [
        run_record.Entry(
            id=one.id,
            name=one.name,
            email=one.email,
            directory=places[one.id],
            target={} if one.absent else one.target.public(),
            inputs=own_inputs.own(one, given),
        )
        for one in roster.students
    ]
    entries = run_record.joined(before, now, started.isoformat(timespec="seconds"))
    grading = options.grading
    day = run_practice.first_day(directory) if options.resume else started.astimezone().date()
    tell_expired(check_waivers(grading, day, names_of(one.target.apps for one in roster.students)))
    marks = class_marks(grading, [one.id for one in entries])
    with_exercise = any(has_exercise(one.target.apps) for one in roster.students)
    own_inputs.prove(roster.students, grading.rubric, given)
    how = replace(how_of(grading), deadline=options.deadline, retries=options.retries, day=day, wait=options.wait)
    # A resumed run keeps its kind: marks added meanwhile do not make it whole.
    how = replace(how, whole=(grading.judging.whole if options.resume else how.whole) or with_exercise)
    if options.resume:
        run_practice.same_whole(directory, whole=how.whole)
    people = {one.id: one.person for one in entries if one.left is None}
    keys = known_hosts_of(options.roster, options.known_hosts).absolute()
    if options.known_hosts is not None and not (options.accept_new or keys.exists()):
        raise UsageError(
            _("--known-hosts {known_hosts}: no such file; --accept-new makes it").format(
                known_hosts=options.known_hosts
            )
        )
    jobs = {
        one.id: Job(
            people[one.id],
            with_keys(one.target, keys, accept_new=options.accept_new),
            own_inputs.how_for(how, one),
            one.password_env,
            one.sudo_password_env,
            marks.of(one.id) if marks else {},
        )
        for one in roster.students
        if not one.absent
    }
    without = {who: absent.line(one, grading.rubric) for who, one in people.items() if who not in jobs}
    told = asked(options, started, entries, graded_by(grading, whole=how.whole))
    return Class(people, jobs, directory, told, tuple(entries), tuple(before), without)


def names_of(apps: Iterable[Iterable[tuple[str, str]]]) -> Iterator[str]:
    """The labels of a class's deployments, and the names of those that have none."""
    return (label or name for one in apps for label, name in one)


def has_exercise(apps: Iterable[tuple[str, str]]) -> bool:
    """Whether a student has more than the first deployment: then the whole assignment is graded."""
    return any(label not in {"", "poc"} for label, _name in apps)


def asked(options: Options, started: datetime, entries: Iterable[Entry], by: GradedBy) -> dict[str, Any]:
    """The content of run.json. Raises UsageError for invalid earlier attempts."""
    from perito.classroom.history import named
    from perito.classroom.run_record import GRADED_BY, STUDENTS

    grading = options.grading
    return {
        "perito": __version__,
        "practice": grading.rubric.practice,
        "rubric": hashlib.sha256(reading.content(grading.practice.rubric)).hexdigest(),
        "language": grading.language,
        "roster": options.roster.name,
        "started": started.isoformat(timespec="seconds"),
        "attempts": [str(one.path.resolve()) for one in named(options.attempts)],
        GRADED_BY: by.model_dump(mode="json"),
        STUDENTS: [one.model_dump(exclude_none=True) for one in entries],
    }


def drive(planned: Class, options: Options, held: ExitStack) -> tuple[dict[str, Student], bool]:
    """Grade everybody without a finished result; returns the lines, and whether it was interrupted.

    Called within `signals.held`.
    """
    from perito.classroom import pools, worker
    from perito.classroom.dispatch import Dispatcher

    graded = finished(planned) if options.resume else {}
    todo = [job for who, job in planned.jobs.items() if who not in graded]
    shown = progress(options.grading, len(todo))
    pool = pools.of(options.executor, options.scheduler, options.jobs, shown.step, jobs=len(todo))
    with shown:
        try:
            begin(planned, options, held, {job.person.id for job in todo})
            with signals.allowed():
                for done in Dispatcher(pool, worker.grade_server).through(
                    todo, lambda job: shown.started(job.person.id)
                ):
                    with signals.held():
                        planned.directory.keep(planned.people[done.student.id], done)
                        graded[done.student.id] = done.student
                    shown.ended(done.student, done.seconds)
        except KeyboardInterrupt:
            pool.close(now=True)
            return graded, True
        except BaseException:
            pool.close(now=True)
            raise
        pool.close()
    return graded, False


def begin(planned: Class, options: Options, held: ExitStack, todo: Collection[str]) -> None:
    """Write run.json, and move away files that would count as finished."""
    from perito.classroom.identity.of_run import IDENTITY
    from perito.classroom.run_record import moved
    from perito.classroom.worker import EVIDENCE, PAGE, RESULT

    directory, grading = planned.directory, options.grading
    if not options.resume:
        directory.make()
        held.enter_context(directory.held())
        directory.begin(planned.asked)
        keep_copies(directory, grading.waivers, grading.judging.marks)
        return
    known, now = ({one.id: one for one in them} for them in (planned.before, planned.entries))
    for who in todo:
        person, result = planned.people[who], planned.directory.path / planned.people[who].directory / RESULT
        if result.exists() or moved(planned.jobs[who].target, now[who].inputs, known.get(who), None):
            directory.set_aside(person, RESULT, PAGE, EVIDENCE, IDENTITY)
    keep_copies(directory, grading.waivers, grading.judging.marks)
    resume(planned, grading)


def resume(planned: Class, grading: Grading) -> None:
    """Write the run's current students to run.json; the rest stays, except marks, which may have changed."""
    from perito.classroom.run_record import GRADED_BY, STUDENTS

    before, now = planned.directory.asked(), planned.asked
    by = {**before.get(GRADED_BY, now[GRADED_BY])}
    if grading.judging.marks is not None and not own_copy(planned.directory.path, grading.judging.marks):
        by["marks"] = now[GRADED_BY]["marks"]
    if grading.fail_under is not None:
        by["fail_under"] = grading.fail_under
    planned.directory.remember({**before, GRADED_BY: by, STUDENTS: now[STUDENTS]})


def finished(planned: Class) -> dict[str, Student]:
    """Students with a finished result of their current server; today's marks are applied."""
    from perito.classroom import run_record
    from perito.classroom.job import Done
    from perito.classroom.regrade import seen
    from perito.classroom.worker import documents, line
    from perito.grading.marking import apply

    known, now = ({one.id: one for one in them} for them in (planned.before, planned.entries))
    practice = planned.asked[run_record.GRADED_BY]["practice"]["digest"]
    found = {}
    for who, person in planned.people.items():
        result, job = planned.directory.result(person), planned.jobs.get(who)
        if result is not None and job is None:  # graded while the roster still had an address
            found[who] = line(person, result)
        if result is None or job is None or run_record.moved(job.target, now[who].inputs, known.get(who), result):
            continue
        back = who in known and known[who].left is not None
        if back and result.judged_by.practice.digest not in ("", practice):
            continue
        marked = apply(result, job.marks)
        if marked != result:
            files = documents(seen(planned.directory.evidence(person)), marked, job.how, person)
            planned.directory.keep(person, Done(line(person, marked), files))
        found[who] = line(person, marked)
    return found


def progress(grading: Grading, total: int) -> ClassProgress:
    """The display during grading."""
    from perito.report.class_progress import ClassProgress

    titles = {name: step.title.in_language(grading.language) for name, step in grading.rubric.steps.items()}
    return ClassProgress(titles, total)
