"""Lines of a unit that systemd takes otherwise than whoever wrote them: systemd.syntax(7), systemd.exec(5). Pure."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes.systemd.unit_file import environment, exec_argv, split_words
from perito.support import lookalikes

if TYPE_CHECKING:
    from perito.support.lookalikes import Strange

# Behind a value, after a blank: what other languages take for a comment.
COMMENT: Final = re.compile(r"\s(#+|//+|;|--(?= ))\s*\w.*")
OPERATOR: Final = re.compile(r"&&|\|\|?|&|\d?>>?(?:&\d)?|\d?>&\d|<")
SUBSTITUTION: Final = re.compile(r"\$\([^)]*\)?|`[^`]*`?")
ASSIGNMENT: Final = re.compile(r"[A-Za-z_]\w*=\S*")
BUILTINS: Final = frozenset({"cd", "source", ".", "export", "exec", "eval", "set", "alias", "if", "activate"})
SHELL: Final = re.compile(r"(?:ba|da|z|k)?sh")
COMMANDS: Final = frozenset({"ExecStart", "ExecStartPre", "ExecStartPost", "ExecReload", "ExecStop"})
NO_PROGRAM: Final = frozenset({"builtin", "assignment", "quoted", "tilde"})  # kinds: there is nothing to run
PLAIN: Final = frozenset({"User", "Group", "WorkingDirectory", "WantedBy", "RequiredBy", "After", "Type", "Restart"})


@dataclass(frozen=True, slots=True)
class Misread:
    """What in a value is not what it was meant for.

    kind: look_alike (`strange` says which character), comment, operator, substitution, tilde, variable, assignment,
    builtin, export, quoted (a whole command in quotes). part: the words it is about.
    """

    kind: str
    part: str
    strange: Strange | None = None


def misread(key: str, value: str) -> Misread | None:
    """The first thing in `key=value` that systemd takes otherwise than it looks; None where there is none."""
    found = lookalikes.first_of([value])
    if found is not None:
        return Misread("look_alike", found.character, found)
    if key in COMMANDS:
        return _in_command(value)
    if key == "Environment":
        return _in_environment(value)
    return _in_plain(value) if key in PLAIN else None


def _in_plain(value: str) -> Misread | None:
    if match := COMMENT.search(value):
        return Misread("comment", match[0].strip())
    if match := SUBSTITUTION.search(value):
        return Misread("substitution", match[0])
    if value.startswith("~/"):
        return Misread("tilde", "~")
    if match := re.search(r"\$\{?\w+\}?", value):
        return Misread("variable", match[0])
    return None


def _in_environment(value: str) -> Misread | None:
    if match := SUBSTITUTION.search(value):
        return Misread("substitution", match[0])
    found = environment(value)
    if any(word == "export" or word.startswith("export ") for word in found.invalid):
        return Misread("export", "export")
    if any(entry.startswith("~/") for one in found.variables.values() for entry in one.split(":")):
        return Misread("tilde", "~")
    return None


def _in_command(value: str) -> Misread | None:
    line = exec_argv(value)
    words = split_words(value)[0]
    program = line.program or (words[0] if words else "")
    if any(SHELL.fullmatch(posixpath.basename(word)) for word in words[:3]):
        return None
    if program.startswith("~"):
        return Misread("tilde", "~")
    if match := SUBSTITUTION.match(program) or SUBSTITUTION.search(value):
        return Misread("substitution", match[0])
    if program.startswith("$"):
        return Misread("variable", program.partition("/")[0])
    if ASSIGNMENT.fullmatch(program):
        return Misread("assignment", program)
    if program in BUILTINS:
        return Misread("builtin", program)
    if " " in program and program.partition(" ")[0].startswith("/"):
        return Misread("quoted", program.partition(" ")[0])
    operator = next((word for word in line.argv[1:] if OPERATOR.fullmatch(word)), None)
    if operator is not None:
        return Misread("operator", operator)
    if match := re.search(r"\s#+\s.*", value):
        return Misread("comment", match[0].strip())
    return None
