"""When to check a watched server again: soon after a change, not during changes, and now and then anyway. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.probes.snapshot import changed

if TYPE_CHECKING:
    from collections.abc import Mapping

    Snapshot = Mapping[str, str]

SETTLING = 1.0  # seconds between two looks while something changes
LONGEST = 10.0  # seconds after which a server that keeps changing is checked all the same


@dataclass
class Pace:
    """Decides by each look at the server. `every` and `full` in seconds, as the user gave them.

    A change during our own check, twice in a row, is caused by it (a counter of visits) and no reason for the next one.
    Times are those of a monotonic clock.
    """

    every: float
    full: float
    _checked: Snapshot | None = None
    _ended: float = 0.0
    _latest: Snapshot | None = None
    _since: float | None = None
    _during: frozenset[str] = frozenset()
    _own: frozenset[str] = field(default=frozenset())

    def anew(self) -> None:
        """Check at the next look, whatever its state: the connection was lost."""
        self._checked, self._latest, self._since = None, None, None

    def due(self, now: float, seen: Snapshot | None) -> bool:
        """Whether to check now, by the state just seen; None where it could not be seen."""
        if self._checked is None or now - self._ended >= self.full:
            return True
        if seen is None or not changed(self._checked, seen):
            self._latest, self._since = None, None
            return False
        if self._since is None:
            self._since = now
        at_rest = self._latest is not None and not changed(self._latest, seen)
        self._latest = seen
        return at_rest or now - self._since >= LONGEST

    def checked(self, now: float, before: Snapshot | None, after: Snapshot | None) -> None:
        """A check ended, with the states before and after it. A change in between is a reason for the next."""
        during = changed(before, after) if before is not None and after is not None else frozenset()
        self._own |= during & self._during
        self._during = during
        self._ended, self._latest, self._since = now, None, None
        self._checked = {**(before or {})}
        for key in self._own:
            self._checked.pop(key, None)
            if after is not None and key in after:
                self._checked[key] = after[key]

    def pause(self) -> float:
        """Seconds until the next look."""
        return self.every if self._since is None else min(self.every, SETTLING)
