"""Asks a server's questions together, in as few rounds as the answers allow.

Round one needs no names; discovery then names the deployments; round two asks about those; round three follows up on
round two. No step waits for a whole round: each waits for its own answer, and checks mostly find theirs ready. An
unforeseen question is sent alone: the results are the same either way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.flask.deployment import deployments_of
from perito.models.flask.discovery import discover
from perito.models.flask.first_round import first_round
from perito.models.flask.hints import DirectoryHint, Hints, SiteHint, UnitHint
from perito.models.flask.integrity.python import OfTools, compare_python
from perito.models.flask.patience import until_killed
from perito.models.flask.roots import roots_of
from perito.models.flask.site_hints import site_hints
from perito.models.flask.tools import PACKAGES, TOOLS, Tools, virtualenvs
from perito.models.web import two_pages, visitor
from perito.models.web.if_there import told
from perito.models.web.names import Names
from perito.models.web.past_nginx import BySocket
from perito.models.web.settling import in_between, settled
from perito.models.web.two_pages import TwoPages
from perito.probes.python import pipenv
from perito.probes.python.gunicorn import parse_command
from perito.probes.systemd import unit_files
from perito.probes.systemd.opened import streams
from perito.probes.systemd.specifiers import expanded
from perito.probes.systemd.unit_file import environment, exec_argv, parse_unit
from perito.server.integrity import nginx as nginx_sources
from perito.server.integrity.reading import Asked
from perito.server.server import WEB_ROOT, Server
from perito.transport.unreadable import STUMBLES, Unreadable, reading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from perito.evidence.session import Session
    from perito.models.flask.deployment import Deployment
    from perito.models.wanted import Wanted
    from perito.probes import processes
    from perito.probes.nginx import files as nginx
    from perito.transport.base import Command


def survey(session: Session, wanted: Wanted, *, whole: bool = False) -> tuple[Server, dict[str, Deployment]]:
    """The server and its deployments by label, with everything about them already asked.

    Checks use these very objects. `whole`: also those deployments of the assignment of which nothing exists. Raises
    wanted.UnknownApp.
    """
    session.compared = wanted.compared
    session.ask_ahead(first_round(session))
    server = settled(session, PACKAGES, _starting)
    server.integrity.asked_for = wanted.compared
    server.roots = roots_of(server, wanted)
    visitor.comes(server, wanted)
    made = deployments_of(server, with_missing(discover(hints_of(server), wanted), wanted.usual, whole=whole))
    deployments = made.values()
    tools = told(lambda: [Tools(server).probe(name).command for name in TOOLS])
    session.ask_ahead([*tools, *_together(told(one.second_round) for one in deployments)])
    for deployment in deployments:
        session.http_all(told(deployment.page.visits))
        session.http_all(told(deployment.page.redirected_visits))
        session.http_all(told(deployment.exercise.forms_to_send))
    programs = OfTools(Tools(server))
    of_tools = told(programs.questions) if wanted.compared else []
    session.ask_ahead([*of_tools, *_together(told(one.third_round) for one in deployments)])
    two_sources(server, made.values())
    for deployment in deployments:
        session.http_all(told(deployment.page.assets_to_fetch))
    if not session.replayed:
        until_killed(session, deployments)
    compare_python(server, programs, deployments)
    server.trail.clear()
    return server, made


def two_sources(server: Server, deployments: Collection[Deployment]) -> None:
    """What is compared of nginx and of the pages, beside what is of every machine."""
    asked = Asked(server)
    server.integrity.also(nginx_sources.CHECKS, lambda: nginx_sources.nginx(asked, server))
    if deployments:
        server.integrity.also(
            two_pages.CHECKS,
            lambda: (
                found for one in deployments for found in TwoPages(one, BySocket(one.socket, one.site)).contradictions()
            ),
        )


def with_missing(found: Sequence[Names], usual: Mapping[str, str], *, whole: bool) -> list[Names]:
    """The deployments to judge: those found and, of a whole assignment, those of which nothing is left.

    `usual`: the label of each deployment in the assignment, and its directory's usual name.
    """
    known = {names.label: names for names in found}
    if not usual or not (whole or usual.keys() <= known.keys()):
        return list(found)
    for label, app in usual.items():
        known.setdefault(label, Names(label=label, app=app or label, directory=f"{WEB_ROOT}/{app or label}"))
    return [known.pop(label) for label in usual] + list(known.values())


def _starting(server: Server) -> bool:
    """Whether some gunicorn is stopping, or was started a moment ago and does not listen yet: it tries an address for
    five seconds."""
    listening = {pid for one in server.listeners for pid in one.pids}
    now = server.system.now
    units = [one for one in server.units.values() if "gunicorn" in " ".join(e.raw or e.path for e in one.exec_start)]
    return any(
        in_between(unit, now) and (unit.active_state == "deactivating" or unit.main_pid not in listening)
        for unit in units
    )


def _together(rounds: Iterable[list[Command]]) -> list[Command]:
    return [command for one in rounds for command in one]


def hints_of(server: Server) -> Hints:
    """The first round's hints about names; facts that could not be seen give none."""
    directories = _directory_hints(server)
    environments = _virtualenvs_of(server, directories)
    return Hints(directories, _unit_hints(server), _site_hints(server), environments)


