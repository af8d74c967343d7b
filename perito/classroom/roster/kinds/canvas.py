"""Canvas: the gradebook's export, whose headings are English in every language (its lib/gradebook_exporter.rb).

`SIS User ID` and `SIS Login ID` are who somebody is, `ID` is Canvas's own number. Below the headings there may be a
line without anybody (manual posting), then the points possible; the test student comes last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.classroom.roster.kinds.kind import Kind, headings, meaning, usual

if TYPE_CHECKING:
    from perito.classroom.roster.kinds.kind import ByTitle

WHO = ("student", "lastname", "id", "sis user id", "sis login id")


def left_out(line: ByTitle) -> str:
    """The lines that are no student's."""
    if not any(line.get(one) for one in WHO):
        return "Manual Posting"
    name = (line.get("student") or line.get("lastname") or "").strip()
    return name if name in {"Points Possible", "Student, Test"} else ""


CANVAS = Kind(
    "Canvas",
    headings("Student | ID | Section", "LastName | FirstName | ID | Section"),
    meaning(name="Student", record="ID", username="SIS Login ID"),
    usual(
        r".*\(\d+\)",
        r"section|integration id|root account|notes",
        r"(.* )?(unposted )?(current|final) (score|grade|points)( \(.*\))?|override (score|grade)( \(.*\))?",
    ),
    left_out,
)
