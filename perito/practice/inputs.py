"""What a practice is given beside the server: a class's domain, a password for a page.

The head declares each: `inputs: {domain: {title: {...}, env: DOMAIN, default: example.org}}`. It is given by `--input
NAME=VALUE`, by a variable of the environment, or by its default. A secret one comes from the environment alone, is in
nothing that is written, and in a recording a mark stands for it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.support.given_secrets import MARK, is_secret
from perito.support.i18n import _
from perito.support.meant import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perito.practice.rubric import Rubric

EXTRA = "inputs"  # in the header of the evidence
OPTION = "--input"


@dataclass(frozen=True)
class Inputs:
    """The values of a run by name; `secret`: the names of those that are."""

    values: Mapping[str, str] = field(default_factory=dict)
    secret: frozenset[str] = frozenset()

    @property
    def plain(self) -> dict[str, str]:
        """Those that may be written."""
        return {name: value for name, value in self.values.items() if name not in self.secret}

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values of the others, where there are any."""
        return tuple(value for name, value in self.values.items() if name in self.secret and value)


def parsed(words: Iterable[str], rubric: Rubric) -> dict[str, str]:
    """`NAME=VALUE` by name. Raises UsageError in one line, without the value: a name that is none, a secret one."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageError(f"{OPTION}: " + _("write it as NAME=VALUE"))
        if name not in rubric.inputs:
            raise UsageError(f"{OPTION} {name}: {_unknown(name, rubric)}")
        if name in found:
            raise UsageError(f"{OPTION} {name}: " + _("given twice"))
        if rubric.inputs[name].secret:
            told = _(
                "it is secret, and who looks at processes would see it: put it into the environment, as {variable}"
            )
            raise UsageError(f"{OPTION} {name}: " + told.format(variable=variable(name, rubric)))
        found[name] = value
    return found


def live(
    rubric: Rubric,
    given: Mapping[str, str],
    environment: Mapping[str, str] | None = None,
    variables: Mapping[str, str] | None = None,
) -> Inputs:
    """The values for a server. `variables`: other environment variables for these inputs.

    Raises UsageError, in one line, where one is not given, or a secret cannot be kept."""
    around = os.environ if environment is None else environment
    values = {}
    for name, entry in rubric.inputs.items():
        value = given.get(name, around.get((variables or {}).get(name, variable(name, rubric)), entry.default))
        if value is None:
            raise UsageError(_missing(name, rubric))
        if entry.secret and value and not is_secret(value):  # an empty default: it may be left out
            raise UsageError(f"{_called(name, rubric)}: {too_plain()}")
        values[name] = value
    return Inputs(values, _secret(rubric))


def too_plain() -> str:
    """The error for a secret that cannot be kept."""
    return _("too short or too plain a word to be kept out of reports")


def replayed(rubric: Rubric, given: Mapping[str, str], recorded: object) -> Inputs:
    """The values for a recording: those given, else those it was graded with, else as for a server; for a secret one
    the mark that stands in the recording. Raises UsageError where one is nowhere."""
    before = recorded if isinstance(recorded, dict) else {}
    secret = _secret(rubric)
    known = {name: str(value) for name, value in before.items() if name in rubric.inputs}
    known |= dict(given) | dict.fromkeys(secret, MARK)
    plain = {name: entry for name, entry in rubric.inputs.items() if name not in known}
    rest = live(rubric.model_copy(update={"inputs": plain}), {}) if plain else Inputs()
    return Inputs({name: known.get(name) or rest.values.get(name, "") for name in rubric.inputs}, secret)


def variable(name: str, rubric: Rubric) -> str:
    """The environment variable with an input: its `env`, or `PERITO_INPUT_NAME`."""
    return rubric.inputs[name].env or usual_variable(name)


def usual_variable(name: str) -> str:
    """The environment variable with an input that names none: `PERITO_INPUT_NAME`."""
    return f"PERITO_INPUT_{name.upper()}"


def _secret(rubric: Rubric) -> frozenset[str]:
    return frozenset(name for name, entry in rubric.inputs.items() if entry.secret)


def _called(name: str, rubric: Rubric) -> str:
    return f"{rubric.place(('inputs', name))}: {name}"


def _missing(name: str, rubric: Rubric) -> str:
    if rubric.inputs[name].secret:
        told = _("{where}: not given; the environment variable {variable} has it")
    else:
        told = _("{where}: not given; say {option} {name}=VALUE, or set the environment variable {variable}")
    return told.format(where=_called(name, rubric), option=OPTION, name=name, variable=variable(name, rubric))


def _unknown(name: str, rubric: Rubric) -> str:
    if not rubric.inputs:
        return _("the practice takes no inputs")
    told = _("no input is called that; there are {known}").format(known=", ".join(rubric.inputs))
    return told + nearest(name, rubric.inputs)
