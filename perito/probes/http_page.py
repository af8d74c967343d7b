"""What an HTML page is: title, what it links, whether it is nginx's own. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page's title and the addresses it needs, in order, as written."""

    title: str = ""
    stylesheets: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    text: str = ""


def parse_page(body: bytes | str) -> Page:
    """Read a page. Never raises."""
    raise NotImplementedError


def is_nginx_welcome(body: bytes | str) -> bool:
    """Whether this is the page of a fresh nginx."""
    raise NotImplementedError


def nginx_error(body: bytes | str) -> int:
    """The status of an error page that nginx itself made (502 …), or 0."""
    raise NotImplementedError


def normalised(body: bytes | str) -> str:
    """A page for comparison: blanks folded, tokens that change with each request (nonces, CSRF) removed."""
    raise NotImplementedError


def same_page(one: bytes | str, other: bytes | str) -> bool:
    """Whether two bodies are the same page."""
    raise NotImplementedError
