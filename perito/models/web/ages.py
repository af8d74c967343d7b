"""When the unit's files last changed, and when systemd last read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.probes import ages
from perito.probes.systemd import reading, unit_files
from perito.server.fact import fact

if TYPE_CHECKING:
    from perito.models.web.names import Names
    from perito.models.web.unit import Unit
    from perito.probes.base import Probe
    from perito.probes.systemd.unit_files import UnitLink
    from perito.server.server import Server


class Ages:
    """Ages of the unit's files and links, and of the directory. Facts raise CannotLook where we may not look."""

    def __init__(self, server: Server, names: Names, unit: Unit) -> None:
        self.server = server
        self.names = names
        self.unit = unit
        self.trail = server.trail

    def probe(self) -> Probe[ages.Ages]:
        """How to ask for all of them at once."""
        links = [link.path for link in self.boot_links()]
        own = [self.names.directory, *self.unit.paths(), *(f"{path}.d" for path in self.unit.paths()[:1]), *links]
        work = self.unit.known.working_directory.lstrip("!") if self.unit.known is not None else ""
        return ages.ages(own, work)

    def boot_links(self) -> list[UnitLink]:
        """The links that pull the unit in, from whatever target."""
        return unit_files.wants_links(self.server.unit_links, self.names.service or "")

    @fact
    def seen(self) -> ages.Ages:
        """The ages. Raises CannotLook."""
        return self.server.see(self.probe())

    def reading_probe(self) -> Probe[reading.Reading]:
        """How to ask when systemd last read the unit files, and what it keeps of this one."""
        return reading.reading(str(self.names.service))

    @fact
    def reading(self) -> reading.Reading:
        """When systemd last read the unit files, and what it keeps of this one. Raises CannotLook."""
        return self.server.see(self.reading_probe())

    @fact
    def unit_changed(self) -> float:
        """When the unit's files last changed, by content or by being put there; 0.0 where that is not known."""
        return max((self.of(path) for path in self.unit.paths()), default=0.0) or max(self._modified(), default=0.0)

    def _modified(self) -> list[float]:
        here = {unit_files.merged(path) for path in self.unit.paths()}
        return [one.info.mtime for one in self.server.unit_files if unit_files.merged(one.info.path) in here]

    def of(self, path: str) -> float:
        """When a path last changed, a link by itself, by content or by being put there; 0.0 where that is not known."""
        try:
            age = self.seen.by_path.get(path)
        except CannotLook:
            return 0.0
        return age.latest if age is not None else 0.0
