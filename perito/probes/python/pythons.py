"""Which versions of Python a server has: where pipenv looks for the one that a Pipfile asks for."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Final

from perito.probes.base import Probe, text
from perito.probes.files import number
from perito.probes.framing import complete
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.transport.base import Answer

NAME: Final = re.compile(r"(?:python)?(\d+\.\d+(?:\.\d+)?)")


def pythons(user: str, *, role: Role = Role.ROOT) -> Probe[list[str]]:
    """Their versions, `3.11`, or `3.12.1` where pyenv of `user` has them; oldest first."""
    home = f"$(getent passwd {shlex.quote(user)} | cut -d : -f 6)"
    script = f'ls -d /usr/bin/python3.* /usr/local/bin/python3.* "{home}"/.pyenv/versions/* 2>/dev/null; true'
    return Probe(Command(script, role, about="ls /usr/bin/python3.* ~/.pyenv/versions"), read_pythons)


def read_pythons(answer: Answer) -> list[str]:
    """The answer to pythons."""
    names = [line.rpartition("/")[2] for line in text(complete(answer).stdout).splitlines()]
    found = {match[1] for name in names if (match := NAME.fullmatch(name))}
    return sorted(found, key=lambda version: [number(part) for part in version.split(".")])
