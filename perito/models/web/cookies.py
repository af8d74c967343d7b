"""The cookies that a browser gives back (RFC 6265): of those that a reply sets, and why it keeps the others. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.support.urls import Url
    from perito.transport.base import HttpReply

MOST = 20  # of one reply


@dataclass(frozen=True, slots=True)
class Cookie:
    """One that a reply sets. domain: empty where it is for the host that set it. gone: it takes one back."""

    name: str
    value: str
    domain: str = ""
    path: str = ""
    secure: bool = False
    gone: bool = False


def set_by(reply: HttpReply) -> list[Cookie]:
    """The cookies that a reply sets; what cannot be read is none."""
    return list(_set_by(reply))[:MOST]


def _set_by(reply: HttpReply) -> Iterator[Cookie]:
    for name, value in reply.headers:
        if name.lower() != "set-cookie":
            continue
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(value)
        except CookieError:
            continue
        for one in jar.values():
            age = str(one["max-age"]).strip()
            gone = age.startswith("-") or age == "0" or "01 Jan 1970" in str(one["expires"])
            domain = str(one["domain"]).lstrip(".").lower()
            yield Cookie(one.key, one.value, domain, str(one["path"]), bool(one["secure"]), gone)


def is_for(cookie: Cookie, page: Url) -> bool:
    """Whether a browser gives the cookie back where it asks for this page."""
    return not (is_elsewhere(cookie, page) or (cookie.secure and page.scheme != "https") or _is_below(cookie, page))


def is_elsewhere(cookie: Cookie, page: Url) -> bool:
    """Whether it is for another name than the page's."""
    return bool(cookie.domain) and page.host != cookie.domain and not page.host.endswith(f".{cookie.domain}")


def _is_below(cookie: Cookie, page: Url) -> bool:
    """Whether it is for pages below another path (RFC 6265, 5.1.4)."""
    path = cookie.path.rstrip("/")
    return bool(path) and (page.path or "/") != path and not page.path.startswith(f"{path}/")


def given_back(before: str, reply: HttpReply, page: Url) -> str:
    """The Cookie header of the request for `page` that follows a reply; `before`: that of the request before."""
    pairs = dict(pair.split("=", 1) for pair in before.split("; ") if "=" in pair)
    for cookie in set_by(reply):
        if cookie.gone:
            pairs.pop(cookie.name, None)
        elif is_for(cookie, page):
            pairs[cookie.name] = cookie.value
    return "; ".join(f"{name}={value}" for name, value in pairs.items() if value.isprintable())


def names(header: str) -> str:
    """The names in a Cookie header, in order, without their values."""
    return " ".join(sorted(pair.partition("=")[0] for pair in header.split("; ") if pair))
