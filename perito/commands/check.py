"""`perito check`: one server, from its address to its report."""

from __future__ import annotations

import getpass
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from perito import exits
from perito.commands.common import complain, one_of
from perito.commands.kept import Keep
from perito.commands.opening import Opening
from perito.commands.outputs import Later, Outputs, apart
from perito.discovery import Wanted
from perito.heroku import EXTENSION
from perito.names.client import own_hosts_file
from perito.targets import (
    HttpMode,
    Kind,
    UsageError,
    is_url_base,
    parse_app,
    parse_domain,
    parse_nameserver,
    parse_server_name,
    parse_target,
    secret_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from perito.commands.common import Grading
    from perito.result import Result
    from perito.session import Session
    from perito.targets import Target

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
    timeout: float
    load: Callable[[], Grading]
    outputs: Outputs = field(default_factory=Outputs)
    keep: Keep = field(default_factory=lambda: Keep(None))

    @classmethod
    def given(cls, values: Mapping[str, Any], **made: Any) -> Options:
        """From the command line's values by the names of the fields; `made` of several of them, or none of its own."""
        own = {one.name: values[one.name] for one in fields(cls) if one.name in values}
        repeated = {name: tuple(own[name] or ()) for name in ("apps", "nameservers", "search")}
        return cls(**{**own, **repeated, **made})


def run(options: Options) -> int:
    """Grade one server; returns the exit status.

    Raises what `commands.common.guarded` knows how to say.
    """
    target = target_of(options)
    with apart({**options.outputs.files, "--evidence": options.keep.evidence}), Opening(target) as opening:
        grading = options.load()
        grading.assignment(Wanted.of(target), datetime.now(UTC))  # what is wrong with it is told before the server is
        check_extension(target, grading)
        grading.needs_a_grade({"--gradescope": options.outputs.gradescope})
        result = graded(opening.session(), target, options, grading)
    return grading.exit_status(result)


def target_of(options: Options) -> Target:
    """The target with everything the options add to it. Raises UsageError; may prompt for secrets."""
    one_of("--http", options.http, tuple(HttpMode))
    files = {"--identity": options.identity, "--ssh-config": options.ssh_config, "--hosts-file": options.hosts_file}
    for option, path in files.items():
        if path is not None and not path.is_file():
            raise UsageError(f"{option} {path}: no such file")
    known = options.known_hosts
    if known is not None and not known.is_file() and not options.accept_new:
        raise UsageError(f"--known-hosts {known}: no such file (--accept-new would start one)")
    if not 0 < options.timeout < float("inf"):
        raise UsageError(f"--timeout {options.timeout:g}: seconds, above 0")
    if options.url_base is not None:
        check_url_base(options.url_base)
    found = parse_target(options.target)
    return replace(
        found,
        identity=options.identity,
        ssh_config=options.ssh_config,
        known_hosts=options.known_hosts,
        accept_new=options.accept_new,
        jump=options.jump,
        url_base=options.url_base,
        http=HttpMode(options.http),
        apps=tuple(parse_app(app) for app in options.apps),
        service=options.service,
        site=options.site,
        server_name=parse_server_name(options.server_name) if options.server_name is not None else None,
        nameservers=tuple(parse_nameserver(one) for one in options.nameservers),
        search=tuple(parse_domain(one) for one in options.search),
        hosts_file=options.hosts_file or (own_hosts_file() if found.kind is Kind.SSH else None),
        hosts_given=options.hosts_file is not None,
        heroku=options.heroku,
        heroku_repo=options.heroku_repo,
        heroku_ca=options.heroku_ca,
        heroku_platform=options.heroku_platform,
        timeout=options.timeout,
        password=_secret(options.ask_pass, options.password_env, "SSH password: "),
        sudo_password=_secret(options.ask_sudo_pass, options.sudo_password_env, "sudo password: "),
    )


def check_url_base(text: str) -> None:
    """Raise UsageError unless it is http://host or http://host:port."""
    if not is_url_base(text):
        raise UsageError(f"--url-base {text!r}: write http://host or http://host:port")


def check_extension(target: Target, grading: Grading) -> None:
    """Raise UsageError or platform.PlatformError where what is said of the extension makes no sense."""
    if target.heroku is None:
        given = {"repo": target.heroku_repo, "ca": target.heroku_ca, "platform": target.heroku_platform}
        for name in (name for name, value in given.items() if value is not None):
            raise UsageError(f"--heroku-{name}: say with --heroku where the application is")
        parts = {step.part for name, step in grading.rubric.steps.items() if name in grading.steps}
        if parts == {EXTENSION}:
            raise UsageError(f"--only {EXTENSION}: say with --heroku where the application is")
        return
    if EXTENSION not in grading.rubric.parts:
        raise UsageError(f"--heroku: {grading.practice.rubric} has no part called {EXTENSION}")
    from perito.heroku import asking

    asking.plan(target)


def look_at_extension(session: Session, target: Target) -> None:
    """Ask what grading the extension needs, where there is one."""
    if target.heroku is not None:
        from perito.heroku import asking

        asking.ask(session, target)


def _secret(ask: bool, variable: str | None, prompt: str) -> str | None:
    return getpass.getpass(prompt) if ask else secret_in(variable)


def graded(session: Session, target: Target, options: Options, grading: Grading) -> Result:
    """Grade an open session and write every report; evidence is kept even where grading stops half-way."""
    from perito.grading import grade
    from perito.i18n import _
    from perito.report.terminal import Progress
    from perito.rubric import OWN_STEP

    kept = options.keep.begin(session)
    titles = {name: step.title.in_language(grading.language) for name, step in grading.rubric.steps.items()}
    progress = Progress(titles | {OWN_STEP: _("Checks of one's own")})
    assignment = grading.assignment(Wanted.of(target), session.now, progress.check_done)
    later = Later()
    progress.start()
    try:
        look_at_extension(session, target)
        result = grading.judging.applied(grade(session, assignment).result())
    except BaseException:
        with later:
            kept.evidence()
        for problem in later.problems:
            complain(problem, exits.USAGE)
        raise
    finally:
        progress.stop()
    with later:
        kept.evidence()
    with later:
        kept.result(result, grading.audience)
    show(result, session, grading, kept.paths)
    with later:
        options.outputs.write(result, session.evidence, grading.audience)
    later.end()
    return result


def show(result: Result, session: Session, grading: Grading, paths: dict[str, Path]) -> None:
    """The report on the terminal, and where the files are."""
    from perito.report import terminal

    terminal.show(
        result,
        evidence=session.evidence,
        verbosity=grading.verbosity,
        audience=grading.audience,
        paths=paths,
    )
