"""The server to grade: its address, the login, and the names in use on it."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from perito.errors import UsageError
from perito.support import given_secrets
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

USER = re.compile(r"[^\s:@/\\-][^\s:@/\\]*")
HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?")
APP = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.@+-]*")
PATH = re.compile(r"(?:/[A-Za-z0-9_.][A-Za-z0-9_.@+-]*)+/?")  # of a directory that lies elsewhere
LABEL = re.compile(r"[a-z][a-z0-9_-]*")
DNS_PORT = 53
NO_DNS = "none"


class Kind(StrEnum):
    """How commands reach the target."""

    LOCAL = "local"
    SSH = "ssh"


class HttpMode(StrEnum):
    """How HTTP reaches the target: directly, through SSH, or whichever works."""

    AUTO = "auto"
    DIRECT = "direct"
    TUNNEL = "tunnel"


@dataclass(frozen=True, slots=True)
class Target:
    """One server. `port` and `user` None: those of ssh_config, else 22 and the local user's name.

    `jump` is a comma-separated chain of `[user@]host[:port]`, as ProxyJump in ssh_config(5). `apps` are pairs of a
    label (`poc`, `exercise`, or "" where none was given) and a directory name under /var/www. `timeout` in seconds, for
    each of connecting, greeting and logging in.

    `known_hosts` instead of the user's own files; `class_known_hosts` is looked at before them, and keeps new keys.
    `host_keys`: the only keys that the server may show, as `SHA256:…` or `type SHA256:…`, whatever the files say.

    `nameservers` as `parse_nameserver` returns them, instead of the client's own; `hosts_file` is the client's, None
    where this computer's hosts file says nothing about the student's (a whole class); `hosts_given` where the user
    named it.

    `heroku`: where the extension is, as the user wrote it; `heroku_repo` its directory or its repository's address;
    files with authorities to trust and with another platform's names.
    """

    kind: Kind = Kind.LOCAL
    host: str = ""
    port: int | None = None
    user: str | None = None
    identity: Path | None = None
    ssh_config: Path | None = None
    known_hosts: Path | None = None
    class_known_hosts: Path | None = None
    host_keys: tuple[str, ...] = ()
    accept_new: bool = False
    jump: str | None = None
    url_base: str | None = None
    http: HttpMode = HttpMode.AUTO
    apps: tuple[tuple[str, str], ...] = ()
    service: str | None = None
    site: str | None = None
    server_name: str | None = None
    nameservers: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    hosts_file: Path | None = None
    hosts_given: bool = False
    heroku: str | None = None
    heroku_repo: str | None = None
    heroku_ca: Path | None = None
    heroku_platform: Path | None = None
    timeout: float = 15.0
    password: str | None = field(default=None, repr=False, compare=False)
    sudo_password: str | None = field(default=None, repr=False, compare=False)
    passphrase: str | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        given_secrets.keep(*self.secrets)

    @property
    def address(self) -> str:
        """The target as a person would type it: `local`, `user@host`, `ssh://user@host:port`."""
        if self.kind is Kind.LOCAL:
            return "local"
        name = f"{self.user}@" if self.user else ""
        if self.port is None and ":" not in self.host:
            return name + self.host
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"ssh://{name}{host}" + (f":{self.port}" if self.port is not None else "")

    @property
    def secrets(self) -> tuple[str, ...]:
        """Secrets, never to be written anywhere."""
        return tuple(one for one in (self.password, self.sudo_password, self.passphrase) if one)

    def public(self) -> dict[str, Any]:
        """For documents: address, login and names, without secrets and paths of this machine."""
        facts: dict[str, Any] = {"address": self.address, "kind": str(self.kind)}
        if self.kind is Kind.SSH:
            facts |= {"host": self.host, "port": self.port, "user": self.user, "jump": self.jump}
        facts |= {"url_base": self.url_base, "http": str(self.http), "service": self.service}
        facts |= {"site": self.site, "server_name": self.server_name}
        facts |= {"nameservers": list(self.nameservers), "search": list(self.search)}
        facts["hosts_file"] = self.hosts_file.name if self.hosts_file is not None and self.hosts_given else None
        facts |= {"heroku": self.heroku, "heroku_repo": True if self.heroku_repo else None}
        facts["apps"] = [{"label": label, "name": name} for label, name in self.apps]
        return {name: value for name, value in facts.items() if value not in (None, [])}

    @classmethod
    def from_public(cls, facts: Mapping[str, Any]) -> Target:
        """The target of a recording, from the fields of `public`. Raises UsageError."""
        plain = ("port", "user", "jump", "url_base", "service", "site", "server_name")
        try:
            known: dict[str, Any] = {name: facts[name] for name in plain if name in facts}
            known["apps"] = tuple((str(app["label"]), str(app["name"])) for app in facts.get("apps", ()))
            known |= {name: tuple(map(str, facts[name])) for name in ("nameservers", "search") if name in facts}
            known["http"] = HttpMode(facts.get("http", HttpMode.AUTO))
            return cls(Kind(facts["kind"]), str(facts.get("host", "")), **known)
        except (KeyError, TypeError, ValueError) as problem:
            raise UsageError(
                _("the recording does not say what was graded: {problem!r}").format(problem=problem)
            ) from problem


def secret_in(variable: str | None) -> str | None:
    """The secret in an environment variable; None without a variable. Raises UsageError."""
    if variable is not None and variable not in os.environ:
        raise UsageError(_("the environment variable {variable} is not set").format(variable=variable))
    return None if variable is None else os.environ[variable]


def parse_target(text: str) -> Target:
    """`local`, `host`, `user@host`, `ssh://user@host:port`, an IPv6 address (in brackets where a port
    follows), or an alias of ssh_config. Raises UsageError.
    """
    text = text.strip()
    if text == "local":
        return Target()
    if not text:
        raise UsageError(_("the target is empty: write local, user@host or ssh://user@host:port"))
    if "://" in text:
        return _parse_url(text)
    user, at, host = text.rpartition("@")
    if at and not user:
        raise UsageError(_("no user stands before the @ of {text!r}").format(text=text))
    if re.fullmatch(r"[^:\[\]]+:\d+", host):
        raise UsageError(_("a port is written as ssh://{text}").format(text=text))
    return Target(Kind.SSH, _host(host, text), None, _user(user, text))


def _parse_url(text: str) -> Target:
    """The address of ssh://, RFC 3986 with the userinfo of draft-ietf-secsh-scp-sftp-ssh-uri."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as problem:
        raise UsageError(_("{text!r} is no address: {problem}").format(text=text, problem=problem)) from problem
    if parts.scheme != "ssh":
        sentence = _("{text!r} is no address of SSH: it starts with ssh://, not {scheme}://")
        raise UsageError(sentence.format(text=text, scheme=parts.scheme))
    if parts.password is not None:
        raise UsageError(_("a password does not belong in an address: use --ask-pass or --password-env"))
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise UsageError(_("{text!r} has something after the port: write ssh://user@host:port").format(text=text))
    if port == 0:
        raise UsageError(_("{text!r} has no valid port").format(text=text))
    host = parts.netloc.rpartition("@")[2]
    host = host[: host.index("]") + 1] if host.startswith("[") else host.partition(":")[0]
    return Target(Kind.SSH, _host(host, text), port, _user(unquote(parts.username or ""), text))


