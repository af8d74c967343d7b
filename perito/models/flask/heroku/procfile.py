"""The Procfile, and the program of its web process. Pure.

Format: one `name: command` a line, `#` before a comment; only the process called `web` gets visitors, and it must
listen on the port in $PORT (Heroku's documentation on the Procfile and on runtime principles).
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from perito.probes.python import gunicorn
from perito.probes.python.gunicorn_address import Bind, parse_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAME: Final = "Procfile"
LINE: Final = re.compile(r"[ \t]*([A-Za-z0-9_-]{1,63})[ \t]*:[ \t]*(.*)")
PORT: Final = 46851  # replaces the platform's $PORT: nobody writes this one by hand
VARIABLE: Final = re.compile(r"\$(?:PORT\b|\{PORT(?::?[-=?][^}]*)?\})")
SERVERS: Final = {"gunicorn": "gunicorn", "waitress-serve": "waitress", "uwsgi": "uwsgi", "hypercorn": "hypercorn"}
LOOPBACK: Final = {"localhost", "::1"}
MOST_LINES: Final = 200


@dataclass(frozen=True, slots=True)
class Procfile:
    """The processes by name, and the lines that are none, as (number, text)."""

    processes: dict[str, str] = field(default_factory=dict)
    unread: tuple[tuple[int, str], ...] = ()

    @property
    def web(self) -> str | None:
        """The visitors' command; None where there is no such process."""
        return self.processes.get("web")


def parse(text: str) -> Procfile:
    """Read a Procfile; a name written twice counts as written last. Never raises."""
    processes: dict[str, str] = {}
    unread = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text)[:MOST_LINES], 1):
        found = LINE.fullmatch(line.rstrip())
        if found is not None:
            processes[found[1]] = found[2].strip()
        elif line.strip() and not line.lstrip().startswith("#"):
            unread.append((number, line.strip()))
    return Procfile(processes, tuple(unread))


def lookalikes(names: Iterable[str]) -> list[str]:
    """Files that were probably meant to be the Procfile: another letter case, an extension, another directory."""
    found = []
    for name in names:
        last = posixpath.basename(name).lower()
        meant = last == NAME.lower() or re.fullmatch(r"procfile?s?(?:\.[a-z]{1,10})?", last) is not None
        if name != NAME and meant:
            found.append(name)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Web:
    """The program of the web process's command.

    server: the WSGI server's program, "" where it is another one (then `program` has it); package: the distribution it
    comes from; asks_for_port: $PORT stands where the shell replaces it.
    """

    command: str
    server: str = ""
    package: str = ""
    program: str = ""
    asks_for_port: bool = False
    gunicorn: gunicorn.GunicornArgs = field(default_factory=gunicorn.GunicornArgs)

    @property
    def refusal(self) -> str:
        """gunicorn's error about its arguments; an address it does not accept is a matter of the port."""
        return "" if self.bad_binds else self.gunicorn.error or ""

    @property
    def bad_binds(self) -> tuple[str, ...]:
        """Addresses that gunicorn does not take."""
        given = self.gunicorn.settings.get("bind")
        texts = [one for one in given if isinstance(one, str)] if isinstance(given, list) else []
        return tuple(one for one in texts if parse_address(one) is None)


def web(command: str) -> Web:
    """Read the command as the platform's shell would. Never raises."""
    filled = expanded(command)
    args = gunicorn.parse_command(["bash", "-c", filled])
    program = posixpath.basename(args.program)
    server = "gunicorn" if args.is_gunicorn else next((one for one in SERVERS if one in _programs(filled)), "")
    return Web(
        command=command,
        server=server,
        package=SERVERS.get(server, ""),
        program=program,
        asks_for_port=filled != command,
        gunicorn=args,
    )


def _programs(script: str) -> set[str]:
    return {posixpath.basename(word) for line in gunicorn.simple_commands(script) for word in line[:3]}


def expanded(command: str) -> str:
    """The command with $PORT filled in where a shell does it: not between single quotes, not after a backslash."""
    parts = re.split(r"('[^']*'|\\.|\"(?:\\.|[^\"\\])*\")", command)
    return "".join(part if part.startswith(("'", "\\")) else VARIABLE.sub(str(PORT), part) for part in parts)


def listens_for_visitors(bind: Bind) -> bool:
    """Whether an address is the platform's port, at more than the loopback."""
    loopback = bind.host.startswith("127.") or bind.host.lower() in LOOPBACK
    return bind.kind == "tcp" and bind.port == PORT and not loopback


def unfilled(text: str) -> str:
    """A text with our port replaced by $PORT again, as it was written."""
    return text.replace(str(PORT), "$PORT")


def wrong_binds(found: Web, files: Mapping[str, str]) -> tuple[str, ...]:
    """The addresses that gunicorn listens on instead of the platform's; none where visitors reach it.

    Told nothing, gunicorn listens on 0.0.0.0:$PORT by itself (its documentation, `bind`). A configuration file that
    computes its address from PORT is believed.
    """
    if found.bad_binds:
        return tuple(map(unfilled, found.bad_binds))
    binds = found.gunicorn.binds or _configured(found.gunicorn, files)
    if not binds or any(listens_for_visitors(bind) for bind in binds):
        return ()
    return tuple(unfilled(bind.raw) for bind in binds)


def _configured(args: gunicorn.GunicornArgs, files: Mapping[str, str]) -> tuple[Bind, ...]:
    name = (args.config or "gunicorn.conf.py").removeprefix("file:").removeprefix("./")
    settings = gunicorn.read_config_py(files.get(name, ""))
    return gunicorn.config_binds(settings["bind"]) if "bind" in settings else ()
