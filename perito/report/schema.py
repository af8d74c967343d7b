"""The published JSON Schema of the result document, docs/result.schema.json.

`python -m perito.report.schema > docs/result.schema.json` updates it; a test fails when it is out of date.
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
    """The schema as stored in the repository."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    print(text(), end="")
