"""Groups of options: a dataclass declares the options that several commands share."""

from __future__ import annotations

import dataclasses
import inspect
from functools import wraps
from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """The command with an option for each field of its dataclass parameters, in their place.

    Fields have defaults, and typer's annotations.
    """
    own = inspect.signature(command, eval_str=True).parameters.values()
    groups: dict[str, Any] = {one.name: one.annotation for one in own if dataclasses.is_dataclass(one.annotation)}

    @wraps(command)
    def called(**given: Any) -> None:
        made = {
            name: group(**{field.name: given.pop(field.name) for field in dataclasses.fields(group)})
            for name, group in groups.items()
        }
        command(**made, **given)

    called.__signature__ = inspect.Signature(list(_expanded(own)))  # type: ignore[attr-defined] # typer reads it
    return called


def _expanded(parameters: Any) -> Iterator[inspect.Parameter]:
    for one in parameters:
        if not dataclasses.is_dataclass(one.annotation):
            yield one.replace(kind=inspect.Parameter.KEYWORD_ONLY)
            continue
        hints = get_type_hints(one.annotation, include_extras=True)
        for field in dataclasses.fields(one.annotation):
            kind = inspect.Parameter.KEYWORD_ONLY
            yield inspect.Parameter(field.name, kind, default=field.default, annotation=hints[field.name])
