"""The JSON Schema (2020-12) of a roster in YAML, so that an editor completes it."""

from __future__ import annotations

from typing import Any

from perito.classroom.roster.model import FIELDS, OWN
from perito.practice.schemas import DIALECT

VALUE = {"type": ["string", "number", "boolean", "null"]}


def roster() -> dict[str, Any]:
    """Of a roster: `defaults:` for everybody, `students:` as a list, by id, or the name of a table."""
    own = {"type": "object", "properties": dict.fromkeys(FIELDS, VALUE), "additionalProperties": False}
    shared = dict.fromkeys([name for name in FIELDS if name not in OWN], VALUE)
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
