"""Root causes of failures: which lost check explains another, and the points at stake."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.documents.check_names import matches, qualified, values
from perito.documents.result import CheckResult, Outcome, RootCause
from perito.errors import Unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Key = tuple[str | None, str]

# Why a check could not look that a mistake on the server may explain: where one of its prerequisites is lost, it is
# blocked by that. Our own deadline, rights and network are none of these.
FOLLOWS = frozenset({
    Unseen.NO_ANSWER, Unseen.UNREADABLE, Unseen.UNCERTAIN, Unseen.NO_SUCH_USER, Unseen.TOOL_ABSENT,
})  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    """The outcomes so far, looked up as a check of one deployment sees them.

    `disputed`: checks about which two sources disagree; `cleared`: what the facts rule out as the reason of a lost one.
    """

    outcomes: dict[Key, Outcome] = field(default_factory=dict)
    disputed: set[Key] = field(default_factory=set)
    cleared: dict[Key, frozenset[str]] = field(default_factory=dict)

    def record(self, deployment: str | None, check: str, outcome: Outcome) -> None:
        """Record a check's outcome; `deployment` is None for a check of the whole server."""
        self.outcomes[deployment, check] = outcome

    def in_dispute(self, deployment: str | None, checks: Iterable[str], of: str = "") -> list[str]:
        """Those of `checks` about which two sources disagree, in the same deployment or on the whole server.

        `of`: the check that depends on them, as in `lost`.
        """
        alike = (self.alike(deployment, name, of) for name in dict.fromkeys(checks))
        asked = [(name, *qualified(name, deployment)) for name in alike]
        return [
            name for name, whose, check in asked
            if any(matches(other, check) and sees(whose, where) for where, other in self.disputed)
        ]  # fmt: skip

    def lost(self, deployment: str | None, checks: Iterable[str], of: str = "") -> tuple[str, ...]:
        """Those of `checks` that failed or were blocked, in the same deployment or on the whole server.

        `of`: the check that depends on them; where it has parameters and one of them the same, it is that one.
        """
        alike = (self.alike(deployment, name, of) for name in dict.fromkeys(checks))
        return tuple(name for name in alike if self._lost(deployment, name))

    def wanted(
        self, deployment: str | None, checks: Iterable[str], blocked_by: Iterable[str], of: str
    ) -> tuple[str, ...]:
        """Those of `checks` that are lost and may hold `of`, which `blocked_by` kept from being tried.

        What the facts rule out as the reason of one that blocks it holds neither.
        """
        blockers = tuple(blocked_by)
        known = {*blockers, *self.ruled_out(deployment, blockers)}
        return tuple(name for name in self.lost(deployment, checks, of) if name not in known)

    def ruled_out(self, deployment: str | None, checks: Iterable[str]) -> frozenset[str]:
        """What the facts rule out as the reason of one of `checks`."""
        asked = [qualified(name, deployment) for name in checks]
        found = (
            names for (where, name), names in self.cleared.items()
            if any(matches(name, check) and sees(whose, where) for whose, check in asked)
        )  # fmt: skip
        return frozenset[str]().union(*found)

    def alike(self, deployment: str | None, check: str, of: str) -> str:
        """The check with the parameters of `of`, where it is there."""
        whose, name = qualified(check, deployment)
        there = any(sees(whose, where) and one == name + values(of) for where, one in self.outcomes)
        return check + values(of) if there else check

    def _lost(self, deployment: str | None, check: str) -> bool:
        whose, check = qualified(check, deployment)
        found = ((where, outcome) for (where, name), outcome in self.outcomes.items() if matches(name, check))
        return any(outcome.costs and sees(whose, where) for where, outcome in found)


def sees(deployment: str | None, other: str | None) -> bool:
    """Checks explain each other within a deployment; those of the whole server belong to every deployment."""
    return deployment is None or other is None or deployment == other


def attribute(
    ledger: Ledger,
    deployment: str | None,
    prerequisites: Sequence[str],
    *,
    because: str | None = None,
    cleared: Sequence[str] = (),
    independent: bool = False,
    of: str = "",
) -> tuple[str, ...]:
    """The lost checks that explain a new failure; none for a root cause.

    `because` is the check's own explanation and wins where that check is lost; `cleared` are prerequisites that the
    facts rule out; `independent` rules them all out. `of`: the check's name.
    """
    named = ledger.lost(deployment, [because], of) if because is not None else ()
    if named or independent:
        return named
    return ledger.lost(deployment, [name for name in prerequisites if name not in cleared], of)


