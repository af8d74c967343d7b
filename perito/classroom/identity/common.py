"""Values that several students share, found in one pass: facts go into buckets by their value. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.classroom.identity import odds
from perito.classroom.identity.odds import DISK, SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.classroom.identity.model import Fact, Facts

Group = tuple[str, ...]
Slot = tuple[str, str]  # a kind, and the role or the file it is of


@dataclass(frozen=True)
class Common:
    """A value shared by the students of `group`, of `known` with a known value; each one's fact by student.

    `sharing`: how many share theirs with anybody, be it this value or another one.
    """

    kind: str
    role: str
    value: str
    known: int
    sharing: int
    facts: Mapping[str, Fact] = field(hash=False)

    @property
    def group(self) -> Group:
        """The students who share it, in the class's order."""
        return tuple(self.facts)

    def share_of(self, *, alone: bool = False) -> float:
        """The chance that a common image or box explains it.

        Of a disk's facts, that any of the class's images does; `alone`: that theirs does.
        """
        one_of_many = SOURCE[self.kind] == DISK and not alone
        return odds.share(self.sharing if one_of_many else len(self.facts), self.known)


def common(everybody: Mapping[str, Facts]) -> tuple[Common, ...]:
    """Every value of more than one student, by who shares it in the class's order."""
    who: defaultdict[tuple[str, str, str], dict[str, Fact]] = defaultdict(dict)
    known: defaultdict[Slot, set[str]] = defaultdict(set)
    for student, facts in everybody.items():
        for fact in facts.facts:
            if fact.kind in SOURCE:
                who[fact.kind, fact.role, fact.value].setdefault(student, fact)
                known[_slot(fact)].add(student)
    shared = {key: one for key, one in who.items() if len(one) > 1}
    sharing: defaultdict[Slot, set[str]] = defaultdict(set)
    for one in shared.values():
        sharing[_slot(next(iter(one.values())))].update(one)
    found = []
    for (kind, role, value), one in shared.items():
        slot = _slot(next(iter(one.values())))
        found.append(Common(kind, role, value, len(known[slot]), len(sharing[slot]), one))
    return tuple(found)


def _slot(fact: Fact) -> Slot:
    """What a fact is one of: the files of an image are told apart, since each has its own time."""
    return fact.kind, (fact.shown if fact.kind == "image-time" else "") or fact.role
