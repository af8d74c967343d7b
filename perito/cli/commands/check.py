"""`perito check`: one server, from its address to its report."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from perito import errors, models
from perito.classroom.archive import Keep
from perito.cli.commands import first_contact, unreached
from perito.cli.commands.opening import Opening
from perito.cli.commands.target import target_of
from perito.errors import UsageError
from perito.grading import late
from perito.models import options as of_models
from perito.models.wanted import Wanted
from perito.practice import locate
from perito.report.outputs import Later, Outputs, apart
from perito.support import signals
from perito.support.deadline import Deadline
from perito.support.i18n import _
from perito.support.standard_streams import complain
from perito.transport.base import TransportError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from perito.documents.result import Result
    from perito.evidence.session import Session
    from perito.grading.grade import Assignment
    from perito.grading.run import Run
    from perito.grading.settings import Grading
    from perito.models.model import Model
    from perito.transport.target import Target

__all__ = ["Keep", "Options", "run"]


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of `perito check`, as given. `load` reads the practice and says how to grade: see Grading.of."""

    target: str
    apps: tuple[str, ...]
    service: str | None
    site: str | None
    server_name: str | None
    identity: Path | None
    ssh_config: Path | None
    known_hosts: Path | None
    accept_new: bool
    jump: str | None
    ask_pass: bool
    password_env: str | None
    ask_sudo_pass: bool
    sudo_password_env: str | None
    http: str
    url_base: str | None
    nameservers: tuple[str, ...]
    search: tuple[str, ...]
    hosts_file: Path | None
    heroku: str | None = None
    heroku_repo: str | None = None
    heroku_ca: Path | None = None
    heroku_platform: Path | None = None
    practice: Path | None = None
    timeout: float
    wait: float = 0.0
    deadline: float = late.USUAL
    load: Callable[[], Grading]
    outputs: Outputs = field(default_factory=Outputs)
    keep: Keep = field(default_factory=lambda: Keep(None))

    @classmethod
    def given(cls, values: Mapping[str, Any], **made: Any) -> Options:
        """Options from the command line's values, by field name; `made` for fields computed from several."""
        own = {one.name: values[one.name] for one in fields(cls) if one.name in values}
        repeated = {name: tuple(own[name] or ()) for name in ("apps", "nameservers", "search")}
        return cls(**{**own, **repeated, **made})


def run(options: Options) -> int:
    """Grade one server; returns the exit status.

    Raises errors of `perito.errors`.
    """
    target = target_of(options)
    late.check_deadline(options.deadline)
    deadline = Deadline(options.deadline)
    outputs = {**options.outputs.files, "--evidence": options.keep.evidence}
    practice = locate.find(options.practice)
    models.of(practice)
    first_contact.is_it_this_machine(target, practice)
    options.outputs.ready()
    with (
        apart(outputs),
        Opening(target, practice, options.wait, deadline) as opening,
        signals.held(),
    ):  # code loaded here saves the evidence
        grading = options.load()
        assignment = grading.assignment(Wanted.of(target), datetime.now(UTC))  # its errors come before the server's
        check_names(target, grading)
        assignment.prove_inputs()
        grading.needs_a_grade(options.outputs.that_need_a_grade)
        try:
            session = opened(opening)
        except TransportError as error:
            unreached.write(error, opening.so_far(), assignment, grading, options.outputs, options.keep)
            raise
        result = graded(session, target, options, grading, deadline)
    return grading.exit_status(result)


def opened(opening: Opening) -> Session:
    """The open session; after an interruption, as it is. Raises TransportError."""
    try:
        with signals.allowed():
            return opening.session()
    except KeyboardInterrupt:
        if not opening.connected:
            raise
        signals.put_off()
        return opening.so_far()