@dataclass(frozen=True)
class _Noted:
    """Around reading for names: unseen facts give no hint. An unreadable answer makes the grade provisional, too: a
    name not found for that reason is not the student's mistake."""

    server: Server
    what: str

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, (CannotLook, *STUMBLES)):
            return False
        try:
            with reading(self.what):
                raise error
        except Unreadable as why:
            self.server.unread.append(why)
        except CannotLook:
            pass
        return True


def _directory_hints(server: Server) -> tuple[DirectoryHint, ...]:
    with _Noted(server, "directories"):
        names: dict[str, set[str]] = {}
        for info in server.web_tree:
            path = PurePosixPath(info.path)
            if str(path.parent) == WEB_ROOT and info.kind in {"directory", "symlink"}:
                names.setdefault(info.path, set())
            elif str(path.parent.parent) == WEB_ROOT:
                names.setdefault(str(path.parent), set()).add(path.name)
        names.update(_nested(server, names))
        links = {info.path for info in server.web_tree if info.kind == "symlink"}
        return tuple(DirectoryHint(path, frozenset(found), path in links) for path, found in sorted(names.items()))
    return ()


def _nested(server: Server, top: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Directories further down or elsewhere in which units work, and their entries."""
    asked = {root.rstrip("/") for root in server.roots}
    used = ({unit.working_directory.rstrip("/") for unit in server.units.values()} | asked) - {*top}
    found: dict[str, set[str]] = {}
    for info in server.web_tree:
        path = PurePosixPath(info.path)
        if str(path.parent) in used:
            found.setdefault(str(path.parent), set()).add(path.name)
    return {path: names for path, names in found.items() if path.startswith(f"{WEB_ROOT}/") or path in asked}


def _virtualenvs_of(server: Server, directories: tuple[DirectoryHint, ...]) -> dict[str, str]:
    with _Noted(server, "virtual environments"):
        found = {}
        for hint in directories:
            wanted = pipenv.virtualenv_names(f"{hint.path}/Pipfile")
            for env in virtualenvs(server):
                if env.name in wanted or env.project == hint.path:
                    found[hint.path] = env.path
        return found
    return {}


def _unit_hints(server: Server) -> tuple[UnitHint, ...]:
    running: dict[int, processes.Process] = {}
    with _Noted(server, "processes"):
        running = {process.pid: process for process in server.processes}
    hints = []
    with _Noted(server, "units"):
        for file in server.unit_files:
            if file.place != "system" or file.text is None or file.name == "nginx.service":
                continue
            if file.name.endswith(".socket"):
                continue  # it belongs to its service
            for name in unit_files.instances(file.name, server.units):
                state = server.units.get(name)
                process = running.get(state.main_pid) if state else None
                with _Noted(server, file.name):
                    opened = streams(server.unit_files, name, state.triggered_by if state else ())
                    hints.append(unit_hint(name, file.text, process.cwd if process else None, opened))
        return tuple(hints)
    return ()


def unit_hint(name: str, text: str, process_directory: str | None, opened: Sequence[str] = ()) -> UnitHint:
    """The ties in one unit's text; `opened`: the sockets that systemd opens for it."""
    text = expanded(text, name)
    unit = parse_unit(text)
    line = exec_argv(unit.value("Service", "ExecStart") or "")
    variables = environment(*unit.values("Service", "Environment")).variables
    command = parse_command(line.argv, variables)
    directory = unit.value("Service", "WorkingDirectory")
    sockets_bound = [bind.resolved(directory or "/") for bind in command.binds if bind.kind == "unix"]
    return UnitHint(
        name=name,
        text=text,
        working_directory=directory.rstrip("/") if directory else None,
        process_directory=process_directory,
        virtualenvs=(str(PurePosixPath(line.program).parent.parent),) if line.program else (),
        sockets=(*opened, *(bind.path for bind in sockets_bound)),
    )


def _site_hints(server: Server) -> tuple[SiteHint, ...]:
    hints = []
    with _Noted(server, "sites"):
        files = server.nginx_files
        for path, text in sorted(files.texts.items()):
            if "/sites-available/" not in path and "/conf.d/" not in path and not _only_enabled(files, path):
                continue
            with _Noted(server, path):
                hints += site_hints(files.texts, path, text)
        return tuple(hints)
    return ()


def _only_enabled(files: nginx.NginxFiles, path: str) -> bool:
    """A plain file in sites-enabled without its twin in sites-available: somebody wrote it there."""
    info = files.entries.get(path)
    twin = path.replace("/sites-enabled/", "/sites-available/")
    return "/sites-enabled/" in path and info is not None and info.kind == "file" and twin not in files.texts
