"""`./dev case PROBE [ARGUMENT…]`: boots a server, asks one probe, and writes the answer and the facts as a case.

    ./dev case sockets.listeners
    ./dev case files.stat_paths '["/var/www"]' --fault directory-missing --name missing
    ./dev case systemd.units.units --suite trixie --user

PROBE is a function below perito.probes, an ARGUMENT a Python literal. Read the facts critically before you keep them:
a case says what is right. Exit status 2 for wrong usage, 3 where no server boots.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perito.errors import CannotLook
from perito.evidence.session import Session
from perito.lab import Lab, LabError
from perito.lab.library import shipped
from perito.probes.base import text
from perito.transport.base import Role
from tests.probes.jsonable import jsonable
from tests.recorded import store
from tests.recorded.record import SCRUB, of_this_machine

if TYPE_CHECKING:
    from perito.probes.base import Probe
    from perito.transport.base import Answer

CASES = Path(__file__).with_name("cases")
DEBIAN = {"bookworm": "debian-12", "trixie": "debian-13"}


def options(arguments: list[str]) -> argparse.Namespace:
    """The command line; ends with status 2 where it makes no sense."""
    parser = argparse.ArgumentParser(prog="./dev case", description=str(__doc__).partition("\n")[0])
    parser.add_argument("probe", help="a function below perito.probes, such as sockets.listeners")
    parser.add_argument("arguments", nargs="*", help="what it is called with, as Python literals")
    parser.add_argument("--name", help="what the case is called (default: the function's name)")
    parser.add_argument("--suite", choices=DEBIAN, default="bookworm", help="the Debian release")
    parser.add_argument("--fault", action="append", default=[], help="a fault or variant of the library; repeatable")
    parser.add_argument("--exercise", action="store_true", help="boot the server with the second deployment, too")
    parser.add_argument("--user", action="store_true", help="ask as the login user, without root")
    return parser.parse_args(arguments)


def made(name: str, arguments: list[str]) -> Probe[Any]:
    """The probe. Raises LookupError or ValueError where there is none, or an argument is no literal."""
    module, _, function = name.removeprefix("perito.probes.").rpartition(".")
    try:
        make = getattr(importlib.import_module(f"perito.probes.{module}"), function)
    except (ImportError, AttributeError):
        raise LookupError(f"no probe is called {name!r}: write MODULE.FUNCTION, as in sockets.listeners") from None
    probe: Probe[Any] = make(*(ast.literal_eval(one) for one in arguments))
    return probe


def answered(probe: Probe[Any], given: argparse.Namespace) -> Answer:
    """What a server of the lab answers. Raises LabError, TransportError."""
    library = shipped().faults | shipped().variants
    command = replace(probe.command, role=Role.LOGIN) if given.user else probe.command
    with Lab(keep=False).up(suite=given.suite, also=shipped().further if given.exercise else ()) as server:
        for change in (SCRUB, *(library[name] for name in given.fault)):
            server.change(change)
        with Session.live(server.target) as session:
            session.open()
            return session.ask(command)


def case(probe: Probe[Any], answer: Answer) -> dict[str, Any]:
    """The case as its file has it. Raises ValueError where the reader cannot be named in a file."""
    process: Any = probe.process
    arguments: dict[str, Any] = {}
    if isinstance(process, partial):
        if process.args:
            raise ValueError(f"{process.func.__name__} is given arguments without names: the case could not say which")
        process, arguments = process.func, process.keywords
    found = {
        "reads": f"{process.__module__}:{process.__name__}",
        "arguments": jsonable(arguments),
        "exit_code": answer.exit_code,
        "stdout": text(answer.stdout),
        "stderr": text(answer.stderr),
    }
    try:
        return {**found, "facts": jsonable(probe.read(answer))}
    except CannotLook as error:
        return {**found, "raises": error.reason}


def main(arguments: list[str]) -> int:
    """Ask, and write the case."""
    given = options(arguments)
    try:
        probe = made(given.probe, given.arguments)
        found = case(probe, answered(probe, given))
    except (LookupError, ValueError, SyntaxError) as error:
        print(f"./dev case: {error}", file=sys.stderr)
        return 2
    except LabError as error:
        print(f"./dev case: {error}", file=sys.stderr)
        return 3
    written = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    betrayed = store.betrays(written.encode(), of_this_machine())
    if betrayed:
        print(f"./dev case: not kept: it names {', '.join(betrayed)}", file=sys.stderr)
        return 3
    *folders, function = given.probe.removeprefix("perito.probes.").split(".")
    path = CASES / folders[-1] / f"{given.name or function}-{DEBIAN[given.suite]}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(written, encoding="utf-8")
    print(written, end="")
    print(f"{path.relative_to(Path.cwd())}: are these the facts?", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
