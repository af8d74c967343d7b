"""The causes of a class's mistakes: which findings are the commonest, who has them, and the practice's words to teach
them with.

Filled from one result at a time, of which it keeps the names of its causes; a finding's words are kept once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from sys import intern
from typing import TYPE_CHECKING

from perito.documents.class_result import LEFT
from perito.report.safe import line
from perito.report.sentences import first_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perito.documents.class_result import Student
    from perito.documents.result import CheckResult, Result, RootCause

LONGEST = 300


@dataclass(frozen=True)
class Kind:
    """One kind of mistake. `unmet`: what is not so, in a few words; `why` it matters and the question to `ask`, in the
    practice's words; `step`: its id; `says`: what was said of it to the first who made it."""

    name: str
    step: str
    unmet: str
    why: str = ""
    ask: str = ""
    says: str = ""


@dataclass(frozen=True)
class Common:
    """A kind of mistake and the students who have made it, in the class's order. `of`: how many were looked at."""

    kind: Kind
    who: tuple[Student, ...]
    of: int


@dataclass
class Causes:
    """The causes of everybody's mistakes. `mine`: the names of a student's kinds; `problems`: why something of theirs
    could not be seen, the first reason."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    mine: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    def add(self, student: str, result: Result) -> None:
        """Add a student's result."""
        checks = {check.key: check for check in result.checks}
        self._know(student, result.root_causes, checks)
        if result.problems:
            self.problems[student] = intern(line(result.problems[0].text, LONGEST))

    def known(self, students: Iterable[Student]) -> Causes:
        """The same, and for students without a result the first cause that their line tells."""
        found = Causes(dict(self.kinds), dict(self.mine), self.problems)
        for one in students:
            if one.id not in found.mine and one.score is not None:
                found._know(one.id, [one.first_cause] if one.first_cause else [], {})
        return found

    def _know(
        self,
        student: str,
        roots: Iterable[RootCause],
        checks: Mapping[tuple[str | None, str], CheckResult],
    ) -> None:
        names = []
        for root in roots:
            name = intern(root.finding or root.check)
            names.append(name)
            if name not in self.kinds:
                self.kinds[name] = _kind(name, root, checks.get((root.deployment, root.check)))
        self.mine[student] = tuple(dict.fromkeys(names))

    @property
    def alike(self) -> frozenset[str]:
        """The names of kinds whose few words are another kind's, too: `says` tells them apart."""
        count = Counter(kind.unmet.casefold() for kind in self.kinds.values())
        return frozenset(name for name, kind in self.kinds.items() if kind.says and count[kind.unmet.casefold()] > 1)

    def commonest(self, students: Iterable[Student], most: int, least: int = 2) -> tuple[Common, ...]:
        """The kinds that at least so many of these students have, the most frequent first."""
        there = [one for one in students if one.id in self.mine and one.status != LEFT]
        counts = Counter(name for one in there for name in self.mine[one.id])
        found = [(name, count) for name, count in counts.most_common() if count >= least][:most]
        return tuple(
            Common(self.kinds[name], tuple(one for one in there if name in self.mine[one.id]), len(there))
            for name, _count in found
        )


def _kind(name: str, root: RootCause, check: CheckResult | None) -> Kind:
    return Kind(
        name=name,
        step=root.step,
        unmet=line(root.unmet or root.text.split(": ", maxsplit=1)[0], LONGEST),
        why=line(check.why, LONGEST) if check else "",
        ask=line((check.hint if check else "") or root.next_step, LONGEST),
        says=first_sentence(root.text) if root.unmet else "",
    )
