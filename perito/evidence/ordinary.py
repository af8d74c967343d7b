"""Words that are no secrets, whoever uses them as one: of the practice, of Perito's own code, of what was asked about.

A student may call their secret like their directory, like a package or like a line of nginx. Taking that out of a
recording would have a regrade judge another server than the live run did.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from perito.transport.base import Command, HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from importlib.resources.abc import Traversable

    from perito.evidence.exchange import Question

OF_CODE = ("probes", "models", "server")  # whose constants answers are compared with
_PATH = re.compile(r"/[^\s'\"\\:;=$()<>|&*?{}\[\]]+")


class Ordinary:
    """Whether a value is a word of these: what the target says, what was asked, the practice's texts."""

    def __init__(self, target: dict[str, Any], questions: Iterable[Question], practice: Callable[[], str]) -> None:
        self._practice = practice
        self._parts: set[bytes] = set()
        names = list(_texts(target))
        for asked in dict.fromkeys(questions):
            if isinstance(asked, HttpRequest):
                names += [asked.host, asked.path]
            elif isinstance(asked, Command):
                paths = _PATH.findall(asked.script)
                names += paths
                self._parts.update(part.encode("utf-8", "replace") for path in paths for part in path.split("/"))
        self._names = "\n".join(dict.fromkeys(names)).encode("utf-8", "replace").lower()
        self._parts.update(one.encode("utf-8", "replace") for one in names)

    def __call__(self, value: bytes, *, random: bool) -> bool:
        """`random`: it looks drawn by lot, and is only ordinary where it is the whole name of a file or a server."""
        if random:
            return value in self._parts
        low = value.lower()
        return low in self._names or low in self._practice().encode("utf-8", "replace").lower() or low in code()


@lru_cache(maxsize=1)
def code() -> bytes:
    """The text of Perito's own modules that read and judge answers, in lower case."""
    package = resources.files("perito")
    return b"\n".join(one.read_bytes() for name in OF_CODE for one in _sources(package / name)).lower()


def _sources(place: Traversable) -> Iterator[Traversable]:
    for one in place.iterdir() if place.is_dir() else ():
        if one.is_dir():
            yield from _sources(one)
        elif one.name.endswith(".py"):
            yield one


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
