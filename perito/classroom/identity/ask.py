"""Asks a graded server for its identifying facts: one more round trip, in classes only."""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.classroom.identity.facts import HOST_KEY
from perito.errors import CannotLook
from perito.probes import accounts
from perito.probes.identity import identity
from perito.probes.nginx import config
from perito.probes.nginx import files as nginx
from perito.transport.base import Role
from perito.transport.unreadable import reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.documents.result import DeploymentNames, Result
    from perito.evidence.session import Session

UNITS = "/etc/systemd/system"


def ask(session: Session, result: Result) -> None:
    """Record the server's identifying facts. Server errors never raise; a replay asks nothing.

    The grading's cost stays unchanged: a replay must come to the same result.
    """
    if session.replayed:
        return
    cost = dict(session.evidence.stats)
    with suppress(CannotLook), reading("the host key"):
        session.remember(HOST_KEY, session.transport.host_key)
    look(session, result.deployments)
    session.evidence.stats = cost


def look(session: Session, deployments: Iterable[DeploymentNames]) -> None:
    """Ask for the identifying facts of a server with these deployments. Its errors are answers."""
    deployments = tuple(deployments)
    as_root = session.ask(accounts.whoami(role=Role.ROOT).command).trouble is None
    files = [path for names in deployments for path in files_of(names)]
    projects = [names.directory for names in deployments if names.directory]
    session.ask(identity(files, projects, access_logs(session), role=Role.ROOT if as_root else Role.LOGIN).command)


def files_of(names: DeploymentNames) -> list[str]:
    """The student's files in a deployment, except those in its directory."""
    unit = f"{UNITS}/{PurePosixPath(names.service).name}" if names.service else None
    environment = f"{names.virtualenv}/pyvenv.cfg" if names.virtualenv else None
    return [path for path in (unit, names.site, environment) if path and path.startswith("/")]


def access_logs(session: Session) -> list[str]:
    """The access logs that nginx's configuration names."""
    probe = nginx.config_tree()
    if session.number(probe.command) is None:
        return []
    with suppress(CannotLook), reading("the names of nginx's access logs"):
        servers = config.parse(probe.read(session.ask(probe.command)).texts).servers
        paths = [path for one in servers for path in one.access_logs]
        paths += [path for one in servers for location in one.locations for path in location.access_logs]
        return sorted({path for path in paths if path.startswith("/")})
    return []
