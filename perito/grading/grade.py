"""From an open session to a result: survey the server, find the names, run the checks, weigh the outcomes.

Any number of threads may grade at the same time; their checks take turns (see `pytest_lock`).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from perito import models
from perito.documents.outcome import ADVICE_STEP
from perito.documents.result import JudgedBy
from perito.errors import USAGE, PeritoError
from perito.grading import fingerprint, subjects
from perito.grading.breaking import Breaking
from perito.grading.outcomes import NAME, RunPlugin
from perito.grading.pytest_lock import turn
from perito.grading.run import Run
from perito.models.wanted import Wanted
from perito.practice import inputs, locate, rubric
from perito.practice.waivers import Waivers
from perito.server import learned
from perito.server.server import Server
from perito.support import given_secrets, log
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from perito.documents.result import CheckResult, Result
    from perito.evidence.session import Session
    from perito.models.model import Model
    from perito.practice.inputs import Inputs
    from perito.practice.locate import Practice
    from perito.practice.rubric import Rubric


# pytest's own settings file, with nothing in it: Windows' null device is no path to pathlib, and pytest wants one.
NO_SETTINGS = Path(__file__).with_name("no-settings.ini")
GRADED_BY = "graded_by"  # in the header of the evidence, for recordings without a result beside them


class PracticeBroken(PeritoError):  # noqa: N818 - names what is broken
    """pytest could not collect the checks: a mistake in the practice, not on the server."""

    exit_status = USAGE


class BrokenOff(KeyboardInterrupt):
    """The grading was interrupted; `run` is its state."""

    def __init__(self, run: Run) -> None:
        super().__init__("interrupted")
        self.run = run


def _silent(check: CheckResult) -> None:
    """No listener."""


@dataclass(frozen=True)
class Assignment:
    """The checks, the rubric, the steps (empty: all), and the names to grade by.

    `whole`: the whole assignment, also where one of its deployments is missing; `inputs`: the practice's inputs that
    were given otherwise than by the environment; `variables`: the environment variables with secret ones, where they
    are not the practice's own.
    """

    practice: Practice
    rubric: Rubric
    wanted: Wanted
    steps: frozenset[str] = frozenset()
    listener: Callable[[CheckResult], None] = field(default=_silent)
    waivers: Waivers = field(default=Waivers())
    whole: bool = False
    inputs: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, practice: Path | str | None = None, **settings: Any) -> Assignment:
        """By a practice as locate.find takes it (None: the one that ships), with the names of the session's target.

        `settings`: further fields. Raises practice.locate.PracticeError, practice.rubric.RubricError.
        """
        found = locate.find(practice)
        return cls(found, rubric.load(found.rubric), Wanted.of(session.asked), **settings)

    def prove_inputs(self) -> None:
        """Raise UsageError where an input that a server is graded with is not given."""
        inputs.live(self.rubric, self.inputs, variables=self.variables)

    @property
    def model(self) -> Model:
        """The practice's model. Raises models.ModelError for an unknown one."""
        return models.of(self.practice)


def prepare(session: Session, assignment: Assignment) -> Run:
    """Ask the server the first questions together, and find the deployments.

    Raises wanted.UnknownApp for a name that the server does not know, waivers.WaiverError where a waiver is for a
    deployment that it does not have, and UsageError where an input of the practice is not given.
    """
    by = judged_by(assignment)
    given = _inputs(session, assignment)
    if not session.replayed:
        session.evidence.extra[GRADED_BY] = by.model_dump(mode="json", exclude={"names"})
    session.evidence.words = partial(locate.words, assignment.practice.directory)
    compared = ADVICE_STEP in assignment.rubric.steps
    wanted = replace(assignment.wanted, usual=assignment.rubric.usual_apps, compared=compared, inputs=given.values)
    model = assignment.model
    server, deployments = model.survey(session, wanted, whole=assignment.whole)
    server.integrity.services = tuple(one.names.service for one in deployments.values() if one.names.service)
    found = subjects.with_named(deployments, assignment.rubric)
    assignment.waivers.check_deployments([*found, *assignment.rubric.labels])
    return Run(
        session=session,
        rubric=assignment.rubric,
        server=server,
        subjects=found,
        model=model,
        whole=is_whole(assignment, list(found)),
        extensions=frozenset({model.extension} if session.target.get(model.extension) else ()),
        listener=assignment.listener,
        waivers=assignment.waivers,
        judged_by=by,
        inputs=given,
    )


def _inputs(session: Session, assignment: Assignment) -> Inputs:
    """The practice's inputs: in the evidence, but for the secret ones, which are in nothing that is written."""
    if session.replayed:
        return inputs.replayed(assignment.rubric, assignment.inputs, session.evidence.extra.get(inputs.EXTRA))
    given = inputs.live(assignment.rubric, assignment.inputs, variables=assignment.variables)
    given_secrets.keep(*given.secrets)
    session.evidence.redactor.give(*given.secrets)
    for secret in given.secrets:
        session.evidence.redactor.known.remember(secret.encode())
    if any(given.plain.values()):
        session.evidence.extra[inputs.EXTRA] = given.plain
    return given


