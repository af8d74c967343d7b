"""The JSON Schema (2020-12) of a roster in YAML, so that an editor completes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito.classroom.roster.inputs import PREFIX, Declared
from perito.classroom.roster.model import FIELDS, OWN
from perito.practice.schemas import DIALECT

if TYPE_CHECKING:
    from collections.abc import Mapping

VALUE = {"type": ["string", "number", "boolean", "null"]}


def roster(inputs: Mapping[str, bool] | None = None) -> dict[str, Any]:
    """Of a roster: `defaults:` for everybody, `students:` as a list, by id, or the name of a table.

    `inputs`: what the practice is given, by name, and whether it is secret.
    """
    declared = Declared(inputs or {})
    given = [*declared.columns, *(PREFIX + name for name in declared.names if name not in FIELDS)]
    own = {"type": "object", "properties": dict.fromkeys([*FIELDS, *given], VALUE), "additionalProperties": False}
    shared = dict.fromkeys([*(name for name in FIELDS if name not in OWN), *given], VALUE)
    return {
        "$schema": DIALECT,
        "$id": "urn:perito:roster:1",
        "type": ["object", "null"],
        "properties": {
            "defaults": {"type": "object", "properties": shared, "additionalProperties": False},
            "students": {
                "anyOf": [
                    {"type": "array", "items": own},
                    {"type": "object", "additionalProperties": own},
                    {"type": ["string", "null"]},
                ]
            },
        },
        "additionalProperties": False,
    }
