"""The option `--column FIELD=HEADING`: which column is which field, where the table does not say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.classroom.roster.headings import title
from perito.classroom.roster.inputs import Declared
from perito.classroom.roster.model import FIELDS
from perito.classroom.roster.rows import quoted
from perito.errors import UsageError
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMED = (*FIELDS, "timestamp")


@dataclass
class Given:
    """The columns given, by field. `inputs`: those of the practice; `seen`: the names that the file has, in order."""

    columns: dict[str, str] = field(default_factory=dict)
    inputs: Declared = field(default_factory=Declared)
    seen: dict[str, str] = field(default_factory=dict)

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings that are known beside the usual ones."""
        return (*self.columns.values(), *self.inputs.columns)

    def field_of(self, name: str) -> str | None:
        """The field that a column or variable of this name was given for; the name is remembered as being there."""
        plain = title(name)
        self.seen.setdefault(plain, name)
        return next((one for one, heading in self.columns.items() if title(heading) == plain), None)

    def check(self) -> None:
        """Raises UsageError for a column that is nowhere in the file."""
        for one, heading in self.columns.items():
            if title(heading) not in self.seen:
                text = _("--column {field}={heading}: there is no such column; there are {there}")
                there = listed(self.seen.values())
                raise UsageError(text.format(field=one, heading=quoted(heading), there=there))


def parse(columns: Iterable[str], inputs: Declared | None = None) -> Given:
    """The options as given, `FIELD=HEADING`; a field may be an input's. Raises UsageError."""
    inputs = inputs or Declared()
    found: dict[str, str] = {}
    for one in columns:
        name, equals, heading = one.partition("=")
        name = name.strip()
        if not equals or not title(heading):
            raise UsageError(_('--column {given}: write FIELD="HEADING"').format(given=quoted(one)))
        place = name if name in NAMED else inputs.field_of(name)
        if not place:
            text = _("--column {given}: no field is called {name}; there are {fields}")
            known = ", ".join((*NAMED, *inputs.columns))
            raise UsageError(text.format(given=quoted(one), name=quoted(name), fields=known))
        if place in found:
            raise UsageError(_("--column {name}: given twice").format(name=name))
        found[place] = heading.strip()
    return Given(found, inputs)


MOST = 12


def listed(names: Iterable[str]) -> str:
    """Headings in a sentence: the first ones, and how many there are more."""
    return shortened([quoted(one) for one in names if one.strip()])


def shortened(said: Sequence[str]) -> str:
    """The first ones of a list, and how many there are more."""
    text = ", ".join(said[:MOST]) or _("none")
    more = len(said) - MOST
    return text + (" " + _("and {count} more").format(count=more) if more > 0 else "")
