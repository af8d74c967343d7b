"""JSON (RFC 8259) with the position of each value: one document, or several one after another."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from json.decoder import scanstring  # type: ignore[attr-defined] # the library's own, without stubs
from typing import TYPE_CHECKING

from perito.classroom.roster.rows import Cell, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLANK = re.compile(r"[ \t\n\r]*")
SCALAR = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
DEEPEST = 64  # values within each other


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its offset: an object, a list, or the text of a scalar, which is None for null."""

    value: dict[str, Node] | list[Node] | str | None
    at: int

    @property
    def items(self) -> dict[str, Node]:
        """An object's members; of another value none."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def list(self) -> list[Node]:
        """A list's values; of another value none."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str | None:
        """A scalar's text; None for null, objects and lists."""
        return self.value.strip() if isinstance(self.value, str) else None

    def get(self, *names: str) -> Node:
        """The member at the end of these names; an empty node where there is none."""
        found = self
        for name in names:
            found = found.items.get(name, NOTHING)
        return found


NOTHING = Node(None, 0)


class Json:
    """The documents in a text. Raises ValueError where it is no JSON."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.documents = list(self._documents())

    @property
    def root(self) -> Node:
        """The only document; of several a list of them."""
        return self.documents[0] if len(self.documents) == 1 else Node(self.documents, 0)

    def place(self, node: Node) -> Place:
        """Line and column of a value."""
        line = bisect_right(self._lines, node.at)
        return Place(self.path, line, node.at - self._lines[line - 1] + 1)

    def cell(self, node: Node) -> Cell:
        """A scalar with its position; empty for other values."""
        return Cell(node.text or "", self.place(node))

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def _documents(self) -> Iterator[Node]:
        at = self._past(0)
        while at < len(self.text):
            node, at = self._value(at, 0)
            yield node
            at = self._past(at)

    def _past(self, at: int) -> int:
        """The offset of the next character that is no blank."""
        found = BLANK.match(self.text, at)
        assert found is not None
        return found.end()

    def _value(self, at: int, depth: int) -> tuple[Node, int]:
        if depth > DEEPEST:
            raise ValueError("too deep")
        first = self.text[at : at + 1]
        if first == '"':
            text, end = scanstring(self.text, at + 1, True)
            return Node(text, at), end
        if first == "{":
            return self._object(at, depth)
        if first == "[":
            return self._list(at, depth)
        scalar = SCALAR.match(self.text, at)
        if scalar is None:
            raise ValueError("not JSON")
        return Node(None if scalar[0] == "null" else scalar[0], at), scalar.end()

    def _object(self, start: int, depth: int) -> tuple[Node, int]:
        found: dict[str, Node] = {}
        at = self._past(start + 1)
        while self.text[at : at + 1] != "}":
            if found:
                at = self._past(self._sign(at, ","))
            key, end = scanstring(self.text, self._sign(at, '"'), True)
            found[key], at = self._value(self._past(self._sign(self._past(end), ":")), depth + 1)
            at = self._past(at)
        return Node(found, start), at + 1

    def _list(self, start: int, depth: int) -> tuple[Node, int]:
        found: list[Node] = []
        at = self._past(start + 1)
        while self.text[at : at + 1] != "]":
            if found:
                at = self._past(self._sign(at, ","))
            node, at = self._value(at, depth + 1)
            found.append(node)
            at = self._past(at)
        return Node(found, start), at + 1

    def _sign(self, at: int, sign: str) -> int:
        """The offset after a sign that must stand here."""
        if self.text[at : at + 1] != sign:
            raise ValueError("not JSON")
        return at + 1
