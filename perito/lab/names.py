"""Who logs in on the lab's servers, and what a practice's lab calls the parts of what it deploys."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

from dotenv.parser import parse_stream

from perito.lab.tools import LibraryError
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

USER = "usuario"
PASSWORD = "usuario"  # noqa: S105 - of a throw-away server that nobody else can reach

# Names with a meaning: what `perito check --app` is given, what name servers know, and of several deployments the
# first one's label (the others' is their directory's name).
APP, SERVER_NAME, LABEL = "APP", "SERVER_NAME", "LABEL"
FIRST = "first"
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def read(file: Path, variables: bool = False) -> dict[str, str]:
    """What a file says, NAME=VALUE a line, as in a .env; nothing where it is not there.

    With `variables`, each name can be one of the shell's (POSIX.1, 3.231). Raises LibraryError, with the line, where
    one says something else.
    """
    found: dict[str, str] = {}
    try:
        text = file.read_text("utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{file}:1:1: {error}") from None
    for one in parse_stream(StringIO(text)):
        if one.error or (one.key and one.value is None):
            raise LibraryError(f"{file}:{one.original.line}:1: " + _("write NAME=VALUE"))
        if variables and one.key and not VARIABLE.fullmatch(one.key):
            text = _("{place}: {name}: a variable of the shell has letters, digits and _ alone")
            raise LibraryError(text.format(place=f"{file}:{one.original.line}:1", name=one.key))
        if one.key and one.value is not None:
            found[one.key] = one.value
    return found


def label_of(names: Mapping[str, str]) -> str:
    """What results call the first of several deployments."""
    return names.get(LABEL) or FIRST


def beside(names: Mapping[str, str]) -> dict[str, str]:
    """The names of the first deployment as another one's scripts know them: $POC_DIR of the label `poc`."""
    prefix = re.sub(r"\W", "_", label_of(names).upper(), flags=re.ASCII)
    return {f"{prefix}_{name}": value for name, value in names.items() if name != LABEL}
