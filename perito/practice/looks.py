"""Whether a command of a shell only looks at a machine: told from its words, and never by running it. Pure.

What is not known for certain is neither: it may write, and nobody says that it does.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from perito.practice import look_words as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEPARATORS: Final = frozenset("();|&\n")
PUNCTUATION: Final = "();<>|&\n"
ASSIGNMENT: Final = re.compile(r"[A-Za-z_]\w*=")
SUBSTITUTION: Final = re.compile(r"\$\(([^()`]*)\)|`([^`]*)`")
NOWHERE: Final = frozenset({"/dev/null", "/dev/stdout", "/dev/stderr", "-"})
LOG: Final = re.compile(r"log\b|logs\b|journal", re.IGNORECASE)
DEEPEST: Final = 8  # shells within shells


class Kind(IntEnum):
    """What a command does, the worse the higher. A request (of a page) leaves a line in a log."""

    LOOK = 0
    REQUEST = 1
    UNKNOWN = 2
    WRITE = 3


@dataclass(frozen=True)
class Told:
    """A command's kind; `word`: what it is told by, such as `rm` or `systemctl restart`."""

    kind: Kind
    word: str = ""


def told(script: str, depth: int = 0) -> Told:
    """The worst that a script of sh(1) does."""
    if depth > DEEPEST:
        return Told(Kind.UNKNOWN)
    found = [Told(Kind.LOOK)]
    flat = script.replace("\\\n", " ")
    while (inner := SUBSTITUTION.search(flat)) is not None:
        found.append(told(inner[1] or inner[2] or "", depth + 1))
        flat = f"{flat[: inner.start()]}X{flat[inner.end() :]}"
    if "<<" in flat.replace("<<<", ""):
        return Told(Kind.UNKNOWN)  # what follows may be a text, and no command
    try:
        found += _of_commands(flat, depth)
    except ValueError:  # a quotation that does not end
        found.append(Told(Kind.UNKNOWN))
    return max(found, key=lambda one: one.kind)


def at_logs(script: str) -> bool:
    """Whether a look may be at a log, in which a request leaves a line."""
    return LOG.search(script) is not None


def _of_commands(script: str, depth: int) -> Iterator[Told]:
    lexer = shlex.shlex(script, posix=True, punctuation_chars=PUNCTUATION)
    lexer.whitespace, lexer.commenters, lexer.whitespace_split = " \t\r", "", True
    command: list[str] = []
    tokens = iter(lexer)
    for token in tokens:
        if set(token) & {"<", ">"} and set(token) <= set(PUNCTUATION):
            yield _redirected(token, next(tokens, ""))
        elif token and set(token) <= SEPARATORS:
            yield _of_command(command, depth)
            command = []
        else:
            command.append(token)
    yield _of_command(command, depth)


def _redirected(sign: str, where: str) -> Told:
    if ">" not in sign:
        return Told(Kind.UNKNOWN if "<<" in sign else Kind.LOOK)
    if where in NOWHERE or (sign.endswith("&") and where.isdigit()):
        return Told(Kind.LOOK)
    return Told(Kind.WRITE, f"{sign} {where}")


def _of_command(given: Sequence[str], depth: int) -> Told:
    """One simple command: what runs another is looked through."""
    command = list(given)
    while command and (command[0] in words.BEFORE or ASSIGNMENT.match(command[0])):
        command.pop(0)
    if not command or command[0] in words.ALONE:
        return Told(Kind.LOOK)
    name, rest = PurePosixPath(command[0]).name, command[1:]
    if name in words.RUNNERS:
        return _of_command(_behind(name, rest), depth + 1) if depth < DEEPEST else Told(Kind.UNKNOWN)
    if name in words.SHELLS:
        return _of_shell(rest, depth)
    if name == "command" and rest[:1] not in (["-v"], ["-V"]):
        return _of_command(rest, depth)
    if name == "find":
        return _of_find(rest, depth)
    return _of_program(name, rest)


def _behind(runner: str, rest: list[str]) -> list[str]:
    """The command that another one runs: `sudo -u www-data cat x` is `cat x`."""
    taking, left = words.RUNNERS[runner], list(rest)
    while left and (left[0].startswith("-") or ASSIGNMENT.match(left[0])):
        option = left.pop(0)
        if option == "--":
            break
        if option in taking and left:
            left.pop(0)
    if runner == "timeout":
        left = left[1:]
    return left


def _of_shell(rest: list[str], depth: int) -> Told:
    for place, word in enumerate(rest):
        if re.fullmatch(r"-[a-z]*c", word):
            return told(rest[place + 1], depth + 1) if len(rest) > place + 1 else Told(Kind.UNKNOWN)
    return Told(Kind.UNKNOWN)


def _of_find(rest: list[str], depth: int) -> Told:
    if {"-delete", "-fprint", "-fprintf", "-fls"} & set(rest):
        return Told(Kind.WRITE, "find -delete" if "-delete" in rest else "find -fprint")
    started = [place for place, word in enumerate(rest) if word in {"-exec", "-execdir", "-ok", "-okdir"}]
    found = [_of_command([one for one in rest[place + 1 :] if one not in {"{}", "+"}], depth + 1) for place in started]
    return max(found, key=lambda one: one.kind, default=Told(Kind.LOOK))


def _of_program(name: str, rest: list[str]) -> Told:
    if (verbs := words.VERBS.get(name)) is not None:
        return _of_verb(name, rest, verbs)
    if (writing := words.BY_OPTION.get(name)) is not None:
        for word in rest:
            if writing.fullmatch(word):
                return Told(Kind.WRITE, f"{name} {word}")
        doubtful = words.DOUBTFUL.get(name)
        if doubtful is not None and any(doubtful.fullmatch(word) for word in rest):
            return Told(Kind.UNKNOWN, name)
        return Told(Kind.LOOK)
    if name in words.REQUESTS:
        return _of_request(name, rest)
    if name == "tee":
        return Told(Kind.LOOK if {one for one in rest if not one.startswith("-")} <= NOWHERE else Kind.WRITE, "tee")
    if name in words.LOOKS or (name in words.LOOKS_ALONE and not rest):
        return Told(Kind.LOOK)
    if name in words.WRITES or name in words.LOOKS_ALONE or name.startswith("mkfs."):
        return Told(Kind.WRITE, name)
    return Told(Kind.UNKNOWN, name)


def _of_verb(name: str, rest: list[str], verbs: words.Verbs) -> Told:
    """A program that does what its first words say: `systemctl show`, `ip addr add`."""
    said = [word for word in rest if verbs.options or not word.startswith("-")]
    for word in said:
        if verbs.writes.fullmatch(word):
            return Told(Kind.WRITE, f"{name} {word}")
        if verbs.first and not verbs.looks.fullmatch(word):
            return Told(Kind.UNKNOWN, name)
        if verbs.first:
            return Told(Kind.LOOK)
    found = any(verbs.looks.fullmatch(word) for word in said) or (verbs.bare and not said)
    return Told(Kind.LOOK) if found else Told(Kind.UNKNOWN, name)


def _of_request(name: str, rest: list[str]) -> Told:
    kept = words.REQUESTS[name]
    for place, word in enumerate(rest):
        match = kept.fullmatch(word)
        if match is not None:
            where = match["where"] or (rest[place + 1] if len(rest) > place + 1 else "")
            return Told(Kind.REQUEST) if where in NOWHERE else Told(Kind.WRITE, f"{name} {word}")
    if name == "wget" and "--spider" not in rest:
        return Told(Kind.WRITE, name)
    return Told(Kind.REQUEST)
