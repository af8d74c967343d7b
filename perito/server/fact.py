"""A fact: computed once, and kept together with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from perito.transport.unreadable import reading

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class fact(Generic[T]):  # noqa: N801 - a decorator, as property is
    """Like functools.cached_property, for objects with a `trail` of evidence numbers.

    Each later read adds the fact's evidence numbers to the trail again, so that every check that uses the fact refers
    to its evidence. An exception is not remembered. Raises CannotLook where the server's answer cannot be read.
    """

    def __init__(self, read: Callable[[Any], T]) -> None:
        self.read = read
        self.__doc__ = read.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = f"_fact_{name}"

    @overload
    def __get__(self, instance: None, owner: type) -> fact[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: Any, owner: type) -> T | fact[T]:
        if instance is None:
            return self
        known: tuple[T, tuple[int, ...]] | None = instance.__dict__.get(self.name)
        if known is None:
            start = len(instance.trail)
            with reading(self._about(instance)):
                value = self.read(instance)
            known = (value, tuple(dict.fromkeys(instance.trail[start:])))
            instance.__dict__[self.name] = known
        else:
            instance.trail.extend(known[1])
        return known[0]

    def _about(self, instance: object) -> str:
        """The fact's name for people: the first line of its docstring."""
        return (self.read.__doc__ or f"{type(instance).__name__}.{self.name}").partition("\n")[0].rstrip(".")
