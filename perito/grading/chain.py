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
    from collections.abc import Collection, Iterable, Mapping, Sequence

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
    skipped = {check for deployment, check in left_out if deployment in (names.label, None)}
    judged = Judged(chain, names.label, checks, frozenset(skipped))
    links = judged.links()
    if all(link.outcome is Outcome.NOT_APPLICABLE for link in links):
        return names
    sees = _told(chain.sees(judged.mine))
    return marked(names.model_copy(update={"chain": tuple(links), "sees": sees}), roots)


def marked(names: DeploymentNames, roots: Iterable[RootCause]) -> DeploymentNames:
    """The same with each link's causes in their order, and the link marked that is to be mended first: of those that
    stop a request, the first cause's."""
    order = {root.name: place for place, root in enumerate(roots)}
    links = [_in_order(link, order) for link in names.chain]
    stopping = [
        (order[link.causes[0]], place)
        for place, link in enumerate(links)
        if link.stops and link.causes and link.causes[0] in order
    ]
    first = min(stopping)[1] if stopping else None
    told = (link.model_copy(update={"broken": place == first}) for place, link in enumerate(links))
    return names.model_copy(update={"chain": tuple(told)})


def _in_order(link: ChainLink, order: Mapping[str, int]) -> ChainLink:
    causes = sorted(link.causes, key=lambda name: order.get(name, len(order)))
    return link.model_copy(update={"causes": tuple(causes)})


@dataclass(frozen=True)
class Judged:
    """The links of one deployment's chain by all checks of the result. `skipped`: those that nobody asked for."""

    chain: Chain
    label: str
    checks: Sequence[CheckResult]
    skipped: frozenset[str]

    def links(self) -> list[ChainLink]:
        """The links with their outcomes, in order."""
        return [self._link(link) for link in self.chain.links]

    @cached_property
    def mine(self) -> dict[str, CheckResult]:
        """The checks of the deployment and of the whole server by their names."""
        return {check.id: check for check in self.checks if check.deployment in (self.label, None)}

    @cached_property
    def _graph(self) -> Graph:
        return Graph(self.checks)

    def _those(self, names: Iterable[str]) -> list[CheckResult]:
        return [self.mine[name] for name in names if name in self.mine]

    def _goals(self, link: Link) -> list[CheckResult]:
        return self._those(link.goals or self.chain.goals)

    def _through(self, goals: Sequence[CheckResult]) -> bool:
        """Whether a request was seen to get through."""
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
        """By what was found, by the check, by what it blocks first, or else by what it is about; a page that is not as
        it should be, by where pages come from.

        Of another deployment's cause, by what it blocks here.
        """
        links, own = self.chain.links, root.deployment in (self.label, None)
        told = [link for link in links if own and root.finding in link.findings]
        told = told or [link for link in links if own and root.id in link.decides]
        told = told or self._first_blocked(root)
        told = told or [link for link in links if own and root.id in link.minor]
        told = told or [link for link in links if own and root.id in self.chain.goals and link.kind == self.chain.end]
        return told[0].kind if told else None

    def _first_blocked(self, root: CheckResult) -> list[Link]:
        """The links of the checks that a root blocks straight away, or through checks that are of no link."""
        todo, seen = {root.key}, {root.key}
        while todo:
            near = {key for key, blockers in self._blockers.items() if key not in seen and todo & blockers}
            mine = {check for whose, check in near if whose in (self.label, None)}
            found = [link for link in self.chain.links if mine & set(link.decides)]
            if found:
                return found
            todo, seen = near, seen | near
        return []

    @cached_property
    def _blockers(self) -> dict[Key, set[Key]]:
        """What blocks each blocked check straight away."""
        blocked = (check for check in self.checks if check.outcome is Outcome.BLOCKED)
        return {check.key: {one.key for one in self._graph.parents(check)} for check in blocked}

    def _link(self, link: Link) -> ChainLink:
        roots = [root for root in self._graph.roots_of_all if self._placed.get(root.key) == link.kind]
        own = [root for root in roots if root.deployment in (self.label, None)]
        lost = [*own, *(one for one in self._those(link.decides) if one.outcome is Outcome.BLOCKED)]
        outcome = self._outcome(link, own)
        stopping = [root for root in roots if root.key in self._stopping(link)]
        decided = any(root.id in link.decides for root in own)
        name = self.chain.names.get(link.kind)
        holds = not stopping and (self._through(self._goals(link)) or not decided)
        return ChainLink(
            kind=link.kind,
            title=_(link.title),
            name=_told(name.name) if name else "",
            asked=_told(name.asked) if name else "",
            outcome=outcome,
            holds=outcome is Outcome.FAILED and holds,
            stops=outcome.costs and not holds and (bool(stopping) or decided),
            causes=tuple(self._names(stopping or lost)) if outcome.costs else (),
            checks=tuple(one.id for one in lost) if outcome.costs else (),
        )

    def _names(self, lost: Iterable[CheckResult]) -> Iterable[str]:
        roots = (root for check in lost for root in self._graph.roots(check))
        return dict.fromkeys(f"{root.deployment}/{root.id}" if root.deployment else root.id for root in roots)

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
            return self._blocked(link)
        if self.skipped & set(link.decides):
            return Outcome.NOT_APPLICABLE
        return next((one for one in (Outcome.PASSED, Outcome.WAIVED) if one in found), Outcome.NOT_APPLICABLE)

    def _blocked(self, link: Link) -> Outcome:
        """Of a link whose checks others block: a request that got through says more; and where those others let one
        through, nobody has looked."""
        if self._through(self._goals(link)):
            return Outcome.PASSED
        through = self._through(self._those(self.chain.goals))
        return Outcome.NOT_APPLICABLE if link.goals and through else Outcome.BLOCKED


def _told(text: str) -> str:
    return encodable(text[:LONGEST])
