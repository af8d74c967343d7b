"""The identifying facts of one server: the file `identity.json` beside a student's result."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from perito.support.printable import dumps

SCHEMA: Literal["perito/identity/1"] = "perito/identity/1"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Fact(_Model):
    """A fact that two servers may share. Only facts of one `kind` and `role` are compared.

    `shown`: its subject where the role does not name it (a path); `evidence`: its number in the recording.
    """

    kind: str
    value: str
    role: str = ""
    shown: str = ""
    evidence: int | None = None


class Seen(_Model):
    """A grading's request in this server's logs: the nonce, and its sender."""

    nonce: str
    client: str = ""
    evidence: int | None = None


class Onward(_Model):
    """Another machine to which this server's nginx passes requests. `file`: where its configuration says so."""

    host: str
    file: str = ""
    evidence: int | None = None


class Facts(_Model):
    """Everything about one server. `nonce`: of its recording; `hosts`: its own addresses and the graded one.

    Unknown facts are missing: of an old recording, or of a server that did not answer.
    """

    schema_: Literal["perito/identity/1"] = Field(default=SCHEMA, alias="schema")
    nonce: str = ""
    facts: tuple[Fact, ...] = ()
    hosts: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()
    onward: tuple[Onward, ...] = ()

    def to_json(self) -> str:
        """The document as UTF-8 JSON text; empty fields are left out."""
        return dumps({"schema": self.schema_, **self.model_dump(exclude_defaults=True)}, indent=1)
