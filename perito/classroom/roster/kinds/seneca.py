"""Séneca and iPasen (Andalusia): a list of students. A student of several years is in it several times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.classroom.roster.kinds.kind import Kind, headings, meaning, usual

if TYPE_CHECKING:
    from perito.classroom.roster.kinds.kind import ByTitle

GONE = re.compile(r"anulad|traslad|baja", re.IGNORECASE)


def left_out(line: ByTitle) -> str:
    """Students whose enrolment was cancelled or moved elsewhere."""
    state = line.get("estado matricula", "")
    return state if GONE.search(state) else ""


SENECA = Kind(
    "Séneca",
    headings("Alumno/a | Unidad", "Alumno/a | Nº Id. Escolar", "Alumno/a | Estado Matrícula", "Alumnado | Unidad"),
    meaning(nothing="Dirección | Correo Electrónico del tutor | Correo del tutor"),
    usual(
        r"unidad|curso|estado matricula|ano de la matricula|n?o? ?de matriculas?.*|fecha de .*|sexo|edad.*",
        r"(direccion|codigo postal|localidad.*|provincia.*|telefono.*|pais.*|nacionalidad)",
        r".*(tutor|tutora).*|observaciones.*|custodia|repetidor|no seg\. social.*|motivo.*",
    ),
    left_out,
)
