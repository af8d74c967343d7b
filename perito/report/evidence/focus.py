"""What a finding is about: the lines, paths and words that are looked for in the evidence it rests on."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from perito.documents.result import CheckResult, Result

LETTER = r"""[^\s:,;«»“”"'()\[\]<>=]"""
START = f"(?<!{LETTER})"  # tried where a word begins alone: text of the server's may be one long word
NAME = f"{START}(?={LETTER}*[./]){LETTER}*+"
# `FILE, line 8` and `FILE:8` in any language, and `line 8 of FILE`. A name without either is one beside a line alone.
WHOLE = f"{START}{LETTER}*+"
BEHIND = re.compile(rf"(?:({WHOLE}), \w+ |({NAME}):)(\d{{1,7}})(?!\d)")
BEFORE = re.compile(rf"\b\w+ (\d{{1,7}}) \w{{1,3}} ({WHOLE})")
KEY = re.compile(r"(?<![\w.])([A-Z]\w+)=")
PATH = re.compile(NAME)
WORD = re.compile(r"[\w./-]{3,}")
QUOTE = 6  # characters that a quotation has at least
LONGEST = 4000  # characters of a finding's text that are looked at
PRIVILEGE = ("sudo", "env", "LC_ALL=C")


@dataclass(frozen=True)
class Focus:
    """`places`: files with lines, from 1; `paths`: files without; `names`: of the deployment in use; `quotes`: words of
    the server that the finding repeats; `value`: what was found; `command`: by which it can be seen; `wanted`: the
    value in its stead; `keys`: of settings that it names with an equals sign."""

    places: tuple[tuple[str, int], ...] = ()
    paths: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    value: str = ""
    command: str = ""
    wanted: str = ""
    keys: frozenset[str] = frozenset()

    @cached_property
    def looks(self) -> tuple[tuple[str, ...], ...]:
        """The programs of its command, with their words."""
        return tuple(_commands(self.command))

    @cached_property
    def sought(self) -> tuple[str, ...]:
        """The words that the finding's own grep(1) looks for."""
        found: list[str] = []
        for program, *words in self.looks:
            if program == "grep":
                given = [words[place + 1] for place, word in enumerate(words[:-1]) if word == "-e"]
                found += given or [word for word in words if not word.startswith("-")][:1]
        return tuple(found)

    @cached_property
    def properties(self) -> tuple[str, ...]:
        """The properties that the finding's own systemctl(1) asks for."""
        found = [words for program, *words in self.looks if program == "systemctl"]
        return tuple(words[place + 1] for words in found for place, word in enumerate(words[:-1]) if word == "-p")

    @cached_property
    def tabs(self) -> bool:
        """Whether the finding is about tabs, which are then shown."""
        return any(word.startswith("tab") for word in self.words)

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        """The paths that it names, by the last part of each."""
        found: dict[str, list[str]] = {}
        for one in dict.fromkeys((*self.paths, *(path for path, _line in self.places))):
            found.setdefault(one.rstrip("/").rpartition("/")[2], []).append(one)
        return found

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(self.names)

    def is_about(self, path: str) -> bool:
        """Whether the finding names this path, or its file by name alone."""
        if "-" in path and "/" not in path and path.casefold() in self.words:
            return True
        beside = self._named.get(path.rstrip("/").rpartition("/")[2], ())
        return any(same(path, one, self.names) for one in beside)

    def lines_of(self, path: str) -> tuple[int, ...]:
        """The lines of a file that the finding names."""
        return tuple(dict.fromkeys(line for one, line in self.places if same(path, one, self.names)))

    def is_own(self, path: str) -> bool:
        """Whether it is one of the deployment's names, or a path of one."""
        return path in self._own or path.rpartition("/")[2] in self._own


def same(path: str, named: str, names: Sequence[str] = ()) -> bool:
    """Whether a file is the one that is named: by its whole path, or by the end of it below a directory in use."""
    if named.startswith("/"):
        return path.rstrip("/") == named.rstrip("/")
    if not path.endswith(f"/{named}"):
        return path == named
    directories = [name.rstrip("/") for name in names if name.startswith("/")]
    return any(path.startswith(f"{one}/") for one in directories) or path.startswith("/etc/") or not directories


def focus_of(check: CheckResult, result: Result, proof: str = "") -> Focus:
    """Of one check; `proof`: the server's words that its cause quotes."""
    texts = [one[:LONGEST] for one in _texts(check, proof) if one]
    places = [*_told(check), *(place for text in texts for place in _places(text))]
    numbered = {path for path, _line in places}
    paths = [found.rstrip(".") for text in texts for found in PATH.findall(text) if found not in numbered]
    quotes = [proof, *(str(check.said.get(name, "")) for name in ("text", "message"))]
    used = [one for one in result.deployments if check.deployment in (None, one.label)]
    chains = (
        (one.directory, one.service, one.site, one.socket, one.app, one.virtualenv, *one.server_names) for one in used
    )
    return Focus(
        tuple(dict.fromkeys(places)),
        tuple(dict.fromkeys(one for one in paths if len(one) > 1)),
        tuple(dict.fromkeys(name for chain in chains for name in chain if name)),
        tuple(one for one in quotes if len(one) >= QUOTE),
        frozenset(word.strip(".").casefold() for text in texts for word in WORD.findall(text)),
        check.actual if check.actual != "—" else "",
        check.command,
        check.expected,
        frozenset(key for text in (*texts, check.actual[:LONGEST]) for key in KEY.findall(text)),
    )


def together(found: Iterable[Focus]) -> Focus:
    """Of several checks that rest on the same evidence, the first one's value before the others'."""
    every = list(found)
    if len(every) == 1:
        return every[0]
    one = every[0] if every else Focus()
    return Focus(
        tuple(dict.fromkeys(place for focus in every for place in focus.places)),
        tuple(dict.fromkeys(path for focus in every for path in focus.paths)),
        tuple(dict.fromkeys(name for focus in every for name in focus.names)),
        tuple(dict.fromkeys(quote for focus in every for quote in focus.quotes)),
        frozenset(word for focus in every for word in focus.words),
        one.value,
        one.command,
        one.wanted,
        frozenset(key for focus in every for key in focus.keys),
    )


def _texts(check: CheckResult, proof: str) -> Iterator[str]:
    """All that a finding says to whoever reads it."""
    yield from (check.says, proof) if check.says else (check.actual, check.detail, check.message, proof)


def _told(check: CheckResult) -> Iterator[tuple[str, int]]:
    """The file and line that a finding's words are made of, where they are in them."""
    said = {name: str(value) for name, value in check.said.items()}
    file = said.get("file", "")
    for line in (said.get("number", ""), said.get("line", "")):
        if file and file in check.says and line.isdecimal() and re.search(rf"\b{line[:7]}\b", check.says):
            yield file, int(line[:7])
            return


def _places(text: str) -> Iterator[tuple[str, int]]:
    yield from ((one or other, int(line)) for one, other, line in BEHIND.findall(text) if one or other)
    yield from ((file.rstrip("."), int(line)) for line, file in BEFORE.findall(text) if file.strip("."))


def _commands(text: str) -> Iterator[tuple[str, ...]]:
    """Programs with their words, without what only gives rights."""
    for part in re.split(r"[;|]|&&", text[:LONGEST]):
        try:
            words = shlex.split(part)
        except ValueError:
            words = part.split()
        while words and words[0] in PRIVILEGE:
            words.pop(0)
        if words:
            yield tuple(words)
