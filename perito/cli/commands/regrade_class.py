"""`perito regrade` of a class: everybody's recorded evidence by today's rubric, and the differences."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from perito import errors
from perito.errors import UsageError
from perito.report.outputs import save as write_file
from perito.support import signals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from perito.classroom.job import Done, Person, Recorded
    from perito.classroom.pools import Pool
    from perito.classroom.run_directory import RunDirectory
    from perito.classroom.run_practice import Given
    from perito.documents.class_result import Student
    from perito.grading.differences import Difference, Regraded
    from perito.grading.settings import Grading
    from perito.practice.marks import Marks


@dataclass(frozen=True)
class Options:
    """The options of `perito regrade` that are for a class. `jobs`: recordings at a time, 0: one for each core."""

    json: Path | None = None
    save: bool = False
    replay: bool = False
    jobs: int = 0
    executor: str = "local"
    scheduler: str | None = None


@dataclass
class Again:
    """A class being graded again. `before`: the earlier lines; `after`: the new ones, as they arrive."""

    directory: RunDirectory
    people: dict[str, Person]
    before: dict[str, Student]
    jobs: list[Recorded]
    after: dict[str, Student] = field(default_factory=dict)
    changes: dict[str, Difference] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def without_grade(self) -> list[str]:
        """Students who had no grade and no finished result."""
        elsewhere = {job.person.id for job in self.jobs} | {*self.left, *self.absent}
        return [who for who in self.people if who not in elsewhere]


def run(path: Path, given: Given, options: Options) -> int:
    """Grade a class again; returns the exit status: 0 nothing changed, 1 something did, 3 not everybody was.

    Raises UsageError and what `Grading` raises.
    """
    from perito.classroom.run_directory import RunDirectory

    directory = RunDirectory(path.resolve())
    with directory.held() if options.save else nullcontext():
        return _run(directory, given, options)


def _run(directory: RunDirectory, given: Given, options: Options) -> int:
    from perito.report import regraded as report

    grading = grading_of(directory, given, options)
    again = plan(directory, grading, options)
    with signals.held():
        interrupted = drive(again, options)
        if options.save:
            save(again, grading, given)
        told = document(again, grading, saved=options.save, interrupted=interrupted)
        signals.tell(_interrupted(len(again.after), len(again.jobs)))
    try:
        report.show(told, every_check=grading.verbosity > 0)
    finally:
        with signals.held():
            if options.json is not None:
                write_file(options.json, told.to_json() + "\n")
    if interrupted:
        raise signals.Interrupted(signals.came())
    if told.not_regraded:
        return errors.NOT_GRADED
    return errors.BELOW if told.students else errors.OK


def _interrupted(graded: int, people: int) -> str:
    """The message after an interruption."""
    from perito.support.i18n import _

    text = _("interrupted ({signal}): {done} of {count} students were graded again")
    return text.replace("{done}", str(graded)).replace("{count}", str(people))


def grading_of(directory: RunDirectory, given: Given, options: Options) -> Grading:
    """The options for grading the class again. Raises UsageError where saving would drop waivers without a message."""
    from perito.classroom import run_practice, run_record
    from perito.support.i18n import _

    by = run_record.graded_by(directory)
    grading = run_practice.again(directory.path, by, given)
    if options.save and by.waivers is not None and grading.waivers is None:
        raise UsageError(
            _(
                "--save: without the waivers that {run} was graded with, what was waived costs points; "
                "say with --waivers F which hold (a file with [] in it: none)"
            ).format(run=directory.path)
        )
    return grading


def plan(directory: RunDirectory, grading: Grading, options: Options) -> Again:
    """The students to grade again. Raises before anything has started."""
    from perito.classroom import finished
    from perito.classroom.job import Recorded
    from perito.classroom.run_practice import first_day
    from perito.classroom.settings import check_waivers, class_marks, how_of
    from perito.classroom.worker import RESULT
    from perito.cli.commands.common import tell_expired
    from perito.documents.class_result import ABSENT, GRADED, LEFT

    people = {person.id: person for person in finished.people(directory)}
    day = first_day(directory)
    tell_expired(check_waivers(grading, day, _labels(directory, people.values())))
    before = finished.lines(directory)
    marks = class_marks(grading, list(people))
    _same_shape(directory, grading, before, marks)
    how = replace(how_of(grading), whole=grading.judging.whole, day=day)
    own = _inputs(directory, grading)
    written = directory.document()
    told = {line.id for line in written.students if line.status == GRADED} if written else set()
    gone = tuple(who for who, line in before.items() if line.status == LEFT)
    absent = tuple(who for who, line in before.items() if line.status == ABSENT)
    jobs = []
    for who, person in people.items():
        if who in gone:
            continue
        result = directory.path / person.directory / RESULT
        if result.is_file() or who in told:  # a missing result is made again
            marked = marks.of(who) if marks else {}
            evidence = directory.evidence(person)
            by = replace(how, inputs={**own.get(who, {}), **how.inputs})
            jobs.append(Recorded(person, evidence, result, by, marked, options.replay, options.save))
    return Again(directory, people, before, jobs, left=gone, absent=absent)


def _inputs(directory: RunDirectory, grading: Grading) -> dict[str, dict[str, str]]:
    """What the roster gave the practice for each student, as far as it still asks for it; secrets are no part of it."""
    from perito.classroom.run_record import entries

    plain = {name for name, entry in grading.rubric.inputs.items() if not entry.secret}
    return {one.id: {name: one.inputs[name] for name in plain & one.inputs.keys()} for one in entries(directory)}


def _labels(directory: RunDirectory, people: Iterable[Person]) -> Iterator[str]:
    """The labels of the deployments that the class was graded by."""
    results = (directory.result(person) for person in people)
    return (names.label for result in results if result is not None for names in result.deployments)


def _same_shape(directory: RunDirectory, grading: Grading, before: Mapping[str, Student], marks: Marks | None) -> None:
    """Raises UsageError where marks alone would make a whole assignment of a deployment; reports where --whole does."""
    from perito.classroom import run_practice

    alone = [who for who, line in before.items() if line.score is not None and not line.whole]
    if grading.judging.whole and alone:
        run_practice.say(run_practice.now_whole(directory.path))
    elif marks is not None and any(not mark.pending for who in alone for mark in marks.of(who).values()):
        raise UsageError(run_practice.needs_whole(directory.path))


def drive(again: Again, options: Options) -> bool:
    """Grade everybody again, and save the files as they arrive; returns whether it was interrupted.

    Called within `signals.held`.
    """
    from perito.classroom.dispatch import Dispatcher
    from perito.classroom.regrade import regrade
    from perito.support.i18n import _
    from perito.support.progress import Work

    with Work(_("Grading again"), len(again.jobs)) as work:
        pool = _pool(options, len(again.jobs))
        try:
            with signals.allowed():
                for done in work.through(Dispatcher(pool, regrade).through(again.jobs, lambda _job: None)):
                    with signals.held():
                        _take(again, done)
        except KeyboardInterrupt:
            pool.close(now=True)
            return True
        except BaseException:
            pool.close(now=True)
            raise
        pool.close()
    return False


def _take(again: Again, done: Done) -> None:
    """Process one finished student."""
    from perito.classroom.finished import set_aside

    who = done.student.id
    if done.change is None:
        again.failed[who] = done.student.reason
        return
    if done.files:
        set_aside(again.directory, again.people[who])
        again.directory.keep(again.people[who], done)
    again.changes[who] = done.change
    again.after[who] = done.student


def _pool(options: Options, jobs: int) -> Pool:
    from perito.classroom import pools

    width = options.jobs or (os.cpu_count() or 1 if options.executor == "local" else 0)
    return pools.of(options.executor, options.scheduler, width, jobs=jobs)


def save(again: Again, grading: Grading, given: Given) -> None:
    """Write the class's documents again, and the run's current practice. Raises UsageError."""
    from perito.classroom import absent, finished, run_record
    from perito.classroom.files import write
    from perito.classroom.settings import graded_by, keep_copies

    without = {who: absent.line(again.people[who], grading.rubric) for who in again.absent}
    write(again.directory, list(again.people.values()), again.before | without | again.after, grading)
    if len(again.changes) == len(again.jobs):
        before = run_record.graded_by(again.directory)
        by = graded_by(grading, whole=grading.judging.whole or before.whole)
        steps = by.steps if given.only else before.steps
        marks = by.marks or before.marks
        waivers = by.waivers if given.waivers or not before.waivers else before.waivers
        by = by.model_copy(update={"steps": steps, "marks": marks, "waivers": waivers, "fail_under": before.fail_under})
        keep_copies(again.directory, given.waivers, grading.judging.marks)
        finished.brought_up_to_date(again.directory, grading.practice.rubric, by)


def document(again: Again, grading: Grading, *, saved: bool, interrupted: bool) -> Regraded:
    """The differences, in the roster's order."""
    from perito.grading.differences import NotRegraded, Regraded, StudentChange, Totals

    known = [(person, again.changes[who]) for who, person in again.people.items() if who in again.changes]
    changed = [(person, change) for person, change in known if change.changed]
    reasons = again.failed | {who: _unseen(change) for who, change in again.changes.items() if change.unseen}
    left = {job.person.id for job in again.jobs} - again.changes.keys() - again.failed.keys()
    return Regraded(
        practice=grading.rubric.practice,
        saved=saved,
        interrupted=interrupted,
        students=tuple(
            StudentChange(id=one.id, name=one.name, grade=change.grade, difference=change) for one, change in changed
        ),
        unchanged=len(known) - len(changed),
        not_regraded=tuple(
            NotRegraded(id=who, name=person.name, reason=reasons[who])
            for who, person in again.people.items()
            if who in reasons
        ),
        not_reached=tuple(who for who in again.people if who in left),
        without_grade=tuple(again.without_grade),
        left=again.left,
        before=Totals.of([change.before.grade for _one, change in known if change.before is not None]),
        after=Totals.of([change.after.grade for _one, change in known]),
    )


def _unseen(change: Difference) -> str:
    return ", ".join(dict.fromkeys(one.check for one in change.unseen))
