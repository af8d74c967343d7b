"""The route to a server: ssh_config(5) and the command line's options, hop by hop."""

from __future__ import annotations

import glob
import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perito.errors import USAGE, UsageError
from perito.support import reading
from perito.support.home import expanded
from perito.support.i18n import _
from perito.support.printable import shortened
from perito.support.system_errors import reason
from perito.transport import user_shell
from perito.transport.base import Reason, TransportError
from perito.transport.paramiko_import import paramiko
from perito.transport.target import parse_target

if TYPE_CHECKING:
    from perito.transport.target import Target

# Each backslash can be read in one way only, but for the last one before a quotation mark that would not end otherwise.
WORD = re.compile(
    r"""((?:\\[\\"' ]|\\(?![\\"' ])|[^\s"'\\])+)"""
    r"""|"((?:\\[\\"']|\\(?![\\"'])|[^"\\])*\\?)\""""
    r"""|'((?:\\[\\"']|\\(?![\\"'])|[^'\\])*\\?)'"""
    r"""|(\s+)|(["'])"""
)
ESCAPED, QUOTED = re.compile(r"\\([\\\"\' ])"), re.compile(r"\\([\\\"\'])")
# paramiko takes one pair of quotation marks away, also where blanks of a list are within it.
KNOWN = re.compile(r'((?<!\s)\s*(?:user|global)knownhostsfile(?:\s*=\s*|\s+))(".*")\s*$', re.IGNORECASE)
SAID = 200  # characters of what is wrong
HOPS = 8  # more in a chain, or an Include inside an Include, is a loop
DEFAULT_KEYS = ("id_ed25519", "id_ecdsa", "id_rsa")


@dataclass(frozen=True, slots=True)
class Hop:
    """One SSH server on the route, and the login for it."""

    name: str  # as the user wrote it
    host: str
    port: int
    user: str
    identities: tuple[Path, ...]  # given by the user or ssh_config, in the order to try
    default_identities: tuple[Path, ...]
    use_agent: bool
    known_hosts: tuple[Path, ...]
    key_host: str  # the name under which its host key is known
    key_port: int
    accept_new: bool
    hash_names: bool
    proxy_command: str | None = None  # only on the first hop
    pinned: tuple[str, ...] = ()  # the only host keys of the last hop, where they are known


def system_directory() -> Path:
    """Where the system's own configuration and known hosts are: sshd's FILES, and OpenSSH for Windows."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA") or "C:/ProgramData", "ssh")
    return Path("/etc/ssh")


def split(text: str) -> list[str]:
    """The words of a value. A backslash stands for itself, as in a path of Windows, but before a quote, another
    backslash or a blank; ssh's own files are read so. Raises ValueError for a quote without its end."""
    found: list[str] = []
    for bare, double, single, blank, unended in WORD.findall(text):
        if unended:
            raise ValueError(_("{text!r} has a quotation mark without its end").format(text=text))
        if blank or not found:
            found.append("")
        found[-1] += ESCAPED.sub(r"\1", bare) + QUOTED.sub(r"\1", double) + QUOTED.sub(r"\1", single)
    return [word for word in found if word]


class _Config(paramiko.SSHConfig):
    """Without %l and %C, for which paramiko asks the DNS for this machine's name on every look-up, and without those of
    ProxyCommand, where it does not know the port and the user of the command line."""

    TOKENS_BY_CONFIG_KEY = {  # noqa: RUF012 - the shape is paramiko's
        key: [token for token in tokens if token not in ("%l", "%C") and key != "proxycommand"]
        for key, tokens in paramiko.SSHConfig.TOKENS_BY_CONFIG_KEY.items()
    }


class BadConfig(TransportError):  # noqa: N818 - names what is wrong
    """A configuration of SSH that cannot be used."""

    exit_status = USAGE


def route(target: Target) -> list[Hop]:
    """The hops to the target, the target last. Raises BadConfig where ssh_config cannot be read."""
    try:
        config = read_config(target.ssh_config)
        return _hops(target, config, target.host, target.user, target.port, target.jump, 0)
    except (paramiko.ConfigParseError, UsageError, ValueError, KeyError, OSError) as problem:
        sentence = _("the SSH configuration cannot be used: {problem}")
        raise BadConfig(Reason.ERROR, sentence.format(problem=_located(target.ssh_config, problem))) from problem


def _located(file: Path | None, problem: Exception) -> str:
    """What is wrong, with the file that was named, and its line where the problem quotes it."""
    said = problem if isinstance(problem, OSError) else shortened(str(problem), SAID)
    said = reason(said) if isinstance(said, OSError) else said
    if file is None:
        return said
    quoted = str(problem).removeprefix("Unparsable line ")
    number = None
    with suppress(OSError):
        lines = reading.content(file.expanduser()).decode("utf-8", "surrogateescape").splitlines()
        number = next((at for at, line in enumerate(lines, 1) if line.strip() == quoted), None)
    return f"{file}:{number}: {said}" if number else f"{file}: {said}"


