"""`.env`, read as pipenv reads it (practice, items 8-9). Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Binding:
    """One `KEY=value`; value None where there is no equals sign. exported: written with `export `."""

    key: str
    value: str | None
    line: int
    exported: bool = False


@dataclass(frozen=True, slots=True)
class DotEnv:
    """A .env file. bad_lines: (line, text) that python-dotenv could not parse."""

    bindings: tuple[Binding, ...] = ()
    bad_lines: tuple[tuple[int, str], ...] = ()
    duplicates: tuple[str, ...] = ()
    bom: bool = False
    crlf: bool = False

    def get(self, key: str) -> str | None:
        """The value in force: the last one, as python-dotenv takes it. No interpolation."""
        raise NotImplementedError

    def binding(self, key: str) -> Binding | None:
        """The binding in force."""
        raise NotImplementedError

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key in order, once."""
        raise NotImplementedError


def parse(text: str) -> DotEnv:
    """Read a .env. Never raises."""
    raise NotImplementedError
