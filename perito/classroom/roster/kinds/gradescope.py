"""Gradescope: a course's roster, or the grades of an assignment, as CSV."""

from __future__ import annotations

from perito.classroom.roster.kinds.kind import Kind, headings, usual

GRADESCOPE = Kind(
    "Gradescope",
    headings("First Name | Last Name | SID", "First Name | Last Name | SID | Email", "Name | SID | Email"),
    usual=usual(
        r"sections?|section\(s\)|section_name|canvas user id|submissions?( count| id| time)?|total score|max points",
        r"status|lateness \(h:m:s\)|view count|.* - (max points|submission time|lateness \(h:m:s\))|\d+(\.\d+)*: .*",
    ),
)
