"""`perito report RUN --student ID`: students of a class, each with the report of their server, in every format."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito import errors
from perito.errors import UsageError
from perito.report.outputs import Outputs, apart
from perito.report.registry import FORMATS
from perito.support import atomic_write, i18n
from perito.support.i18n import _
from perito.support.standard_streams import complain
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from pathlib import Path

    from perito.classroom.job import Person
    from perito.classroom.run_directory import RunDirectory
    from perito.documents.result import Result
    from perito.grading.settings import Judging


@dataclass(frozen=True)
class Options:
    """Whose reports, and how. `students`: as typed, patterns allowed."""

    students: tuple[str, ...]
    audience: str
    verbosity: int
    judging: Judging


def run(path: Path, outputs: Outputs, options: Options) -> int:
    """Show the students' reports, with the current marks, in the language of their grading; returns the exit status:
    3 where somebody asked for in a file has no result.

    Raises UsageError, marks.MarksError.
    """
    from perito.classroom import chosen, finished
    from perito.classroom.files import result_with
    from perito.classroom.run_directory import RunDirectory

    directory = RunDirectory(path.resolve())
    people = finished.people(directory)
    wanted = chosen.chosen(people, options.students)
    several = len(options.students) > 1 or any(map(chosen.is_pattern, options.students))
    if several:
        _directories(outputs)
    with apart({} if several else outputs.files):
        marked = result_with(directory, options.judging.marks, people)
        shown = [_show(directory, person, marked(person), outputs, options, several=several) for person in wanted]
    return errors.OK if all(shown) or not outputs.paths else errors.NOT_GRADED


def _directories(outputs: Outputs) -> None:
    """Several students go into directories, a file each. Raises UsageError."""
    if outputs.github:
        raise UsageError(_("--github: of one student"))
    for kind, path in outputs.paths.items():
        if atomic_write.to_standard_output(path) or (path.exists() and not path.is_dir()):
            text = _("--{kind} {path}: of several students, a directory: it gets a file for each")
            raise UsageError(text.format(kind=kind, path=path))
    for kind, path in outputs.paths.items():
        try:
            atomic_write.directory(path)
        except OSError as error:
            raise UsageError(f"--{kind} {path}: {reason(error)}") from None


def _show(
    directory: RunDirectory, person: Person, result: Result | None, outputs: Outputs, options: Options, *, several: bool
) -> bool:
    """One student's report, and its files; whether there was one."""
    from rich.rule import Rule
    from rich.text import Text

    from perito.classroom.regrade import seen
    from perito.report import terminal
    from perito.report.safe import line
    from perito.support.console import Console

    if result is None:
        complain(reason_of(directory, person), errors.OK)
        return False
    i18n.use_of(result.language)
    evidence = seen(directory.evidence(person))
    if several:
        head = Text(" · ".join(filter(None, (line(person.id), line(person.name)))), style="bold")
        Console(highlight=False).print(Text(""), Rule(head, align="left", characters="━"))
    explain = f"{terminal.EXPLAIN} --run {shlex.quote(str(directory.path / person.directory))}"
    terminal.show(result, evidence=evidence, verbosity=options.verbosity, audience=options.audience, explain=explain)
    outputs_of(person, outputs, several=several).write(result, evidence, options.audience)
    return True


def outputs_of(person: Person, outputs: Outputs, *, several: bool) -> Outputs:
    """The files for one student: of several, `DIR/<id>.<format's ending>`; so too where a directory was given."""
    paths = {
        kind: path / f"{person.directory}{FORMATS[kind].ending}" if several or path.is_dir() else path
        for kind, path in outputs.paths.items()
    }
    return Outputs(paths, outputs.github)


def reason_of(directory: RunDirectory, person: Person) -> str:
    """Why there is no report of somebody, as the class document says it."""
    from perito.report.class_states import STATUSES
    from perito.report.safe import line

    document = directory.document()
    told = next((one for one in (document.students if document else ()) if one.id == person.id), None)
    status = _(STATUSES.get(told.status, told.status)) if told else _("not graded yet")
    why = ": ".join(filter(None, (status, told.reason if told else "")))
    return _("{student}: there is no report: {why}").format(student=line(person.id), why=line(why))
