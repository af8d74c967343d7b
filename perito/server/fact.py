"""A fact: worked out once, and remembered together with the evidence it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from perito.transport.unreadable import reading

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class fact(Generic[T]):  # noqa: N801 - a decorator, as property is
    """Like functools.cached_property, for objects with a `trail` of evidence numbers.

    Whoever reads the fact again gets the numbers it rests on into the trail again, so that every check that
    used it points at its evidence. What raises is not remembered. Raises CannotLook where what the server said
    cannot be read.
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
        """What is being worked out, for people: the first line of its description."""
        return (self.read.__doc__ or f"{type(instance).__name__}.{self.name}").partition("\n")[0].rstrip(".")
