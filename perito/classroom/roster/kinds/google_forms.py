"""Google Forms: the answers as CSV or as a sheet; the first column is when somebody answered."""

from __future__ import annotations

from perito.classroom.roster.kinds.kind import Kind, headings, usual

GOOGLE_FORMS = Kind(
    "Google Forms",
    headings("Marca temporal", "Timestamp", "Marca de temps"),
    usual=usual(r"puntuacion|score|puntuacio"),
)
