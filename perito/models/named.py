"""A subject that the practice names itself, as the engine sees it: a name, and nothing behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.documents.result import DeploymentNames
from perito.models.chain import Chain
from perito.models.web.names import Names

if TYPE_CHECKING:
    from perito.practice.subjects import Named


@dataclass(frozen=True)
class NamedSubject:
    """See models.model.Subject."""

    subject: Named

    @property
    def kind(self) -> str:
        """See models.model.Subject."""
        return self.subject.kind

    @property
    def names(self) -> Names:
        """Its label alone."""
        return Names(label=self.subject.label, app=self.subject.label, directory="")

    def document(self) -> DeploymentNames:
        """Its label and its kind."""
        return DeploymentNames(label=self.subject.label, kind=self.kind, app=self.subject.label)

    def chain(self) -> Chain:
        """None."""
        return Chain()

    def placeholders(self) -> dict[str, str]:
        """Its name, by its kind, and the values of its own."""
        return {**self.subject.facts, self.kind: self.subject.label}
