"""What mending a cause gives: the grade scored again with it passed, and with what waits only for it freed. Pure.

A check that two causes block is freed by both: neither gives its points alone, and both say what they give together.
So is one that was not tried, and that also wants what another cause took: behind a stopped nginx there may be a 502.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.documents.result import RootCause, Together
from perito.grading.adding import fraction, rounded, seen_share, sum_of
from perito.grading.causes import Graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from perito.documents.result import BoundResult, CheckResult
    from perito.grading.adding import Bill
    from perito.grading.causes import Key

    Keys = frozenset[Key]

DECIMALS = 2  # at least: where grades are whole numbers, a small cause is still worth something


@dataclass
class Worth:
    """The causes of one result. `checks` with their points; `bill`: what its grade is made of."""

    checks: Sequence[CheckResult]
    bill: Bill
    _blocked: list[tuple[CheckResult, Keys]] = field(init=False)
    _known: dict[Keys, Fraction] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        graph = Graph(self.checks)
        lost = (check for check in self.checks if check.outcome.costs)
        self._blocked = [(check, frozenset(one.key for one in graph.holders(check))) for check in lost]

    def told(self, causes: Iterable[RootCause]) -> tuple[RootCause, ...]:
        """The causes with what mending each gives, the most first; of equal ones the order stays."""
        found = [(cause, self._exactly(frozenset({_key(cause)}))) for cause in causes]
        found.sort(key=lambda one: -rounded(one[1], self._decimals))
        return tuple(self._with(cause) for cause, _exact in found)

    def of(self, causes: Iterable[Key]) -> float:
        """By how much the grade rises when these are mended, to as many decimals as grades have."""
        mended = self._mended(frozenset(causes))
        return float(
            fraction(rounded(mended, self._decimals)) - fraction(rounded(self._mended(frozenset()), self._decimals))
        )

    def _with(self, cause: RootCause) -> RootCause:
        together = tuple(
            Together(others=tuple(sorted(_name(key) for key in keys - {_key(cause)})), points=self.of(keys))
            for keys in self._sets(_key(cause))
        )
        return cause.model_copy(update={"points": self.of({_key(cause)}), "together": together})

    def _sets(self, cause: Key) -> list[Keys]:
        """The causes that give more with this one than each alone, the fewest first.

        Those that block a check together, and those without which a limit of the grade stays.
        """
        shared = {keys for _check, keys in self._blocked if cause in keys}
        limited = [keys for check, keys in self._blocked if any(_is_of(limit, check) for limit in self.bill.limits)]
        candidates = shared | {frozenset({cause}).union(*limited)}
        found = [keys for keys in candidates if len(keys) > 1 and self._more(keys)]
        return sorted(found, key=lambda keys: (len(keys), -self._exactly(keys), sorted(map(_name, keys))))

    def _more(self, keys: Keys) -> bool:
        return self._exactly(keys) > sum_of(self._exactly(frozenset({key})) for key in keys)

    def _exactly(self, keys: Keys) -> Fraction:
        return self._mended(keys) - self._mended(frozenset())

    def _mended(self, keys: Keys) -> Fraction:
        """The grade, not rounded, with these causes mended and what only they block freed."""
        if keys not in self._known:
            self._known[keys] = self._scored(keys)
        return self._known[keys]

    def _scored(self, keys: Keys) -> Fraction:
        freed = [check for check, roots in self._blocked if roots and roots <= keys]
        bonus = {part.id for part in self.bill.parts if part.bonus}
        shares = {part.id: seen_share(part) for part in self.bill.parts}
        gained = {
            on_top: sum_of(
                (fraction(check.possible) - fraction(check.earned))
                * (1 if self.bill.partial else shares.get(check.part, 1))
                for check in freed
                if (check.part in bonus) is on_top
            )
            for on_top in (False, True)
        }
        left = [limit for limit in self.bill.limits if not any(_is_of(limit, check) for check in freed)]
        return self.bill.mended(gained[False], gained[True], left)

    @property
    def _decimals(self) -> int:
        return max(DECIMALS, self.bill.rounding.decimals)


def _key(cause: RootCause) -> Key:
    return (cause.deployment, cause.check)


def _name(key: Key) -> str:
    return f"{key[0]}/{key[1]}" if key[0] else key[1]


def _is_of(limit: BoundResult, check: CheckResult) -> bool:
    return (limit.deployment, limit.check) == check.key
