"""How a server is reached: directly, or over a proxy that makes the wire longer. Every peer goes the same way."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from perito.lab.server import Server

KNOWN_HOSTS = "known_hosts"
PATIENCE = 15  # seconds that ssh waits for a server to greet, as Perito does
ALIAS = "measured"  # the server's name in the ssh_config that every peer reads


@dataclass(frozen=True)
class Way:
    """`config`: an ssh_config with the server as ALIAS; `web`: the address of its port 80, `host:port`.

    `counted`: what passed since it was last called (bench.proxy.Passed), nothing on the direct way.
    """

    config: Path
    web: str
    counted: Callable[[], dict[str, int]]

    @property
    def known_hosts(self) -> Path:
        """The server's host key, as it was when the way was made."""
        return self.config.with_name(KNOWN_HOSTS)


@contextmanager
def way(server: Server, delay: float, scratch: Path) -> Iterator[Way]:
    """The way to a server; `delay` in seconds for a round trip."""
    scratch.mkdir()
    if not delay:
        yield Way(_config(scratch, server, server.address, 22), f"{server.address}:80", dict)
        return
    words = [sys.executable, "-m", "bench.proxy", str(delay / 2), f"{server.address}:22", f"{server.address}:80"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as proxy:
        assert proxy.stdin is not None
        assert proxy.stdout is not None
        asking, answers = proxy.stdin, proxy.stdout
        shell, web = json.loads(answers.readline())

        def counted() -> dict[str, int]:
            asking.write("\n")
            asking.flush()
            found: dict[str, Any] = json.loads(answers.readline())
            return found

        yield Way(_config(scratch, server, "127.0.0.1", shell), f"127.0.0.1:{web}", counted)
        asking.close()
        proxy.kill()


def _config(scratch: Path, server: Server, host: str, port: int) -> Path:
    """An ssh_config(5) and the known_hosts(5) that goes with it."""
    known = scratch / KNOWN_HOSTS
    keys = [line.split(None, 1)[1] for line in server.known_hosts.read_text().splitlines()]
    known.write_text("".join(f"{_pattern(host, port)} {key}\n" for key in keys))
    config = scratch / "ssh_config"
    config.write_text(
        f"Host {ALIAS}\n  HostName {host}\n  Port {port}\n  User {server.user}\n  IdentityFile {server.key}\n"
        f"  IdentitiesOnly yes\n  UserKnownHostsFile {known}\n  StrictHostKeyChecking yes\n  BatchMode yes\n"
        f"  ConnectTimeout {PATIENCE}\n"
    )
    return config


def _pattern(host: str, port: int) -> str:
    return host if port == 22 else f"[{host}]:{port}"
