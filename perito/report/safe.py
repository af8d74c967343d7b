"""Server text made safe to display (perito.support.printable), and excerpts of it."""

from __future__ import annotations

from dataclasses import dataclass

from perito.support.printable import LINE_LIMIT, clean, line, shortened

__all__ = ["LINE_LIMIT", "Excerpt", "clean", "excerpt", "line", "shortened"]


@dataclass(frozen=True)
class Excerpt:
    """The beginning and the end of an output. `left_out`: lines missing between them."""

    head: tuple[str, ...]
    left_out: int = 0
    tail: tuple[str, ...] = ()


def excerpt(text: str, lines: int, width: int = 400) -> Excerpt:
    """At most `lines` lines of an output: its beginning, and its last third where it is longer.

    A NUL between fields ends a line. Only what is returned is cleaned, after it was cut: what a long output costs
    does not grow with its length.
    """
    flat = text.replace("\0", "\n").strip("\r\n")
    if not flat:
        return Excerpt(())
    count = flat.count("\n") + 1
    if count <= lines:
        return Excerpt(tuple(_line(one, width) for one in flat.split("\n")))
    tail = lines // 3
    head = flat.split("\n", lines - tail)[: lines - tail]
    last = flat.rsplit("\n", tail)[1:] if tail else []
    shown = (tuple(_line(one, width) for one in part) for part in (head, last))
    return Excerpt(next(shown), count - lines, next(shown))


def _line(text: str, width: int) -> str:
    """A line without its end, cut and then cleaned."""
    cut = text[: width + 1].removesuffix("\r")
    return shortened(clean(cut).expandtabs(4).rstrip(), width)
