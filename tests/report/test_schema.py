"""The published schema is the one the classes make, and real documents follow it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from perito.report import formats, schema

from . import samples

PUBLISHED = Path(__file__).parent.parent.parent / "docs" / "result.schema.json"


def test_published_schema_is_up_to_date() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema.text(), "python -m perito.report.schema > docs/…"


@pytest.mark.parametrize("make", [samples.sound, samples.broken, samples.provisional])
def test_documents_follow_the_schema(make: samples.Maker) -> None:
    document = json.loads(formats.render("json", make()))
    jsonschema.Draft202012Validator(schema.schema()).validate(document)
    assert document["schema"] == "perito/result/1"


def test_schema_refuses_what_is_no_result() -> None:
    document = json.loads(formats.render("json", samples.sound()))
    document["checks"][0]["outcome"] = "perhaps"
    assert not jsonschema.Draft202012Validator(schema.schema()).is_valid(document)
