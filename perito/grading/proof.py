"""Evidence as reports show it: each answer in the shapes that the probes know, with secrets struck out once more.

What an answer holds inside JSON is unpacked for a shape, so what was not spelt as a secret in the recording may be one
in the shape.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from perito.documents.shapes import Entry, FileText, Http, Journal, Listing, Row, Said, Shape, Table, Text
from perito.evidence.exchange import Exchange
from perito.evidence.redaction import Redactor
from perito.probes.shown import shown
from perito.transport.base import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
PARTS = (Entry, FileText, Http, Journal, Listing, Row, Said, Table, Text)


def shapes_of(item: object, redactor: Redactor | None = None) -> tuple[Shape, ...]:
    """An exchange's answer as understood; none for anything else, and where it has no form that is known."""
    if not isinstance(item, Exchange):
        return ()
    found = shown(item.asked, item.answer)
    if not _packed(item):
        return found
    redact = (redactor or Redactor()).text
    together = "\0".join(_texts(found))
    return found if redact(together) == together else _mapped(found, redact)  # most hold none, which is seen at once


def _packed(item: Exchange) -> bool:
    """Whether the answer's texts were inside JSON when they were recorded."""
    return not isinstance(item.answer, Answer) or item.answer.stdout.lstrip(b"\0").startswith((b"{", b"["))


def _texts(value: object) -> Iterator[str]:
    """Every text of a shape."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, PARTS):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _mapped(value: T, change: Callable[[str], str]) -> T:
    """A shape with every text changed."""
    mapped: Any = value
    if isinstance(value, str):
        mapped = change(value)
    elif isinstance(value, tuple):
        mapped = tuple(_mapped(one, change) for one in value)
    elif isinstance(value, PARTS):
        mapped = replace(value, **{one.name: _mapped(getattr(value, one.name), change) for one in fields(value)})
    found: T = mapped
    return found
