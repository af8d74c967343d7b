"""What a practice is given for each student (its `inputs:`), as columns of a roster.

A column called like an input has its value; of a secret one, `NAME_env` names the environment variable that holds it,
and the value itself is refused. In rows these fields are `input.NAME`, as headings may say, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.classroom.roster.model import FIELDS
from perito.classroom.roster.rows import of_secret, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "input."
VARIABLE = "_env"


@dataclass(frozen=True)
class Declared:
    """The inputs of the practice that a class is graded by: by name, whether each is secret."""

    secret: Mapping[str, bool] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """What their columns are called; with `input.` where every roster has such a field."""
        return tuple(PREFIX + name if name in FIELDS else name for name in self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The same without."""
        return tuple(name + VARIABLE if secret else name for name, secret in self.secret.items())

    def field_of(self, heading: str) -> str:
        """The field of a column, variable or key of this name; empty where it is no input's."""
        name = plain(heading).removeprefix(PREFIX)
        return PREFIX + name if name in self.names else ""

    def refused(self, heading: str) -> str:
        """The error for a column with secrets themselves; empty for any other. No value is repeated."""
        name = plain(heading).removeprefix(PREFIX)
        instead = (PREFIX if name + VARIABLE in FIELDS else "") + name + VARIABLE
        return of_secret(heading.strip(), instead) if self.secret.get(name) else ""

    def is_variable(self, field: str) -> bool:
        """Whether a field names a variable, not a value."""
        name = field.removeprefix(PREFIX)
        return name not in self.secret and self.secret.get(name.removesuffix(VARIABLE), False)

    def split(self, found: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        """Values by input, and the names of variables by secret input, of the fields of a row."""
        given = {name.removeprefix(PREFIX): text for name, text in found.items()}
        values = {name: given[name] for name in self.secret if not self.secret[name] and name in given}
        hidden = [name for name in self.secret if self.secret[name] and name + VARIABLE in given]
        return values, {name: given[name + VARIABLE] for name in hidden}
