"""Which Python a virtualenv's programs run with, and which its packages were installed for."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import MALFORMED, PYTHON, complete
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.transport.base import Answer

# argv: the virtualenv, programs of its bin/. One JSON object.
SCRIPT: Final = r"""
import glob, json, os, re, sys
path, programs = sys.argv[1], sys.argv[2:]
def first(name):
    try:
        with open(os.path.join(path, 'bin', name), 'rb') as file:
            lines = file.read(1024).split(b'\n')
    except OSError:
        return None
    found = lines[0].decode('utf-8', 'replace')
    long = re.match(r"'''exec' \"?([^\" ]+)", lines[1].decode('utf-8', 'replace')) if len(lines) > 1 else None
    return '#!' + long.group(1) if found.startswith('#!/bin/sh') and long else found
def leads(line):
    words = (line or '')[2:].split(' ')
    words = [word for word in words if word]
    if not (line or '').startswith('#!') or not words or not words[0].startswith('/'):
        return None
    return os.path.realpath(words[0]) if os.path.exists(words[0]) else ''
def has_packages(place):
    return any(entry.endswith('.dist-info') for entry in os.listdir(place))
lines = {name: first(name) for name in programs}
places = glob.glob(glob.escape(path) + '/lib/python3*/site-packages')
print(json.dumps({
    'python': os.path.realpath(os.path.join(path, 'bin', 'python')),
    'libraries': sorted(os.path.basename(os.path.dirname(one)) for one in places if has_packages(one)),
    'lines': lines, 'leads': {name: leads(line) for name, line in lines.items()},
}))
"""
VERSION: Final = re.compile(r"python(\d+\.\d+)")
FIRST_LINE: Final = re.compile(r"#!\s*(?P<path>/\S*?)(?P<return>\r?)(?:\s.*)?")


@dataclass(frozen=True, slots=True)
class Script:
    """The first line of a program in bin/. interpreter: what it names, as written (empty: no path); resolved: where
    that leads, None where it does not exist; carriage_return: the line ends in one, as on Windows."""

    interpreter: str
    resolved: str | None = None
    carriage_return: bool = False


@dataclass(frozen=True, slots=True)
class Interpreter:
    """python: where bin/python leads; version: of that name, empty where it does not say; libraries: the versions whose
    lib/pythonX.Y has packages; scripts: by name, those that are there."""

    python: str = ""
    version: str = ""
    libraries: tuple[str, ...] = ()
    scripts: dict[str, Script] = field(default_factory=dict)


def interpreter(
    path: str, programs: tuple[str, ...] = ("gunicorn", "flask"), *, role: Role = Role.ROOT
) -> Probe[Interpreter]:
    """How to ask for them, of the virtualenv at `path`."""
    words = " ".join(shlex.quote(word) for word in (path, *programs))
    about = f"head -1 {shlex.quote(path)}/bin/gunicorn; ls {shlex.quote(path)}/lib"
    return Probe(Command(f"{PYTHON} {shlex.quote(SCRIPT)} {words}", role, about=about), read_interpreter)


def read_interpreter(answer: Answer) -> Interpreter:
    """The answer to interpreter. Raises CannotLook where nothing was said."""
    said = tool_of(complete(answer), "python3")
    if answer.exit_code != 0:
        raise CannotLook(Unseen.NO_RIGHTS, text(said.stderr).strip()[-200:])
    try:
        return interpreter_of(json.loads(text(said.stdout)))
    except MALFORMED as problem:
        raise CannotLook(Unseen.UNREADABLE, f"python3: {text(said.stdout).strip()[:200]}") from problem


def interpreter_of(row: dict[str, Any]) -> Interpreter:
    """The facts of a row. Raises MALFORMED."""
    version = VERSION.fullmatch(str(row["python"]).rpartition("/")[2])
    return Interpreter(
        python=str(row["python"]),
        version=version[1] if version else "",
        libraries=tuple(match[1] for one in row["libraries"] if (match := VERSION.fullmatch(str(one)))),
        scripts={
            str(name): script(line, row["leads"].get(name)) for name, line in row["lines"].items() if line is not None
        },
    )


def script(line: str, leads: str | None) -> Script:
    """One first line; `leads`: where its interpreter leads, empty or None where nowhere."""
    match = FIRST_LINE.fullmatch(line)
    if match is None:
        return Script("")
    return Script(match["path"], leads or None, bool(match["return"]))
