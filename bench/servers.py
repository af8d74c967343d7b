"""What is measured on a server of the lab: Perito, and a script over plain ssh that asks the same."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

from perito.transport.base import Command, HttpRequest, Role

UNREACHED = 255  # ssh(1), EXIT STATUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito import evidence
    from perito.lab.server import Server


def questions(seen: evidence.Evidence) -> tuple[str, list[HttpRequest]]:
    """One sequential script with every command of a check, and the requests that the client sent."""
    lines = []
    requests = []
    for exchange in seen.exchanges:
        if isinstance(exchange.asked, Command):
            who = "" if exchange.asked.role is Role.ROOT else "runuser -u usuario -- "
            lines.append(f"{who}/bin/sh -c {shlex.quote(exchange.asked.script)}")
        elif isinstance(exchange.asked, HttpRequest):
            requests.append(exchange.asked)
    return "\n".join(lines) + "\n", requests


def check(server: Server, more: Sequence[str]) -> None:
    """`perito check` as a program of its own."""
    target = f"ssh://{server.user}@{server.address}"
    keys = ["--identity", str(server.key), "--known-hosts", str(server.known_hosts)]
    command = [
        sys.executable,
        "-m",
        "perito",
        "check",
        target,
        *keys,
        "--app",
        "mi_aplicacion",
        "--no-report",
        *more,
    ]
    subprocess.run(command, check=True, capture_output=True)


def ask(server: Server, asked: tuple[str, list[HttpRequest]], patience: int | None = None) -> None:
    """The script over one ssh, and the pages with curl; `patience`: seconds to wait for the server at all."""
    script, requests = asked
    options = ["-i", str(server.key), "-o", f"UserKnownHostsFile={server.known_hosts}", "-o", "BatchMode=yes"]
    options += ["-o", f"ConnectTimeout={patience}"] if patience else []
    command = ["ssh", "-F", "none", *options, f"{server.user}@{server.address}", "sudo -n sh -s"]
    if subprocess.run(command, input=script.encode(), check=False, capture_output=True).returncode == UNREACHED:
        return
    for request in requests:
        url = f"http://{server.address}:{request.port}{request.path}"
        subprocess.run(["curl", "-s", "-o", "/dev/null", "-H", f"Host: {request.host}", url], check=True)
