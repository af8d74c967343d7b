"""The one Console: whatever is printed on it, no text reaches a terminal as anything but text.

rich keeps texts and its own control codes apart until they are written: here texts are made harmless, and only then do
colours and cursor moves come to them. Every Console of Perito's is this one (tests/support/test_printable.py).
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import rich.console
from rich.segment import Segment

from perito.support.printable import harmless
from perito.support.standard_streams import Told

if TYPE_CHECKING:
    from collections.abc import Iterable


class Console(rich.console.Console):
    """rich's, with texts that are harmless."""

    @property
    def file(self) -> IO[str]:
        """Where it writes to; of a stream that takes text alone (Told), the way in for what is styled already."""
        found = super().file
        return found.styled if isinstance(found, Told) else found

    @file.setter
    def file(self, new: IO[str]) -> None:
        self._file = new

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        return super()._render_buffer(map(_harmless, buffer))


def _harmless(segment: Segment) -> Segment:
    if segment.control:
        return segment
    style = segment.style
    if style is not None and style.link and harmless(style.link) != style.link:
        style = style.update_link(None)
    return Segment(harmless(segment.text), style)
