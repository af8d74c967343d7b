"""What one server is told by: the file `identity.json` beside a student's result."""

from __future__ import annotations

import json
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Literal["perito/identity/1"] = "perito/identity/1"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Fact(_Model):
    """Something that two servers may have in common. Only facts of one `kind` and `role` are compared.

    `shown`: what it is about where the role does not say it (a path); `evidence`: its number in the recording.
    """

    kind: str
    value: str
    role: str = ""
    shown: str = ""
    evidence: int | None = None


class Seen(_Model):
    """A request of some grading in this server's logs: whose nonce it carried, and from where it came."""

    nonce: str
    client: str = ""
    evidence: int | None = None


class Onward(_Model):
    """Another machine to which this server's nginx passes requests. `file`: where that is written."""

    host: str
    file: str = ""
    evidence: int | None = None


class Facts(_Model):
    """Everything about one server. `nonce`: of its recording; `hosts`: its own addresses and the one it was graded at.

    What is not known is not there: an old recording, or a server that would not say.
    """

    schema_: Literal["perito/identity/1"] = Field(default=SCHEMA, alias="schema")
    nonce: str = ""
    facts: tuple[Fact, ...] = ()
    hosts: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()
    onward: tuple[Onward, ...] = ()

    def to_json(self) -> str:
        """The document as UTF-8 JSON text; what is empty is left out."""
        return json.dumps(
            {"schema": self.schema_, **self.model_dump(exclude_defaults=True)}, ensure_ascii=False, indent=1
        )
