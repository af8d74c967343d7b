"""The one guard around code that reads a server's answer: it returns facts or raises CannotLook, nothing else.

A reader expects valid answers. A user with root on the server may send anything: a number of two million digits, a date
in the year 0, brackets that never close. Where a reader fails on that, nothing was learnt about the server: the check
ends as `error`, with the unreadable text and the reason. A bug in Perito looks the same; PERITO_DEBUG=1 shows the
origin of both.
"""

from __future__ import annotations

import os
import re
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.support import given_secrets
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 300  # characters of an exception's message
# Exceptions that reading text ends with. The three outcomes of a check and errors for people are none of these.
STUMBLES = (
    ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RecursionError, MemoryError, SyntaxError,
    EOFError, re.error,
)  # fmt: skip


class Unreadable(CannotLook):
    """An answer that cannot be read."""

    def __init__(self, what: str, problem: BaseException) -> None:
        said = encodable(f"{type(problem).__name__}: {problem}")[:LONGEST]
        super().__init__(Unseen.UNREADABLE, _("what the server says cannot be read: {what} ({problem})").format(
            what=encodable(what)[:LONGEST], problem=said
        ))  # fmt: skip


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Read part of a server's answer. `what` names it for people. Raises Unreadable where the reader fails."""
    try:
        yield
    except STUMBLES as problem:
        if os.environ.get("PERITO_DEBUG"):
            traceback.print_exception(given_secrets.cleaned(problem))
        raise Unreadable(what, problem) from problem


def encodable(text: str) -> str:
    """Text that UTF-8 can hold: surrogates, for bytes of a file's name (PEP 383) or half a character of JSON, are
    spelled out (\\udcff)."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
