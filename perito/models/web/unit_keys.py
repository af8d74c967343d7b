"""The keys of a unit: systemd's complaints about its lines, and what they mean for a key that seems to be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from perito.models.web import as_taken
from perito.probes.systemd import unit_file, unit_files
from perito.server.fact import fact

if TYPE_CHECKING:
    from perito.models.web.unit import Unit
    from perito.server.server import Server

KEY_KINDS: Final = frozenset(
    {"unknown_key", "unknown_section", "missing_equals", "outside_section", "bad_section_header"}
)
# Keys whose values have checks of their own.
CHECKED: Final = frozenset({"User", "Group", "WorkingDirectory", "Environment", "ExecStart", "WantedBy", "RequiredBy"})


class UnitKeys:
    """Facts from systemd-analyze(1), verify. They raise CannotLook where it could not be asked."""

    def __init__(self, server: Server, unit: Unit) -> None:
        self.server = server
        self.unit = unit
        self.trail = server.trail

    @fact
    def complaints(self) -> list[unit_files.UnitComplaint]:
        """systemd's complaints about unknown keys and sections."""
        said = self.server.see(self.unit.verify_probe())
        return [one for one in said if one.kind in KEY_KINDS or self._is_ignored_value(one)]

    def _is_ignored_value(self, complaint: unit_files.UnitComplaint) -> bool:
        """Whether systemd ignores a line for its value, of a key that no other check is about."""
        if complaint.kind != "bad_value":
            return False
        place = (unit_files.merged(complaint.file), complaint.line)
        keys = [one.key for one in self.unit.text.assignments if (unit_files.merged(one.file), one.line) == place]
        return bool(keys) and keys[0] not in CHECKED

    def messages(self) -> list[str]:
        """The same as `line: message`, repeated ones once."""
        said = [f"{one.line}: {one.message}" if one.line else one.message for one in self.complaints]
        return list(dict.fromkeys(said))

    def strange_character(self) -> str:
        """Where a line that systemd complains of has a character that is not what it looks like; empty: nowhere."""
        lines = tuple(one.line for one in self.complaints if one.line)
        texts = [
            (file.text or "", file.info.path) for file in self.server.unit_files if file.info.path == self.unit.path
        ]
        return next((said for text, path in texts if lines and (said := as_taken.of_text(text, path, lines))), "")

    def blank_after_backslash(self) -> int:
        """The line that should go on and does not, as a blank stands behind its backslash; 0: there is none."""
        lines = [one.line for one in self.complaints if one.kind == "missing_equals"]
        for file in self.server.unit_files:
            written = (file.text or "").splitlines() if file.info.path == self.unit.path else []
            for line in lines:
                above = written[line - 2] if 1 < line <= len(written) + 1 else ""
                if above != above.rstrip() and above.rstrip().endswith("\\"):
                    return line - 1
        return 0

    def cleared(self, *keys: str) -> tuple[str, ...]:
        """`service.keys`, unless a misspelt key or section may well be the reason that `keys` are missing."""
        suspects = [
            one
            for one in self.complaints
            if one.kind != "bad_value" and (one.kind != "unknown_key" or self.meant(one) in keys)
        ]
        return () if suspects else ("service.keys",)

    @staticmethod
    def meant(complaint: unit_files.UnitComplaint) -> str:
        """The key probably meant by a misspelt one; itself where it stands in another key's section."""
        if unit_file.section_of(complaint.key) not in {"", complaint.section}:
            return complaint.key
        return unit_file.nearest_key(complaint.key, complaint.section or "Service")
