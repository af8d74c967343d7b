"""Sockets that systemd opens itself and hands to a service: systemd.socket(5). Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from perito.probes.systemd.specifiers import expanded
from perito.probes.systemd.unit_file import parse_unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.probes.sockets import Listener
    from perito.probes.systemd.unit_files import UnitFile

SYSTEMD: Final = 1  # its process


def streams(files: Iterable[UnitFile], service: str, triggers: Iterable[str] = ()) -> list[str]:
    """Paths of ListenStream= of the .socket units for a service, in their order.

    Those are meant that have its name or name it (Service=), and those in `triggers`, which systemd says start it.
    """
    known = {*triggers}
    found: list[str] = []
    for file in files:
        if not file.name.endswith(".socket") or file.place != "system" or not file.text:
            continue
        unit = parse_unit(expanded(file.text, file.name), file.info.path)
        served = unit.value("Socket", "Service") or f"{file.name.removesuffix('.socket')}.service"
        if served == service or file.name in known:
            found += [path for path in unit.values("Socket", "ListenStream") if path.startswith("/")]
    return list(dict.fromkeys(found))


def by_systemd(listener: Listener) -> bool:
    """Whether systemd holds it, as far as anybody may see who does."""
    return SYSTEMD in listener.pids or not listener.pids
