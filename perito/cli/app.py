"""The command line. No logic: each command hands its options to a function of perito.cli.commands."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from perito import errors
from perito.cli import authors, classes, help, practices, rosters, runs, watching
from perito.cli.groups import grouped
from perito.cli.options import (
    Audience,
    BaselineFile,
    ConfigFile,
    Deadline,
    ExtensionOptions,
    FormatOptions,
    GradingOptions,
    Lang,
    LangAsBefore,
    LastRunIn,
    MarksFile,
    NoConfig,
    Quiet,
    ReachOptions,
    StudentId,
    Students,
    TargetName,
    Verbose,
    Wait,
    WorkOptions,
    told,
)
from perito.lab import commands as lab
from perito.support import progress, signals
from perito.support.i18n import N_
from perito.support.version import __version__

if TYPE_CHECKING:
    from perito.grading.settings import Grading

app = typer.Typer(
    name="perito",
    help="Examine a live server on which a web application was deployed, and grade it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(lab.app, name="lab")

BEFORE = {  # the message about an interruption, until the command sets its own
    "check": N_("interrupted ({signal}) before anything was seen: nothing is kept"),
    "grade": N_("interrupted ({signal}) before anybody was graded: nothing is kept"),
}


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"perito {__version__}")
        raise typer.Exit(errors.OK)


@app.callback()
def _top(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
    aloud: Annotated[
        bool, typer.Option("-v", help="Log what is done to standard error, as JSON; PERITO_LOG=F: to a file.")
    ] = False,
) -> None:
    if aloud or os.environ.get("PERITO_LOG"):
        from perito.support import log  # with logging and json, which `--help` does without

        log.begin(aloud=aloud)
        log.event("begin", version=__version__, command=context.invoked_subcommand)
    signals.tell(BEFORE.get(str(context.invoked_subcommand), signals.INTERRUPTED))


@app.command()
@grouped
def check(
    context: typer.Context,
    target: TargetName,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    *,
    reach: ReachOptions,
    extension: ExtensionOptions,
    how: GradingOptions,
    formats: FormatOptions,
    marks: MarksFile = None,
    student: StudentId = None,
    baseline: BaselineFile = None,
    wait: Wait = 0.0,
    deadline: Deadline = 120.0,
    lang: Lang = "es",
    reports: Annotated[
        Path, typer.Option("--reports", metavar="DIR", help="Where each run keeps its report and evidence.")
    ] = Path("reports"),
    no_report: Annotated[bool, typer.Option("--no-report", help="Keep nothing under --reports.")] = False,
    evidence: Annotated[
        Path | None, typer.Option(metavar="F", help="Write all that was seen (.jsonl or .jsonl.gz).")
    ] = None,
    verbose: Verbose = 0,
) -> None:
    """Grade one server."""
    from perito.cli.commands import check as command

    told(config)
    options = command.Options.given(
        {"target": target, **vars(reach), **vars(extension), "practice": how.practice}
        | {"wait": wait, "deadline": deadline},
        load=partial(_grading, how, lang, verbose, (marks, student, how.whole), (baseline, config)),
        outputs=formats.outputs(),
        keep=command.Keep(None if no_report else reports, evidence),
    )
    run = context.obj or command.run  # under plain pytest, it is pytest that runs the checks
    raise typer.Exit(run(options))


@app.command()
@grouped
def regrade(
    run: Annotated[
        Path,
        typer.Argument(metavar="RUN", help="A run's directory, of a server or a class, or an evidence file."),
    ],
    how: GradingOptions,
    formats: FormatOptions,
    work: WorkOptions,
    marks: MarksFile = None,
    student: StudentId = None,
    lang: LangAsBefore = None,
    save: Annotated[
        bool, typer.Option("--save", help="A class: write the new results; the old ones stay beside them.")
    ] = False,
    replay: Annotated[
        bool, typer.Option("--replay", help="A class: run every check, also where only points and texts changed.")
    ] = False,
    verbose: Verbose = 0,
) -> None:
    """Grade recorded evidence again by today's rubric, without touching a server. Of a class: what that changes."""
    from perito.classroom.archive import is_class
    from perito.classroom.run_practice import Given
    from perito.cli.commands import regrade as command
    from perito.cli.commands import regrade_class
    from perito.grading.settings import Judging

    progress.hush(work.quiet)
    judging = Judging(marks, student, how.whole, of_class=is_class(run), inputs=tuple(how.inputs or ()))
    given = Given(how.practice, how.only, lang, how.audience, how.fail_under, verbose, how.waivers, judging)
    outputs = formats.outputs()
    again = regrade_class.Options(outputs.paths.get("json"), save, replay, work.jobs, work.executor, work.scheduler)
    raise typer.Exit(command.run(run, given, outputs, again))


