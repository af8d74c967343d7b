"""Build hook: compiles the translations (.po, in git) to the .mo files that gettext reads (never in git)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface[Any]):
    """Runs before a wheel or an editable install is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write each .mo beside its .po and put it into the wheel. `version`: `standard` or `editable`."""
        if self.target_name != "wheel":
            return
        for source in sorted(Path(self.root).glob("perito/locale/*/LC_MESSAGES/*.po")):
            compile_file(source)
        build_data["artifacts"].append("perito/locale/**/*.mo")


def compile_file(source: Path) -> Path:
    """Compile one .po file; returns the .mo written beside it. Raises babel's PoFileError on bad syntax."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target = source.with_suffix(".mo")
    with source.open("rb") as readable:
        catalogue = read_po(readable, abort_invalid=True)
    with target.open("wb") as writable:
        write_mo(writable, catalogue)
    return target
