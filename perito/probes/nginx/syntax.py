"""nginx's files as a tree of directives: crossplane reads each, includes are followed among those given.

crossplane itself would follow includes on the grader's own disk, so each file is given to it alone.
"""

from __future__ import annotations

import fnmatch
import posixpath
import re
import tempfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import crossplane

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEEPEST: Final = 12  # includes within includes
MOST: Final = 50_000  # directives
LARGEST: Final = 2_000_000  # characters in all
STOCK: Final = 16_384  # characters of a file worth caching
UNCLOSED: Final = 'expecting "}"'


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive, with what stands in its block."""

    name: str
    args: tuple[str, ...]
    file: str
    line: int
    block: tuple[Directive, ...] = ()

    def every(self, name: str) -> list[Directive]:
        """The directives of that name directly in its block."""
        return [inner for inner in self.block if inner.name == name]


@dataclass(frozen=True, slots=True)
class ConfigError:
    """A syntax error from crossplane."""

    file: str
    line: int
    text: str


Parsed = tuple[list[dict[str, Any]], list[tuple[int, str]]]


@dataclass(slots=True)
class Reader:
    """Reads each file once and caches it."""

    files: Mapping[str, str]
    prefix: str = "/etc/nginx"
    met: list[str] = field(default_factory=list)
    errors: list[ConfigError] = field(default_factory=list)
    missing: list[tuple[str, int, str]] = field(default_factory=list)
    count: int = 0
    size: int = 0
    parsed: dict[str, Parsed] = field(default_factory=dict)

    def read(self, path: str, depth: int = 0) -> list[Directive]:
        """The directives of a file, with includes replaced by their content."""
        if path not in self.files or depth > DEEPEST or self.size > LARGEST:
            return []
        self.size += len(self.files[path])
        first = path not in self.met
        if first:
            self.met.append(path)
        if first:
            self.parsed[path] = directives_of(self.files[path])
        parsed, errors = self.parsed[path]
        if first:
            self.errors += [ConfigError(path, line, text) for line, text in errors]
        return list(self._expanded(parsed, path, depth))

    def _expanded(self, parsed: list[dict[str, Any]], path: str, depth: int) -> Iterator[Directive]:
        for one in parsed:
            self.count += 1
            if self.count > MOST:
                return
            name, args, line = one["directive"], tuple(one["args"]), one["line"]
            if name == "include" and args:
                yield from self._included(args[0], path, line, depth)
            else:
                block = tuple(self._expanded(one.get("block", []), path, depth))
                yield Directive(name, args, path, line, block)

    def _included(self, pattern: str, path: str, line: int, depth: int) -> Iterator[Directive]:
        whole = posixpath.normpath(posixpath.join(self.prefix, pattern))
        # The directive itself stays: that `proxy_params` is included is a fact of its own.
        yield Directive("include", (pattern,), path, line)
        found = matching(whole, self.files)
        if not found and not re.search(r"[*?[]", whole):
            self.missing.append((path, line, pattern))
        for file in found:
            yield from self.read(file, depth + 1)


def matching(pattern: str, files: Mapping[str, str]) -> list[str]:
    """The paths a glob(7) pattern names, sorted as glob(3) does; `*` stops at a slash and skips dot files."""
    if pattern in files:
        return [pattern]
    parts = pattern.split("/")
    found = []
    for path in files:
        names = path.split("/")
        if len(names) == len(parts) and all(
            fnmatch.fnmatchcase(name, part) and (not name.startswith(".") or part.startswith("."))
            for name, part in zip(names, parts, strict=True)
        ):
            found.append(path)
    return sorted(found)


def directives_of(text: str) -> Parsed:
    """crossplane's directives and complaints for one file's text; an open block is closed. Not to be modified."""
    parsed, errors = by_crossplane(text)
    closed = text
    for _ in range(4):
        if parsed or not any(UNCLOSED in said for _, said in errors):
            break
        closed += "\n}"
        parsed = by_crossplane(closed)[0]
    return parsed, errors


def by_crossplane(text: str) -> Parsed:
    """crossplane's result for a text; its exceptions are errors of the text."""
    try:
        return _remembered(text) if len(text) <= STOCK else _run(text)
    except (ValueError, RuntimeError, OSError, StopIteration, IndexError) as problem:
        return [], [(0, f"{type(problem).__name__}: {problem}")]


@lru_cache(maxsize=128)
def _remembered(text: str) -> Parsed:
    """Most files of a server are Debian's own, and equal on the next. Exceptions are not cached."""
    return _run(text)


def _run(text: str) -> Parsed:
    """One run of crossplane; it reads files only."""
    with tempfile.TemporaryDirectory(prefix="perito-") as directory:
        file = Path(directory, "nginx.conf")
        file.write_text(text, encoding="utf-8", errors="replace", newline="")
        payload = crossplane.parse(str(file), single=True, check_ctx=False)  # type: ignore[no-untyped-call]
        config = payload["config"][0]
        errors = [
            (problem["line"] or 0, re.sub(rf" in {re.escape(str(file))}(:\d+)?", "", problem["error"]))
            for problem in config["errors"]
        ]
        return config["parsed"], [(line, said or "unexpected end of file") for line, said in errors]
