"""`perito lab`: bring servers up, list them, take them down."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perito.errors import PeritoError
from perito.lab.tools import LabError
from perito.support import i18n
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.lab.lab import Lab
    from perito.lab.library import Library
    from perito.lab.server import Server

USAGE = 2
CANNOT = 3

PracticeOf = Annotated[
    Path | None,
    typer.Option(
        "--practice", metavar="DIR", help="The practice whose lab it is: its lab/deploy.sh, faults/ and variants/."
    ),
]

app = typer.Typer(help="Real Debian servers to demonstrate and test on.", no_args_is_help=True)


@app.command()
def up(
    fault: Annotated[list[str] | None, typer.Option(help="A mistake to put in (see `faults`); repeatable.")] = None,
    variant: Annotated[list[str] | None, typer.Option(help="A sound variant to apply; repeatable.")] = None,
    number: Annotated[int, typer.Option("-n", min=1, help="How many servers.")] = 1,
    suite: Annotated[str, typer.Option(help="The Debian release: bookworm or trixie.")] = "bookworm",
    exercise: Annotated[bool, typer.Option("--exercise", help="Both deployments: the exercise, too.")] = False,
    bare: Annotated[bool, typer.Option("--bare", help="Nothing deployed.")] = False,
    sudo_password: Annotated[
        bool, typer.Option("--sudo-password", help="sudo asks for the password (usuario).")
    ] = False,
    role: Annotated[
        str, typer.Option(help="Not a student's server: dns, a name server that knows the servers that are up.")
    ] = "",
    practice: PracticeOf = None,
) -> None:
    """Boot servers and say how to grade each."""
    from perito.lab import dns
    from perito.lab.layers import ROLES
    from perito.support.threads import ThreadPoolExecutor

    library = _library(practice)
    also = ("exercise",) if exercise else ()
    try:
        wanted = library.needed(also, library.chosen(variant or (), fault or ()))
        if role not in {"", *ROLES}:
            raise LabError(_("no such role: {role}; the lab knows {known}").format(role=role, known=", ".join(ROLES)))
    except LabError as error:
        raise _failure(error, USAGE) from None
    lab = _usable_lab()
    try:
        if not (role or bare):
            lab.prepare(suite, wanted, library)
        with ThreadPoolExecutor(max_workers=min(number, 8)) as pool:
            coming = [
                pool.submit(
                    lab.up,
                    suite=suite,
                    faults=fault or (),
                    variants=variant or (),
                    deployed=not bare,
                    sudo_password=sudo_password,
                    role=role,
                    also=also,
                    library=library,
                )
                for _ in range(number)
            ]
            servers = []
            for one in coming:
                servers.append(one.result())
                if not role:
                    typer.echo(invitation(servers[-1]))
        known = dns.tell(lab)
        for server in servers if role else ():
            typer.echo(_introduced(server, known))
    except LabError as error:
        raise _failure(error, error.exit_status) from None


@app.command()
def down(name: Annotated[str | None, typer.Argument(help="One server; left out: all.")] = None) -> None:
    """Take servers down and clear away what crashed ones left."""
    from perito.lab import dns

    try:
        lab = _usable_lab()
        lab.down(name)
        if name:
            dns.tell(lab)
    except LabError as error:
        raise _failure(error, USAGE if name else CANNOT) from None


@app.command(name="list")
def list_() -> None:
    """Show the servers that are up."""
    from perito.lab.lab import Lab

    for server in Lab().list():
        typer.echo(f"{server.name}\t{server.address}\t{server.suite}\t{server.upper}")


@app.command()
def faults(practice: PracticeOf = None) -> None:
    """Show the mistakes and the sound variants that a server can be given."""
    library = _library(practice)
    for title, changes in (("faults", library.faults), ("variants", library.variants)):
        typer.echo(f"{title}:")
        for change in changes.values():
            typer.echo(f"  {change.name:32} {change.said(i18n.language())}")


def invitation(server: Server) -> str:
    """The command that grades this server, ready to paste; the password is also sudo's."""
    apps = " ".join(f"--app {label}={name}" if label else f"--app {name}" for label, name in server.apps)
    client = f" --hosts-file {server.client_hosts} --nameserver none" if server.client_hosts else ""
    practice = f" --practice {shlex.quote(server.given_practice)}" if server.given_practice else ""
    return (
        f"perito check ssh://{server.user}@{server.address} --identity {server.key}"
        f" --known-hosts {server.known_hosts}{practice}{' ' if apps else ''}{apps}{client}"
        f"  # {server.name}, sudo password: {server.password}"
    )


def _introduced(server: Server, known: Mapping[str, str]) -> str:
    """The use of a name server."""
    return f"--nameserver {server.address}  # {server.name} knows {', '.join(known) or 'nobody'}"


def _library(practice: Path | None) -> Library:
    """The lab of this practice; of what ships with Perito where none is given."""
    from perito.lab import library
    from perito.practice import locate, rubric

    try:
        place = locate.find(practice)
        found = library.of(place)
        found.changes  # noqa: B018 - its files are read before anything boots
        if practice is not None:
            loaded = rubric.load(place.rubric)
            found.prove(loaded.checks, loaded.words.everything())
    except PeritoError as error:
        raise _failure(error, error.exit_status) from None
    return found


def _usable_lab() -> Lab:
    from perito.lab.lab import Lab

    lab = Lab()
    lacks = lab.missing()
    if lacks:
        raise _failure(LabError("\n".join(lacks)), CANNOT)
    return lab


def _failure(error: PeritoError, status: int) -> typer.Exit:
    for line in str(error).splitlines():
        typer.echo(f"perito: {line}", err=True)
    return typer.Exit(status)
