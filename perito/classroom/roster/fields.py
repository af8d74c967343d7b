"""The fields' values. Each function returns the value, or raises ValueError with the error in one sentence."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from perito.classroom.roster.rows import SHOWN, quoted
from perito.errors import UsageError
from perito.support.home import expanded
from perito.support.i18n import _
from perito.transport import hostkeys
from perito.transport.target import HOST, USER, Kind, Target, is_app, is_url_base, parse_target

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
CONVENTIONAL = re.compile(r"[A-Z_][A-Z0-9_]*")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+")
NUMBERED = re.compile(r"([0-9]+|[0-9xXyYzZ*]+\.[0-9xXyYzZ*.]*)")
SECRET_IN_ADDRESS = re.compile(r"(?:[a-z]+://)?[^@/:]*:(?!//)[^@]*@", re.IGNORECASE)
WITH_PREFIX = re.compile(r"((?:\d+\.){3}\d+)/\d{1,2}")
HOP_WITH_PORT = re.compile(r"[^:\]]:\d+$|\]:\d+$")
NOTHING = re.compile(
    r"[-–—_.?¿]*|n/?[ac]|none|null|nil|ningun[oa]?|nada|no|sin (ip|servidor|m[aá]quina)|no (tengo|tiene|disponible)"
    r"|pendiente|tbd|todo",
    re.IGNORECASE,
)
COMMAND = re.compile(r"(?:\$ *)?ssh +([^\s-][^\s]*)(?: +-p *(\d+))?", re.IGNORECASE)  # as copied from a terminal
PAGE = re.compile(r"https?://([^/@:\[\]]+|\[[0-9A-Fa-f:.]+\])/?", re.IGNORECASE)
WITH_PORT = re.compile(r"(?:[^\[\]:/@]+@)?(?:[^\[\]:/@]+|\[[0-9A-Fa-f:.]+\]):\d+")
PUBLIC_KEY = re.compile(r"\b((?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[A-Za-z0-9@.-]+) (AAAA[A-Za-z0-9+/]+={0,2})")
FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}=?")
OF_KEY = re.compile(r"(?:\s|,|;|\d{3,5}|\([A-Z0-9-]+\)|no comment|\S+@\S+)*")  # of `ssh-keygen -l`, and comments
UNSEEN = {"Cc", "Cs", "Zl", "Zp"}  # control characters, halves of characters, other ends of lines
TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")  # direction changes, which hide the real text


def shown(text: str) -> str:
    """A value within a sentence: unchanged where it is plain, else quoted."""
    return text if text.isprintable() and " " not in text and len(text) <= SHOWN else quoted(text)


def line(text: str) -> str:
    """A name: any characters, on one line."""
    if any(unicodedata.category(one) in UNSEEN for one in text) or TURNED.search(text):
        raise ValueError(_("{text} has characters that cannot be printed").format(text=quoted(text)))
    return text


def email(text: str) -> str:
    """Something before and after one @."""
    if not EMAIL.fullmatch(line(text)):
        raise ValueError(_("{text} is no email address").format(text=quoted(text)))
    return text


def no_secret(text: str) -> str:
    """An address without a password, which no message may repeat."""
    if SECRET_IN_ADDRESS.match(text):
        raise ValueError(_("a password does not belong in an address: name an environment variable with password_env"))
    return text


def is_nothing(text: str) -> bool:
    """Whether a cell says in words or signs that there is nothing."""
    return NOTHING.fullmatch(text.strip()) is not None


def looks_like_host(text: str) -> bool:
    """Whether a text is an address and nothing else: an IP address, a name with a dot, or either with user or port."""
    try:
        target = host(text)
    except (ValueError, UsageError):
        return False
    if "@" in text and target.port is None and not text.startswith("ssh"):
        return False  # of email
    return bool(re.search(r"[.:]", target.host)) or target.port is not None


def is_here(name: str) -> bool:
    """Whether an address is this computer's own."""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name.lower() == "localhost"


def host(text: str) -> Target:
    """An address, a name or an ssh_config alias; `user@host`, `host:port` and `ssh://user@host:port` too.

    Also as students write it: the command that connects, the page's address, what `ip addr` shows. IPv6 may be bare.
    """
    command = COMMAND.fullmatch(text)
    if command:
        text = f"{command[1]}:{command[2]}" if command[2] else command[1]
    for form in (PAGE, WITH_PREFIX):
        if found := form.fullmatch(text):
            text = found[1]
    if WITH_PORT.fullmatch(no_secret(text)):
        text = f"ssh://{text}"
    target = parse_target(text)
    if target.kind is Kind.LOCAL:
        raise ValueError(_("the servers of a class are reached by SSH; local is for perito check"))
    if NUMBERED.fullmatch(target.host):
        try:
            ipaddress.IPv4Address(target.host)
        except ValueError:
            raise ValueError(_("{text} is no IPv4 address").format(text=quoted(target.host))) from None
    return target


