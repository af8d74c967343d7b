"""The chance of an innocent explanation. Pure; rules and reasons are in docs/class.md.

Facts of one disk travel together: one ready-made machine explains them all, so they are not multiplied. Only facts of
different sources are: the running machine, its disk, the recording, the visits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

RECORDING, RUNNING, DISK, WORK, TEXT = "recording", "running", "disk", "work", "text"
SOURCE: Final = {
    "nonce": RECORDING,
    "boot-id": RUNNING,
    "address": RUNNING,
    "machine-id": DISK,
    "host-key": DISK,
    "mac": DISK,
    "image-time": DISK,
    "changed": WORK,
    "born": WORK,
    "accounts": TEXT,
    "content": TEXT,
}
TIMES: Final = frozenset({"changed", "born", "image-time"})
# The innocent remainder even where only two of a large class share it.
LEAST: Final = {
    "nonce": 1e-9,  # 128 random bits; the remainder is a teacher who filed one recording under two names
    "boot-id": 1e-6,  # made by the kernel at every boot
    "address": 1e-3,  # a mistake in the roster
    "machine-id": 1 / 20,  # two friends imported the same box
    "host-key": 1 / 50,  # … whose keys were not made anew
    "mac": 1 / 20,  # … with its card
    "image-time": 1 / 20,  # … and installed nothing since
    "accounts": 1 / 2,
    "content": 1 / 2,  # the practice gives the text
}
WORK_LEAST: Final = (1.0, 1 / 20, 1 / 1000, 1 / 10_000)  # by the number of equal file times
OWN_WORK: Final = 10.0  # the same image, but every file of the work is from another time
SEEN, PASSED_ON = 1 / 10_000, 1 / 20
VERY_STRONG, STRONG, TOLD = 1 / 1000, 1 / 50, 1 / 5
TOO_YOUNG, USUAL = "too-young", "usual"  # strengths that say nothing of a chance


def share(sharing: int, known: int) -> float:
    """The chance that a common image or box explains why `sharing` of `known` have it.

    The cube of the share among the others: 1 where all have it, 1 in 8 for half, nothing for two of many.
    """
    return ((sharing - 1) / (known - 1)) ** 3 if known > 1 else 1.0


def of_disk(kinds: Iterable[str], commonness: float) -> float:
    """The chance for facts of one disk, of which the rarest has `commonness` in the class."""
    found = list(kinds)
    times = sum(SOURCE[kind] == WORK for kind in found)
    least = min([LEAST[kind] for kind in found if kind in LEAST], default=1.0)
    return max(commonness, min(least, WORK_LEAST[min(times, len(WORK_LEAST) - 1)]))


def strength(chance: float) -> str:
    """The word for a chance; empty where it is too high to mention."""
    for limit, word in ((VERY_STRONG, "very-strong"), (STRONG, "strong"), (TOLD, "weak")):
        if chance <= limit:
            return word
    return ""
