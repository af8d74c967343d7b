"""What an HTML page is: title, what it links, whether it is nginx's own. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final


@dataclass(frozen=True, slots=True)
class Page:
    """A page's title and the addresses it needs, in order, as written."""

    title: str = ""
    stylesheets: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    text: str = ""


LARGEST: Final = 512 * 1024
WELCOME: Final = re.compile(r"<title>\s*Welcome to nginx!?\s*</title>", re.IGNORECASE)
ERROR: Final = re.compile(
    r"<title>\s*(?P<status>[45]\d\d) [^<]{1,60}</title>.{0,400}?<center>(?:nginx|openresty)", re.IGNORECASE | re.DOTALL
)
CHANGING: Final = re.compile(
    r"""(?:nonce|csrf[\w-]*|_token)["']?\s*(?:=|:|value=|content=)\s*["'][^"']{6,512}["']""", re.IGNORECASE
)


def parse_page(body: bytes | str) -> Page:
    """Read a page. Never raises."""
    reader = _Reader()
    reader.feed(_text(body))
    reader.close()
    return Page(
        title=" ".join("".join(reader.title).split()),
        stylesheets=tuple(reader.stylesheets),
        images=tuple(reader.images),
        scripts=tuple(reader.scripts),
        forms=tuple(reader.forms),
        text=" ".join("".join(reader.words).split()),
    )


def is_nginx_welcome(body: bytes | str) -> bool:
    """Whether this is the page of a fresh nginx."""
    return WELCOME.search(_text(body)) is not None


def nginx_error(body: bytes | str) -> int:
    """The status of an error page that nginx itself made (502 …), or 0."""
    found = ERROR.search(_text(body))
    return int(found["status"]) if found else 0


def normalised(body: bytes | str) -> str:
    """A page for comparison: blanks folded, tokens that change with each request (nonces, CSRF) removed."""
    return " ".join(CHANGING.sub("", _text(body)).split())


def same_page(one: bytes | str, other: bytes | str) -> bool:
    """Whether two bodies are the same page."""
    return normalised(one) == normalised(other)


def _text(body: bytes | str) -> str:
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    return text[:LARGEST]


class _Reader(HTMLParser):
    """Collects what a page needs; html.parser forgives every mistake in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.words: list[str] = []
        self.stylesheets: list[str] = []
        self.images: list[str] = []
        self.scripts: list[str] = []
        self.forms: list[tuple[str, str]] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in {"title", "script", "style"}:
            self._inside.append(tag)
        if tag == "link" and "stylesheet" in found.get("rel", "").lower().split():
            self._keep(self.stylesheets, found.get("href", ""))
        elif tag == "img":
            self._keep(self.images, found.get("src", ""))
        elif tag == "script":
            self._keep(self.scripts, found.get("src", ""))
        elif tag == "form":
            self.forms.append((found.get("method", "get").lower(), found.get("action", "")))

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if "title" in self._inside:
            self.title.append(data)
        elif not self._inside:
            self.words.append(data)

    @staticmethod
    def _keep(where: list[str], address: str) -> None:
        if address and not address.startswith("data:"):
            where.append(address)
