"""YAML with its original texts (`007` stays so) and their lines and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from perito.classroom.roster.rows import Cell, Place, quoted
from perito.support import yaml_bounds
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.classroom.roster.rows import Problems

NULL = "tag:yaml.org,2002:null"
MERGE = "tag:yaml.org,2002:merge"
PLAIN = "tag:yaml.org,2002:"


class Document:
    """One YAML file. Errors go to `problems`."""

    def __init__(self, path: Path, text: str, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self.root = self._root(text)

    def _root(self, text: str) -> Node | None:
        """The document's node; None where it is empty or invalid."""
        try:
            yaml_bounds.check(text, circles=True)
            root: Node | None = yaml_bounds.reader().compose(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(self.path, mark.line + 1, mark.column + 1) if mark else Place(self.path)
            self.problems.add(place, error.problem or _("not YAML"))
        except (YAMLError, RecursionError, ValueError, OverflowError) as error:
            said = _("not YAML") if isinstance(error, RecursionError) else str(error).partition("\n")[0]
            self.problems.add(Place(self.path), said or _("not YAML"))
        else:
            return root
        return None

    def place(self, node: Node) -> Place:
        """The start of a node."""
        return Place(self.path, node.start_mark.line + 1, node.start_mark.column + 1)

    def wrong(self, node: Node, text: str) -> None:
        """Report an error at a node."""
        self.problems.add(self.place(node), text)

    def pairs(self, node: Node) -> Iterator[tuple[Cell, Node]]:
        """A mapping's keys and values, those of `<<` last; a repeated key is an error."""
        known: set[str] = set()
        for key, value in self._pairs(node, ()):
            if key.text not in known:
                known.add(key.text)
                yield key, value

    def _pairs(self, node: Node, within: tuple[int, ...]) -> Iterator[tuple[Cell, Node]]:
        merged: list[Node] = []
        own: set[str] = set()
        for key, value in node.value if isinstance(node, MappingNode) and id(node) not in within else ():
            if key.tag == MERGE:
                merged += value.value if isinstance(value, SequenceNode) else [value]
            elif not isinstance(key, ScalarNode):
                self.wrong(key, _("a key is one word"))
            elif key.value in own:
                self.wrong(key, _("{key} is here twice").format(key=quoted(key.value)))
            else:
                own.add(key.value)
                yield Cell(str(key.value), self.place(key)), value
        for one in merged:
            yield from self._pairs(one, (*within, id(node)))

    def text(self, key: Cell, value: Node) -> str | None:
        """A value's text, empty for null; None for other types, which the caller may report."""
        if not isinstance(value, ScalarNode) or not str(value.tag or PLAIN).startswith(PLAIN):
            return None
        return "" if value.tag == NULL else str(value.value).strip()


def is_mapping(node: Node | None) -> bool:
    """Whether a node is a mapping or null."""
    return node is None or isinstance(node, MappingNode) or node.tag == NULL


def items(node: Node) -> list[Node] | None:
    """A list's nodes; empty for null; None for other types."""
    return list(node.value) if isinstance(node, SequenceNode) else [] if node.tag == NULL else None
