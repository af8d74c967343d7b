"""The systemd unit as written: its files, its lines, and what systemd does not understand in them (items 18–19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.directory import DirectoryFacts
from perito.practice.expect import Failure
from perito.probes.systemd import unit_file, unit_files, units
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.probes.base import Probe

KEY_KINDS = frozenset({"unknown_key", "unknown_section", "missing_equals", "outside_section", "bad_section_header"})

# Keys whose values have checks of their own.
CHECKED = frozenset({"User", "Group", "WorkingDirectory", "Environment", "ExecStart", "WantedBy", "RequiredBy"})


class WrittenFacts(DirectoryFacts):
    """What the unit says."""

    @property
    def unit(self) -> units.UnitState:
        """The unit as systemd has it loaded."""
        if self.state is None:
            raise Failure(_("a systemd unit"), "—", self.misplaced_unit())
        return self.state

    @fact
    def unit_source(self) -> unit_files.UnitFile | None:
        """The unit's file, where systemd looks for it."""
        name = self.names.service or ""
        for file in self.server.unit_files:
            if file.name in {name, unit_files.template_of(name)} and file.place == "system":
                return file
        return None

    @property
    def masked(self) -> bool:
        """Whether the unit is masked: a link to /dev/null, or an empty file, in the place of its own."""
        return self.state is not None and self.state.load_state == "masked"

    @property
    def unit_path(self) -> str | None:
        """Where the unit's file lies; None where systemd knows no such unit."""
        if self.masked:
            return None
        if self.state is not None and self.state.fragment_path:
            return self.state.fragment_path
        return self.unit_source.info.path if self.unit_source and self.unit_source.text is not None else None

    @fact
    def unit_text(self) -> unit_file.UnitText:
        """The unit as written, its drop-ins after it."""
        order = {unit_files.merged(path): place for place, path in enumerate(self._unit_paths())}
        files = [file for file in self.server.unit_files if unit_files.merged(file.info.path) in order]
        files.sort(key=lambda file: order[unit_files.merged(file.info.path)])
        return unit_file.merged([unit_file.parse_unit(file.text or "", file.info.path) for file in files])

    def line_of(self, key: str, section: str = "Service") -> str:
        """Where the unit says so: `FILE, line N: KEY=VALUE`, or that it does not."""
        found = self.unit_text.assignment(section, key)
        if found is not None:
            place = _("{file}, line {line}").format(file=found.file, line=found.line)
            return f"{place}: {key}={found.value}"
        if self.unit_path is None:
            return ""
        return _("{file} has no {key}= in [{section}].").format(file=self.unit_path, key=key, section=section)

    def _unit_paths(self) -> list[str]:
        drop_ins = list(self.state.drop_ins) if self.state is not None else []
        return ([self.unit_path] if self.unit_path else []) + drop_ins

    def misplaced_unit(self) -> str:
        """Where a unit was saved that systemd never reads."""
        if self.masked:
            return _("{unit} is masked: systemd does not start it, whatever its file says.").format(unit=self.unit.name)
        for file in self.server.unit_files:
            text = file.text or ""
            if file.place not in {"system", "dropin"} and (self.names.directory in text or "gunicorn" in text):
                return _("{path} looks like a unit, but systemd does not read it there or by that name.").format(
                    path=file.info.path
                )
        for file in self.server.unit_files:
            if file.place == "system" and file.text is not None and not file.text.strip():
                return _("{path} is empty: systemd takes that for a masked unit.").format(path=file.info.path)
        return ""

    def verify_probe(self) -> Probe[list[unit_files.UnitComplaint]]:
        """How to ask systemd what it thinks of the unit's files."""
        return unit_files.verify(self._unit_paths())

    @fact
    def key_complaints(self) -> list[unit_files.UnitComplaint]:
        """What systemd says about keys and sections it does not know."""
        said = self.server.see(self.verify_probe())
        return [one for one in said if one.kind in KEY_KINDS or self._is_ignored_value(one)]

    def _is_ignored_value(self, complaint: unit_files.UnitComplaint) -> bool:
        """Whether systemd ignores a line for its value, of a key that no other check is about."""
        if complaint.kind != "bad_value":
            return False
        place = (unit_files.merged(complaint.file), complaint.line)
        keys = [one.key for one in self.unit_text.assignments if (unit_files.merged(one.file), one.line) == place]
        return bool(keys) and keys[0] not in CHECKED

    def unit_complaints(self) -> list[str]:
        """The same as `line: message`, repeated ones once."""
        said = [f"{one.line}: {one.message}" if one.line else one.message for one in self.key_complaints]
        return list(dict.fromkeys(said))

    def cleared_by_keys(self, *keys: str) -> tuple[str, ...]:
        """`service.keys`, unless a misspelt key or section may well be the reason that `keys` are missing."""
        suspects = [
            one
            for one in self.key_complaints
            if one.kind != "bad_value" and (one.kind != "unknown_key" or self._meant(one) in keys)
        ]
        return () if suspects else ("service.keys",)

    @staticmethod
    def _meant(complaint: unit_files.UnitComplaint) -> str:
        """The key that a misspelt one was probably meant to be; itself where it stands in another key's section."""
        if unit_file.section_of(complaint.key) not in {"", complaint.section}:
            return complaint.key
        return unit_file.nearest_key(complaint.key, complaint.section or "Service")