def check_names(target: Target, grading: Grading) -> None:
    """Raise UsageError or platform.PlatformError for options that the practice's model does not have, and for invalid
    ones of the extension."""
    of_models.check(grading.practice, grading.rubric.practice, target)
    model = models.of(grading.practice)
    if target.heroku is None:
        given = {"repo": target.heroku_repo, "ca": target.heroku_ca, "platform": target.heroku_platform}
        for name in (name for name, value in given.items() if value is not None):
            sentence = _("{option}: say with --heroku where the application is")
            raise UsageError(sentence.format(option=f"--heroku-{name}"))
        parts = {step.part for name, step in grading.rubric.steps.items() if name in grading.steps}
        if parts == {model.extension}:
            option = f"--only {model.extension}"
            raise UsageError(_("{option}: say with --heroku where the application is").format(option=option))
        return
    if model.extension not in grading.rubric.parts:
        sentence = _("--heroku: {rubric} has no part called {part}")
        raise UsageError(sentence.format(rubric=grading.practice.rubric, part=model.extension or "heroku"))
    model.plan_extension(target)


def look_at_extension(session: Session, target: Target, model: Model) -> None:
    """Ask the questions for grading the extension, where there is one."""
    if target.heroku is not None:
        model.ask_extension(session, target)


def graded(
    session: Session, target: Target, options: Options, grading: Grading, deadline: Deadline | None = None
) -> Result:
    """Grade an open session and write every report; the evidence is saved even where grading breaks off.

    Called within `signals.held`. Raises signals.Interrupted after all is written.
    """
    from perito.classroom import run_record
    from perito.practice.rubric import OWN_STEP
    from perito.report.terminal import Progress

    kept = options.keep.begin(session)
    titles = {name: step.title.in_language(grading.language) for name, step in grading.rubric.steps.items()}
    progress = Progress(titles | {OWN_STEP: _("Checks of one's own")})
    assignment = grading.assignment(Wanted.of(target), session.now, progress.check_done)
    later = Later()
    progress.start()
    try:
        run, interrupted = looked(session, target, assignment, deadline)
        result = grading.finished(run.result())
        if grading.sources:
            from perito.grading.sources import located

            result = located(run, result, grading.sources)
    except BaseException:
        with later:
            kept.evidence()
        for problem in later.problems:
            complain(problem, errors.USAGE)
        raise
    finally:
        progress.stop()
    with later:
        kept.evidence()
    with later:
        kept.result(result, grading.audience)
    if grading.waivers is not None:
        with later:
            kept.also("waivers.yaml", run_record.content(grading.waivers))
    if run.broken_off is None or not interrupted:
        try:
            with signals.allowed():
                show(result, session, grading, kept.paths)
        except KeyboardInterrupt:
            interrupted = True
    with later:
        options.outputs.write(result, session.evidence, grading.audience)
    signals.tell(_interrupted(run, kept.paths.get("html") or kept.paths.get("evidence")))
    if session.time.unanswered and session.time.late:
        complain(late.line(session), errors.NOT_GRADED)
    if interrupted:
        for problem in later.problems:
            complain(problem, errors.USAGE)
        raise signals.Interrupted(signals.came())
    later.end()
    return result


def looked(
    session: Session, target: Target, assignment: Assignment, deadline: Deadline | None = None
) -> tuple[Run, bool]:
    """The run of an open session, and whether it was interrupted. Raises as grading.grade."""
    from perito.grading.grade import BrokenOff, perform, unprepared

    run: Run | None = None
    try:
        with signals.allowed(), late.within(session, deadline):
            look_at_extension(session, target, assignment.model)
            run = perform(session, assignment)
    except KeyboardInterrupt as why:
        session.hang_up()
        if run is None:
            run = why.run if isinstance(why, BrokenOff) else unprepared(session, assignment)
            if not signals.came():
                run.late()
                return run, False
            run.interrupted(signals.came())
        return run, True
    return run, False


def _interrupted(run: Run, page: Path | None) -> str:
    """The message after an interruption: how many checks ended, and the page's path."""
    from perito.support.i18n import ngettext

    ended = len(run.checks) if run.broken_off is None else run.broken_off
    text = ngettext(
        "interrupted ({signal}) when {count} check had ended",
        "interrupted ({signal}) when {count} checks had ended",
        ended,
    ).replace("{count}", str(ended))
    return f"{text}: {page}" if page else text


def show(result: Result, session: Session, grading: Grading, paths: dict[str, Path]) -> None:
    """The report on the terminal, and the paths of the files."""
    from perito.report import terminal

    terminal.show(
        result,
        evidence=session.evidence,
        verbosity=grading.verbosity,
        audience=grading.audience,
        paths=paths,
    )
