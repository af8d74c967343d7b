"""What fixtures of several tests asked the server, and read: every test that takes one rests on that.

pytest sets a fixture up for the first test that takes it; one with a scope wider than `function` keeps its value.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from perito.grading.run import Run
    from perito.transport.base import Answer, Command


@dataclass(frozen=True)
class Asked:
    """The evidence's numbers of its questions, and the answers with secrets that it has read."""

    numbers: tuple[int, ...]
    read: tuple[tuple[Command, Answer], ...]


@dataclass
class SharedFixtures:
    """Of one run: what each fixture's present value rests on."""

    run: Run
    _asked: dict[int, Asked] = field(default_factory=dict)  # by the id of its definition, which pytest keeps

    @contextmanager
    def setting_up(self, fixture: pytest.FixtureDef[Any]) -> Iterator[None]:
        """Remember what is asked meanwhile, where the value, or the exception, outlives the test."""
        trail, read = self.run.server.trail, self.run.session.unredacted.read
        before, read_before = len(trail), len(read)
        try:
            yield
        finally:
            if fixture.scope != "function":
                self._asked[id(fixture)] = Asked(tuple(trail[before:]), tuple(read[read_before:]))

    def taken_by(self, item: pytest.Item) -> None:
        """Let a test rest on what the fixtures that it takes asked, whoever took them first; its own questions last."""
        info = getattr(item, "_fixtureinfo", None)
        if info is None:
            return
        for name in info.names_closure:
            for fixture in info.name2fixturedefs.get(name, ())[-1:]:
                asked = self._asked.get(id(fixture), Asked((), ()))
                self.run.server.trail[:0] = asked.numbers
                self.run.session.unredacted.read[:0] = asked.read
