"""nginx's site for a deployment, its link, and whether nginx runs what is on disk (practice, items 20–22)."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher, get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.deployment.running import CLOCK_SLACK, RunningFacts
from perito.expect import Failure, NotApplicable
from perito.facts import fact
from perito.i18n import _
from perito.probes import nginx, nginx_config
from perito.probes.base import CannotLook

if TYPE_CHECKING:
    from perito.probes.files import PathInfo

ENABLED = "/etc/nginx/sites-enabled"
AVAILABLE = "/etc/nginx/sites-available"
SERIOUS = frozenset({"emerg", "alert", "crit", "error"})
HOST_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*")
ADDRESS = re.compile(r"[0-9.]+|.*:.*")
SLIP = 0.85
AGREEING = 3
LONG = 6
FORWARDED = frozenset({"x-forwarded-for", "x-real-ip", "forwarded"})


class SiteFacts(RunningFacts):
    """What nginx was told about this deployment."""

    @property
    def available_file(self) -> str | None:
        """The site's file; None where no file of nginx's serves this deployment."""
        return self.names.site if self.names.site in self.server.nginx_files.texts else None

    @fact
    def site_config(self) -> nginx_config.NginxConfig:
        """The site's file as nginx would read it."""
        if self.available_file is None:
            raise Failure(_("a site for {app}").format(app=self.names.app), "—")
        return nginx_config.parse_site(self.server.nginx_files.texts, self.available_file)

    @fact
    def block(self) -> nginx_config.ServerBlock:
        """The server block that matters: the one that proxies, on port 80 if several do."""
        blocks = self.site_config.servers
        if not blocks:
            raise Failure("server { … }", "—")
        return max(blocks, key=lambda block: (_proxies(block), 80 in _ports(block), bool(block.server_names)))

    def site_errors(self) -> list[str]:
        """What nginx, or where it does not read the file its grammar, finds wrong in it, as `line: message`."""
        if self.available_file is None:
            raise Failure(_("a site for {app}").format(app=self.names.app), "—")
        mine = {self.available_file, *self._paths_to_site()}
        try:
            found = [one for one in self.server.nginx_test.messages if one.level in SERIOUS and one.file in mine]
        except CannotLook:
            found = []
        if found:
            return [f"{one.line}: {one.text}" for one in found]
        return [f"{one.line}: {one.text}" for one in self.site_config.errors if one.file == self.available_file]

    def _paths_to_site(self) -> list[str]:
        entries = self.server.nginx_files.entries.values()
        return [info.path for info in entries if info.resolved == self.available_file]

    @property
    def site_ports(self) -> list[int]:
        """TCP ports the site listens on."""
        return sorted({port for block in self.site_config.servers for port in _ports(block)})

    @property
    def server_names(self) -> list[str]:
        """Names of the site, in lower case: nginx and HTTP ignore capitals (RFC 9110, 4.2.3)."""
        return [name.lower() for block in self.site_config.servers for name in block.server_names]

    @property
    def server_name(self) -> str:
        """The name a visitor uses, without www."""
        if self.visited:
            return self.visited.lower()
        real = [name for name in self.server_names if HOST_NAME.fullmatch(name) and name != "_"]
        plain = [name for name in real if not name.startswith("www.") and not ADDRESS.fullmatch(name)]
        if plain:
            return plain[0]
        return real[0].removeprefix("www.") if real else self.names.app.lower()

    @property
    def www_name(self) -> str:
        """The same name with www."""
        return f"www.{self.server_name}"

    @property
    def host_header(self) -> str:
        """The name a visitor would ask for, where the site tells one."""
        try:
            return self.server_name
        except (CannotLook, Failure):
            return self.names.app.lower()

    def server_name_must_be_sound(self) -> None:
        """Raises Failure unless server_name has the bare name, and nothing that is no name."""
        names = [name for name in self.server_names if name not in {"", "_"}]
        shown = " ".join(self.server_names) or "—"
        wrong = [name for name in names if not _is_pattern(name) and not HOST_NAME.fullmatch(name)]
        if wrong:
            raise Failure(_("a name such as {name}").format(name=self.names.app), shown, independent=True)
        if not [name for name in names if not ADDRESS.fullmatch(name)]:
            raise Failure(_("a name such as {name}").format(name=self.names.app), shown)
        meant = self._meant_name()
        if meant and not self.visited:
            raise Failure(meant, shown, _("Everywhere else it is called {name}.").format(name=meant))
        if self.server_name not in names:
            close = get_close_matches(self.server_name, names, n=1)
            detail = _("{found} is not {wanted}.").format(found=close[0], wanted=self.server_name) if close else ""
            raise Failure(self.server_name, shown, detail)

    def _meant_name(self) -> str:
        """The name of which server_name looks like a slip of the keys; empty where it is simply another name.

        Names may differ freely, so the evidence must be strong: the directory, the site's file, its socket and
        its logs agree on one name, and server_name is one or two letters away from it.
        """
        files = [
            self.names.app,
            PurePosixPath(str(self.available_file)).name,
            *(PurePosixPath(path).stem for path in self.wanted_sockets()),
        ]
        files += [PurePosixPath(path).name.split(".")[0] for path in self.access_logs]
        name, votes = Counter(files).most_common(1)[0]
        own, other = _letters(self.server_name), _letters(name)
        slip = own != other and own.rstrip("s") != other.rstrip("s") and _digits(own) == _digits(other)
        close = SequenceMatcher(None, own, other).ratio() >= SLIP and abs(len(own) - len(other)) <= 1
        return name if votes >= AGREEING and slip and close and len(other) >= LONG else ""

    @property
    def access_logs(self) -> list[str]:
        """Access logs in force for the site."""
        return [path for path in self.block.access_logs if path not in {"off", "/dev/null"}]

    @property
    def error_logs(self) -> list[str]:
        """Error logs in force for the site."""
        return [path for path in self.block.error_logs if path != "/dev/null"]

    @property
    def _front(self) -> nginx_config.Location | None:
        return self.block.location_for("/")

    @property
    def proxy_pass(self) -> str:
        """proxy_pass of the front page, as written."""
        return (self._front.proxy_pass or "—") if self._front else "—"

    @property
    def proxied_sockets(self) -> list[str]:
        """Unix sockets the front page is passed to."""
        upstream = self._front.upstream if self._front else None
        every = (upstream, *upstream.extra) if upstream is not None else ()
        return [one.path for one in every if one.kind == "unix"]

    def wanted_sockets(self) -> list[str]:
        """Sockets that nginx is told to use."""
        try:
            return self.proxied_sockets
        except (CannotLook, Failure):
            return []

    def proxy_must_name_the_socket(self) -> None:
        """Raises Failure unless nginx is told a socket that gunicorn is told, too."""
        if not set(self.proxied_sockets) & set(self.sockets):
            shown = f"proxy_pass http://unix:{', '.join(self.proxied_sockets)}"
            line = self._front.proxy_line if self._front else 0
            detail = _("{file}, line {line}; the unit says --bind unix:{socket}.").format(
                file=self.available_file, line=line, socket=", ".join(self.sockets) or "—"
            )
            raise Failure(f"proxy_pass http://unix:{', '.join(self.sockets) or '…'}", shown, detail)

    def missing_proxy_headers(self) -> list[str]:
        """Headers that gunicorn needs to know the visitor, and does not get."""
        headers = set(self._front.headers) if self._front else set()
        missing = [] if "host" in headers else ["Host"]
        return missing + ([] if headers & FORWARDED else ["X-Forwarded-For"])

    @fact
    def enabled_entry(self) -> PathInfo | None:
        """What makes nginx read the site: its link, itself where it lies in a directory nginx reads, or a link
        of its name that leads nowhere."""
        if self.available_file is None:
            return None
        entries = self.server.nginx_files.entries
        enabled = [info for info in entries.values() if str(PurePosixPath(info.path).parent) == ENABLED]
        leading = [info for info in enabled if info.kind == "symlink" and info.resolved == self.available_file]
        if leading:
            return leading[0]
        if self.available_file in self.server.nginx_config.files:
            return entries.get(self.available_file)
        name = PurePosixPath(self.available_file).name
        copies = [info for info in enabled if info.kind == "file" and PurePosixPath(info.path).name == name]
        return next(iter([*copies, *_dangling(enabled, name)]), None)

    def link_must_lead_to_the_site(self) -> None:
        """Raises Failure unless it is a symbolic link to the file in sites-available."""
        entry = self.enabled_entry
        wanted = f"{ENABLED}/… → {self.available_file}"
        if entry is None:
            raise Failure(wanted, "—")
        if entry.kind != "symlink":
            raise Failure(wanted, _("{path} is a file of its own, not a link").format(path=entry.path))
        if entry.resolved is None:
            detail = _("The link leads nowhere: {target} does not exist.").format(target=entry.target)
            raise Failure(wanted, f"{entry.path} → {entry.target}", detail, independent=True)

    def rival_sites(self) -> list[str]:
        """Other server blocks that claim a name of this site's on the same port."""
        mine = {str(self.available_file), *self._paths_to_site()}
        clashes = nginx_config.conflicts(self.server.nginx_config)
        return [
            f"{name}: {winner.file}:{winner.line}, {loser.file}:{loser.line}"
            for name, winner, loser in clashes
            if {winner.file, loser.file} & mine
        ]

    def younger_than_nginx(self) -> list[str]:
        """Files of the configuration that changed after nginx last read it."""
        nginx_pid = self.server.nginx_unit.main_pid
        processes = [one for one in self.server.processes if one.name.startswith("nginx")]
        workers = [one for one in processes if one.ppid == nginx_pid] or processes
        if not workers:
            raise CannotLook("no_rights", _("nginx's processes cannot be seen"))
        read = max(one.started for one in workers)
        files = self.server.nginx_files
        in_use = {*self.server.nginx_config.files, ENABLED}
        return sorted(
            info.path
            for info in files.entries.values()
            if info.path in in_use and _changed(info, files) > read + CLOCK_SLACK
        )