def read_config(file: Path | None) -> paramiko.SSHConfig:
    """Only that file (as ssh -F), or the user's and the system's. Raises OSError, ConfigParseError."""
    if file is not None:
        text = _with_includes(expanded(file), 0)
    else:
        parts = []
        for usual in (expanded("~/.ssh/config"), system_directory() / "ssh_config"):
            if usual.is_file():
                parts.append(_with_includes(usual, 0))
        text = "\nHost *\n".join(parts)
    return _Config.from_text(text)


def _with_includes(file: Path, depth: int) -> str:
    """The text of a file with its `Include` lines replaced, which paramiko does not support."""
    if depth > HOPS:
        raise paramiko.ConfigParseError(_("{file} includes itself").format(file=file))
    block, lines = "Host *", []
    for line in reading.content(file).decode("utf-8", "surrogateescape").removeprefix("\ufeff").splitlines():
        if re.match(r"\s*(host|match)\b", line, re.IGNORECASE):
            block = line
        if not (found := re.match(r"\s*include\s*=?\s*(.+)", line, re.IGNORECASE)):
            lines.append(KNOWN.sub(r'\1"\2"', line))
            continue
        base = system_directory() if file.is_relative_to(system_directory()) else expanded("~/.ssh")
        for pattern in split(found[1]):
            for one in sorted(glob.glob(str(base / expanded(pattern)))):  # noqa: PTH207 - absolute
                lines += [_with_includes(Path(one), depth + 1), block]
    return "\n".join(lines)


def _hops(
    target: Target,
    config: paramiko.SSHConfig,
    name: str,
    user: str | None,
    port: int | None,
    jump: str | None,
    depth: int,
) -> list[Hop]:
    if depth > HOPS:
        raise UsageError(_("the chain of ProxyJump to {name} never ends").format(name=name))
    options = config.lookup(name)
    before: list[Hop] = []
    chain = jump or options.get("proxyjump") or "none"
    via_command = None if jump else options.get("proxycommand")
    if chain.lower() != "none":
        via_command = None
        for place, one in enumerate(chain.split(",")):
            hop = parse_target(one if "://" in one or not re.search(r"[^:\]]:\d+$|\]:\d+$", one) else "ssh://" + one)
            found = _hops(target, config, hop.host, hop.user, hop.port, None if place == 0 else "none", depth + 1)
            before += found
    return [*before, _hop(target, options, name, user, port, via_command, last=depth == 0)]


def _hop(
    target: Target,
    options: Any,
    name: str,
    user: str | None,
    port: int | None,
    via_command: str | None,
    *,
    last: bool,
) -> Hop:
    """One server's options; the command line's own apply to the last hop, known hosts to all."""
    host = str(options.get("hostname", name))
    number = port or int(options.get("port", 22))
    given = [expanded(one) for one in options.get("identityfile", ()) if one.lower() != "none"]
    if target.identity is not None:
        given.insert(0, expanded(target.identity))
    strict = str(options.get("stricthostkeychecking", "ask")).lower()
    alias = options.get("hostkeyalias")
    user = user or options.get("user") or user_shell.own_name()
    if not user:
        raise UsageError(_("nothing says who logs in: write user@host"))
    return Hop(
        name=name,
        host=host,
        port=number,
        user=user,
        identities=tuple(given),
        default_identities=() if given else tuple(expanded("~/.ssh") / one for one in DEFAULT_KEYS),
        use_agent=str(options.get("identitiesonly", "no")).lower() != "yes",
        known_hosts=_known_hosts(target, options),
        key_host=alias or host,
        key_port=22 if alias else number,
        # "no" would accept a changed key too, which is never right for a grade.
        accept_new=target.accept_new or strict in ("accept-new", "no", "off"),
        hash_names=str(options.get("hashknownhosts", "no")).lower() == "yes",
        proxy_command=_expand(via_command, host, number, user) if via_command else None,
        pinned=target.host_keys if last else (),
    )


def _expand(command: str, host: str, port: int, user: str) -> str:
    """The tokens of ProxyCommand: ssh_config(5), TOKENS."""
    tokens = {"%%": "%", "%h": host, "%p": str(port), "%r": user}
    return re.sub("%[%hpr]", lambda found: tokens[found[0]], command)


def _known_hosts(target: Target, options: Any) -> tuple[Path, ...]:
    if target.known_hosts is not None:
        return (expanded(target.known_hosts),)
    user = options.get("userknownhostsfile", "~/.ssh/known_hosts ~/.ssh/known_hosts2")
    system = options.get("globalknownhostsfile")
    of_system = [system_directory() / name for name in ("ssh_known_hosts", "ssh_known_hosts2")]
    words = [one.replace("%d", "~") for one in [*split(user), *(split(system) if system else ())]]
    own = [] if target.class_known_hosts is None else [target.class_known_hosts]
    named = [expanded(os.devnull if one == "/dev/null" else one) for one in words if one != "none"]
    return (*own, *named, *(() if system else of_system))
