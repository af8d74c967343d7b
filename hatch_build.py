"""Build hooks: the translations compiled (.po, in git) to .mo files (never in git); the README of a package page."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<where>[^)\s]+)\)")
REMARK = re.compile(r"^ *<!-- .*? -->\n", re.MULTILINE | re.DOTALL)


class CompileTranslations(BuildHookInterface[Any]):
    """Runs before a wheel or an editable install is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write each .mo beside its .po and put it into the wheel. `version`: `standard` or `editable`."""
        if self.target_name != "wheel":
            return
        for source in sorted(Path(self.root).glob("perito/locale/*/LC_MESSAGES/*.po")):
            compile_file(source)
        build_data["artifacts"].append("perito/locale/**/*.mo")


class PackagePage(MetadataHookInterface):
    """The README as a package page shows it, where relative links lead nowhere; and the project's addresses.

    `home` in pyproject.toml is where the repository can be read. Links go there; without one, only their text is left.
    """

    def update(self, metadata: dict[str, Any]) -> None:
        """Set `readme`, and `urls` where there are any."""
        home = str(self.config.get("home", "")).rstrip("/")
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": page(text, home)}
        if home:
            pages = {"Documentation": "blob/main/docs/index.md", "Changelog": "blob/main/CHANGELOG.md"}
            metadata["urls"] = {"Source": home, **{name: f"{home}/{path}" for name, path in pages.items()}}


def page(text: str, home: str) -> str:
    """The text of a README with links that work elsewhere: below `home`, or where that is empty, none."""

    def link(match: re.Match[str]) -> str:
        where, said = match["where"], match["text"]
        if "://" in where or where.startswith("#"):
            return match[0]
        if not home:
            return "" if match["picture"] else said
        return f"{match['picture']}[{said}]({home}/{'raw' if match['picture'] else 'blob'}/main/{where})"

    return LINK.sub(link, REMARK.sub("", text))


def compile_file(source: Path) -> Path:
    """Compile one .po file; returns the .mo written beside it. Raises babel's PoFileError on bad syntax."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target = source.with_suffix(".mo")
    with source.open("rb") as readable:
        catalogue = read_po(readable, abort_invalid=True)
    for message in list(catalogue):  # a plural without any text would be taken for one
        if message.id and not all([message.string] if isinstance(message.string, str) else message.string):
            catalogue.delete(message.id)
    # Otherwise the moment of the build stands in it, and no two are the same.
    catalogue.creation_date = catalogue.revision_date = datetime(2020, 1, 1, tzinfo=UTC)
    # Perito may be running from this tree: it never finds half a file.
    unfinished = target.with_suffix(f".mo.{os.getpid()}")
    with unfinished.open("wb") as writable:
        write_mo(writable, catalogue)
    unfinished.replace(target)
    return target
