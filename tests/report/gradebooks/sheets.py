"""Worksheets as Moodle writes them: in five languages, with any delimiter, ends of lines, encoding and quoting."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perito.documents.class_result import ClassResult, Student
from perito.documents.result import Score
from tests.report.gradebooks.importers.moodle import Language

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = {
    "es": "Identificador|Nombre completo|Número de ID|Dirección de correo|Estado|Calificación|Calificación máxima|"
    "La calificación puede ser cambiada|Última modificación (entrega)|Última modificación (calificación)|"
    "Comentarios de retroalimentación",
    "en": "Identifier|Full name|ID number|Email address|Status|Grade|Maximum grade|Grade can be changed|"
    "Last modified (submission)|Last modified (grade)|Feedback comments",
    "ca": "Identificador|Nom complet|Número ID|Adreça electrònica|Estat|Qualificació|Qualificació màxima|"
    "Es pot canviar la qualificació|Darrera modificació (tramesa)|Darrera modificació (qualificació)|"
    "Comentaris de retroacció.",
    "de": "ID|Vollständiger Name|ID-Nummer|E-Mail-Adresse|Status|Bewertung|Bestwertung|"
    "Bewertung kann geändert werden|Zuletzt geändert (Abgabe)|Zuletzt geändert (Bewertung)|Feedback als Kommentar",
    "fr": "Identifiant|Nom complet|Numéro d'identification|Adresse de courriel|Statut|Note|Note maximale|"
    "La note peut être modifiée|Dernière modification (travail remis)|Dernière modification (note)|"
    "Feedback par commentaires",
    "sv": "Identifierare|Fullständigt namn|ID-nummer|E-postadress|Status|Betyg|Maximalt betyg|"
    "Betyg kan ändras|Senast ändrad (inlämning)|Senast ändrad (betyg)|Återkopplingskommentarer",
}
PARTICIPANT = {"es": "Participante", "en": "Participant ", "ca": "Participant", "de": "Teilnehmer/in"}
YES = {"es": "Sí", "en": "Yes", "ca": "Sí", "de": "Ja", "fr": "Oui", "sv": "Ja"}
NO = {"es": "No", "en": "No", "ca": "No", "de": "Nein", "fr": "Non", "sv": "Nej"}
NAMES = ("Ana Peña Ruiz", 'Luis "el Rápido" Gil', "Zoë, de la\nO", "Íñigo; Ruiz")


@dataclass(frozen=True)
class Shape:
    """How a worksheet is written."""

    language: str = "es"
    delimiter: str = ","
    end: str = "\r\n"
    bom: bytes = codecs.BOM_UTF8
    encoding: str = "utf-8"
    maximum: str = "10,00"
    quoted: bool = False

    @property
    def of_moodle(self) -> Language:
        """The language, as Moodle's importer knows it."""
        headings = HEADINGS[self.language].split("|")
        sign = "." if self.language == "en" else ","
        participant = PARTICIPANT.get(self.language, "Participant")
        return Language(headings[0], headings[5], headings[9], headings[10], participant, sign)

    def row(self, number: int, name: str = "", **cells: str) -> list[str]:
        """A student's row; `cells` by id, email, grade, maximum, changeable, modified, feedback, identifier."""
        identifier = f"{PARTICIPANT.get(self.language, 'Participant')}{number}"
        return [
            cells.get("identifier", identifier),
            name or NAMES[number % len(NAMES)],
            cells.get("id", f"a{number:02}"),
            cells.get("email", f"a{number:02}@example.org"),
            "—",
            cells.get("grade", ""),
            cells.get("maximum", self.maximum),
            cells.get("changeable", YES[self.language]),
            "-",
            cells.get("modified", "-"),
            cells.get("feedback", ""),
        ]

    def cell(self, text: str) -> str:
        """A cell as it is written."""
        needs = self.quoted or any(one in text for one in (self.delimiter, '"', "\n", " "))
        return '"' + text.replace('"', '""') + '"' if needs else text

    def text(self, rows: list[list[str]]) -> str:
        """The file's text."""
        table = [HEADINGS[self.language].split("|"), *rows]
        return "".join(self.delimiter.join(self.cell(one) for one in row) + self.end for row in table)

    def data(self, rows: list[list[str]]) -> bytes:
        """The file."""
        return self.bom + self.text(rows).encode(self.encoding)

    def written(self, place: Path, rows: list[list[str]], name: str = "notas.csv") -> Path:
        """The file, on the disk."""
        path = place / name
        path.write_bytes(self.data(rows))
        return path


def student(number: int, grade: float | None, scale: float = 10, **more: object) -> Student:
    """A graded student."""
    score = None if grade is None else Score(earned=grade, possible=scale, grade=grade, scale=scale)
    fields: dict[str, object] = {
        "id": f"a{number:02}",
        "name": f"Student {number}",
        "status": "graded" if score else "unreachable",
        "complete": score is not None,
        "score": score,
    }
    return Student.model_validate({**fields, **more})


def class_of(*students: Student) -> ClassResult:
    """A class."""
    return ClassResult(practice="flask", title="Práctica 3.2", students=students)


SHAPES = [
    *(Shape(language, maximum="10.00" if language == "en" else "10,00") for language in HEADINGS),
    *(Shape("en", maximum="10.00", bom=b"", end=end, delimiter=one) for end in ("\n", "\r\n") for one in ",;\t"),
    Shape("es", ";", "\r\n", b"", "cp1252"),
    Shape("de", "\t", "\n", codecs.BOM_UTF16_LE, "utf-16-le", quoted=True),
    replace(Shape("ca"), maximum="100,00", quoted=True),
    replace(Shape("fr"), end="\r", maximum="20"),
]
