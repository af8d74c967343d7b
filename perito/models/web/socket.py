"""The Unix socket between nginx and the program, and the program's answer through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.models.web import patience
from perito.practice.expect import Absent
from perito.probes import unix_http
from perito.probes.accounts import Identity, refused_at
from perito.probes.files import PathInfo, parents, stat_paths
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.program import Program
    from perito.models.web.site import Site
    from perito.probes.base import Probe
    from perito.probes.framing import Seen
    from perito.server.server import Server


class Socket:
    """The socket that nginx passes requests to. Facts raise CannotLook where nobody can ask as nginx does."""

    def __init__(self, server: Server, site: Site, program: Program) -> None:
        self.server = server
        self.site = site
        self.program = program
        self.trail = server.trail

    @property
    def path(self) -> str | None:
        """The relevant socket: nginx's if it is among them, else the first."""
        return next(
            (path for path in self.program.sockets if path in self.site.wanted_sockets()),
            next(iter(self.program.sockets), None),
        )

    def way_probe(self) -> Probe[Seen[PathInfo]]:
        """How to ask for every socket and program, and every directory above them."""
        paths = [*self.program.sockets, *self.site.wanted_sockets()]
        paths += [path for path in (self.program.path,) if path.startswith("/")]
        return stat_paths(list(dict.fromkeys(one for path in paths for one in (*parents(path), path))))

    def way(self, path: str) -> PathInfo | None:
        """The stat record of a socket, a program, or a directory above one."""
        return self.server.see(self.way_probe()).get(path)

    @property
    def kind(self) -> str:
        """The kind of file at the unit's socket path."""
        if self.path is None:
            return "—"
        found = self.way(self.path)
        return found.kind if found is not None else _("there is no {path}").format(path=self.path)

    @property
    def web_user(self) -> str:
        """The user nginx's workers run as."""
        return self.server.nginx_config.user

    @property
    def web_identity(self) -> Identity:
        """That user and its groups."""
        found = self.server.accounts.identity(self.web_user)
        if found is None:
            raise CannotLook(Unseen.NO_SUCH_USER, self.web_user)
        return found

    def reply_probe(self, user: str | None = None, attempt: int = 0) -> Probe[unix_http.SocketReply]:
        """How to ask the program past nginx: as root, or as nginx's own user."""
        return unix_http.get_through_socket(str(self.path), self.site.host_header, user, attempt=attempt)

    @property
    def refused(self) -> bool:
        """Whether nginx's user was really refused when we asked as that user; False where we cannot ask so."""
        if not self.server.has_root:
            return False
        return self.server.see(self.reply_probe(self.web_user)).failure in {"EACCES", "EPERM"}

    @property
    def refusing(self) -> PathInfo | None:
        """The directory above the socket, or the socket, whose owner, group and permissions keep nginx's user out."""
        socket = str(self.path)
        infos = {path: self.way(path) for path in (*parents(socket), socket)}
        return refused_at(self.web_identity, socket, infos, "w")

    def behind_link(self) -> str:
        """What refuses nginx's user on the way that a link leads to; empty where nothing does.

        The permission bits of the link itself say nothing.
        """
        socket = str(self.path)
        for path in (*parents(socket), socket):
            link = self.way(path)
            if link is None or link.kind != "symlink" or not link.resolved:
                continue
            try:
                found = self.server.see(stat_paths([*parents(link.resolved), link.resolved]))
                refusing = refused_at(self.web_identity, f"{link.resolved}/x", found)
            except CannotLook:
                continue
            if refusing is not None and not refusing.acl:
                where = _("{link} is a link to {target}").format(link=link.path, target=link.resolved)
                return f"{where}: {refusing.path} ({refusing.owner}:{refusing.group} {refusing.mode & 0o7777:o})"
        return ""

    @property
    def reply(self) -> unix_http.SocketReply:
        """What the application answers through its socket: to a browser, and to who does not ask too often.

        Raises CannotLook where it goes on to refuse us for that.
        """
        first = self.server.see(self.reply_probe())
        if first.status not in patience.REFUSING:
            return first
        found = first
        later = patience.attempts(self.server, lambda number: self.reply_probe(attempt=number).command)
        for attempt in later if first.status == patience.TOO_MANY else (1,):
            try:
                found = self.server.see(self.reply_probe(attempt=attempt))
            except CannotLook:
                return first  # a recording that has no further attempt
            if found.status != first.status:
                break
        if found.status == patience.TOO_MANY:
            raise patience.exhausted(found.status)
        return found if found.status and found.status not in patience.REFUSING else first

    @property
    def reply_status(self) -> int:
        """The status of that reply; 0 where unknown."""
        try:
            return self.reply.status or 0
        except (CannotLook, Absent):
            return 0
