"""`perito grade`: a class, from its roster to its grades."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from perito import __version__, exits
from perito.targets import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from perito.batch.job import How, Job, Person
    from perito.batch.rundir import RunDirectory
    from perito.classroom import ClassResult, Student
    from perito.commands.common import Grading
    from perito.marks import Mark, Marks
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
    retries: int
    roster_format: str = ""
    attempts: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Class:
    """Everything that is known before anybody is graded."""

    people: dict[str, Person]
    jobs: dict[str, Job]
    directory: RunDirectory
    asked: dict[str, Any]


def run(options: Options) -> int:
    """Grade a class; returns the exit status. Raises what `commands.common.guarded` knows how to say."""
    if not 0 < options.deadline < float("inf"):
        raise UsageError(f"--deadline {options.deadline:g}: seconds, above 0")
    planned = plan(options)
    graded, interrupted = drive(planned, options)
    document = finish(planned, graded, options.grading)
    say(planned, graded, document)
    return exits.NOT_GRADED if interrupted else exit_status(graded, options.grading)


def plan(options: Options) -> Class:
    """Read the roster and everything else. Raises before anything has started."""
    from perito.batch.job import Job, Person
    from perito.batch.rundir import RunDirectory
    from perito.roster import directory_names, load

    roster = load(options.roster, options.roster_format)
    for note in roster.notes:
        print(f"perito: {note}", file=sys.stderr)
    grading = options.grading
    marks = class_marks(grading, [student.id for student in roster.students])
    places = directory_names([student.id for student in roster.students])
    how = replace(how_of(grading), deadline=options.deadline, retries=options.retries)
    with_exercise = any(has_exercise(one.target.apps) for one in roster.students)
    people = {one.id: Person(one.id, one.name, one.email, places[one.id]) for one in roster.students}
    jobs = {
        one.id: Job(
            people[one.id],
            one.target,
            replace(how, whole=how.whole or with_exercise),
            one.password_env,
            one.sudo_password_env,
            marks.of(one.id) if marks else {},
        )
        for one in roster.students
    }
    started = datetime.now(UTC)
    directory = RunDirectory(options.run or options.reports / f"{started:%Y%m%d-%H%M%S}-{options.roster.stem}")
    return Class(people, jobs, directory, asked(options, started, people.values()))


def has_exercise(apps: Iterable[tuple[str, str]]) -> bool:
    """Whether the roster gives somebody more than the first deployment: then everything is asked for."""
    return any(label not in {"", "poc"} for label, _name in apps)


def how_of(grading: Grading) -> How:
    """What everybody is graded by."""
    from perito.batch.job import How

    return How(
        practice=grading.practice.directory,
        language=grading.language,
        audience=grading.audience,
        steps=grading.steps,
        whole=grading.judging.everything,
        waivers=grading.waivers.resolve() if grading.waivers else None,
    )


def class_marks(grading: Grading, students: Sequence[str]) -> Marks | None:
    """The teacher's marks for the class. Raises marks.MarksError with everything that is wrong in the file."""
    if grading.judging.marks is None:
        return None
    from perito import scoring
    from perito.marks import load

    marks = load(grading.judging.marks)
    criteria = grading.rubric.criteria.items()
    marks.check([scoring.criterion(name, entry, grading.language) for name, entry in criteria], frozenset(students))
    return marks


def asked(options: Options, started: datetime, people: Iterable[Person]) -> dict[str, Any]:
    """What run.json says of the run. Raises UsageError for earlier attempts that are none."""
    from perito.batch.history import named

    grading = options.grading
    return {
        "perito": __version__,
        "practice": grading.rubric.practice,
        "rubric": hashlib.sha256(grading.practice.rubric.read_bytes()).hexdigest(),
        "language": grading.language,
        "roster": options.roster.name,
        "started": started.isoformat(timespec="seconds"),
        "attempts": [str(one.path.resolve()) for one in named(options.attempts)],
        "students": [
            {"id": one.id, "name": one.name, "email": one.email, "directory": one.directory} for one in people
        ],
    }


def drive(planned: Class, options: Options) -> tuple[dict[str, Student], bool]:
    """Grade everybody who is not finished yet; who was graded, and whether somebody pressed Ctrl-C."""
    from perito.batch import pools, worker
    from perito.batch.drive import Drive
    from perito.batch.signals import uninterrupted

    graded = finished(planned) if options.resume else {}
    todo = [job for who, job in planned.jobs.items() if who not in graded]
    shown = progress(options.grading, len(todo))
    pool = pools.of(options.executor, options.scheduler, options.jobs, shown.step)
    with shown:
        try:
            planned.directory.begin(planned.asked, resume=options.resume)
            for done in Drive(pool, worker.grade_server).through(todo, lambda job: shown.started(job.person.id)):
                with uninterrupted():
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


def finished(planned: Class) -> dict[str, Student]:
    """Those whose result is there already."""
    from perito.batch.worker import line
    from perito.marks import apply

    found = {}
    for who, person in planned.people.items():
        result = planned.directory.result(person)
        if result is not None:
            marks: dict[str, Mark] = planned.jobs[who].marks
            found[who] = line(person, apply(result, marks))
    return found


def progress(grading: Grading, total: int) -> ClassProgress:
    """What people see meanwhile."""
    from perito.report.class_progress import ClassProgress

    titles = {name: step.title.in_language(grading.language) for name, step in grading.rubric.steps.items()}
    return ClassProgress(titles, total)


def finish(planned: Class, graded: dict[str, Student], grading: Grading) -> ClassResult:
    """Write the class document, the gradebook and the class's page. Raises UsageError."""
    from perito.commands.classfiles import write

    return write(planned.directory, list(planned.people.values()), graded, grading)


def exit_status(graded: dict[str, Student], grading: Grading) -> int:
    """DESIGN's exit status of a graded class."""
    students = graded.values()
    if any(student.score is None or not student.complete for student in students):
        return exits.NOT_GRADED
    if grading.fail_under is not None:
        if any(student.grade is None for student in students):
            return exits.NOT_GRADED
        low = (student.grade is not None and student.grade < grading.fail_under for student in students)
        return exits.BELOW if any(low) else exits.OK
    return exits.BELOW if any(student.first_cause is not None for student in students) else exits.OK


def say(planned: Class, graded: dict[str, Student], document: ClassResult) -> None:
    """The class in a few lines, and where the rest is."""
    from perito.batch.rundir import INDEX
    from perito.i18n import _
    from perito.report import class_terminal

    if len({student.whole for student in graded.values() if student.score is not None}) > 1:
        text = _("some have the exercise and some do not: --whole grades the whole assignment for everybody")
        print(f"perito: {text}", file=sys.stderr)
    reached = [graded[who] for who in planned.people if who in graded]
    class_terminal.show(reached, planned.directory.path / INDEX, identity=document.identity)
