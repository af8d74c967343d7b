"""One site behind nginx, as parts: from the visitor's name to the program that a unit runs, or to nginx's own files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from perito.documents.result import DeploymentNames
from perito.models.chain import Chain
from perito.models.web import chain, seen
from perito.models.web.ages import Ages
from perito.models.web.client_names import ClientNames
from perito.models.web.if_there import commands, or_none
from perito.models.web.listening import Listening
from perito.models.web.page import Page
from perito.models.web.past_nginx import past_nginx
from perito.models.web.pending import Pending
from perito.models.web.running import Running
from perito.models.web.service import Service
from perito.models.web.site import Site
from perito.models.web.socket import Socket
from perito.models.web.started import Started
from perito.models.web.two_pages import TwoPages
from perito.models.web.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.documents.result import CheckResult
    from perito.models.web.names import Names
    from perito.server.server import Server
    from perito.transport.base import Command

ELLIPSIS = "…"
NO_UNIT = "\0"  # no file of a unit says so


class BehindNginx:
    """The parts, each with the few others that it needs. A static site has no unit: the facts of `unit`, `service`,
    `listening` and `running` raise Absent there."""

    kind = "deployment"

    def __init__(self, server: Server, names: Names, *, as_written: bool = False) -> None:
        self.server, self.names = server, names
        self.site = Site(server, names)
        self.unit = Unit(server, names, names.app or NO_UNIT, as_written=as_written)
        self.program = Started(server, self.unit)
        self.service = Service(server, names, self.unit, self.program)
        self.socket = Socket(server, self.site, self.program)
        self.listening = Listening(server, self.site, self.service, self.socket)
        self.ages = Ages(server, names, self.unit)
        self.pending = Pending(server, self.unit, self.ages)
        self.running = Running(server, self.unit, self.program, self.ages)
        self.page = Page(server, names, self.site, self.listening)
        self.client_names = ClientNames(server, self.site)

    @property
    def is_static(self) -> bool:
        """Whether nginx gives the front page by itself."""
        return self.site.passing is None or not (self.site.passing.proxy_pass or self.site.passing.gateway)

    @property
    def two_pages(self) -> TwoPages:
        """This site's page from two sides."""
        return TwoPages(self, past_nginx(self.socket, self.site, self.listening))

    @cached_property
    def as_written(self) -> BehindNginx:
        """The same, as it will be once systemd has read the unit's file."""
        return BehindNginx(self.server, self.names, as_written=True)

    def changed_files(self) -> list[str]:
        """Nobody knows which files the program has read."""
        return []

    def changed_after(self, moment: float) -> dict[str, float]:
        """The files of the unit that changed after a moment, and when they did."""
        return {path: at for path in self.unit.paths() if (at := self.ages.of(path)) > moment}

    def second_round(self) -> list[Command]:
        """The questions that need the names, the slowest first."""
        of_unix = (
            (self.socket.reply_probe, lambda: self.socket.reply_probe(self._web_user()), self.socket.way_probe)
            if self.site.wanted_sockets()
            else ()
        )
        of_a_unit = (
            (self.unit.verify_probe, self.service.journal_probe, self.ages.probe, self.ages.reading_probe,
             self.running.environ_probe, self.running.files_probe)
            if self.names.service is not None
            else ()
        )  # fmt: skip
        return commands(*of_a_unit, *of_unix, self.server.nginx_ages_probe)

    def _web_user(self) -> str | None:
        return self.socket.web_user if self.server.has_root else None

    def third_round(self) -> list[Command]:
        """What our own requests left in the logs, and what the names' ways leave open."""
        asked = commands(self.page.access_log_probe, self.page.error_log_probe)
        return [*asked, *self.client_names.questions()]

    def document(self) -> DeploymentNames:
        """The names, for the result document; empty what this site does without."""
        static = or_none(lambda: self.is_static)
        return DeploymentNames(
            label=self.names.label,
            app=self.names.app,
            directory=self.names.directory,
            service=self.names.service or ("" if static else None),
            site=self.names.site,
            socket="" if static else or_none(lambda: self.listening.address),
            server_names=tuple(or_none(lambda: self.site.server_names) or ()),
            virtualenv="",
            assumed=self.names.assumed,
        )

    def chain(self) -> Chain:
        """The links from a visitor to the program, or to nginx's own files."""
        static = or_none(lambda: self.is_static)
        links = chain.TO_THE_SOCKET[:-1] if static else (*chain.TO_THE_SOCKET, chain.SERVICE)
        names = chain.names(self)
        if (port := or_none(lambda: self.listening.port)) is not None and port:
            names["socket"] = chain.socket_name(self, (self.listening.address,))
        return Chain(links, names, chain.GOALS, chain.TRIED, self._sees, "site" if static else chain.SERVICE.kind)

    def _sees(self, checks: Mapping[str, CheckResult]) -> str:
        return seen.sees(self, checks)

    def placeholders(self) -> dict[str, str]:
        """The names, for the rubric's texts."""
        names = {
            "app": self.names.app,
            "directory": self.names.directory,
            "service": self.names.service,
            "unit_file": or_none(lambda: self.unit.path),
            "site": self.names.site,
            "socket": or_none(lambda: self.listening.address),
            "user": or_none(lambda: self.unit.loaded.user),
            "server_name": or_none(lambda: self.site.server_name),
        }
        return {key: value or ELLIPSIS for key, value in names.items()}
