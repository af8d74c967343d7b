"""The kinds of tables, one file each. The first that a table's headings tell is taken; a table of no kind is plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.classroom.roster.kinds.canvas import CANVAS
from perito.classroom.roster.kinds.google_classroom import CLASSROOM
from perito.classroom.roster.kinds.google_forms import GOOGLE_FORMS
from perito.classroom.roster.kinds.gradescope import GRADESCOPE
from perito.classroom.roster.kinds.kind import Kind
from perito.classroom.roster.kinds.microsoft_forms import MICROSOFT_FORMS
from perito.classroom.roster.kinds.moodle import MOODLE
from perito.classroom.roster.kinds.seneca import SENECA

if TYPE_CHECKING:
    from collections.abc import Set

KINDS = (CANVAS, GRADESCOPE, SENECA, MICROSOFT_FORMS, GOOGLE_FORMS, CLASSROOM, MOODLE)
PLAIN = Kind("", ())


def kind_of(titles: Set[str]) -> Kind:
    """The kind of a table with these headings, in their plain form."""
    return next((one for one in KINDS if one.is_it(titles)), PLAIN)
