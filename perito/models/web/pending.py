"""What the unit's file says and systemd has not read yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.web import written
from perito.probes.systemd import unit_files
from perito.server.fact import fact

if TYPE_CHECKING:
    from perito.models.web.ages import Ages
    from perito.models.web.unit import Unit
    from perito.models.web.written import Difference
    from perito.server.server import Server


class Pending:
    """The unit on disk against the unit as loaded. Facts raise CannotLook where neither can be seen."""

    def __init__(self, server: Server, unit: Unit, ages: Ages) -> None:
        self.server = server
        self.unit = unit
        self.ages = ages
        self.trail = server.trail

    @fact
    def differences(self) -> list[Difference]:
        """Settings that systemd would take from the file, and has not."""
        return written.differences(self.unit.text, self.unit.known) if self.unit.known is not None else []

    @fact
    def waiting(self) -> bool:
        """Whether a daemon-reload would change something: by content where that can be compared, else by systemd's own
        word, which goes by the file's age alone and knows nothing of a file that is older than the one it replaced."""
        if self.unit.known is None or self.unit.masked or not self.unit.path:
            return False
        if self.unit.known.need_daemon_reload:
            return bool(self.differences) or not self._only_touched()
        return bool(self.differences) and self._changed_since_read() and not self._refused_values()

    def _only_touched(self) -> bool:
        try:
            return written.only_touched(self.unit.text, self.ages.reading)
        except CannotLook:
            return False

    def _changed_since_read(self) -> bool:
        try:
            return self.ages.unit_changed > self.ages.reading.at > 0
        except CannotLook:
            return False

    def _refused_values(self) -> bool:
        """Whether systemd complains of a value in the file: then it keeps another for that."""
        try:
            said = self.server.see(self.unit.verify_probe())
        except CannotLook:
            return True
        lines = {(unit_files.merged(one.file), one.line) for one in said}
        return any((unit_files.merged(one.file), one.line) in lines for one in self.differences)

    @property
    def refused(self) -> bool:
        """Whether systemd has read what is there and takes none of it."""
        return self.unit.known is not None and bool(self.unit.surplus_commands())

    def explains(self, *keys: str) -> bool:
        """Whether one of these settings is among those that wait, or may be: without keys, whatever matters to a
        service at all."""
        if not self.waiting or self.refused:
            return False
        found = {one.key for one in self.differences} - written.HARMLESS
        if self.differences:
            return bool(found & set(keys) if keys else found)
        return True
