"""What was found of one deployment: its names, and the chain from a visitor's browser to its application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.outcome import BROKEN, HELD, LETTERS, Outcome
from perito.documents.score import _Model

if TYPE_CHECKING:
    from collections.abc import Iterable


DEPLOYMENT = "deployment"  # the kind of subject that a model finds on a server


class ChainLink(_Model):
    """One link of the chain from the visitor's browser to the application.

    `kind`: the model's name for it (`socket`), `title` in words. `name`: as it is on this server; `asked`: the name by
    which the link before it looks for it, where that is another one. `outcome`: of the checks about it; not_applicable
    where nobody looked. `holds`: whether requests get past it all the same where that is failed; `stops`: whether they
    end there. `broken`: of those the one to mend first, none where a visitor gets through. `causes`: the root causes
    that it is lost by, the first one first, as `together` names them; `checks`: those about it that are lost.
    """

    kind: str
    title: str
    name: str = ""
    asked: str = ""
    outcome: Outcome
    holds: bool = False
    stops: bool = False
    broken: bool = False
    causes: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """Its state in a letter."""
        return BROKEN if self.broken else HELD if self.holds else LETTERS[self.outcome]


def letters_of(links: Iterable[ChainLink]) -> str:
    """A letter for each link of a chain: of `LETTERS`, but h where requests get past a failed one, and F for the one to
    mend."""
    return "".join(link.letter for link in links)


class DeploymentNames(_Model):
    """The names found in use for one deployment, or one other subject; None where a link of the chain is missing.

    `kind`: of subject, `deployment` or the practice's own word (`site`), whose `label` is all there is to tell.

    `chain`: its links in a visitor's order, none where the practice has no chain or nobody looked; `sees`: what a
    visitor gets at its end, empty where unknown.
    """

    label: str
    kind: str = DEPLOYMENT
    app: str
    directory: str | None = None
    service: str | None = None
    site: str | None = None
    socket: str | None = None
    server_names: tuple[str, ...] = ()
    virtualenv: str | None = None
    assumed: tuple[str, ...] = ()
    chain: tuple[ChainLink, ...] = ()
    sees: str = ""
