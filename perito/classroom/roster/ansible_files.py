"""The directories group_vars and host_vars beside an inventory."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from perito.classroom.roster import ansible_vars
from perito.classroom.roster.model import RosterError
from perito.classroom.roster.nodes import Document, is_mapping
from perito.classroom.roster.rows import Cell, Place
from perito.classroom.roster.text import text_of
from perito.support.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from ruamel.yaml.nodes import Node

    from perito.classroom.roster.rows import Problems

SUFFIXES = ("", ".yml", ".yaml", ".json")
VAULT = "$ANSIBLE_VAULT"


class VarsFiles:
    """The variables of a group or host, by the directory's name and its own, for Inventory.variables."""

    def __init__(self, base: Path, problems: Problems) -> None:
        self.base = base
        self.problems = problems

    def __call__(self, directory: str, name: str) -> dict[str, Cell]:
        """The variables in the files for this name; nothing without a file."""
        found: dict[str, Cell] = {}
        there = self._listed[directory]
        for path in (there[name + suffix] for suffix in SUFFIXES if name + suffix in there):
            for file in _files(path):
                found |= self._of(file)
        return found

    @cached_property
    def _listed(self) -> dict[str, dict[str, Path]]:
        """The content of both directories, by name: a host's name is never made a path."""
        found: dict[str, dict[str, Path]] = {}
        for directory in ("group_vars", "host_vars"):
            try:
                found[directory] = {path.name: path for path in (self.base / directory).iterdir()}
            except OSError:
                found[directory] = {}
        return found

    def _of(self, path: Path) -> dict[str, Cell]:
        try:
            text = text_of(path)
        except RosterError as error:
            self.problems.add(Place(path), str(error).removeprefix(f"{path}: "))
            return {}
        if text.startswith(VAULT):
            self.problems.note(Place(path), _("encrypted by Ansible Vault: left aside"))
            return {}
        document = Document(path, text, self.problems)
        if document.root is None:
            return {}
        if not is_mapping(document.root):
            document.wrong(document.root, _("variables with their values stand here"))
            return {}
        pairs = document.pairs(document.root)
        return {key.text: cell for key, value in pairs if (cell := value_of(document, key, value))}


def _files(path: Path) -> list[Path]:
    """The file, or those of a directory in order of name."""
    if not path.is_dir():
        return [path]
    try:
        inside = sorted(path.iterdir())
    except OSError:
        return []
    return [one for one in inside if one.is_file() and one.suffix in SUFFIXES and not one.name.startswith(".")]


def value_of(document: Document, key: Cell, value: Node) -> Cell | None:
    """A variable's value as text; a value of another type is an error where the variable matters here."""
    text = document.text(key, value)
    if text is None and ansible_vars.matters(key.text):
        if str(value.tag) == "!vault":
            document.problems.add(key.place, ansible_vars.vaulted(key.text))
        else:
            document.problems.add(key.place, _("{name}: text or a number stands here").format(name=key.text))
    return None if text is None else Cell(text, key.place)
