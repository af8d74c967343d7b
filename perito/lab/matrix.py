"""Faults by checks: mistakes found and pinned to their cause, sound variants that pass untouched."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from perito.documents.result import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from perito.documents.result import Result, RootCause
    from perito.lab.scripts import Change

FINE = frozenset({Outcome.PASSED, Outcome.NOT_APPLICABLE, Outcome.MANUAL})


@dataclass(frozen=True)
class Row:
    """One server: what was done to it (`pins` empty: a sound variant), and what grading made of it.

    `roots`: the root causes; `lost`: every check that failed or was blocked; `trouble`: why it could not be
    graded fully, empty where it could; `loses`: what a sound variant does lose. Of a change of a further deployment,
    pins and roots say whose they are: `exercise/service.bind`. `unsaid`: pins that did not come out with the finding
    that the change names, each as `wanted (found)`. `broken`: the change's own script failed.
    """

    name: str
    suite: str
    pins: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    grade: float = 0.0
    trouble: str = ""
    unsaid: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
    broken: bool = False

    @property
    def missed(self) -> tuple[str, ...]:
        """Causes that should have been named and were not."""
        return tuple(pin for pin in self.pins if pin not in self.roots)

    @property
    def falsely_blamed(self) -> tuple[str, ...]:
        """Causes that were named and should not have been."""
        return tuple(root for root in self.roots if root not in (*self.pins, *self.loses))

    @property
    def right(self) -> bool:
        """Whether exactly the right causes were named, in the right words, and everything could be seen."""
        return self.pinned and not self.unsaid

    @property
    def pinned(self) -> bool:
        """Whether exactly the right causes were named, and everything could be seen."""
        return not (self.missed or self.falsely_blamed or self.trouble or (not self.pins and self.lost != self.loses))

    @property
    def found(self) -> bool:
        """Whether the mistake cost anything at all."""
        return bool(self.lost)


def row(change: Change, suite: str, result: Result) -> Row:
    """The row of a graded server."""
    fine = FINE | {Outcome.ERROR} if change.unseen else FINE
    return Row(
        name=change.name,
        suite=suite,
        pins=tuple(sorted(change.pins)),
        roots=tuple(sorted(roots_of(change, result))),
        lost=tuple(check.id for check in result.checks if check.outcome not in fine),
        grade=result.score.grade or 0.0,
        trouble="" if result.complete or change.unseen else "; ".join(problem.text for problem in result.problems),
        unsaid=tuple(unsaid(change, result)),
        loses=change.loses,
    )


def roots_of(change: Change, result: Result) -> set[str]:
    """The names of the root causes, as the change's pins are written: with their deployment where there are two."""
    return {_root(change, root) for root in result.root_causes}


def _root(change: Change, root: RootCause) -> str:
    return f"{root.deployment}/{root.check}" if change.on and root.deployment else root.check


def unsaid(change: Change, result: Result) -> Iterator[str]:
    """The findings that the change names and its pins did not come out with; of a pin that was missed, nothing."""
    found = {_root(change, root): root.finding for root in result.root_causes}
    for pin, wanted in change.findings.items():
        if found.get(pin, wanted) != wanted:
            yield f"{wanted} ({found[pin] or '—'})"


def check_of(pin: str) -> str:
    """The check that a pin or a root names, whoever's it is."""
    return pin.rpartition("/")[2]


@dataclass(frozen=True)
class Matrix:
    """All rows, and the names of the checks that the practice has."""

    checks: tuple[str, ...]
    rows: tuple[Row, ...] = field(default=())

    @property
    def faults(self) -> list[Row]:
        """Rows of servers with a mistake on them."""
        return [one for one in self.rows if one.pins]

    @property
    def variants(self) -> list[Row]:
        """Rows of sound servers."""
        return [one for one in self.rows if not one.pins]

    @property
    def wrong(self) -> list[Row]:
        """Rows that did not come out as they should."""
        return [one for one in self.rows if not one.right]

    def pinned_by(self) -> dict[str, list[str]]:
        """For every check, the faults that were pinned to it."""
        found: dict[str, list[str]] = {check: [] for check in self.checks}
        for one in self.faults:
            for root in set(one.roots) & set(one.pins):
                found.setdefault(check_of(root), []).append(one.name)
        return found

    def without_fault(self) -> list[str]:
        """Checks that no fault made fail: a defect, of the check or of the library."""
        return [check for check, faults in self.pinned_by().items() if not faults]

    def summary(self) -> dict[str, object]:
        """The figures for scripts."""
        return {
            "schema": "perito/verify/1",
            "faults": {
                "right": sum(one.right for one in self.faults),
                "found": sum(one.found for one in self.faults),
                "pinned": sum(one.pinned for one in self.faults),
                "all": len(self.faults),
            },
            "variants": {"right": sum(one.right for one in self.variants), "all": len(self.variants)},
            "checks_without_a_fault": self.without_fault(),
            "pinned_by": self.pinned_by(),
            "rows": [
                {**asdict(one), "missed": one.missed, "falsely_blamed": one.falsely_blamed, "right": one.right}
                for one in self.rows
            ],
        }


def grid(rows: Sequence[Row], checks: Iterable[str]) -> list[str]:
    """The matrix as text, a line a row: `●` pinned, `○` missed, `✗` falsely blamed, `·` lost to a cause."""
    wanted = list(checks)
    width = max((len(one.name) for one in rows), default=0)
    lines = [f"{'':<{width}} {_steps(wanted)}".rstrip()]
    for one in rows:
        marks = "".join(_mark(one, check) for check in wanted)
        lines.append(f"{one.name:<{width}} {marks}".rstrip())
    return lines


def _steps(checks: Sequence[str]) -> str:
    """Each step's name over its first check, cut where the next step begins."""
    heading = ""
    for step, found in groupby(checks, key=lambda check: check.partition(".")[0]):
        count = len(list(found))
        heading += f"{step[: count - 1]:<{count}}"
    return heading


def _mark(one: Row, check: str) -> str:
    if check in {check_of(root) for root in one.falsely_blamed}:
        return "✗"
    if check in {check_of(root) for root in one.roots}:
        return "●"
    if check in {check_of(pin) for pin in one.pins}:
        return "○"
    return "·" if check in one.lost else " "
