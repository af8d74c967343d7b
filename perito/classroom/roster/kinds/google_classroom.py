"""Google Classroom: a class's grades. Below the headings come lines of its own: dates, points, averages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.classroom.roster.kinds.kind import Kind, headings
from perito.classroom.roster.kinds.moodle import MOODLE

if TYPE_CHECKING:
    from perito.classroom.roster.kinds.kind import ByTitle

OWN = re.compile(
    r"(due )?date|points|class average|average|fecha( de entrega)?|puntos|(nota )?media( de la clase)?"
    r"|data( de lliurament)?|punts|mitjana( de la classe)?",
    re.IGNORECASE,
)
WHO = ("direccion de correo electronico", "direccion de correo", "email address", "adreca electronica")


def left_out(line: ByTitle) -> str:
    """Its own lines have no address of email."""
    first = next(iter(line.values()), "")
    return first if not any(line.get(one) for one in WHO) and OWN.fullmatch(first) else ""


CLASSROOM = Kind(
    "Google Classroom",
    headings(
        "Last Name | First Name | Email Address",
        "Apellidos | Nombre | Dirección de correo electrónico",
        "Cognoms | Nom | Adreça electrònica",
    ),
    usual=MOODLE.usual,  # Moodle has the same three in English
    left_out=left_out,
)