def _changed(info: PathInfo, files: nginx.NginxFiles) -> float:
    """When a file, or what a link leads to, last changed."""
    target = files.entries.get(info.resolved) if info.resolved else None
    return max(info.mtime, target.mtime if target is not None else 0.0)


def _dangling(enabled: list[PathInfo], name: str) -> list[PathInfo]:
    """Links that lead nowhere and were meant for a site of that name, the likeliest first."""
    lost = {info.path: info for info in enabled if info.kind == "symlink" and info.resolved is None}
    spoken = {}
    for path, info in lost.items():
        for word in (PurePosixPath(path).name, PurePosixPath(info.target or "").name):
            spoken[word] = info
    close = get_close_matches(name, list(spoken), n=1)
    if close:
        return [spoken[close[0]]]
    return list(lost.values()) if len(lost) == 1 else []


def _proxies(block: nginx_config.ServerBlock) -> bool:
    return any(location.proxy_pass for location in block.locations)


def _ports(block: nginx_config.ServerBlock) -> list[int]:
    return [listen.port for listen in block.listens if not listen.path]


def _letters(name: str) -> str:
    """A name without what separates words, in lower case: `Mi-App.test` and `mi_app` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("www.").split(".")[0])


def _digits(name: str) -> str:
    return re.sub(r"[^0-9]", "", name)


def _is_pattern(name: str) -> bool:
    return name.startswith(("~", "*.", ".")) or name.endswith(".*")


__all__ = ["NotApplicable", "SiteFacts"]
