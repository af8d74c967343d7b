"""The outcome of each link of a deployment's chain, and the one link to mend first. Pure.

A visitor's request is the measure: where it got through, every link it went past holds, whatever else is wrong there.
Where it did not, it ended at a link with a root cause of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from perito.documents.result import ChainLink, DeploymentNames, Outcome
from perito.grading.causes import Graph
from perito.support.i18n import _
from perito.transport.unreadable import encodable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from perito.documents.result import CheckResult, RootCause
    from perito.grading.causes import Key
    from perito.models.chain import Chain, Link
    from perito.models.model import Subject

LONGEST = 200  # characters of a name, and of the visitor's view


def drawn(
    subject: Subject, checks: Sequence[CheckResult], roots: Iterable[RootCause], left_out: Collection[Key] = ()
) -> DeploymentNames:
    """A subject's names with its chain. `roots`: the causes in their order; `left_out`: checks nobody asked for."""
    names, chain = subject.document(), subject.chain()
    mine = [check for check in checks if check.deployment in (names.label, None)]
    skipped = {check for deployment, check in left_out if deployment in (names.label, None)}
    links = Judged(chain, mine, frozenset(skipped)).links()
    if all(link.outcome is Outcome.NOT_APPLICABLE for link in links):
        return names
    sees = _told(chain.sees({check.id: check for check in mine}))
    return marked(names.model_copy(update={"chain": tuple(links), "sees": sees}), roots)


def marked(names: DeploymentNames, roots: Iterable[RootCause]) -> DeploymentNames:
    """The same with the link marked that is to be mended first: of those that stop a request, the first cause's."""
    order = {root.name: place for place, root in enumerate(roots)}
    stopping = [
        (order[link.cause], place)
        for place, link in enumerate(names.chain)
        if link.outcome is Outcome.FAILED and not link.holds and link.cause in order
    ]
    first = min(stopping)[1] if stopping else None
    links = (link.model_copy(update={"broken": place == first}) for place, link in enumerate(names.chain))
    return names.model_copy(update={"chain": tuple(links)})


@dataclass(frozen=True)
class Judged:
    """The links of one chain by the checks of its deployment. `skipped`: those that nobody asked for."""

    chain: Chain
    checks: Sequence[CheckResult]
    skipped: frozenset[str]

    def links(self) -> list[ChainLink]:
        """The links with their outcomes, in order."""
        return [self._link(link) for link in self.chain.links]

    @cached_property
    def _graph(self) -> Graph:
        return Graph(self.checks)

    @cached_property
    def _by_id(self) -> dict[str, CheckResult]:
        return {check.id: check for check in self.checks}

    def _those(self, names: Iterable[str]) -> list[CheckResult]:
        return [self._by_id[name] for name in names if name in self._by_id]

    def _goals(self, link: Link) -> list[CheckResult]:
        return self._those(link.goals or self.chain.goals)

    def _through(self, link: Link) -> bool:
        """Whether a request was seen to get past it."""
        goals = self._goals(link)
        return bool(goals) and all(goal.outcome is Outcome.PASSED for goal in goals)

    def _stopping(self, link: Link) -> set[Key]:
        """The root causes that keep a request from getting past it."""
        lost = [goal for goal in self._goals(link) if goal.outcome.costs]
        return {root.key for goal in lost for root in self._graph.roots(goal)}

    @cached_property
    def _placed(self) -> dict[Key, str]:
        """The link of each root cause, by its kind."""
        found = ((root.key, self._place(root)) for root in self._graph.roots_of_all)
        return {key: kind for key, kind in found if kind is not None}

    def _place(self, root: CheckResult) -> str | None:
        """By what was found, by the check, by what it blocks first, or else by what it is about."""
        links = self.chain.links
        told = [link for link in links if root.finding in link.findings]
        told = told or [link for link in links if root.id in link.decides]
        told = told or self._first_blocked(root)
        told = told or [link for link in links if root.id in link.minor]
        return told[0].kind if told else None

    def _first_blocked(self, root: CheckResult) -> list[Link]:
        """The links of the checks that a root blocks straight away, or through checks that are of no link."""
        todo, seen = [root.id], {root.id}
        while todo:
            blocked = [one for one in self.checks if seen.isdisjoint({one.id}) and set(todo) & set(one.blocked_by)]
            near = {one.id for one in blocked}
            found = [link for link in self.chain.links if near & set(link.decides)]
            if found:
                return found
            todo = list(near)
            seen |= near
        return []

    def _link(self, link: Link) -> ChainLink:
        roots = [root for root in self._graph.roots_of_all if self._placed.get(root.key) == link.kind]
        lost = [*roots, *(one for one in self._those(link.decides) if one.outcome is Outcome.BLOCKED)]
        outcome = self._outcome(link, roots)
        stops = [root for root in roots if root.key in self._stopping(link)]
        decided = any(root.id in link.decides for root in roots)
        name = self.chain.names.get(link.kind)
        costs = outcome.costs
        return ChainLink(
            kind=link.kind,
            title=_(link.title),
            name=_told(name.name) if name else "",
            asked=_told(name.asked) if name else "",
            outcome=outcome,
            holds=outcome is Outcome.FAILED and not stops and (self._through(link) or not decided),
            cause=next(iter(self._names(stops or lost)), "") if costs else "",
            checks=tuple(one.id for one in lost) if costs else (),
        )

    def _names(self, lost: Iterable[CheckResult]) -> Iterator[str]:
        for check in lost:
            for root in self._graph.roots(check):
                yield f"{root.deployment}/{root.id}" if root.deployment else root.id

    def _outcome(self, link: Link, roots: Sequence[CheckResult]) -> Outcome:
        if roots:
            return Outcome.FAILED
        if link.begins:
            asked = any(goal.outcome.counts or goal.outcome is Outcome.WAIVED for goal in self._goals(link))
            return Outcome.PASSED if asked else Outcome.NOT_APPLICABLE
        found = {check.outcome for check in self._those(link.decides)}
        if Outcome.ERROR in found:
            return Outcome.ERROR
        if Outcome.BLOCKED in found:
            return Outcome.PASSED if self._through(link) else Outcome.BLOCKED
        if self.skipped & set(link.decides):
            return Outcome.NOT_APPLICABLE
        return next((one for one in (Outcome.PASSED, Outcome.WAIVED) if one in found), Outcome.NOT_APPLICABLE)


def _told(text: str) -> str:
    return encodable(text[:LONGEST])
