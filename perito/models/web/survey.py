"""Asks a server's questions together: what needs no names, what needs them, and what our own requests left behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from perito.models.web import two_pages, visitor
from perito.models.web.behind_nginx import BehindNginx
from perito.models.web.discovery import Found, UnitSeen, discover, together
from perito.models.web.if_there import told
from perito.models.web.names import Names
from perito.models.web.settling import in_between, settled
from perito.probes.nginx import config
from perito.probes.systemd import unit_files
from perito.probes.systemd.specifiers import expanded
from perito.server.first_round import first_round
from perito.server.integrity import nginx as nginx_sources
from perito.server.integrity.asking import first_questions
from perito.server.integrity.reading import Asked
from perito.server.machine import NGINX_PACKAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from perito.evidence.session import Session
    from perito.models.wanted import Wanted
    from perito.server.server import Server

NOT_BEHIND = frozenset({"nginx.service", "sshd.service", "ssh.service"})
NOTHING = Names("site", "site", "")  # where nothing is found every check says so: nobody passes by having nothing


def survey(session: Session, wanted: Wanted, *, whole: bool = False) -> tuple[Server, dict[str, BehindNginx]]:
    """The server and its sites by label, with everything about them already asked. Raises wanted.UnknownApp."""
    session.ask_ahead(first_round(NGINX_PACKAGES, compared=False))
    server = settled(session, NGINX_PACKAGES, _starting)
    server.integrity.asked_for = wanted.compared
    visitor.comes(server, wanted)
    if wanted.compared:
        session.ask_ahead(first_questions(NGINX_PACKAGES))
    found = discover(told(lambda: list(sites(server))), told(lambda: list(units(server))), wanted)
    names = with_missing(found, wanted.usual, whole=whole) or [NOTHING]
    made = {one.label: BehindNginx(server, one) for one in names}
    session.ask_ahead([command for one in made.values() for command in told(one.second_round)])
    for one in made.values():
        session.http_all([*told(one.page.visits), *told(one.listening.requests)])
        session.http_all(told(one.page.redirected_visits))
    session.ask_ahead([command for one in made.values() for command in told(one.third_round)])
    if wanted.compared:
        _two_sources(server, made.values())
    server.trail.clear()
    return server, made


def _starting(server: Server) -> bool:
    """Whether nobody listens where some site passes requests, and a unit that somebody wrote has just started."""
    held = {one.path or str(one.port) for one in server.listeners}
    asked = {one.path or str(one.port) for site in sites(server) for one in site.upstreams}
    if asked <= held:
        return False
    now = server.system.now
    mine = [server.units[one.name] for one in units(server) if one.text and one.name in server.units]
    return any(in_between(one, now) for one in mine)


def _two_sources(server: Server, sites: Collection[BehindNginx]) -> None:
    """What is compared of nginx and of the pages, beside what is of every machine."""
    asked = Asked(server)
    server.integrity.also(nginx_sources.CHECKS, lambda: nginx_sources.nginx(asked, server))
    server.integrity.also(
        two_pages.CHECKS, lambda: (found for one in sites for found in one.two_pages.contradictions())
    )


def with_missing(found: Sequence[Names], usual: Mapping[str, str], *, whole: bool) -> list[Names]:
    """The sites to judge: those found and, of a whole assignment, those of which nothing is left.

    `usual`: the label of each in the assignment, and what its file in sites-available is usually called.
    """
    labels = {app or label: label for label, app in usual.items()}
    known: dict[str, Names] = {}
    for names in found:
        one = replace(names, label=labels.get(names.app, names.label))
        known[one.label] = one
    if not usual or not (whole or usual.keys() <= known.keys()):
        return list(known.values())
    for label, app in usual.items():
        known.setdefault(label, Names(label, app or label, ""))
    return [known.pop(label) for label in usual] + list(known.values())


def sites(server: Server) -> Iterator[Found]:
    """The sites of nginx's files, enabled or not."""
    files = server.nginx_files
    for path, text in sorted(files.texts.items()):
        info = files.entries.get(path)
        twin = path.replace("/sites-enabled/", "/sites-available/")
        by_itself = "/sites-enabled/" in path and info is not None and info.kind == "file" and twin not in files.texts
        if "/sites-available/" in path or "/conf.d/" in path or by_itself:
            parsed = config.parse_site(files.texts, path)
            if parsed.servers:
                yield from together(path, parsed.servers)
            elif parsed.errors and text.strip():
                yield Found(path, ())


def units(server: Server) -> Iterator[UnitSeen]:
    """The services of this server, of templates their instances: with where their processes listen."""
    unit_of = {process.pid: process.unit for process in told(lambda: server.processes)}
    listens: dict[str, set[str]] = {}
    for one in told(lambda: server.listeners):
        for pid in one.pids:
            listens.setdefault(unit_of.get(pid, ""), set()).add(one.path or str(one.port))
    for file in server.unit_files:
        if file.place != "system" or file.text is None or not file.name.endswith(".service"):
            continue
        if file.name in NOT_BEHIND:
            continue
        for name in unit_files.instances(file.name, server.units):
            yield _seen(server, name, expanded(file.text, name), listens)
    written = {file.name for file in server.unit_files}
    for name in sorted(server.units):
        if not {name, unit_files.template_of(name)} & written and name not in NOT_BEHIND:
            yield _seen(server, name, "", listens)


def _seen(server: Server, name: str, text: str, listens: Mapping[str, set[str]]) -> UnitSeen:
    state = server.units.get(name)
    directory = state.working_directory.lstrip("!-").rstrip("/") if state is not None else ""
    return UnitSeen(name, text, frozenset(listens.get(name, ())), directory)
