"""A changed host key: the server as it was graded before, and what it says of itself now."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from perito.classroom import finished
from perito.classroom.history import started
from perito.classroom.identity import ask, rebuilt
from perito.classroom.identity.facts import facts_of
from perito.classroom.identity.model import Facts
from perito.classroom.identity.of_run import IDENTITY
from perito.classroom.run_directory import RunDirectory
from perito.errors import UsageError
from perito.evidence.session import Session
from perito.probes import system
from perito.support import reading
from perito.transport.base import TransportError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from perito.classroom.first_contact import Scanned
    from perito.documents.result import DeploymentNames


@dataclass(frozen=True)
class Before:
    """A student's server when it was last graded. `run`: where that is kept."""

    run: Path
    facts: Facts
    deployments: tuple[DeploymentNames, ...] = ()


@dataclass(frozen=True)
class Looked:
    """What is the same and what is not; `trouble`: why the server could not be asked."""

    rebuilt: rebuilt.Rebuilt
    trouble: str = ""


def runs_of(roster: str, reports: Path) -> list[RunDirectory]:
    """The runs of a roster, by its file's name, under `reports`; the latest first. Unreadable ones are none."""
    found = []
    for path in reports.iterdir() if reports.is_dir() else ():
        if finished.is_class(path):
            run = RunDirectory(path)
            with suppress(UsageError):
                if run.asked().get("roster") == roster:
                    found.append((started(run), path))
    return [RunDirectory(path) for _when, path in sorted(found, reverse=True)]


def before(runs: Iterable[RunDirectory], who: str) -> Before | None:
    """A student's server in the first of these runs that knows what it was told by."""
    for run in runs:
        person = next((one for one in finished.people(run) if one.id == who), None)
        if person is None:
            continue
        with suppress(OSError, ValidationError, UnicodeDecodeError):
            text = reading.json_text(run.path / person.directory / IDENTITY)
            result = run.result(person)
            return Before(run.path, Facts.model_validate_json(text), result.deployments if result else ())
    return None


def look(found: Scanned, then: Before | None, timeout: float) -> Looked:
    """Compare a server with what it was. It is asked with a key alone: no unknown server gets a password."""
    shown = {key.type: key.fingerprint for key in found.keys}
    pins = tuple(f"{kind} {fingerprint}" for kind, fingerprint in shown.items())
    target = replace(
        found.student.target, host_keys=pins, password=None, sudo_password=None, passphrase=None, timeout=timeout
    )
    session = Session.live(target)
    now, trouble = None, ""
    try:
        session.open()
        session.ask(system.system().command)
        ask.look(session, then.deployments if then else ())
        now = facts_of(session.evidence)
    except TransportError as error:
        trouble = str(error)
    finally:
        session.close()
    return Looked(rebuilt.compare(then.facts if then else None, now, shown), trouble)
