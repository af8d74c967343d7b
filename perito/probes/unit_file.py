"""Unit files as text: systemd.syntax(7), and the command lines of systemd.service(5). Pure."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Assignment:
    """`key=value` of a section, continuation lines joined; `line` is where it starts."""

    section: str
    key: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class UnitProblem:
    """Something systemd ignores or refuses. kind: outside_section, missing_equals, bad_section_header,
    unknown_section, unknown_key, repeated (a second ExecStart= of a service that is not oneshot)."""

    kind: str
    line: int
    text: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class UnitText:
    """A unit file as systemd reads it. Keys and section names keep their capitals: systemd minds them."""

    assignments: tuple[Assignment, ...] = ()
    sections: tuple[str, ...] = ()
    problems: tuple[UnitProblem, ...] = ()

    def values(self, section: str, key: str) -> list[str]:
        """Every value of a key in order; an empty assignment resets the list, as systemd's lists do."""
        raise NotImplementedError

    def value(self, section: str, key: str) -> str | None:
        """The last value, or None."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class ExecLine:
    """One ExecStart= line: prefixes (`-@:+!`), program, argv (program first), and $VARIABLES left as they are."""

    prefixes: str = ""
    program: str = ""
    argv: tuple[str, ...] = ()
    problem: str = ""
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Environment:
    """What Environment= sets, in order; `invalid` are words that are no assignment (systemd ignores them)."""

    variables: dict[str, str] = field(default_factory=dict)
    invalid: tuple[str, ...] = ()


def parse_unit(text: str) -> UnitText:
    """Read a unit file. Never raises."""
    raise NotImplementedError


def environment(*values: str) -> Environment:
    """Split Environment= values (or the `Environment` property) by systemd's quoting rules."""
    raise NotImplementedError


def exec_argv(line: str) -> ExecLine:
    """Split a command line by systemd's rules (quotes, escapes, prefixes). Never raises."""
    raise NotImplementedError