def port(text: str) -> int:
    """1 to 65535."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 0 < int(text) < 1 << 16:
        raise ValueError(_("{text} is no port: from 1 to 65535").format(text=quoted(text)))
    return int(text)


def user(text: str) -> str:
    """A login name."""
    if not USER.fullmatch(text):
        raise ValueError(_("{text} is no user name").format(text=quoted(text)))
    return text


def variable(text: str) -> str:
    """An environment variable's name. A password written here by mistake is not repeated."""
    if not VARIABLE.fullmatch(text):
        raise ValueError(_("the name of an environment variable stands here, never the password itself"))
    return text


def set_variable(text: str, environment: Mapping[str, str]) -> str:
    """As `variable`, and it must be set."""
    if variable(text) not in environment:
        which = text if CONVENTIONAL.fullmatch(text) else _("that is named here")
        raise ValueError(_("the environment variable {variable} is not set").format(variable=which))
    return text


def host_key(text: str) -> tuple[str, ...]:
    """The keys that a server may show: `SHA256:…`, or public keys as in known_hosts; several with commas between.

    Each is returned as `SHA256:…`, with its type before it where that is known.
    """
    found = [f"{one[1]} {hostkeys.fingerprint(_blob(one[2]))}" for one in PUBLIC_KEY.finditer(text)]
    rest = PUBLIC_KEY.sub(" ", text)
    found += [one.rstrip("=") for one in FINGERPRINT.findall(rest)]
    if not found or not OF_KEY.fullmatch(FINGERPRINT.sub(" ", rest)):
        example = "SHA256:…, ssh-ed25519 AAAA…"
        raise ValueError(_("{text} is no host key: write {example}").format(text=quoted(text), example=example))
    return tuple(dict.fromkeys(found))


def _blob(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError(_("{text} is no public key").format(text=quoted(text))) from None


def jump(text: str) -> str:
    """`[user@]host[:port]`, or a chain of them with commas; `none` overrides ssh_config's jump."""
    for one in text.split(","):
        hop = no_secret(one.strip())
        parse_target(f"ssh://{hop}" if "://" not in hop and HOP_WITH_PORT.search(hop) else hop)
        if hop == "local":
            raise ValueError(_("local is no server to jump through"))
    return ",".join(one.strip() for one in text.split(","))


def url_base(text: str) -> str:
    """`http://host[:port]`."""
    if not is_url_base(no_secret(text)):
        raise ValueError(_("{text}: write http://host or http://host:port").format(text=quoted(text)))
    return text


def app(text: str) -> str:
    """A directory name under /var/www, or a directory's path."""
    if not is_app(text):
        raise ValueError(_("{text} is no directory name under /var/www").format(text=quoted(text)))
    return text


def server_name(text: str) -> str:
    """A site's host name."""
    if not HOST.fullmatch(text):
        raise ValueError(_("{text} is no name that a site is visited by").format(text=quoted(text)))
    return text


def word(text: str) -> str:
    """The name of a unit or a file: no blanks, no directories."""
    if "/" in text or any(one.isspace() or not one.isprintable() for one in text):
        raise ValueError(_("{text} is no name: no blanks and no slashes").format(text=quoted(text)))
    return text


@dataclass
class Files:
    """The files named by a roster, relative to its directory; each is looked for once."""

    base: Path
    check: bool = True

    @cached_property
    def _seen(self) -> dict[str, Path]:
        return {}

    def file(self, text: str) -> Path:
        """An existing file."""
        if text not in self._seen:
            self._seen[text] = self._found(text)
        return self._seen[text]

    def identity(self, text: str) -> Path:
        """A private key."""
        if text.endswith(".pub"):
            raise ValueError(_("{text} is the public key; name the private one").format(text=quoted(text)))
        return self.file(text)

    def _found(self, text: str) -> Path:
        path = self.place(text)
        try:
            there = path.is_file()
        except OSError:
            there = False
        if self.check and not there:
            raise ValueError(_("{text}: no such file").format(text=shown(text)))
        return path

    def place(self, text: str) -> Path:
        """A file's path, existing or not."""
        path = expanded(text)
        if text.startswith("~") and path.parts[0] == text.partition("/")[0]:
            raise ValueError(_("{text}: nobody's home is known by that name").format(text=quoted(text)))
        return (self.base / path).absolute()
