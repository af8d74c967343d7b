"""The keys that a model of a hand-written file has at some place, for saying which one was meant."""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def at(kind: object, where: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that data of this type may have where a path of keys leads; none where any key will do.

    Keys of the path that lead nowhere are passed over: pydantic names in it which of several types it has tried, too.
    """
    kinds = list(_flat(kind))
    for key in where:
        below = [found for one in kinds for found in _below(one, key)]
        kinds = below or kinds
    return tuple(dict.fromkeys(name for one in kinds for name in _names(one)))


def _flat(kind: Any) -> Iterator[Any]:
    """A type without what is said about it, or each of several."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _flat(get_args(kind)[0])
    elif origin in {Union, UnionType}:
        for one in get_args(kind):
            yield from _flat(one)
    elif isinstance(kind, type) and issubclass(kind, RootModel):
        yield from _flat(kind.model_fields["root"].annotation)
    else:
        yield kind


def _below(kind: Any, key: str | int) -> Iterator[Any]:
    """What stands behind a key of data of this type."""
    origin, of = get_origin(kind), get_args(kind)
    if origin is dict and isinstance(key, str):
        yield from _flat(of[1])
    elif origin in {list, tuple} and isinstance(key, int):
        yield from _flat(of[0])
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if key == (field.alias or name):
                yield from _flat(field.annotation)


def _names(kind: Any) -> Iterator[str]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from (field.alias or name for name, field in kind.model_fields.items())