def with_causes(checks: Sequence[CheckResult]) -> list[CheckResult]:
    """The same checks, each lost one with `cause` set to the root that explains it (its own id for a root)."""
    graph = Graph(checks)
    return [
        check.model_copy(update={"cause": graph.first_root(check)}) if check.outcome.costs else check
        for check in checks
    ]


def root_causes(checks: Sequence[CheckResult], texts: Mapping[Key, tuple[str, str, str]]) -> list[RootCause]:
    """Failures that nothing else explains, those that most points hang on first, ties in the practice's order.

    `texts` gives for each its text, its next step and its proof, in the run's language. What mending one gives is not
    known here: see `worth`.
    """
    graph = Graph(checks)
    found = [(check, graph.blocked_by_root(check)) for check in graph.roots_of_all]
    found.sort(key=lambda one: -_hanging(*one))
    return [_root(check, blocked, texts) for check, blocked in found]


def _hanging(check: CheckResult, blocked: Sequence[CheckResult]) -> float:
    """The points of a root and of all that it blocks, alone or with others."""
    return round(sum(one.possible - one.earned for one in (check, *blocked)), 4)


def _root(check: CheckResult, blocked: Sequence[CheckResult], texts: Mapping[Key, tuple[str, str, str]]) -> RootCause:
    text, next_step, proof = texts[check.key]
    return RootCause(
        check=check.id,
        deployment=check.deployment,
        step=check.step,
        finding=check.finding,
        unmet=check.unmet,
        text=text,
        next_step=next_step,
        proof=proof,
        evidence=check.evidence,
        blocks=tuple(dict.fromkeys(other.id for other in blocked)),
    )


class Graph:
    """Who blocks whom, followed to the roots."""

    def __init__(self, checks: Sequence[CheckResult]) -> None:
        self.checks = checks
        self._roots: dict[Key, tuple[CheckResult, ...]] = {}

    @property
    def roots_of_all(self) -> list[CheckResult]:
        """Every failure that nothing else explains."""
        return [check for check in self.checks if check.outcome is Outcome.FAILED]

    def roots(self, check: CheckResult) -> tuple[CheckResult, ...]:
        """The failures that explain a lost check; of one that explains itself, itself."""
        if check.key not in self._roots:
            self._roots[check.key] = tuple(self._followed(check))
        return self._roots[check.key]

    def first_root(self, check: CheckResult) -> str | None:
        """The name of the root that a lost check is told by."""
        roots = self.roots(check)
        return roots[0].id if roots else None

    def blocked_by_root(self, root: CheckResult) -> list[CheckResult]:
        """The checks that a root blocks, alone or with others."""
        return [
            check
            for check in self.checks
            if check.outcome is Outcome.BLOCKED and any(one.key == root.key for one in self.roots(check))
        ]

    def holders(self, check: CheckResult) -> tuple[CheckResult, ...]:
        """The failures that may keep a lost check from passing: those that explain it or what it wants."""
        return tuple(self._followed(check, wanted=True))

    def parents(self, check: CheckResult, *, wanted: bool = False) -> list[CheckResult]:
        """The lost checks that a blocked one names as its blockers. `wanted`: and as what it wants."""
        named = [qualified(name, check.deployment) for name in (*check.blocked_by, *(check.wants if wanted else ()))]
        return [
            other
            for whose, name in named
            for other in self.checks
            if matches(other.id, name) and other.outcome.costs and sees(whose, other.deployment)
        ]

    def _followed(self, check: CheckResult, *, wanted: bool = False) -> list[CheckResult]:
        found: dict[Key, CheckResult] = {}
        todo, seen = [check], set()
        while todo:
            current = todo.pop(0)
            if current.key in seen:
                continue
            seen.add(current.key)
            if current.outcome is Outcome.FAILED:
                found[current.key] = current
            todo.extend(self.parents(current, wanted=wanted))
        return list(found.values())
