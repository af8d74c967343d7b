"""Debian packages: dpkg-query(1) (practice, items 1-2 and 17)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import complete, quoted
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Answer

FORMAT = "${Package}\\t${db:Status-Status}\\t${Version}\\n"


def packages(names: Sequence[str]) -> Probe[dict[str, str | None]]:
    """The installed version of each package.

    None where it is not installed, or only its configuration is left. ToolAbsent where this is no Debian.
    """
    script = f"dpkg-query -W -f '{FORMAT}' -- {quoted(names)}"
    return Probe(
        Command(script, Role.LOGIN, about=f"dpkg-query -W {quoted(names)}"),
        partial(read_packages, names=tuple(names)),
    )


def read_packages(answer: Answer, names: Sequence[str]) -> dict[str, str | None]:
    """The answer to packages; dpkg-query says on stderr which names it does not know."""
    found: dict[str, str | None] = dict.fromkeys(names)
    for line in text(tool_of(complete(answer), "dpkg-query").stdout).splitlines():
        name, _, rest = line.partition("\t")
        status, _, version = rest.partition("\t")
        if status == "installed" and name in found:
            found[name] = version
    return found
