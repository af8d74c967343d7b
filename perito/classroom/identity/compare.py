"""From the facts of a whole class to findings: shared values, and the chance of an innocent explanation. Pure.

The time it takes grows with the class, not with its pairs: students meet in the buckets of their values, and findings
under the student who is in fewest of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

from perito.classroom.identity import odds, words
from perito.classroom.identity.common import common
from perito.classroom.identity.images import YOUNG, images
from perito.classroom.identity.odds import DISK, RECORDING, RUNNING, SOURCE, TEXT, WORK
from perito.classroom.identity.relayed import relayed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from perito.classroom.identity.common import Common, Group
    from perito.classroom.identity.images import Images
    from perito.classroom.identity.model import Facts
    from perito.documents.class_result import Finding

Own = frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class Classroom:
    """The facts of everybody who has any, by id, in the class's order."""

    everybody: Mapping[str, Facts]

    @cached_property
    def common(self) -> tuple[Common, ...]:
        """Every value of more than one student."""
        return common(self.everybody)

    @cached_property
    def images(self) -> Images:
        """When the images that were handed out were made."""
        return images(self.common)

    @cached_property
    def work(self) -> dict[str, Own]:
        """The times of each one's own work, as kind, role and value: what is too young to say is not among it."""
        since = {who: self.images.made((who,)) + YOUNG for who in self.everybody}
        return {
            who: frozenset(
                (fact.kind, fact.role, fact.value)
                for fact in facts.facts
                if SOURCE.get(fact.kind) == WORK and float(fact.value) > since[who]
            )
            for who, facts in self.everybody.items()
        }

    def by_group(self) -> Iterator[tuple[Group, list[Common], list[Common]]]:
        """Each group's shared values that no image explains, and those that are too young to say."""
        telling: defaultdict[Group, list[Common]] = defaultdict(list)
        young: defaultdict[Group, list[Common]] = defaultdict(list)
        for one in self.common:
            if self.images.young(one):
                young[one.group].append(one)
            elif not self.images.handed_out(one):
                telling[one.group].append(one)
        for group in dict.fromkeys((*telling, *young)):
            yield group, telling[group], young[group]

    def apart(self, group: Group) -> bool:
        """Whether the work of these students is known and no file of it has the same time in two of them."""
        seen: set[tuple[str, str, str]] = set()
        for student in group:
            own = self.work[student]
            if not own or own & seen:
                return False
            seen |= own
        return True


def compare(everybody: Mapping[str, Facts]) -> tuple[Finding, ...]:
    """The findings of a class, the least innocent first. `everybody`: the known facts, by student's id.

    Texts are in the current language.
    """
    room = Classroom(everybody)
    found, usual = [], []
    for group, telling, young in room.by_group():
        finding = _finding(room, group, telling)
        if finding is not None and not finding.strength:
            usual.append(finding)
        elif finding is not None:
            found.append(finding)
        elif young and odds.strength(odds.of_disk([one.kind for one in young], min(one.share_of() for one in young))):
            found.append(words.too_young(group, young))
    found += _elsewhere(found, relayed(everybody))
    told = _not_implied(found)
    of_images = [one for one in told if one.kind == "same-image"]
    told = [one for one in told if one.kind != "same-image"]
    told += words.of_images(of_images) + words.of_images(usual, usual=True)
    return tuple(sorted(told, key=lambda one: (one.strength == odds.USUAL, one.chance, one.students)))


def _elsewhere(found: Iterable[Finding], pages: Iterable[Finding]) -> list[Finding]:
    """The pages from another server, where that is not known to be one machine with the first."""
    one_machine: defaultdict[str, set[Group]] = defaultdict(set)
    for finding in found:
        if finding.kind in {"same-machine", "copied-recording"}:
            for student in finding.students:
                one_machine[student].add(finding.students)
    return [one for one in pages if not set.intersection(*(one_machine[student] for student in one.students))]


def _not_implied(found: Sequence[Finding]) -> list[Finding]:
    """The findings that none about more students implies."""
    under: defaultdict[str, list[tuple[frozenset[str], Finding]]] = defaultdict(list)
    for one in found:
        members = frozenset(one.students)
        for student in members:
            under[student].append((members, one))
    return [one for one in found if not any(_implied(one, by) for by in _candidates(one, under))]


def _candidates(
    one: Finding, under: Mapping[str, Sequence[tuple[frozenset[str], Finding]]]
) -> Iterable[tuple[frozenset[str], Finding]]:
    """The findings about everybody whom this one is about are under any of them: the one with the fewest will do."""
    return min((under[student] for student in one.students), key=len)


def _implied(one: Finding, by: tuple[frozenset[str], Finding]) -> bool:
    """Whether a finding about more students implies this one."""
    members, other = by
    if other.strength == odds.TOO_YOUNG != one.strength or other.chance > one.chance:
        return False
    return len(members) > len(one.students) and members.issuperset(one.students)


def _finding(room: Classroom, group: Group, common: list[Common]) -> Finding | None:
    """The finding about a group, where its common values suggest one; one image among several has no strength."""
    sources = {SOURCE[one.kind] for one in common}
    if sources <= {TEXT}:
        return None
    chance = _chance(room, group, common)
    strength = odds.strength(chance)
    kind = _kind(common, sources)
    if not strength and not (kind == "same-image" and odds.strength(_chance(room, group, common, alone=True))):
        return None
    return words.finding(kind, group, chance, strength, common)


def _chance(room: Classroom, group: Group, common: list[Common], *, alone: bool = False) -> float:
    """The chance of an innocent explanation; `alone`: as if nobody else in the class were on an image."""
    chances = [
        min(odds.LEAST[one.kind] for one in common if SOURCE[one.kind] == source)
        for source in (RECORDING, RUNNING)
        if any(SOURCE[one.kind] == source for one in common)
    ]
    disk = [one for one in common if SOURCE[one.kind] in {DISK, WORK}]
    if disk:
        chance = odds.of_disk([one.kind for one in disk], min(one.share_of(alone=alone) for one in disk))
        image_only = all(SOURCE[one.kind] == DISK for one in disk)
        chances.append(min(1.0, chance * odds.OWN_WORK) if image_only and room.apart(group) else chance)
    return prod(chances) if chances else 1.0


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