def _user(user: str, text: str) -> str | None:
    if user and not USER.fullmatch(user):
        raise UsageError(_("{user!r} in {text!r} is no user name").format(user=user, text=text))
    return user or None


def _host(host: str, text: str) -> str:
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    if ":" in bare:
        try:
            ipaddress.IPv6Address(bare)
        except ValueError as problem:
            raise UsageError(_("{bare!r} in {text!r} is no IPv6 address").format(bare=bare, text=text)) from problem
        return bare
    if bare != host or not HOST.fullmatch(host):
        sentence = _("{host!r} in {text!r} is no host name") if host else _("{text!r} names no host")
        raise UsageError(sentence.format(host=host, text=text))
    return host


def is_url_base(text: str) -> bool:
    """Whether this is exactly `http://host` or `http://host:port`."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme == "http" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return sound and parts.path in {"", "/"} and not (parts.query or parts.fragment or "@" in parts.netloc)


def is_app(name: str) -> bool:
    """Whether a text can be a directory name under /var/www, or the absolute path of a directory."""
    named = APP.fullmatch(name) or PATH.fullmatch(name)
    return bool(named) and not any(set(part) == {"."} for part in name.split("/") if part)


def parse_app(text: str) -> tuple[str, str]:
    """`NAME` or `LABEL=NAME`: a directory name under /var/www or a directory's path, and its label.

    Raises UsageError.
    """
    label, _equals, name = text.strip().rpartition("=")
    if not is_app(name):
        raise UsageError(
            _("{text!r} is no directory name under /var/www and no path: write NAME, /PATH or poc=NAME").format(
                text=text
            )
        )
    if label and not LABEL.fullmatch(label):
        raise UsageError(_("the label of {text!r} must be a word such as poc or exercise").format(text=text))
    return label, name


def parse_nameserver(text: str) -> str:
    """`IP` or `IP:PORT` (an IPv6 address with a port in brackets), or `none`: no DNS at all. Raises UsageError."""
    text = text.strip()
    if text == NO_DNS:
        return text
    try:
        nameserver(text)
    except ValueError:
        sentence = _("{text!r} is no name server: write an IP address, IP:PORT or none")
        raise UsageError(sentence.format(text=text)) from None
    return text


def nameserver(text: str) -> tuple[str, int]:
    """Address and port of a text that `parse_nameserver` accepted. Raises ValueError for anything else."""
    found = re.fullmatch(r"\[([^\]]+)\](?::(\d{1,5}))?|([^:]+)(?::(\d{1,5}))?", text)
    address, port = (found[1] or found[3], found[2] or found[4]) if found else (text, None)
    number = int(port or DNS_PORT)
    if not 0 < number < 1 << 16:
        raise ValueError(text)
    return str(ipaddress.ip_address(address)), number


def parse_server_name(text: str) -> str:
    """A site's host name, in lower case without a final dot. Raises UsageError."""
    name = text.strip().rstrip(".").lower()
    if not HOST.fullmatch(name):
        raise UsageError(_("{text!r} is no name that a site is visited by").format(text=text))
    return name


def parse_domain(text: str) -> str:
    """A search domain, in lower case without a final dot. Raises UsageError."""
    name = text.strip().rstrip(".").lower()
    if not HOST.fullmatch(name):
        raise UsageError(_("{text!r} is no domain to search in").format(text=text))
    return name
