"""Students whose roster has no address: they handed in nothing, are in every list, and stop nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.class_result import ABSENT, Student
from perito.documents.score import Score
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.classroom.job import Person
    from perito.practice.rubric import Rubric


def line(person: Person, rubric: Rubric) -> Student:
    """An absent student's line in the class document, with the grade that the rubric's `absent:` gives, if any."""
    grade = rubric.absent
    score = None
    if grade is not None:
        scale, worth = float(rubric.scale), float(grade)
        score = Score(earned=0.0, possible=scale, scale=scale, grade=worth, lowest=worth, highest=worth)
    return Student(
        id=person.id,
        name=person.name,
        email=person.email,
        status=ABSENT,
        reason=_("the roster has no address"),
        complete=True,
        score=score,
    )
