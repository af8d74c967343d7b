"""An HTML page: title, links, whether it is nginx's own (practice, items 14 and 24). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

CAP: Final = 512 * 1024
COMPARED: Final = 4000  # characters
SIMILAR: Final = 0.8
SAME_SHAPE: Final = 0.5
ERROR_PAGE: Final = re.compile(
    r"<title>(\d{3}) [^<]{1,60}</title>.{0,400}<center>nginx(?:/[\d.]+)?(?: \([^)]*\))?</center>",
    re.DOTALL | re.IGNORECASE,
)
CHANGING: Final = re.compile(
    r"""(?:csrf|nonce|token)[\w-]{0,40}["']?\s{0,9}(?:value=|content=|[:=])\s{0,9}["'][^"']{0,200}["']""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's title, the addresses it needs, in order, as written, its forms (action, method), and its tags."""

    title: str = ""
    stylesheets: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    text: str = ""
    shape: tuple[str, ...] = ()


class Reader(HTMLParser):
    """Collects the fields of Page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.words: list[str] = []
        self.shape: list[str] = []
        self.stylesheets: list[str] = []
        self.images: list[str] = []
        self.scripts: list[str] = []
        self.forms: list[tuple[str, str]] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Links, images, scripts, forms."""
        given = {name: value or "" for name, value in attrs}
        self.shape.append(tag)
        if tag == "link" and "stylesheet" in given.get("rel", "").lower().split() and given.get("href"):
            self.stylesheets.append(given["href"])
        elif tag == "img" and given.get("src"):
            self.images.append(given["src"])
        elif tag == "script" and given.get("src"):
            self.scripts.append(given["src"])
        elif tag == "form":
            self.forms.append((given.get("action", ""), given.get("method", "get").lower()))
        if tag in ("title", "script", "style"):
            self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        """The end of a title, script or style."""
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        """Text, but for that of scripts and styles."""
        if self.inside == "title":
            self.title.append(data)
        elif not self.inside:
            self.words.append(data)


def text_of(body: bytes | str) -> str:
    """A body as text, truncated to a length that no page needs."""
    return (body[:CAP].decode("utf-8", "replace") if isinstance(body, bytes) else body)[:CAP]


def without_open_comment(text: str) -> str:
    """Text up to a comment that nothing closes: html.parser would look for its end again and again."""
    start = text.find("<!--", text.rfind("-->") + 1)
    return text if start < 0 else text[:start]


def parse_page(body: bytes | str) -> Page:
    """Read a page. Never raises."""
    reader = Reader()
    try:
        reader.feed(without_open_comment(text_of(body)))
        reader.close()
    except (AssertionError, ValueError):
        pass  # html.parser refuses a few malformed declarations; the part read before them counts
    return Page(
        title=" ".join("".join(reader.title).split()),
        stylesheets=tuple(reader.stylesheets),
        images=tuple(reader.images),
        scripts=tuple(reader.scripts),
        forms=tuple(reader.forms),
        text=" ".join("".join(reader.words).split()),
        shape=tuple(reader.shape),
    )


def header(headers: Iterable[tuple[str, str]], name: str) -> str:
    """A header's first value, whatever its capitals; empty where there is none."""
    return next((value for key, value in headers if key.lower() == name), "")


def is_nginx_welcome(body: bytes | str) -> bool:
    """Whether this is nginx's default page."""
    title = parse_page(body).title
    return title == "Welcome to nginx!" or title.startswith("Welcome to nginx on ")


def nginx_error(body: bytes | str) -> int:
    """The status of an error page that nginx itself made (502 …), or 0."""
    match = ERROR_PAGE.search(text_of(body)[:4096])
    return int(match[1]) if match else 0


def normalised(body: bytes | str) -> str:
    """A page for comparison: blanks folded, values that change with each request (CSRF, nonces) removed."""
    return " ".join(CHANGING.sub("", text_of(body)).split())


def same_page(one: bytes | str, other: bytes | str) -> bool:
    """Whether two bodies are the same page."""
    return normalised(one) == normalised(other)


def alike(one: bytes | str, other: bytes | str) -> bool:
    """Whether two bodies are the same page, a clock or a counter in it aside: same title, nearly the same text."""
    if same_page(one, other):
        return True
    first, second = parse_page(one), parse_page(other)
    ratio = SequenceMatcher(None, first.text[:COMPARED], second.text[:COMPARED]).ratio()
    enough = SAME_SHAPE if first.shape == second.shape and len(first.shape) > 1 else SIMILAR
    return first.title == second.title and bool(first.text) and ratio >= enough