@app.command()
@grouped
def report(
    run: Annotated[
        Path | None,
        typer.Argument(
            metavar="RUN",
            help="A run's directory, of a server or a class, or its result.json (left out: the last one).",
        ),
    ] = None,
    *,
    reports: LastRunIn = Path("reports"),
    formats: FormatOptions,
    audience: Audience = "student",
    marks: MarksFile = None,
    students: Students = None,
    verbose: Verbose = 0,
    quiet: Quiet = False,
) -> None:
    """Show a finished run again, or write it in another format; of a class, or of some of its students."""
    from perito.classroom.archive import last_run
    from perito.cli.commands import report as command
    from perito.grading.settings import Judging

    progress.hush(quiet)
    wanted = tuple(students or ())
    finished = run or last_run(reports)
    raise typer.Exit(command.run(finished, formats.outputs(), audience, verbose, Judging(marks), wanted))


@app.command()
def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
) -> None:
    """Print what completes Perito's commands and options in a shell, for a file that the shell reads."""
    from perito.cli.commands import completion as command

    raise typer.Exit(command.run(shell))


@app.command()
def demo(
    lang: Lang = "es",
    reports: Annotated[Path, typer.Option("--reports", metavar="DIR", help="Where the reports go.")] = Path("reports"),
) -> None:
    """Boot servers here, one sound and some broken, and grade them; or grade the recorded ones."""
    from perito.cli.commands import demo as command

    raise typer.Exit(command.run(lang, reports))


def _grading(
    how: GradingOptions,
    lang: str,
    verbose: int,
    assignment: tuple[Path | None, str | None, bool],
    gate: tuple[Path | None, Path | None],
) -> Grading:
    from perito.grading.settings import Grading, Judging

    judging = Judging(*assignment, inputs=tuple(how.inputs or ()))
    audience = how.audience or "student"
    grading = Grading.of(how.practice, how.only, lang, audience, how.fail_under, verbose, how.waivers, judging)
    baseline, config = gate
    if config is not None:
        from perito.cli.config.options import sources

        grading = replace(grading, sources=sources(config))
    if baseline is None:
        return grading
    from perito.cli.commands.report import load

    return grading.beside(str(baseline), load(baseline / "result.json" if baseline.is_dir() else baseline))


practices.register(app, lab.app)
authors.register(app)
classes.register(app)
rosters.register(app)
runs.register(app)
watching.register(app)
help.dressed(app)


def main() -> None:
    """The program `perito`. A bug in Perito ends with status 4 and one line; PERITO_DEBUG=1 shows it whole."""
    from perito.cli.commands.common import guarded
    from perito.support import standard_streams

    standard_streams.reserve()
    standard_streams.speakable()
    if sys.platform == "win32":  # or a git.exe in the current directory would be taken for git
        os.environ["NoDefaultCurrentDirectoryInExePath"] = "1"  # noqa: SIM112 - as Windows writes it
    gc.set_threshold(100_000)  # loading creates a million objects; at 700 a tenth of its time is garbage collection
    with signals.held():
        signals.install()
        status = guarded(app)
        signals.over()
    if log := sys.modules.get("perito.support.log"):
        log.event("end", status=status)
    threads = sys.modules.get("perito.support.threads")
    if signals.came() or (threads and threads.abandoned()):
        leave(status)
    gc.freeze()  # nor need they be examined at exit
    sys.exit(status)


def leave(status: int) -> NoReturn:
    """Exit without waiting for threads: after an interruption or a deadline they may be waiting for a server."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)