def judged_by(assignment: Assignment) -> JudgedBy:
    """Everything that decides outcomes beside the evidence, for the result document."""
    return JudgedBy(
        digest=fingerprint.of(assignment.practice, assignment.rubric, assignment.inputs),
        steps=tuple(sorted(assignment.steps)),
        whole=assignment.whole,
        waivers=assignment.waivers.digest,
        practice=fingerprint.used(assignment.practice, assignment.rubric),
    )


def is_whole(assignment: Assignment, labels: Sequence[str]) -> bool:
    """Whether the whole assignment is graded: it was asked for, or all its subjects exist; of a practice whose parts
    are steps there is no less."""
    rubric = assignment.rubric
    if not rubric.labels and not labels:
        return bool(rubric.parts or rubric.criteria)
    return bool(rubric.labels) and (assignment.whole or set(rubric.labels) <= set(labels))


def grade(session: Session, assignment: Assignment) -> Result:
    """The result of one server, over an open session or a recording. Raises as `perform`."""
    return perform(session, assignment).result()


def perform(session: Session, assignment: Assignment) -> Run:
    """The steps of a grading, in order; `Run.result` then weighs the outcomes, and the caller writes the result.

    Raises PracticeBroken where pytest cannot collect the checks, wanted.UnknownApp as `prepare` does, and BrokenOff
    where it is interrupted: the session is closed then.
    """
    run: Run | None = None
    try:
        log.event("survey", practice=assignment.rubric.practice, model=assignment.practice.model)
        run = prepare(session, assignment)  # survey the server, discover its deployments, ask about them
        learned.ask_ahead(session, run.judged_by.digest)  # what the practice's own checks asked the last time
        log.event("checks", deployments={label: one.names.app for label, one in run.subjects.items()})
        _run_checks(run, assignment)  # each failure is attributed to its cause as it ends
        session.await_all()
        learned.keep(session, run.judged_by.digest)
        log.event("checked", round_trips=session.round_trips, misses=session.misses)
    except KeyboardInterrupt as why:
        session.hang_up()
        raise BrokenOff(run or unprepared(session, assignment)) from why
    except Exception:
        session.await_all()  # evidence is kept where grading breaks off, too
        raise
    return run


def unprepared(session: Session, assignment: Assignment) -> Run:
    """The run of a server of which too little was seen to find its deployments."""
    return Run(
        session=session,
        rubric=assignment.rubric,
        server=Server(session),
        subjects={},
        model=assignment.model,
        whole=is_whole(assignment, []),
        waivers=assignment.waivers,
        judged_by=judged_by(assignment),
    )


def _run_checks(run: Run, assignment: Assignment) -> None:
    plugin, practice = RunPlugin(run, assignment.steps), assignment.practice
    breaking = Breaking([one.directory for one in (practice, *practice.bases)])
    with turn(practice, run.session.await_all):
        code = pytest.main(arguments(practice), plugins=[_Named(plugin), breaking])
    if broken := [*plugin.broken, *breaking.told]:
        raise PracticeBroken("\n".join(broken))
    if code == pytest.ExitCode.NO_TESTS_COLLECTED and assignment.steps:
        asked = ", ".join(sorted(assignment.steps))
        raise PracticeBroken(_("--only {asked}: none of these checks is for what is graded").format(asked=asked))
    if code == pytest.ExitCode.USAGE_ERROR or (code == pytest.ExitCode.NO_TESTS_COLLECTED):
        raise PracticeBroken(_("{checks}: pytest found no checks to run").format(checks=assignment.practice.checks))
    if code in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.INTERRUPTED}:
        raise KeyboardInterrupt if code == pytest.ExitCode.INTERRUPTED else RuntimeError("pytest failed")


class _Named:
    """Registers the run's plugin with pytest under the name that the rest of Perito looks for."""

    def __init__(self, plugin: RunPlugin) -> None:
        self.plugin = plugin

    def pytest_addoption(self, pluginmanager: pytest.PytestPluginManager) -> None:
        if not pluginmanager.has_plugin(NAME):
            pluginmanager.register(self.plugin, NAME)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """No tracebacks from here on: each takes ten milliseconds, and nobody reads them."""
        session.config.option.tbstyle = "no"


def arguments(practice: Practice) -> list[str]:
    """pytest's arguments: the checks of a practice and of those it stands on alone, with these settings only."""
    practices = (practice, *practice.bases)
    above = [one.directory for one in practices if practice.directory.is_relative_to(one.directory)]
    return [
        *(str(one.checks) for one in practices if one.checks.is_dir()),
        *("-c", str(NO_SETTINGS) if sys.platform == "win32" else os.devnull),
        f"--rootdir={practice.directory}",
        f"--confcutdir={min(above, key=lambda one: len(one.parts))}",
        "--disable-plugin-autoload",
        "--import-mode=importlib",
        *("-o", "verbosity_assertions=2"),  # assertions show the whole comparison
        *("-p", "perito.pytest_plugin.plugin"),
        *(word for module in filter(None, [models.of(practice).fixtures]) for word in ("-p", module)),
        *("-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:faulthandler"),
        *("-p", "no:logging", "-p", "no:warnings"),
        # It collects garbage five times at the end of every run: a quarter of what a replay takes.
        *("-p", "no:unraisableexception", "-p", "no:threadexception"),
        # Unused plugins are not loaded either.
        *("-p", "no:debugging", "-p", "no:doctest", "-p", "no:pastebin", "-p", "no:setuponly", "-p", "no:setupplan"),
        *("-p", "no:stepwise"),
    ]
