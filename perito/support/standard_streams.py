"""Standard output and standard error, also when they are full, or closed by their reader or from the start.

They take text alone: escape sequences and all that is not seen are spelled out, whoever prints them (`Told`).
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

from perito.support.nearest import NEAREST
from perito.support.printable import clean, harmless, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO


LONGEST = 4000  # characters of a line that is complained with


class Told:
    """A text stream for people that never raises OSError: a message that cannot be written must not end the work.

    What is written is made harmless; `styled` takes what has colours (perito.support.console). `trouble` receives the
    first failure; afterwards nothing is written. (rich would exit the program where a pipe is closed.)
    """

    def __init__(self, stream: TextIO, trouble: Callable[[OSError], None] | None = None) -> None:
        self._stream, self._trouble, self._over = stream, trouble, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    @property
    def styled(self) -> TextIO:
        """The same stream for what is harmless already, and has escape sequences of ours."""
        return cast("TextIO", _Styled(self))

    def write(self, text: str) -> int:
        """As a text stream's."""
        return self.put(harmless(text))

    def put(self, text: str) -> int:
        """Write a text as it is."""
        if not self._over:
            try:
                return self._stream.write(text)
            except OSError as error:
                self._give_up(error)
        return len(text)

    def writelines(self, texts: list[str]) -> None:
        """As a text stream's."""
        self.write("".join(texts))

    def flush(self) -> None:
        """As a text stream's."""
        if not self._over:
            try:
                self._stream.flush()
            except OSError as error:
                self._give_up(error)

    def close(self) -> None:
        """As a text stream's; any remaining text is dropped."""
        self.flush()
        with suppress(OSError):
            self._stream.close()

    def drop(self) -> None:
        """Drop the content of the buffer, or Python would try to write it again at exit; nothing is written after."""
        self._over = True
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)

    def _give_up(self, error: OSError) -> None:
        self.drop()
        if self._trouble is not None:
            self._trouble(error)


class _Styled:
    """A Told that is written to without a change."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def __getattr__(self, name: str) -> Any:
        return getattr(self._told, name)

    def write(self, text: str) -> int:
        """As a text stream's."""
        return self._told.put(text)


class Nowhere(io.TextIOBase):
    """In the place of a stream that was closed at the start: it takes everything, and keeps nothing."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        """As a text stream's."""
        return len(text)


def told(stream: TextIO | Told | None, trouble: Callable[[OSError], None] | None = None) -> TextIO:
    """The stream as Told, also one that was closed."""
    if isinstance(stream, Told):
        return cast("TextIO", stream)
    return cast("TextIO", Told(cast("TextIO", Nowhere()) if stream is None else stream, trouble))


@contextmanager
def output(trouble: Callable[[OSError], None]) -> Iterator[None]:
    """Both streams as Told for the duration of the block. Write what is left before its end: `write_rest`."""
    before, sys.stdout = sys.stdout, told(sys.stdout, trouble)
    errors, sys.stderr = sys.stderr, told(sys.stderr)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before, errors


def reader_left(error: OSError) -> bool:
    """Whether the reader of a pipe just stopped reading, as `more` does."""
    return error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL)


def write_rest() -> None:
    """Write the buffer of standard output; where that is broken off, the rest is dropped and the exception raised."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BaseException:
        if isinstance(sys.stdout, Told):
            sys.stdout.drop()
        raise


@contextmanager
def for_documents(wanted: bool) -> Iterator[None]:
    """Send messages to standard error while standard output is for a document."""
    before = sys.stdout
    if wanted:
        sys.stdout = told(sys.stderr)
    try:
        yield
    finally:
        sys.stdout = before


def reserve() -> None:
    """Occupy the numbers of closed standard streams, or a connection would get one and be written to."""
    with suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(number, True)
        os.close(number)


def speakable() -> None:
    """From now on no text breaks off for want of a character: the nearest that a stream's encoding has is written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.encoding.lower().startswith("utf"):
            stream.reconfigure(errors=NEAREST)


def complain(message: str, status: int) -> int:
    """Print an error on standard error and return the exit status."""
    for line in clean(message).split("\n"):
        print(f"perito: {shortened(line, LONGEST)}", file=sys.stderr)
    return status
