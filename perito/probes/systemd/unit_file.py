"""Unit files as text: systemd.syntax(7), and the command lines of systemd.service(5). Pure."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTIONS: Final = ("Unit", "Service", "Install")
KEYS: Final = {
    "Unit": ("Description", "Documentation", "After", "Before", "Wants", "Requires", "BindsTo", "PartOf",
             "StartLimitIntervalSec", "StartLimitBurst", "OnFailure", "Conflicts"),
    "Service": ("Type", "User", "Group", "Environment", "EnvironmentFile", "WorkingDirectory", "ExecStart",
                "ExecStartPre", "ExecStartPost", "ExecReload", "ExecStop", "ExecStopPost", "Restart",
                "RestartSec", "KillMode", "KillSignal", "PIDFile", "RuntimeDirectory", "UMask", "PrivateTmp",
                "StandardOutput", "StandardError", "SyslogIdentifier", "SupplementaryGroups",
                "TimeoutStartSec", "TimeoutStopSec", "LimitNOFILE", "RemainAfterExit"),
    "Install": ("WantedBy", "RequiredBy", "Alias", "Also", "DefaultInstance"),
}  # fmt: skip
ESCAPES: Final = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "s": " ",
    "\\": "\\", '"': '"', "'": "'",
}  # fmt: skip
NUMBERED: Final = re.compile(r"x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})")
VARIABLE: Final = re.compile(r"\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))")
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
BLANKS: Final = " \t\n\r"


@dataclass(frozen=True, slots=True)
class Assignment:
    """`key=value` of a section, continuation lines joined; `line` of `file` is where it starts."""

    section: str
    key: str
    value: str
    line: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class UnitProblem:
    """A line systemd ignores: outside_section, missing_equals, bad_section_header, unknown_section.

    Unknown keys are systemd's own to tell: see systemd.verify. suggestion: the section perhaps meant.
    """

    kind: str
    line: int
    text: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class UnitText:
    """A unit file as systemd reads it. Keys and section names are case-sensitive, as in systemd."""

    assignments: tuple[Assignment, ...] = ()
    sections: tuple[str, ...] = ()
    problems: tuple[UnitProblem, ...] = ()

    def values(self, section: str, key: str) -> list[str]:
        """Every value of a key in order; an empty assignment resets the list, as systemd's lists do."""
        found: list[str] = []
        for assignment in self.assignments:
            if (assignment.section, assignment.key) == (section, key):
                found = [*found, assignment.value] if assignment.value else []
        return found

    def value(self, section: str, key: str) -> str | None:
        """The last value, or None."""
        assignment = self.assignment(section, key)
        return None if assignment is None else assignment.value

    def assignment(self, section: str, key: str) -> Assignment | None:
        """The last assignment of a key, with its line."""
        matching = [one for one in self.assignments if (one.section, one.key) == (section, key)]
        return matching[-1] if matching else None


@dataclass(frozen=True, slots=True)
class ExecLine:
    """One ExecStart= line: prefixes (`-@:+!`), program, argv (program first), variables left as they are."""

    prefixes: str = ""
    program: str = ""
    argv: tuple[str, ...] = ()
    problem: str = ""
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables of Environment=; `invalid` are words without an assignment (systemd ignores them)."""

    variables: dict[str, str] = field(default_factory=dict)
    invalid: tuple[str, ...] = ()


def parse_unit(text: str, file: str = "") -> UnitText:
    """Read a unit file, whose path is `file`. Never raises."""
    assignments: list[Assignment] = []
    sections: list[str] = []
    problems: list[UnitProblem] = []
    section: str | None = None
    for number, line in logical_lines(text):
        if line.startswith("["):
            name, problem = section_header(number, line)
            section = name
            if problem is not None:
                problems.append(problem)
            if name is not None:
                sections.append(name)
            continue
        key, equals, value = line.partition("=")
        if section is None:
            problems.append(UnitProblem("outside_section", number, line))
        elif not equals:
            problems.append(UnitProblem("missing_equals", number, line))
        else:
            assignments.append(Assignment(section, key.rstrip(), value.strip(BLANKS), number, file))
    return UnitText(tuple(assignments), tuple(sections), tuple(problems))


def merged(files: Sequence[UnitText]) -> UnitText:
    """A unit and its drop-ins, in systemd's order, as one."""
    return UnitText(
        tuple(one for file in files for one in file.assignments),
        tuple(one for file in files for one in file.sections),
        tuple(one for file in files for one in file.problems),
    )


