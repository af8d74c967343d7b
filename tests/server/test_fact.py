"""A fact is worked out once, and brings its evidence along every time."""

from __future__ import annotations

import pytest

from perito.server.fact import fact
from perito.transport.unreadable import Unreadable


class Thing:
    def __init__(self) -> None:
        self.trail: list[int] = []
        self.reads = 0

    @fact
    def inner(self) -> str:
        """Rests on exchange 7."""
        self.reads += 1
        self.trail.append(7)
        return "seen"

    @fact
    def outer(self) -> str:
        """Rests on what inner rests on, and on 9."""
        self.trail.append(9)
        return self.inner + "!"

    @fact
    def broken(self) -> str:
        """Never there."""
        self.reads += 1
        raise LookupError


def test_it_is_read_once_and_its_evidence_comes_along() -> None:
    thing = Thing()
    assert (thing.outer, thing.reads, set(thing.trail)) == ("seen!", 1, {7, 9})
    thing.trail.clear()
    assert (thing.outer, thing.reads, set(thing.trail)) == ("seen!", 1, {7, 9})
    thing.trail.clear()
    assert (thing.inner, thing.trail) == ("seen", [7])


def test_what_raises_is_asked_again() -> None:
    thing = Thing()
    for _ in range(2):
        with pytest.raises(Unreadable, match="LookupError"):
            _ = thing.broken
    assert thing.reads == 2


def test_two_objects_do_not_share() -> None:
    one, other = Thing(), Thing()
    assert one.inner == other.inner
    assert (one.reads, other.reads) == (1, 1)


def test_the_docstring_stays() -> None:
    assert Thing.inner.__doc__ == "Rests on exchange 7."
