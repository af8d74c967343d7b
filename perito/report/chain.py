"""The chain of a deployment for people: each link with its outcome in words, the one to mend, and what a visitor sees.

Every report draws it from this.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from perito.documents.deployment import letters_of
from perito.documents.outcome import BROKEN, HELD, LETTERS, Outcome
from perito.report.safe import line
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.documents.class_result import ShortChain
    from perito.documents.result import ChainLink, DeploymentNames
    from perito.report.view import View

STATES = {letter: str(outcome) for outcome, letter in LETTERS.items()} | {BROKEN: "broken", HELD: "flawed"}
SIGNS = {"passed": "●", "flawed": "▲", "broken": "✖", "failed": "✖", "blocked": "◌"}
FLAWED = "flawed"  # beside the outcomes: something is wrong with it, and requests get past it all the same


@dataclass(frozen=True)
class LinkView:
    """One link. `number`: of the cause that it is lost by in the report's list, 0 where that is not in it.

    `after`: whether it stands behind the link to mend, where requests do not come.
    """

    link: ChainLink
    number: int = 0
    after: bool = False

    @property
    def title(self) -> str:
        """What it is, in a word."""
        return line(self.link.title)

    @property
    def name(self) -> str:
        """Its name on this server; of one that is looked for by another name, both."""
        if self.link.asked:
            return f"{line(self.link.asked)} ≠ {line(self.link.name) or '—'}"
        return line(self.link.name)

    @property
    def outcome(self) -> Outcome:
        """Its outcome; of the link to mend it is a failure, even where that lies in another deployment."""
        return Outcome.FAILED if self.broken else self.link.outcome

    @property
    def state(self) -> str:
        """Its outcome, or `flawed`."""
        return FLAWED if self.link.holds else str(self.outcome)

    @property
    def short(self) -> str:
        """Its name in little room: the last part of a path; nothing where requests begin, as the next link says it."""
        return "" if "://" in self.link.name else self.name.rstrip("/").rpartition("/")[2] or self.name

    @property
    def asked(self) -> str:
        """The name by which it is looked for, where that is another than its own."""
        return line(self.link.asked)

    @property
    def own_name(self) -> str:
        """Its own name."""
        return line(self.link.name) or "—"

    @property
    def fault(self) -> bool:
        """Whether something is wrong with the link itself."""
        return self.outcome is Outcome.FAILED

    @property
    def broken(self) -> bool:
        """Whether it is the link to mend first."""
        return self.link.broken

    @property
    def words(self) -> str:
        """Its state in words, with the cause's number."""
        if self.outcome is Outcome.BLOCKED and self.number:
            return _("cannot work, because of cause {number}").format(number=self.number)
        return f"{self._state}, {self._cause}" if self.number and self.outcome is Outcome.FAILED else self._state

    @property
    def _cause(self) -> str:
        return _("cause {number}").format(number=self.number)

    @property
    def _state(self) -> str:
        if self.broken:
            return _("broken here")
        if self.link.holds:
            return _("works, with a fault")
        return {
            Outcome.PASSED: _("fine"),
            Outcome.FAILED: _("broken too"),
            Outcome.BLOCKED: _("cannot work yet"),
            Outcome.ERROR: _("could not be seen"),
            Outcome.WAIVED: _("waived"),
        }.get(self.outcome, _("not looked at"))


@dataclass(frozen=True)
class ChainView:
    """The chain of one deployment. `label`: the deployment's, empty where there is only one."""

    label: str
    app: str
    links: tuple[LinkView, ...]
    sees: str

    @cached_property
    def broken(self) -> LinkView | None:
        """The link to mend first; None where a visitor gets through, or the fault is of no link."""
        return next((link for link in self.links if link.broken), None)

    @property
    def summary(self) -> str:
        """The chain in a sentence, for who does not see it."""
        if self.broken is None:
            return _("No link of the chain is broken.") if self.whole else _("The chain, link by link.")
        return _broken_at(self.broken.title)

    @property
    def letters(self) -> str:
        """A letter for each link, as a class's document has them."""
        return letters_of(link.link for link in self.links)

    @property
    def whole(self) -> bool:
        """Whether every link lets a visitor through, as far as somebody looked."""
        fine = {Outcome.PASSED, Outcome.WAIVED, Outcome.NOT_APPLICABLE}
        return all(link.outcome in fine or link.link.holds for link in self.links)


def first_of(view: View) -> tuple[ChainView, ...]:
    """The chains, the one that the first cause is about before the others."""
    found = chains(view)
    about = view.causes[0].root.deployment if view.causes else None
    return tuple(sorted(found, key=lambda one: one.label != about)) if view.several else found


def runs(letters: str) -> Iterator[tuple[str, str]]:
    """A short chain as states with a sign for each link in it; the link to mend is `broken`."""
    for letter, same in groupby(letters):
        state = STATES.get(letter, str(Outcome.NOT_APPLICABLE))
        yield state, SIGNS.get(state, "○") * len(list(same))


def short_chain(one: ShortChain) -> str:
    """A short chain in a sentence, for who does not see it."""
    told = _broken_at(line(one.broken)) if one.broken else _("No link of the chain is broken.")
    seen = _("A visitor sees {what}.").format(what=line(one.sees).rstrip(".")) if one.sees else ""
    return " ".join(part for part in (f"{line(one.label)}:" if one.label else "", told, seen) if part)


def _broken_at(title: str) -> str:
    return _("The chain is broken at: {link}.").format(link=title)


def chains(view: View) -> tuple[ChainView, ...]:
    """The chains of a result's deployments; those that have none are left out."""
    numbers = {cause.root.name: cause.number for cause in view.causes}
    return tuple(_of(names, numbers, several=view.several) for names in view.result.deployments if names.chain)


def _of(names: DeploymentNames, numbers: dict[str, int], *, several: bool) -> ChainView:
    broken = next((place for place, link in enumerate(names.chain) if link.broken), len(names.chain))
    links = tuple(
        LinkView(link, min((numbers[one] for one in link.causes if one in numbers), default=0), place > broken)
        for place, link in enumerate(names.chain)
    )
    return ChainView(line(names.label) if several else "", line(names.app), links, line(names.sees))
