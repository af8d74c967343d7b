"""JSON Schemas (2020-12) of the files that a person writes for a practice, so that an editor completes them.

They are made of the classes that the readers validate with; of marks, whose reader has none, of its own constants.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from perito.practice.locate import shipped
from perito.practice.marks.read import KEYS, SCHEMA
from perito.practice.rubric import Rubric
from perito.practice.waivers import FILE
from perito.practice.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
DECIMAL = [{"type": "number"}, {"type": "string"}]
NUMBER = r"^\s*\d+(\.\d*)?\s*$"
POINTS = r"^\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)\s*$"


def rubric() -> dict[str, Any]:
    """Of rubric.yaml."""
    return _made("rubric", Rubric.model_json_schema(by_alias=True, mode="validation"))


def words() -> dict[str, Any]:
    """Of words/STEP.yaml."""
    made = TypeAdapter(dict[str, Words] | None).json_schema(by_alias=True, mode="validation")
    return _made("words", made)


def waivers() -> dict[str, Any]:
    """Of a file of waivers."""
    return _made("waivers", TypeAdapter(FILE).json_schema(by_alias=True, mode="validation"))


def marks() -> dict[str, Any]:
    """Of a file of marks in YAML."""
    points = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"{POINTS}|^$"}, {"type": "null"}]}
    plain = {"type": ["string", "number", "boolean", "null"]}
    date = {"anyOf": [{"type": "string"}, {"type": "null"}], "description": "2026-11-20"}
    fields = dict(zip(KEYS, (points, plain, plain, date), strict=True))
    mark = {"anyOf": [*points["anyOf"], {"type": "object", "properties": fields, "additionalProperties": False}]}
    of_student = {"type": ["object", "null"], "additionalProperties": mark}
    return _made("marks", {
        "type": ["object", "null"],
        "properties": {
            "schema": {"const": SCHEMA},
            "students": {"type": ["object", "null"], "additionalProperties": of_student},
        },
        "additionalProperties": False,
    })  # fmt: skip


OF_PRACTICE: dict[str, Callable[[], dict[str, Any]]] = {
    "rubric": rubric,
    "words": words,
    "waivers": waivers,
    "marks": marks,
}


def text(schema: dict[str, Any]) -> str:
    """A schema as it is published."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def named(path: str) -> str:
    """The comment that tells an editor where a file's schema is (yaml-language-server's modeline)."""
    return f"# yaml-language-server: $schema={path}"


def installed(name: str) -> list[str]:
    """The same for a file that stays on this machine: the schema that came with Perito; none within `perito.pyz`."""
    root = shipped()
    places = (root / "schemas" / f"{name}.schema.json", root / "docs" / "schemas" / f"{name}.schema.json")
    return [named(place.as_uri()) for place in places if place.is_file()][:1]


def _made(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "$id": f"urn:perito:{name}:1", **_bounded(schema)}


def _bounded(part: Any) -> Any:
    """The same with bounds of decimals as JSON Schema has them: pydantic leaves them beside the types (ge, gt, le)."""
    if isinstance(part, list):
        return [_bounded(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: _bounded(value) for key, value in part.items() if key not in BOUNDS}
    bounds = {name: part[key] for key, name in BOUNDS.items() if isinstance(part.get(key), int | float)}
    if found.get("anyOf") == DECIMAL:
        found["anyOf"] = [{"type": "number", **bounds}, {"type": "string", "pattern": NUMBER}]
    return found
