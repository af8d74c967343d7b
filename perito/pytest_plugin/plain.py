"""Plain `pytest checks --target …`: the same run and the same report, with pytest in charge."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.errors import UsageError
from perito.evidence.recording import EvidenceError
from perito.evidence.session import Session
from perito.grading import soundness
from perito.grading.grade import Assignment, prepare
from perito.grading.outcomes import RunPlugin
from perito.models.wanted import UnknownApp, Wanted
from perito.practice import rubric
from perito.practice.locate import Practice, PracticeError
from perito.support import atomic_write, i18n, standard_streams
from perito.support.i18n import _
from perito.support.yamlfile import FileError
from perito.transport.base import TransportError
from perito.transport.target import parse_app, parse_nameserver, parse_target, secret_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.grading.run import Run
    from perito.models.model import Model


RUBRIC = "rubric.yaml"
DOCUMENTS = ("--evidence", "--json")


def run_plugin(config: pytest.Config) -> RunPlugin:
    """A run for pytest's own options. Raises pytest.UsageError in one line where there is nothing to grade."""
    if config.getoption("numprocesses", None) or hasattr(config, "workerinput"):
        raise pytest.UsageError(_("Perito grades a server over one connection: leave out pytest-xdist's -n"))
    i18n.use(config.getoption("--lang"))
    try:
        path = _path(config.getoption("--rubric")) or rubric_of(config)
        practice = Practice(rubric_of(config).parent)
        loaded = rubric.load(path, practice.directory)
        if practice.checks.is_dir():
            soundness.prove(practice, loaded, thoroughly=False, rules=path)
        assignment = Assignment(Practice(path.parent), loaded, _wanted(config))
        session = _session(config, assignment.model)
        try:
            return RunPlugin(prepare(session, assignment), checks=practice.checks)
        except BaseException:
            session.close()
            raise
    except (UsageError, PracticeError, UnknownApp, FileError, EvidenceError, TransportError, OSError) as error:
        raise pytest.UsageError(str(error)) from None


def rubric_of(config: pytest.Config) -> Path:
    """The rubric.yaml beside the checks that pytest was given, or above them; else in pytest's root directory."""
    for argument in config.args:
        here = config.invocation_params.dir / argument.partition("::")[0]
        found = next((one for one in here.resolve().parents if (one / RUBRIC).is_file()), None)
        if found is not None:
            return found / RUBRIC
    return config.rootpath / RUBRIC


def _wanted(config: pytest.Config) -> Wanted:
    recorded = config.getoption("--replay")
    wanted = Wanted.of(Session.replay(Path(recorded)).asked) if recorded else Wanted()
    apps = tuple(parse_app(app) for app in config.getoption("--app"))
    return replace(wanted, apps=apps) if apps else wanted


def _session(config: pytest.Config, model: Model) -> Session:
    recorded = config.getoption("--replay")
    if recorded:
        return Session.replay(Path(recorded))
    target = replace(
        parse_target(config.getoption("--target")),
        identity=_path(config.getoption("--identity")),
        known_hosts=_path(config.getoption("--known-hosts")),
        accept_new=config.getoption("--accept-new"),
        password=secret_in(config.getoption("--password-env")),
        sudo_password=secret_in(config.getoption("--sudo-password-env")),
        apps=_wanted(config).apps,
        nameservers=tuple(parse_nameserver(one) for one in config.getoption("--nameserver")),
        heroku=config.getoption("--heroku"),
        heroku_repo=config.getoption("--heroku-repo"),
        heroku_ca=_path(config.getoption("--heroku-ca")),
        heroku_platform=_path(config.getoption("--heroku-platform")),
    )
    model.plan_extension(target)  # its errors are reported before connecting
    session = Session.live(target)
    try:
        session.open()
        model.ask_extension(session, target)
    except BaseException:
        session.close()
        raise
    return session


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def report(run: Run, config: pytest.Config) -> list[str]:
    """The graded report after pytest's own, and the files asked for; returns what could not be written."""
    from perito.report import terminal

    result = run.result()
    with standard_streams.for_documents(to_standard_output(config)):
        terminal.show(result, evidence=run.session.evidence, verbosity=0, audience="student", paths={})
    files: tuple[tuple[str, Callable[[Path], object]], ...] = (
        ("--evidence", run.session.save),
        ("--json", lambda path: atomic_write.write(path, (result.to_json() + "\n").encode())),
    )
    problems = []
    for option, write in files:
        path = _path(config.getoption(option))
        try:
            if path is not None:
                write(path)
        except OSError as error:
            problems.append(f"{path}: cannot be written: {error.strerror}")
    return problems


def to_standard_output(config: pytest.Config) -> bool:
    """Whether a document is for standard output; pytest's own output then goes to standard error.

    Raises pytest.UsageError where both documents have one destination.
    """
    given = [path for option in DOCUMENTS if (path := _path(config.getoption(option))) is not None]
    if len(given) > 1 and atomic_write.same(*given):
        raise pytest.UsageError(
            _("{documents}: {path} cannot hold both").format(documents=", ".join(DOCUMENTS), path=given[0])
        )
    return any(atomic_write.to_standard_output(path) for path in given)
