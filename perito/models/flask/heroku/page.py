"""Whether a page is one of the practice's applications. Pure."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from perito.probes import http_page

if TYPE_CHECKING:
    from collections.abc import Iterable

# Texts of the practice's two applications (the first one's text, the second one's title).
GREETING: Final = "aplicacion desplegada"
TITLE: Final = "hello azure - python quickstart"
SIMILAR: Final = 0.8
LONGEST: Final = 4000  # characters of text that are compared
TEMPLATE: Final = ("{{", "{%")


def plain(text: str) -> str:
    """Lower case, without accents, blanks folded: equal for readers."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in bare if not unicodedata.combining(one)).split())


def belongs(body: str, own: Iterable[str]) -> bool:
    """Whether a page has the texts of the practice's applications, or resembles one of `own` (pages, templates)."""
    found = http_page.parse_page(body)
    if GREETING in plain(found.text) or plain(found.title) == TITLE:
        return True
    return any(_alike(body, one) for one in own)


def _alike(body: str, other: str) -> bool:
    """The same page, except for parts that change with each request; of a template, the same title or the same text."""
    if http_page.same_page(body, other):
        return True
    one, two = http_page.parse_page(body), http_page.parse_page(other)
    if two.title and not any(mark in two.title for mark in TEMPLATE) and plain(one.title) == plain(two.title):
        return True
    first, second = plain(one.text)[:LONGEST], plain(two.text)[:LONGEST]
    alike = plain(one.title) == plain(two.title) and bool(first)
    return alike and SequenceMatcher(None, first, second).ratio() >= SIMILAR


def shown(body: str) -> str:
    """A page in a few words: its title, else its beginning."""
    found = http_page.parse_page(body)
    return found.title or found.text[:60] or "—"
