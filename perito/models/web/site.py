"""nginx's site for a deployment, its link, and whether nginx runs what is on disk (practice, items 20–22)."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher, get_close_matches
from pathlib import PurePosixPath

from perito.models.web.service import RunningFacts
from perito.practice.expect import Failure, NotApplicable
from perito.probes.base import CannotLook
from perito.probes.nginx import config
from perito.server.fact import fact
from perito.support.i18n import _

ENABLED = "/etc/nginx/sites-enabled"
AVAILABLE = "/etc/nginx/sites-available"
SERIOUS = frozenset({"emerg", "alert", "crit", "error"})
HOST_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*")
ADDRESS = re.compile(r"[0-9.]+|.*:.*")
SLIP = 0.85
AGREEING = 3
LONG = 6
LOOPBACK = ("127.", "localhost", "::1")
NO_NAMES = frozenset({"", "_", "localhost"})
FORWARDED = frozenset({"x-forwarded-for", "x-real-ip", "forwarded"})


class SiteFacts(RunningFacts):
    """What nginx was told about this deployment."""

    @property
    def available_file(self) -> str | None:
        """The site's file; None where no file of nginx's serves this deployment."""
        return self.names.site if self.names.site in self.server.nginx_files.texts else None

    @fact
    def site_config(self) -> config.NginxConfig:
        """The site's file as nginx would read it."""
        if self.available_file is None:
            raise Failure(_("a site for {app}").format(app=self.names.app), "—")
        return config.parse_site(self.server.nginx_files.texts, self.available_file)

    @fact
    def block(self) -> config.ServerBlock:
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
            serious = [one for one in self.server.nginx_test.messages if one.level in SERIOUS]
            logs = [f'"{path}"' for path in (*self.block.access_logs, *self.block.error_logs)]
            found = [one for one in serious if one.file in mine or any(log in one.text for log in logs)]
        except CannotLook:
            found = []
        if found:
            return [f"{one.line}: {one.text}" if one.line else one.text for one in found]
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
        if self.names.server_name:
            return self.names.server_name
        bare = [_plain(name) for name in self.server_names]
        real = [name for name in bare if HOST_NAME.fullmatch(name) and name not in NO_NAMES]
        plain = [name for name in real if not name.startswith("www.") and not ADDRESS.fullmatch(name)]
        if plain:
            return plain[0]
        return real[0].removeprefix("www.") if real else self.names.app.lower()

    def covers(self, name: str) -> bool:
        """Whether some server_name, wildcards and regular expressions too, fits a name."""
        return any(config.name_rank(one, name) is not None for one in self.server_names)

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
        names = [name for name in self.server_names if name not in NO_NAMES]
        shown = " ".join(self.server_names) or "—"
        wrong = [name for name in names if not _is_pattern(name) and not HOST_NAME.fullmatch(name)]
        if wrong:
            raise Failure(_("a name such as {name}").format(name=self.names.app), shown, independent=True)
        if not [name for name in names if not ADDRESS.fullmatch(name)]:
            raise Failure(_("a name such as {name}").format(name=self.names.app), shown)
        meant = self._meant_name()
        if meant and not self.names.server_name:
            raise Failure(meant, shown, _("Everywhere else it is called {name}.").format(name=meant))
        if not self.covers(self.server_name):
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
        """Access logs in force for the front page."""
        return [path for path in self._scope.access_logs if path not in {"off", "/dev/null"}]

    @property
    def error_logs(self) -> list[str]:
        """Error logs in force for the front page."""
        return [path for path in self._scope.error_logs if path != "/dev/null"]

    @property
    def _scope(self) -> config.Location | config.ServerBlock:
        """What says where the front page's requests are logged: a location may have logs of its own."""
        return self._front or self.block

    @property
    def _front(self) -> config.Location | None:
        """What answers the front page; try_files may hand it on to a named location."""
        found = self.block.location_for("/")
        last = found.try_files[-1] if found and not found.proxy_pass and found.try_files else ""
        named = [one for one in self.block.locations if one.modifier == "@" and one.path == last]
        return named[0] if named else found

    @property
    def proxy_pass(self) -> str:
        """proxy_pass of the front page, as written."""
        return (self._front.proxy_pass or "—") if self._front else "—"

    @property
    def proxied_uri(self) -> str:
        """The path that proxy_pass puts before the visitor's; empty where it has none of its own."""
        upstream = self._front.upstream if self._front else None
        uri = (upstream.uri or "") if upstream is not None else ""
        return "" if uri == "/" else uri

    @property
    def proxied_sockets(self) -> list[str]:
        """Unix sockets the front page is passed to."""
        upstream = self._front.upstream if self._front else None
        every = (upstream, *upstream.extra) if upstream is not None else ()
        return [one.path for one in every if one.kind == "unix" and one.scheme == "http"]

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


def _proxies(block: config.ServerBlock) -> bool:
    return any(location.proxy_pass for location in block.locations)


def _ports(block: config.ServerBlock) -> list[int]:
    """TCP ports that others than the server itself can reach."""
    return [listen.port for listen in block.listens if not listen.path and not listen.address.startswith(LOOPBACK)]


def _letters(name: str) -> str:
    """A name without what separates words, in lower case: `Mi-App.test` and `mi_app` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("www.").split(".")[0])


def _digits(name: str) -> str:
    return re.sub(r"[^0-9]", "", name)


def _plain(name: str) -> str:
    """The shortest name that `.name`, or a simple regular expression such as `~^(www\\.)?name$`, stands for."""
    if name.startswith("~"):
        return re.sub(r"\([^()]*\)\?|[~^$\\]", "", name)
    return name.removeprefix(".")


def _is_pattern(name: str) -> bool:
    return name.startswith(("~", "*.", ".")) or name.endswith(".*")


__all__ = ["NotApplicable", "SiteFacts"]
