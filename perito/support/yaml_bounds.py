"""What a file of YAML may ask of its reader: so much text, so deep, and so large once aliases stand for their anchors.

The readers descend by recursion (ruamel's in C without any limit: the interpreter dies), and whoever walks through the
data afterwards walks through an alias as often as it stands there. So the file is looked through first, as events:
they come one by one, and nothing is built of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent

from perito.support.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 16 << 20  # bytes; a class of ten thousand has one or two million
DEEPEST = 64  # collections in each other; what people write has six
MOST = 1_000_000  # values, those behind aliases as often as they are meant
DIRECTIVE = re.compile(r"^%", re.MULTILINE)


class TooMuch(MarkedYAMLError):  # noqa: N818 - names what is wrong with the file
    """The file asks for more than is read. `problem_mark` says where."""


def content(path: Path) -> bytes:
    """What is in the file, as far as it may be read. Raises OSError, and TooMuch where there is more."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TooMuch(problem=_("larger than {size} MiB").format(size=LARGEST >> 20))
    return data


def check(source: str, *, circles: bool = False) -> None:
    """Raise TooMuch where the text goes deeper or gets larger than allowed; whether it is YAML is left to the reader.

    `circles`: a collection may be within itself, for a reader who stops there.
    """
    reader = YAML(typ="safe", pure=DIRECTIVE.search(source) is not None)  # the one in C knows no directives
    looked = _Looked(circles)
    try:
        for event in reader.parse(source):
            if type(event) is ScalarEvent and event.anchor is None:  # nearly all of them
                looked.values += 1
            else:
                looked.at(event)
    except TooMuch:
        raise
    except YAMLError:
        return  # up to there it goes no deeper, and no reader gets further
    looked.end()


@dataclass
class _Looked:
    """How far the look has come. `values` so far; `open`: each open collection's anchor and the values before it."""

    circles: bool
    values: int = 0
    open: list[tuple[str | None, int]] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)

    def at(self, event: Any) -> None:
        """One event further. Raises TooMuch."""
        if isinstance(event, CollectionStartEvent):
            self.open.append((event.anchor, self.values))
            if len(self.open) > DEEPEST:
                raise _too_much(event, _("more than {count} lists and mappings in each other").format(count=DEEPEST))
        elif isinstance(event, CollectionEndEvent):
            anchor, before = self.open.pop()
            self.values += 1
            if anchor:
                self.sizes[anchor] = self.values - before
        elif isinstance(event, ScalarEvent):
            self.values += 1
            self.sizes[event.anchor] = 1
        elif isinstance(event, AliasEvent):
            if not self.circles and any(anchor == event.anchor for anchor, _before in self.open):
                raise _too_much(event, _("{name} is within itself").format(name=f"*{event.anchor}"))
            self.values += self.sizes.get(event.anchor, 1)
        if self.values > MOST:
            self.end(event)

    def end(self, event: Any = None) -> None:
        """Raises TooMuch where there were too many values."""
        if self.values > MOST:
            raise _too_much(event, _("with what aliases stand for, more than {count} values").format(count=MOST))


def _too_much(event: Any, text: str) -> TooMuch:
    return TooMuch(problem=text, problem_mark=event.start_mark if event is not None else None)


def reader(kind: str = "safe") -> YAML:
    """A reader of `kind` in Python. An anchor that stands twice means the later one (YAML 1.2, 7.1): no warning."""
    made = YAML(typ=kind, pure=True)
    made.composer.warn_double_anchors = False
    return made
