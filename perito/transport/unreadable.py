"""The one guard around whatever reads what a server said: facts come out of it, or CannotLook, and nothing else.

A reader is written for answers that make sense. Whoever has root on the server may say anything: a number of two
million digits, a date in the year 0, brackets that never close. Where a reader stumbles over that, nothing was
learnt about the server: the check that wanted it ends as `error`, with what could not be read and why. A bug of
Perito's own looks the same; PERITO_DEBUG=1 shows where either came from.
"""

from __future__ import annotations

import os
import re
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 300  # characters of an exception's own words
# What reading text ends with. The three ways a check may end, and errors for people, are none of these.
STUMBLES = (
    ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RecursionError, MemoryError, SyntaxError,
    EOFError, re.error,
)  # fmt: skip


class Unreadable(CannotLook):
    """Something was said, and nothing could be made of it."""

    def __init__(self, what: str, problem: BaseException) -> None:
        said = encodable(f"{type(problem).__name__}: {problem}")[:LONGEST]
        super().__init__(Unseen.UNREADABLE, _("what the server says cannot be read: {what} ({problem})").format(
            what=encodable(what)[:LONGEST], problem=said
        ))  # fmt: skip


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Read something a server said. `what` is told to people. Raises Unreadable where the reader stumbles."""
    try:
        yield
    except STUMBLES as problem:
        if os.environ.get("PERITO_DEBUG"):
            traceback.print_exception(problem)
        raise Unreadable(what, problem) from problem


def encodable(text: str) -> str:
    """Text that UTF-8 can hold: what stands for bytes of a file's name (PEP 383), or half a character of JSON, is
    spelled out (\\udcff)."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
