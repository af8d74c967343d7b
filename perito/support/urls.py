"""The target of a link, as a browser resolves it (RFC 3986, WHATWG URL). Pure, never raises.

Location, href and action come from the server and are not trusted, and recordings have their secrets removed:
`http://user:[redacted]@host/` is still an address of `host`.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin

MARK = "[redacted]"  # as perito.evidence.redaction writes it
LARGEST_PORT = 65535
_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.DOTALL)
_ADDED = re.compile("[\t\r\n]")  # browsers remove them wherever they stand
_BLANKS = "".join(map(chr, range(0x21)))
_NOT_SENT_AS_IS = re.compile(r"[^\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Url:
    """`scheme` and `host` in lower case; `port` None where none was given; `path` and `query` fit to be sent."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: str

    @property
    def target(self) -> str:
        """The request target: path and query."""
        return (self.path or "/") + (f"?{self.query}" if self.query else "")


def parse(text: str) -> Url | None:
    """An address with scheme and host; None for any other text."""
    found = _PARTS.fullmatch(_trimmed(text))
    if found is None or found[1] is None or found[2] is None:
        return None
    authority = _authority(found[2])
    return Url(found[1].lower(), *authority, _sent(found[3]), _sent(found[4] or "")) if authority else None


def follow(base: str, link: str) -> Url | None:
    """The target of a link on the page `base`; None where a browser would not follow it."""
    start = parse(base)
    found = _PARTS.fullmatch(_trimmed(_as_sent(link)))
    if start is None or found is None:
        return None
    scheme, authority, path, query = found.groups()
    if authority is not None:
        return parse(f"{scheme or start.scheme}://{authority}{path}{'' if query is None else f'?{query}'}")
    if scheme is not None and scheme.lower() != start.scheme:
        return None
    if not path:
        return Url(start.scheme, start.host, start.port, start.path, _sent(start.query if query is None else query))
    return Url(start.scheme, start.host, start.port, _resolved(start.path, _sent(path)), _sent(query or ""))


def _resolved(base: str, path: str) -> str:
    """A path relative to another; `//` and `?` in it are escaped, as they would read as a host or a query."""
    return urljoin(f"http://x{base or '/'}", path if path.startswith("/") else f"./{path}").removeprefix("http://x")


def _authority(text: str) -> tuple[str, int | None] | None:
    """Host and port, without the userinfo. None where they are not valid."""
    place = text.rpartition("@")[2]
    if place.startswith("[") and not place.startswith(MARK):
        host, closed, rest = place[1:].partition("]")
        if not closed or not _is_ipv6(host):
            return None
    else:
        head, mark, tail = place.rpartition(MARK)
        host, colon, number = tail.partition(":")
        host, rest = head + mark + host, colon + number
    port = rest.removeprefix(":")
    if (rest and not rest.startswith(":")) or not host or not _is_sound(host, place):
        return None
    if port and not (port.isascii() and port.isdecimal() and len(port) <= 5 and int(port) <= LARGEST_PORT):
        return None
    return host.lower(), int(port) if port else None


def _is_sound(host: str, place: str) -> bool:
    """Whether a host name holds only characters that names can hold; brackets: an IPv6 address or a redaction."""
    forbidden = r"[\s\x00-\x1f\x7f<>^|%]" if place.startswith("[") else r"[\s\x00-\x1f\x7f<>^|%\[\]]"
    return not re.search(forbidden, host.replace(MARK, ""))


def _is_ipv6(text: str) -> bool:
    try:
        return isinstance(ipaddress.ip_address(text), ipaddress.IPv6Address)
    except ValueError:
        return False


def _trimmed(text: str) -> str:
    return _ADDED.sub("", text.strip(_BLANKS))


def _as_sent(text: str) -> str:
    """The characters of a header: it arrives as Latin-1, and browsers read its bytes as UTF-8."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _sent(text: str) -> str:
    """Blanks and non-ASCII characters as %XX; existing escapes stay."""
    return _NOT_SENT_AS_IS.sub(lambda found: quote(found[0], errors="replace"), text)
