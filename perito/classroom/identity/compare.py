"""From the facts of a whole class to findings: shared values, and the chance of an innocent explanation. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

from perito.classroom.identity import odds, words
from perito.classroom.identity.odds import DISK, RECORDING, RUNNING, SOURCE, TEXT, TIMES, WORK
from perito.classroom.identity.relayed import relayed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from perito.classroom.identity.model import Fact, Facts
    from perito.documents.class_result import Finding

Group = tuple[str, ...]
ENOUGH = 3
HANDED_OUT = 3600.0  # seconds


@dataclass(frozen=True)
class Common:
    """A value shared by the students of `group`, of `known` with a known value; each one's fact by student."""

    kind: str
    role: str
    value: str
    known: int
    facts: Mapping[str, Fact] = field(hash=False)

    @property
    def group(self) -> Group:
        """The students who share it, in the class's order."""
        return tuple(self.facts)

    @property
    def share(self) -> float:
        """The chance that a common image or box explains it."""
        return odds.share(len(self.facts), self.known)


@dataclass(frozen=True)
class Classroom:
    """The facts of everybody who has any, by id, in the class's order."""

    everybody: Mapping[str, Facts]

    @cached_property
    def common(self) -> tuple[Common, ...]:
        """Every value of more than one student."""
        who: defaultdict[tuple[str, str, str], dict[str, Fact]] = defaultdict(dict)
        known: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for student, facts in self.everybody.items():
            for fact in facts.facts:
                who[fact.kind, fact.role, fact.value].setdefault(student, fact)
                known[fact.kind, fact.role].add(student)
        return tuple(
            Common(kind, role, value, len(known[kind, role]), facts)
            for (kind, role, value), facts in who.items()
            if len(facts) > 1 and kind in SOURCE
        )

    @cached_property
    def image_made(self) -> float:
        """When the class's common image was finished: the latest time that most share, and an hour.

        Seconds since the epoch; 0 where there is no such image. Older files were handed out, not copied: nobody has
        worked on an image and given that away within the hour in which it was made.
        """
        times = [
            float(one.value)
            for one in self.common
            if one.kind in TIMES and len(one.facts) >= ENOUGH and len(one.facts) * 2 > one.known
        ]
        return max(times) + HANDED_OUT if times else 0.0

    def telling(self) -> Iterator[Common]:
        """Shared values that the class's image does not explain."""
        for one in self.common:
            if one.kind not in TIMES or float(one.value) > self.image_made:
                yield one

    def apart(self, group: Group) -> bool:
        """Whether the work of these students is known and no file of it has the same time in two of them."""
        seen: set[tuple[str, str, str]] = set()
        for student in group:
            own = {
                (fact.kind, fact.role, fact.value)
                for fact in self.everybody[student].facts
                if SOURCE.get(fact.kind) == WORK and float(fact.value) > self.image_made
            }
            if not own or own & seen:
                return False
            seen |= own
        return True


def compare(everybody: Mapping[str, Facts]) -> tuple[Finding, ...]:
    """The findings of a class, the least innocent first. `everybody`: the known facts, by student's id.

    Texts are in the current language.
    """
    room = Classroom(everybody)
    groups: defaultdict[Group, list[Common]] = defaultdict(list)
    for one in room.telling():
        groups[one.group].append(one)
    found = [finding for group, common in groups.items() if (finding := _finding(room, group, common)) is not None]
    same = [set(finding.students) for finding in found if finding.kind in {"same-machine", "copied-recording"}]
    found += [one for one in relayed(everybody) if not any(set(one.students) <= group for group in same)]
    told = [one for one in found if not any(_implied(one, by) for by in found)]
    return tuple(sorted(told, key=lambda finding: (finding.chance, finding.students)))


def _implied(one: Finding, by: Finding) -> bool:
    """Whether a finding about more students implies this one."""
    return set(one.students) < set(by.students) and by.chance <= one.chance


def _finding(room: Classroom, group: Group, common: list[Common]) -> Finding | None:
    """The finding about a group, where its common values suggest one."""
    sources = {SOURCE[one.kind] for one in common}
    chance = _chance(room, group, common)
    strength = odds.strength(chance)
    if not strength or sources <= {TEXT}:
        return None
    return words.finding(_kind(common, sources), group, chance, strength, common)


def _chance(room: Classroom, group: Group, common: list[Common]) -> float:
    alone = [
        min(odds.LEAST[one.kind] for one in common if SOURCE[one.kind] == source)
        for source in (RECORDING, RUNNING)
        if any(SOURCE[one.kind] == source for one in common)
    ]
    disk = [one for one in common if SOURCE[one.kind] in {DISK, WORK}]
    if disk:
        chance = odds.of_disk([one.kind for one in disk], min(one.share for one in disk))
        image_only = all(SOURCE[one.kind] == DISK for one in disk)
        alone.append(min(1.0, chance * odds.OWN_WORK) if image_only and room.apart(group) else chance)
    return prod(alone) if alone else 1.0


def _kind(common: list[Common], sources: set[str]) -> str:
    kinds = {one.kind for one in common}
    if RECORDING in sources:
        return "copied-recording"
    if "boot-id" in kinds:
        return "same-machine"
    if "address" in kinds:
        return "same-address"
    if {DISK, WORK} <= sources or "born" in kinds:
        return "cloned-disk"
    return "copied-files" if WORK in sources else "same-image"
