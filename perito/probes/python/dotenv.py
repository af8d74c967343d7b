"""`.env`, read by python-dotenv as pipenv reads it (practice, items 8-9). Pure."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

from dotenv.parser import parse_stream

BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Binding:
    """One `KEY=value`, no interpolation; value None where there is no equals sign."""

    key: str
    value: str | None
    line: int
    exported: bool = False


@dataclass(frozen=True, slots=True)
class DotEnv:
    """A .env file. bad_lines: (line, text) that python-dotenv could not parse.

    bom: it starts with a byte order mark, which older versions (pipenv's own copy) take for part of the first key.
    """

    bindings: tuple[Binding, ...] = ()
    bad_lines: tuple[tuple[int, str], ...] = ()
    duplicates: tuple[str, ...] = ()
    bom: bool = False
    crlf: bool = False

    def get(self, key: str) -> str | None:
        """The value in force: the last one, by python-dotenv's rule."""
        binding = self.binding(key)
        return None if binding is None else binding.value

    def binding(self, key: str) -> Binding | None:
        """The binding in force."""
        return next((one for one in reversed(self.bindings) if one.key == key), None)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key in order, once."""
        return tuple(dict.fromkeys(one.key for one in self.bindings))


def parse(text: str) -> DotEnv:
    """Read a .env. Never raises."""
    bindings: list[Binding] = []
    bad: list[tuple[int, str]] = []
    bom = text.startswith(BOM)
    for one in parse_stream(io.StringIO(text.removeprefix(BOM))):
        raw = one.original.string
        # A parser's line is where its text starts; blank lines before it belong to the text.
        line = one.original.line + raw[: len(raw) - len(raw.lstrip())].count("\n")
        if one.error:
            bad.append((line, raw.strip()[:200]))
        elif one.key is not None:
            key = f"{BOM}{one.key}" if bom and line == 1 else one.key
            bindings.append(Binding(key, one.value, line, raw.lstrip().startswith("export ")))
    keys = [one.key for one in bindings]
    twice = tuple(dict.fromkeys(key for key in keys if keys.count(key) > 1)) if len(keys) < 2000 else ()
    return DotEnv(tuple(bindings), tuple(bad), twice, bom, "\r\n" in text)
