"""The command line. No logic: each command hands its options to a function of perito.cli.commands."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from perito import __version__, errors
from perito.cli import classes, practices, watching
from perito.cli.options import (
    AcceptNew,
    Apps,
    AskPass,
    AskSudoPass,
    Audience,
    Ctrf,
    Executor,
    FailUnder,
    GitHub,
    Gradescope,
    HostsFile,
    Html,
    Http,
    Identity,
    Jobs,
    Json,
    Jump,
    JUnit,
    KnownHosts,
    Lang,
    MarksFile,
    NameServers,
    Only,
    PasswordEnv,
    Practice,
    Scheduler,
    SearchDomains,
    ServerName,
    Service,
    Site,
    SshConfig,
    StudentId,
    SudoPasswordEnv,
    TargetName,
    Timeout,
    UrlBase,
    Verbose,
    WaiversFile,
    Whole,
)
from perito.lab import commands as lab
from perito.support import signals
from perito.support.i18n import N_

if TYPE_CHECKING:
    from perito.grading.settings import Grading
    from perito.report.outputs import Outputs

app = typer.Typer(
    name="perito",
    help="Examine a live server on which a web application was deployed, and grade it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(lab.app, name="lab")

BEFORE = {  # what an interruption means until the command itself says more
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
) -> None:
    signals.tell(BEFORE.get(str(context.invoked_subcommand), signals.INTERRUPTED))


@app.command()
def check(
    target: TargetName,
    apps: Apps = None,
    service: Service = None,
    site: Site = None,
    server_name: ServerName = None,
    identity: Identity = None,
    ssh_config: SshConfig = None,
    known_hosts: KnownHosts = None,
    accept_new: AcceptNew = False,
    jump: Jump = None,
    ask_pass: AskPass = False,
    password_env: PasswordEnv = None,
    ask_sudo_pass: AskSudoPass = False,
    sudo_password_env: SudoPasswordEnv = None,
    http: Http = "auto",
    url_base: UrlBase = None,
    nameservers: NameServers = None,
    search: SearchDomains = None,
    hosts_file: HostsFile = None,
    heroku: Annotated[
        str | None, typer.Option(metavar="URL", help="The extension: a URL, a domain or an app's name on Heroku.")
    ] = None,
    heroku_repo: Annotated[
        str | None, typer.Option(metavar="DIR", help="What was deployed there: a directory, or a repository's URL.")
    ] = None,
    heroku_ca: Annotated[
        Path | None, typer.Option("--heroku-ca", metavar="FILE", help="More certificate authorities to trust there.")
    ] = None,
    heroku_platform: Annotated[
        Path | None, typer.Option(metavar="FILE", help="YAML with another platform's names and times.")
    ] = None,
    practice: Practice = None,
    whole: Whole = False,
    marks: MarksFile = None,
    student: StudentId = None,
    only: Only = "",
    lang: Lang = "es",
    audience: Audience = "student",
    timeout: Timeout = 15.0,
    json: Json = None,
    junit: JUnit = None,
    html: Html = None,
    ctrf: Ctrf = None,
    gradescope: Gradescope = None,
    github: GitHub = False,
    reports: Annotated[
        Path, typer.Option("--reports", metavar="DIR", help="Where each run keeps its report and evidence.")
    ] = Path("reports"),
    no_report: Annotated[bool, typer.Option("--no-report", help="Keep nothing under --reports.")] = False,
    evidence: Annotated[
        Path | None, typer.Option(metavar="F", help="Write all that was seen (.jsonl or .jsonl.gz).")
    ] = None,
    fail_under: FailUnder = None,
    waivers: WaiversFile = None,
    verbose: Verbose = 0,
) -> None:
    """Grade one server."""
    given = locals()
    from perito.cli.commands import check as command

    options = command.Options.given(
        given,
        load=partial(_grading, practice, only, lang, audience, fail_under, verbose, waivers, (marks, student, whole)),
        outputs=_outputs(json, junit, html, ctrf, gradescope, github),
        keep=command.Keep(None if no_report else reports, evidence),
    )
    raise typer.Exit(command.run(options))


@app.command()
def regrade(
    run: Annotated[
        Path,
        typer.Argument(metavar="RUN", help="A run's directory, of a server or a class, or an evidence file."),
    ],
    practice: Practice = None,
    whole: Whole = False,
    marks: MarksFile = None,
    student: StudentId = None,
    only: Only = "",
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of the texts: es or en (default: as it was graded).")
    ] = None,
    audience: Audience = "student",
    json: Annotated[
        Path | None,
        typer.Option(
            "--json", metavar="F", help="Write the result document; of a class, the differences (-: standard output)."
        ),
    ] = None,
    junit: JUnit = None,
    html: Html = None,
    ctrf: Ctrf = None,
    gradescope: Gradescope = None,
    github: GitHub = False,
    fail_under: FailUnder = None,
    waivers: WaiversFile = None,
    save: Annotated[
        bool, typer.Option("--save", help="A class: write the new results; the old ones stay beside them.")
    ] = False,
    replay: Annotated[
        bool, typer.Option("--replay", help="A class: run every check, also where only points and texts changed.")
    ] = False,
    jobs: Jobs = 0,
    executor: Executor = "local",
    scheduler: Scheduler = None,
    verbose: Verbose = 0,
) -> None:
    """Grade recorded evidence again by today's rubric, without touching a server. Of a class: what that changes."""
    from perito.classroom.by_run import Given
    from perito.classroom.kept import is_class
    from perito.cli.commands import regrade as command
    from perito.cli.commands import regrade_class
    from perito.grading.settings import Judging

    judging = Judging(marks, student, whole, of_class=is_class(run))
    given = Given(practice, only, lang, audience, fail_under, verbose, waivers, judging)
    again = regrade_class.Options(json, save, replay, jobs, executor, scheduler)
    raise typer.Exit(command.run(run, given, _outputs(json, junit, html, ctrf, gradescope, github), again))


