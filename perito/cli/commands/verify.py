"""`perito lab verify`: every mistake and every sound variant of the lab's libraries, on real servers, graded."""

from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import partial
from typing import TYPE_CHECKING

import typer
from rich.progress import Progress

from perito import errors, models
from perito.cli.commands import verify_extension
from perito.errors import NotGraded, UsageError
from perito.evidence.session import Session
from perito.grading.grade import Assignment, grade
from perito.lab import Lab, LabError, library
from perito.lab.library import Library
from perito.lab.matrix import Matrix, Row, check_of, grid, row
from perito.lab.scripts import Change, catalogue
from perito.lab.server import ChangeError
from perito.models.wanted import Wanted
from perito.practice import locate, rubric
from perito.report.outputs import apart, save
from perito.support.console import Console
from perito.support.i18n import _
from perito.support.printable import dumps
from perito.transport.base import TransportError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.documents.result import Result
    from perito.practice.rubric import Rubric
    from perito.transport.target import Target

SERVERS_PER_CORE = 2
START = 0.3  # seconds that `perito check` takes before it connects: what was done to the server was done before


@dataclass(frozen=True)
class Job:
    """One server to boot, change and grade by a practice."""

    change: Change
    suite: str
    library: Library


@dataclass(frozen=True)
class Options:
    """The options of `perito lab verify`, as given; empty `names` and `suites`: all faults, bookworm."""

    names: tuple[str, ...]
    suites: tuple[str, ...]
    practice: Path | None
    library: Path | None
    jobs: int
    json: Path | None
    whole: bool


def verify(options: Options) -> int:
    """Boot a server for every fault and sound variant, grade each, print the causes found; returns the exit status.

    Raises errors of `perito.errors`.
    """
    found = locate.find(options.practice)
    loaded = rubric.load(found.rubric)
    checks, lab = tuple(loaded.checks), library.of(found)
    chosen = _chosen(options.names, options.library, loaded, lab)
    suites = options.suites or ("bookworm",)
    _prepare(suites, lab, lab.needed((), chosen))
    todo = [Job(change, one, lab) for one in suites for change in chosen]
    extension = verify_extension.chosen(lab, options.names, frozenset(checks))
    jobs = options.jobs or SERVERS_PER_CORE * (os.cpu_count() or 1)
    with ProcessPoolExecutor(1) as pool:
        beside = [pool.submit(verify_extension.run, lab, extension, one) for one in suites if extension]
        rows = [*_rows(todo, jobs), *(each for one in beside for each in one.result())]
    matrix = Matrix(checks, tuple(rows))
    with apart({"--json": options.json}):
        _say(matrix, suites, options.whole, complete=not options.names)
        if options.json is not None:
            figures = dumps(matrix.summary(), indent=2) + "\n"
            save(options.json, figures, private=False)  # from the lab's servers, no personal data
    if any(one.broken for one in rows):
        return errors.USAGE
    return errors.BELOW if matrix.wrong else errors.OK


def _chosen(names: tuple[str, ...], more: Path | None, loaded: Rubric, lab: Library) -> list[Change]:
    """The requested changes, without a lender's faults of checks that this practice does not have.

    A fault of the practice's own of such a check is a mistake of its author's, and refused.
    """
    if more is not None and not more.is_dir():
        raise UsageError(_("--faults {library}: no such directory").format(library=more))
    checks = frozenset(loaded.checks)
    known = {**lab.faults, **(catalogue(more) if more is not None else {}), **lab.changes}
    for name in names:
        if not any(fnmatch(one, name) for one in (*known, *verify_extension.known(lab))):
            raise UsageError(
                _("no fault and no variant is called {name!r}; `perito lab faults` lists them").format(name=name)
            )
    lab.prove(checks, loaded.words.everything())
    return [
        replace(change, loses=tuple(one for one in change.loses if check_of(one) in checks))
        for change in known.values()
        if change.checks <= checks and (not names or any(fnmatch(change.name, name) for name in names))
    ]


def _prepare(suites: tuple[str, ...], library: Library, also: tuple[str, ...]) -> None:
    lab = Lab(keep=False)
    lacks = lab.missing()
    if lacks:
        raise NotGraded("\n".join(lacks))
    for one in suites:
        lab.prepare(one, also, library)


def _rows(todo: list[Job], jobs: int) -> Iterator[Row]:
    with Progress(console=Console(stderr=True), transient=True) as progress, ProcessPoolExecutor(jobs) as pool:
        task = progress.add_task("verify", total=len(todo))
        for one in pool.map(run, todo):
            progress.advance(task)
            yield one


def _also(change: Change) -> tuple[str, ...]:
    return (change.on,) if change.on else ()


def run(job: Job) -> Row:
    """Boot, change and grade one server."""
    try:
        lab = Lab(keep=False)
        with lab.up(suite=job.suite, also=_also(job.change), library=job.library) as server:
            server.change(job.change)
            return row(job.change, job.suite, _graded(server.target, job.library))
    except (LabError, TransportError) as error:
        return Row(
            job.change.name,
            job.suite,
            job.change.pins,
            trouble=str(error),
            loses=job.change.loses,
            broken=isinstance(error, ChangeError),
        )


def _graded(target: Target, lab: Library) -> Result:
    practice = locate.find(lab.practice)
    session = Session.live(target, before=partial(models.before_login, practice))
    time.sleep(START)
    session.open()
    try:
        wanted = Wanted(session.asked.apps)
        return grade(session, Assignment(practice, rubric.load(practice.rubric), wanted, inputs=lab.inputs))
    finally:
        session.close()


def _say(matrix: Matrix, suites: tuple[str, ...], whole: bool, complete: bool) -> None:
    if whole:
        typer.echo("\n".join(grid(matrix.rows, matrix.checks)))
    for one in matrix.wrong:
        missed, blamed = ", ".join(one.missed) or "—", ", ".join(one.falsely_blamed) or "—"
        unsaid = f"not said {', '.join(one.unsaid)}" if one.unsaid else ""
        text = f"{one.suite} {one.name}: missed {missed}; falsely blamed {blamed}; {unsaid}; {one.trouble}"
        typer.echo(text.replace("; ; ", "; ").rstrip("; "))
    for name in suites:
        faulty = [one for one in matrix.faults if one.suite == name]
        sound = [one for one in matrix.variants if one.suite == name]
        typer.echo(
            f"{name}: faults found {sum(one.found for one in faulty)}/{len(faulty)}, "
            f"pinned {sum(one.pinned for one in faulty)}/{len(faulty)}, said {sum(one.right for one in faulty)}/"
            f"{len(faulty)}, sound variants clean {sum(one.right for one in sound)}/{len(sound)}"
        )
    if complete:
        without = matrix.without_fault()
        typer.echo(f"checks without a fault {len(without)}{': ' if without else ''}{', '.join(without)}")
