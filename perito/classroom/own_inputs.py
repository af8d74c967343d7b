"""What the practice is given for each student: by options, else by the roster, else as for everybody."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from perito.practice import inputs
from perito.support.given_secrets import is_secret
from perito.support.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from perito.classroom.job import How
    from perito.classroom.roster import Student
    from perito.classroom.run_record import GradedBy
    from perito.grading.settings import Grading
    from perito.practice.rubric import Rubric


def declared(rubric: Rubric) -> dict[str, bool]:
    """The inputs of a practice by name, and whether each is secret: as a roster's `load` takes them."""
    return {name: entry.secret for name, entry in rubric.inputs.items()}


def own(student: Student, given: Mapping[str, str]) -> dict[str, str]:
    """A student's values that hold: an option holds for all. Of secret ones the variable, as `$NAME`."""
    named = {name: f"${variable}" for name, variable in student.variables.items()}
    return {name: value for name, value in {**student.inputs, **named}.items() if name not in given}


def how_for(how: How, student: Student) -> How:
    """The options for one student."""
    return replace(how, inputs={**student.inputs, **how.inputs}, variables=dict(student.variables))


def again(by: GradedBy, grading: Grading) -> Grading:
    """With what the practice was given by options, where it still asks for it and nothing else is given now."""
    now = grading.judging.inputs
    names = {name for name, entry in grading.rubric.inputs.items() if not entry.secret}
    names -= {one.partition("=")[0] for one in now}
    before = (one for one in by.inputs if one.partition("=")[0] in names)
    return replace(grading, judging=replace(grading.judging, inputs=(*now, *before)))


def prove(students: Iterable[Student], rubric: Rubric, given: Mapping[str, str]) -> None:
    """Raise RosterError, a line each, for students who have a server and not all that the practice is given; UsageError
    in one line where the roster has nothing of it."""
    there = [one for one in students if not one.absent]
    columns = {name for one in there for name in (*one.inputs, *one.variables)}
    common = {name: entry for name, entry in rubric.inputs.items() if name not in columns}
    inputs.live(rubric.model_copy(update={"inputs": common}), given)
    wrong = [line for one in there for line in _wrong(one, rubric, given, columns)]
    if wrong:
        from perito.classroom.roster import RosterError  # only a class needs its readers

        raise RosterError(wrong)


def overridden(students: Iterable[Student], given: Mapping[str, str]) -> Iterator[str]:
    """A line for each option that stands over a column of the roster."""
    there = [one.inputs for one in students if not one.absent]
    for name, value in given.items():
        count = sum(name in one and one[name] != value for one in there)
        if count:
            text = ngettext(
                "{option} {name} holds for all: another value in the roster is left aside",
                "{option} {name} holds for all: {count} other values in the roster are left aside",
                count,
            )
            yield text.format(option=inputs.OPTION, name=name, count=count)


def _wrong(student: Student, rubric: Rubric, given: Mapping[str, str], columns: Iterable[str]) -> Iterator[str]:
    for name in columns:
        entry = rubric.inputs[name]
        variable = student.variables.get(name, inputs.variable(name, rubric))
        value = {**student.inputs, **given}.get(name, os.environ.get(variable, entry.default))
        where = f"{student.place}: {name}"
        if value is None:
            column = f"{name}_env" if entry.secret else name
            text = _("nothing is given for {who}: the column {column} is empty, and {variable} is not set")
            yield f"{where}: " + text.format(who=student.id, column=column, variable=variable)
        elif entry.secret and value and not is_secret(value):
            yield f"{where}: {inputs.too_plain()}"