@app.command()
def report(
    run: Annotated[
        Path, typer.Argument(metavar="RUN", help="A run's directory, of a server or a class, or its result.json.")
    ],
    audience: Audience = "student",
    marks: MarksFile = None,
    student: StudentId = None,
    json: Json = None,
    junit: JUnit = None,
    html: Html = None,
    ctrf: Ctrf = None,
    gradescope: Gradescope = None,
    github: GitHub = False,
    verbose: Verbose = 0,
) -> None:
    """Show a finished run again, or write it in another format; of a class: --json and --html."""
    from perito.cli.commands import report as command
    from perito.grading.settings import Judging

    outputs = _outputs(json, junit, html, ctrf, gradescope, github)
    raise typer.Exit(command.run(run, outputs, audience, verbose, Judging(marks, student)))


@app.command()
def demo(
    lang: Lang = "es",
    reports: Annotated[Path, typer.Option("--reports", metavar="DIR", help="Where the reports go.")] = Path("reports"),
) -> None:
    """Boot servers here, one sound and some broken, and grade them; or grade the recorded ones."""
    from perito.cli.commands import demo as command

    raise typer.Exit(command.run(lang, reports))


def _grading(
    practice: Path | None,
    only: str,
    lang: str,
    audience: str,
    fail_under: float | None,
    verbose: int,
    waivers: Path | None,
    assignment: tuple[Path | None, str | None, bool],
) -> Grading:
    from perito.grading.settings import Grading, Judging

    judging = Judging(*assignment)
    return Grading.of(practice, only, lang, audience, fail_under, verbose, waivers, judging)


def _outputs(
    json: Path | None,
    junit: Path | None,
    html: Path | None,
    ctrf: Path | None,
    gradescope: Path | None,
    github: bool,
) -> Outputs:
    from perito.report.outputs import Outputs

    return Outputs(json, junit, html, ctrf, gradescope, github)


practices.register(app, lab.app)
classes.register(app)
watching.register(app)


def main() -> None:
    """The program `perito`. A bug in Perito ends with status 4 and one line; PERITO_DEBUG=1 shows it whole."""
    from perito.cli.commands.common import guarded
    from perito.support import standard

    standard.reserve()
    gc.set_threshold(100_000)  # loading alone makes a million objects; at 700 a tenth of its time is spent on looking
    signals.install()
    with signals.held():
        status = guarded(app)
        signals.over()
    if signals.came():
        leave(status)
    gc.freeze()  # nor need they be looked through at the end
    sys.exit(status)


def leave(status: int) -> NoReturn:
    """End without waiting for threads: those of whoever was interrupted may wait for a server."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)
