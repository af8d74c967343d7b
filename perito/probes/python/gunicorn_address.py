"""The addresses that gunicorn's `bind` takes, read as gunicorn reads them. Pure."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import Final

PORT: Final = "8000"  # gunicorn's own where none is given


@dataclass(frozen=True, slots=True)
class Bind:
    """An address on which gunicorn listens. kind: unix, tcp, fd. `raw` is the text given to --bind."""

    kind: str
    path: str = ""
    host: str = ""
    port: int = 0
    raw: str = ""

    def resolved(self, cwd: str) -> Bind:
        """A relative socket path made absolute, for a gunicorn that runs in `cwd`."""
        if self.kind != "unix":
            return self
        return replace(self, path=posixpath.normpath(posixpath.join(cwd or "/", self.path)))


def parse_address(raw: str) -> Bind | None:
    """`unix:PATH`, `fd://N`, `HOST`, `HOST:PORT`, `[HOST]:PORT`; None where gunicorn refuses it.

    gunicorn is generous, and so is this: what follows a second colon, for one, it does not read.
    """
    try:
        if raw.startswith("unix:"):
            return Bind("unix", path=raw.rpartition("unix:")[2].removeprefix("//"), raw=raw)
        if raw.startswith("fd://"):
            return Bind("fd", port=int(raw.removeprefix("fd://")), raw=raw)
        host, port = _parts(raw.removeprefix("tcp://").partition("tcp://")[0] if raw.startswith("tcp://") else raw)
        return Bind("tcp", host=host.lower(), port=int(port), raw=raw)
    except ValueError:
        return None


def _parts(address: str) -> tuple[str, str]:
    """Host and port."""
    if "[" in address and "]" in address:
        return address.partition("]")[0][1:], [*address.split("]:"), PORT][1]
    if not address:
        return "0.0.0.0", PORT  # noqa: S104 - gunicorn's own
    host, port = [*address.split(":"), PORT][:2]
    return host, port
