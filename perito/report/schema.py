"""The published JSON Schema of the result document, docs/result.schema.json.

`python -m perito.report.schema > docs/result.schema.json` brings it up to date; a test says when it is not.
"""

from __future__ import annotations

import json
from typing import Any

from perito.documents.result import SCHEMA, Result

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of `perito/result/1`."""
    made = Result.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": DIALECT, "$id": f"urn:{SCHEMA.replace('/', ':')}", **made}


def text() -> str:
    """The schema as the committed file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    print(text(), end="")