def section_header(number: int, line: str) -> tuple[str | None, UnitProblem | None]:
    """The section a line opens, and its error, if any."""
    if not line.endswith("]"):
        return None, UnitProblem("bad_section_header", number, line)
    name = line[1:-1]
    if name in SECTIONS or name.startswith("X-"):
        return name, None
    meant = difflib.get_close_matches(name[:40].strip().capitalize(), SECTIONS, 1, 0.5)
    return name, UnitProblem("unknown_section", number, line, meant[0] if meant else "")


def logical_lines(text: str) -> list[tuple[int, str]]:
    """Lines with their numbers: comments and blanks gone, continued ones joined by a blank, ends stripped.

    A backslash continues a line only at its very end: one blank after it, and it does not.
    """
    found: list[tuple[int, str]] = []
    start, pending = 0, ""
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff")), 1):
        line = line.lstrip(BLANKS)
        if line.startswith(("#", ";")):
            continue
        start = start if pending else number
        pending += line
        if (len(pending) - len(pending.rstrip("\\"))) % 2:
            pending = pending[:-1] + " "
            continue
        if pending.strip(BLANKS):
            found.append((start, pending.strip(BLANKS)))
        pending = ""
    if pending.strip(BLANKS):
        found.append((start, pending.strip(BLANKS)))
    return found


def nearest_key(key: str, section: str = "Service") -> str:
    """The key probably meant by a misspelt one, or ""; wrong capitals count as misspelt."""
    known = {name.lower(): name for name in KEYS.get(section, ())}
    meant = difflib.get_close_matches(key[:60].strip().lower(), known, 1, 0.7)
    return known[meant[0]] if meant else ""


def section_of(key: str) -> str:
    """The section a well-known key belongs to, or ""."""
    return next((section for section, keys in KEYS.items() if key in keys), "")


def environment(*values: str) -> Environment:
    """Split Environment= values (or the `Environment` property) by systemd's quoting rules."""
    variables: dict[str, str] = {}
    invalid: list[str] = []
    for value in values:
        words, problem = split_words(value)
        if problem:
            invalid.append(value)
            continue
        for word in words:
            name, equals, content = word.partition("=")
            if equals and NAME.fullmatch(name):
                variables.pop(name, None)
                variables[name] = content
            else:
                invalid.append(word)
    return Environment(variables, tuple(invalid))


def exec_argv(line: str) -> ExecLine:
    """Split a command line by systemd's rules (quotes, escapes, prefixes). Never raises."""
    words, problem = split_words(line)
    if not words or problem:
        return ExecLine(problem=problem or "empty")
    first = words[0]
    program = first.lstrip("-@:+!|")
    prefixes = first[: len(first) - len(program)]
    argv = [program, *words[1:]]
    if ";" in argv:
        argv = argv[: argv.index(";")]
    if "@" in prefixes and len(argv) > 1:
        argv = argv[1:]
    argv = [";" if word == "\\;" else word for word in argv]
    if not program:
        problem = "no_program"
    elif "/" in program and not program.startswith("/"):
        problem = "not_absolute"
    found = [] if ":" in prefixes else VARIABLE.findall(" ".join(argv).replace("$$", ""))
    return ExecLine(prefixes, program, tuple(argv), problem, tuple(braced or bare for braced, bare in found))


def split_words(value: str) -> tuple[list[str], str]:
    """The words of a value, and the error: `unbalanced_quotes` or ""."""
    words: list[list[str]] = []
    quote, inside, place = "", False, 0
    while place < len(value):
        character = value[place]
        place += 1
        if character in BLANKS and not quote:
            inside = False
            continue
        if not inside:
            words.append([])
            inside = True
        if character == "\\" and place < len(value):
            piece, place = escaped(value, place)
            words[-1].append(piece)
        elif character == quote:
            quote = ""
        elif character in "\"'" and not quote:
            quote = character
        else:
            words[-1].append(character)
    return ["".join(word) for word in words], "unbalanced_quotes" if quote else ""


def escaped(value: str, place: int) -> tuple[str, int]:
    """The character for a backslash before `place`, and where to read on; an unknown escape stays unchanged."""
    if value[place] in ESCAPES:
        return ESCAPES[value[place]], place + 1
    if match := NUMBERED.match(value, place):
        digits = next(filter(None, match.groups()))
        code = int(digits, 8 if match[2] else 16)
        if 0 < code < 0x110000:
            return chr(code), match.end()
    return "\\" + value[place], place + 1
