"""Documents without the secrets that the server showed: a finding may quote a line that holds one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from perito.evidence.session import Session

Model = TypeVar("Model", bound=BaseModel)
OURS = frozenset({"id", "finding", "step", "check", "cause", "blocked_by", "digest", "perito", "started", "finished"})


def struck(model: Model, session: Session) -> Model:
    """A document with every text from the server struck; itself where there is nothing to strike, as mostly."""
    if not session.evidence.redactor.knows:
        return model
    redact = session.without_secrets
    together = "\0\0".join(_texts(model))
    if redact(together) == together:
        return model
    found: Model = _changed(model, redact)
    return found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in OURS:
                yield from _texts(getattr(value, name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)


def _changed(value: Any, redact: Callable[[str], str]) -> Any:
    if type(value) is str:
        return redact(value)
    if isinstance(value, BaseModel):
        names = [name for name in type(value).model_fields if name not in OURS]
        return value.model_copy(update={name: _changed(getattr(value, name), redact) for name in names})
    if isinstance(value, dict):
        return {name: _changed(one, redact) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_changed(one, redact) for one in value)
    return value
