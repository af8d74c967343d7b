"""A target: something that reads bytes from strangers, the inputs to begin with, and what it may raise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Target:
    """`run` reads one input. `refuses`: the exceptions that are answers, as CannotLook is; all others are findings.

    `stumbles`: exceptions that the guard above the reader turns into an answer: they are counted, and are no findings.
    `words`: what is put into inputs beside the mutator's own words.
    """

    name: str
    run: Callable[[bytes], object]
    seeds: Callable[[], Sequence[bytes]]
    refuses: tuple[type[BaseException], ...] = ()
    stumbles: tuple[type[BaseException], ...] = ()
    words: tuple[bytes, ...] = ()
    largest: int = 1 << 16
    swells: bool = True  # whether long inputs are read in time linear in their length
