"""Facts and questions about a chain of which some links may be missing: what is not there is left out."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from perito.errors import CannotLook
from perito.practice.expect import Absent, Failure, NotApplicable
from perito.transport.unreadable import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.probes.base import Probe
    from perito.transport.base import Command

T = TypeVar("T")


def or_none(read: Callable[[], T]) -> T | None:
    """A fact; None where its subject does not exist or could not be seen."""
    try:
        return read()
    except (CannotLook, Absent):
        return None


def commands(*probes: Callable[[], Probe[Any]]) -> list[Command]:
    """The questions of probes, without those that follow from what is not there."""
    found = []
    for probe in probes:
        with suppress(CannotLook, Absent):
            found.append(probe().command)
    return found


def told(questions: Callable[[], list[T]]) -> list[T]:
    """The questions; none where the answers they follow from cannot be read: the checks that want them say so."""
    with suppress(CannotLook, Failure, NotApplicable), reading("a question's names"):
        return questions()
    return []
