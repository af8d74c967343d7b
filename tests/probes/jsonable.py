"""Facts as JSON has them, so that a case's expected facts can stand in a file."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from perito.probes.framing import Seen


def jsonable(facts: Any) -> Any:
    """Dataclasses as objects, their defaults left out; paths we could not look at under `!unseen`."""
    if isinstance(facts, Seen):
        seen = {path: jsonable(value) for path, value in facts.found.items()}
        return {**seen, "!unseen": sorted(facts.unseen)} if facts.unseen else seen
    if dataclasses.is_dataclass(facts) and not isinstance(facts, type):
        return {
            field.name: jsonable(value)
            for field in dataclasses.fields(facts)
            if (value := getattr(facts, field.name)) != default(field)
        }
    if isinstance(facts, Mapping):
        return {str(key): jsonable(value) for key, value in facts.items()}
    if isinstance(facts, frozenset | set):
        return sorted(facts)
    if isinstance(facts, list | tuple):
        return [jsonable(value) for value in facts]
    return facts.decode("utf-8", "replace") if isinstance(facts, bytes) else facts


def default(field: dataclasses.Field[Any]) -> Any:
    """A field's default, or something no value equals."""
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return dataclasses.MISSING
