"""A new practice: the files of a small one that works, in the author's language."""

from __future__ import annotations

import re
import unicodedata
from importlib import resources
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.practice import schemas
from perito.support import atomic_write
from perito.support.i18n import FIRST, _
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

SCHEMAS = {name: schemas.OF_PRACTICE[name] for name in ("rubric", "words")}  # an editor finds them there
TEMPLATE = "perito.practice"
IN = ".in"  # a Python file of the template is no module of ours


def write(directory: Path, language: str) -> list[Path]:
    """Write a new practice into a directory, which is made where it is missing; gives the files.

    Its id is the directory's name. Raises UsageError where something is in there, or it cannot be written.
    """
    own = language if language in FIRST else FIRST[0]
    template = resources.files(TEMPLATE) / "template" / own
    try:
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise UsageError(_("{directory}: there is something there already").format(directory=directory))
        written = []
        for name, text in _files(template, ""):
            path = directory / name.removesuffix(IN)
            atomic_write.directory(path.parent, private=False)
            atomic_write.write(path, text.replace("@ID@", identifier(directory)).encode(), private=False)
            written.append(path)
        for name, schema in SCHEMAS.items():
            path = directory / "schemas" / f"{name}.schema.json"
            atomic_write.directory(path.parent, private=False)
            atomic_write.write(path, schemas.text(schema()).encode(), private=False)
            written.append(path)
    except OSError as error:
        raise UsageError(f"{directory}: {reason(error)}") from None
    return written


def identifier(directory: Path) -> str:
    """A practice's id for a directory: its name in small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", directory.resolve().name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "practice"


def _files(place: Traversable, below: str) -> Iterator[tuple[str, str]]:
    for one in sorted(place.iterdir(), key=lambda entry: entry.name):
        if one.is_dir():
            if one.name != "__pycache__":
                yield from _files(one, f"{below}{one.name}/")
        else:
            yield f"{below}{one.name}", one.read_text("utf-8")
