"""Pages from another student's server: a visit that arrives there, or an nginx that passes on to it. Pure."""

from __future__ import annotations

from collections import defaultdict
from math import prod
from typing import TYPE_CHECKING

from perito.classroom.identity import odds, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from perito.classroom.identity.model import Facts
    from perito.documents.class_result import Finding, Shared


def relayed(everybody: Mapping[str, Facts]) -> Iterator[Finding]:
    """A finding for each pair of students where the first one's page comes from the second one's server."""
    shared: defaultdict[tuple[str, str], dict[str, Shared]] = defaultdict(dict)
    for pair, what in [*_arrived(everybody), *_passed_on(everybody)]:
        shared[pair].setdefault(what.kind, what)
    for pair, found in shared.items():
        chance = prod(odds.SEEN if kind == "visit" else odds.PASSED_ON for kind in found)
        yield words.relay(pair, chance, odds.strength(chance), tuple(found.values()))


def _arrived(everybody: Mapping[str, Facts]) -> Iterator[tuple[tuple[str, str], Shared]]:
    """Visits with another student's nonce."""
    owners = defaultdict(list)
    for student, facts in everybody.items():
        if facts.nonce:
            owners[facts.nonce].append(student)
    for student, facts in everybody.items():
        for seen in facts.seen:
            for owner in owners[seen.nonce] if facts.nonce != seen.nonce else ():
                yield (owner, student), words.visit(seen, student)


def _passed_on(everybody: Mapping[str, Facts]) -> Iterator[tuple[tuple[str, str], Shared]]:
    """Addresses to which nginx passes requests and that belong to exactly one other student."""
    owners = defaultdict(list)
    for student, facts in everybody.items():
        for host in dict.fromkeys(facts.hosts):
            owners[host].append(student)
    for student, facts in everybody.items():
        for onward in facts.onward:
            others = owners.get(onward.host, [])
            if len(others) == 1 and others != [student]:
                yield (student, others[0]), words.onward(onward, student)
