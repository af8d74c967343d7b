"""Limits for YAML files: size of the text, depth, and number of values with aliases expanded.

The readers descend by recursion (ruamel's in C without any limit: the interpreter crashes), and code that walks the
data visits an alias once per reference. So the file is first scanned as events: they arrive one by one and build
nothing.
"""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent

from perito.support import reading
from perito.support.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 16 << 20  # bytes; a class of ten thousand has one or two million
DEEPEST = 64  # collections within each other; hand-written files have six
MOST = 250_000  # values (a class of ten thousand has 170,000), those behind an alias counted at each reference
DIRECTIVE = re.compile(r"^%", re.MULTILINE)


class TooMuch(MarkedYAMLError):  # noqa: N818 - names what is wrong with the file
    """The file exceeds a limit. `problem_mark` has the position."""


def content(path: Path) -> bytes:
    """The file's content, up to the size limit. Raises OSError, and TooMuch beyond the limit."""
    try:
        return reading.content(path, LARGEST)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        raise TooMuch(problem=_("larger than {size} MiB").format(size=LARGEST >> 20)) from None


def check(source: str, *, circles: bool = False) -> None:
    """Raise TooMuch where the text is deeper or larger than allowed; the reader decides whether it is YAML.

    `circles`: a collection may contain itself, for a reader that stops there.
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
    """State of the scan. `values` so far; `open`: each open collection's anchor and the number of values before it."""

    circles: bool
    values: int = 0
    open: list[tuple[str | None, int]] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)

    def at(self, event: Any) -> None:
        """Process one event. Raises TooMuch."""
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
    """A reader of `kind` in Python. A repeated anchor means its last definition (YAML 1.2, 7.1): no warning."""
    made = YAML(typ=kind, pure=True)
    made.composer.warn_double_anchors = False
    return made
