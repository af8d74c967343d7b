"""The commands for a class: no logic, as in app.py, which registers them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perito.cli.groups import grouped
from perito.cli.options import (
    AcceptNew,
    ClassConfigFile,
    Deadline,
    GradingOptions,
    Lang,
    LangAsBegun,
    MarksFile,
    NoConfig,
    Practice,
    Quiet,
    Verbose,
    Wait,
    WorkOptions,
    told,
)
from perito.cli.rosters import ClassKnownHosts, RosterColumns, RosterFile, RosterFormat
from perito.support import progress

marks = typer.Typer(no_args_is_help=True, help="The teacher's marks: a file to fill in, and whether it is sound.")

ClassFile = Annotated[Path, typer.Argument(metavar="ROSTER", help="The class: a roster, or the run of one.")]


@grouped
def grade(
    roster: RosterFile,
    config: ClassConfigFile = None,
    no_config: NoConfig = False,
    *,
    how: GradingOptions,
    work: WorkOptions,
    roster_format: RosterFormat = "",
    columns: RosterColumns = None,
    known_hosts: ClassKnownHosts = None,
    accept_new: AcceptNew = False,
    run: Annotated[
        Path | None, typer.Option("--run", metavar="DIR", help="The run's directory (default: a new one in --reports).")
    ] = None,
    reports: Annotated[Path, typer.Option("--reports", metavar="DIR", help="Where runs are kept.")] = Path("reports"),
    resume: Annotated[bool, typer.Option("--resume", help="Go on with --run: only what is missing.")] = False,
    deadline: Deadline = 120.0,
    retries: Annotated[int, typer.Option(min=0, help="How often a lost connection is tried again.")] = 1,
    wait: Wait = 0.0,
    marks: MarksFile = None,
    lang: LangAsBegun = None,
    attempts: Annotated[
        list[Path] | None,
        typer.Option(metavar="RUN", help="An earlier run of the class (default: those beside it); repeatable."),
    ] = None,
    verbose: Verbose = 0,
) -> None:
    """Grade a class: every server of a roster, many at a time."""
    from perito.classroom import pools

    told(config)
    progress.hush(work.quiet)
    with pools.warming(work.executor) as collect:  # all that workers need, while the roster and the practice are read
        from perito.classroom import run_practice
        from perito.cli.commands import grade as command
        from perito.grading.settings import Judging

        judging = Judging(marks, None, how.whole, of_class=True, collect=collect, inputs=tuple(how.inputs or ()))
        given = run_practice.Given(
            how.practice, how.only, lang, how.audience, how.fail_under, verbose, how.waivers, judging
        )
        options = command.Options(
            roster=roster,
            grading=run_practice.of_class(given, run if resume else None),
            run=run,
            reports=reports,
            resume=resume,
            jobs=work.jobs,
            executor=work.executor,
            scheduler=work.scheduler,
            deadline=deadline,
            wait=wait,
            retries=retries,
            roster_format=roster_format,
            columns=tuple(columns or ()),
            known_hosts=known_hosts,
            accept_new=accept_new,
            attempts=tuple(attempts or ()),
        )
        status = command.run(options)
    raise typer.Exit(status)


def export(
    format_: Annotated[
        str, typer.Argument(metavar="FORMAT", help="moodle, canvas, classroom, gradescope, csv or xlsx.")
    ],
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN", help="Runs of one class: of several, the attempts that count.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="F", help="Where to (default: standard output); a directory for gradescope."
        ),
    ] = None,
    marks: MarksFile = None,
    practice: Practice = None,
    worksheet: Annotated[
        Path | None,
        typer.Option("--worksheet", metavar="F", help="The program's own file, downloaded: fill in this one."),
    ] = None,
    feedback_zip: Annotated[
        Path | None,
        typer.Option("--feedback-zip", metavar="F", help="Every student's page, in a zip as Moodle takes it."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="ROLE=HEADING", help="Which column it is: grade, feedback, id, email, name."),
    ] = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Leave rows as they are whose grade cannot be placed; write the others.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Write a class's grades for Moodle, Canvas or a spreadsheet; whoever has no final grade is in no import."""
    from perito.cli.commands import export as command

    progress.hush(quiet)
    options = command.Options(
        format_, tuple(runs), output, practice, marks, worksheet, feedback_zip, tuple(column or ()), partial
    )
    raise typer.Exit(command.run(options))


@marks.command("new")
def marks_new(
    roster: ClassFile,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="F", help="Where to: .yaml or .csv.")] = Path(
        "marks.yaml"
    ),
    roster_format: RosterFormat = "",
    columns: RosterColumns = None,
    practice: Practice = None,
    lang: Lang = "es",
) -> None:
    """Write an empty file of marks for a class; a file that is there already stays as it is."""
    from perito.cli.commands import marks as command

    raise typer.Exit(command.new(roster, (roster_format, tuple(columns or ())), output, practice, lang))


@marks.command("check")
def marks_check(
    file: Annotated[Path, typer.Argument(metavar="MARKS", help="The file of marks.")],
    roster: Annotated[
        Path | None, typer.Option("--roster", metavar="F", help="The class they are of: a roster, or a run.")
    ] = None,
    roster_format: RosterFormat = "",
    columns: RosterColumns = None,
    practice: Practice = None,
    lang: Lang = "es",
) -> None:
    """Say what is wrong in a file of marks, or how many there are and how many are pending."""
    from perito.cli.commands import marks as command

    raise typer.Exit(command.check(file, roster, (roster_format, tuple(columns or ())), practice, lang))


def register(app: typer.Typer) -> None:
    """Register these commands."""
    app.command()(grade)
    app.command()(export)
    app.add_typer(marks, name="marks")
