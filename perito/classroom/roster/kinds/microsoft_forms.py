"""Microsoft Forms: the answers as a workbook. Its column ID numbers the answers and says nothing of who gave them."""

from __future__ import annotations

from perito.classroom.roster.kinds.kind import Kind, headings, meaning, usual

MICROSOFT_FORMS = Kind(
    "Microsoft Forms",
    headings(
        "Hora de inicio | Hora de finalización",
        "Start time | Completion time",
        "Hora d'inici | Hora de finalització",
    ),
    meaning(nothing="ID"),
    usual(r"id|hora de inicio|start time|hora d'inici|hora de la ultima modificacion|last modified time"),
)
