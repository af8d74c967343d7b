"""The links from a visitor's browser to the application: those a model declares, and their names on a server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from perito.documents.result import CheckResult


@dataclass(frozen=True)
class Link:
    """One declared link, in the visitor's order. `title`: in words, not yet translated.

    `decides`: checks without which no request gets past it; `minor`: checks about it that no request hangs on;
    `findings`: failures of a goal that mean that the request ended here. `goals`: the checks that say whether one got
    past this very link, where the chain's do not tell (our requests need no name). `begins`: nothing can be wrong with
    it, as requests are made there.
    """

    kind: str
    title: str
    decides: tuple[str, ...] = ()
    minor: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    begins: bool = False


@dataclass(frozen=True)
class Name:
    """The name of a link as it is on the server. `asked`: the one by which the link before it looks for it, where that
    is another."""

    name: str = ""
    asked: str = ""


@dataclass(frozen=True)
class Chain:
    """The chain of one subject. `names`: of the links by kind; `goals`: the checks that say whether a visitor gets
    through it all; `tried`: those and others that make a request themselves, along the whole way or a part of it;
    `sees`: the visitor's view in a sentence, by the outcomes of the checks, empty where unknown; `end`: the kind of the
    link that pages come from, which a goal is about that is lost by itself."""

    links: tuple[Link, ...] = ()
    names: Mapping[str, Name] = field(default_factory=dict)
    goals: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    sees: Callable[[Mapping[str, CheckResult]], str] = lambda checks: ""
    end: str = ""

    @property
    def holding(self) -> frozenset[str]:
        """The checks of which one that is lost keeps every request from its end; of `minor` ones none does."""
        return frozenset(check for link in self.links for check in link.decides).union(self.goals, self.tried)
