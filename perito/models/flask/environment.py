"""The file .env, as pipenv reads it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from perito.models.web import as_taken
from perito.practice.expect import Absent
from perito.probes.python import dotenv
from perito.server.fact import fact
from perito.support import lookalikes

if TYPE_CHECKING:
    from perito.models.flask.directory import Directory
    from perito.probes.python.dotenv import Binding, DotEnv

# Variables of Flask's own: none of them is another one misspelt.
KNOWN = frozenset({"FLASK_APP", "FLASK_ENV", "FLASK_DEBUG", "FLASK_RUN_HOST", "FLASK_RUN_PORT", "FLASK_SKIP_DOTENV"})


BOM = "\ufeff"


class Environment:
    """The variables that the practice keeps in .env. Facts raise Absent where there is no such file."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.trail = directory.trail

    @fact
    def dotenv(self) -> DotEnv:
        """The file .env, parsed as pipenv does."""
        found = self.directory.text_of(".env")
        if found is None:
            raise Absent(".env", "—", finding="env.exists/missing")
        return dotenv.parse(f"{BOM}{found.text}" if found.bom else found.text)

    @property
    def text(self) -> str:
        """The file as it is, its byte order mark included; empty where there is none."""
        found = self.directory.text_of(".env")
        return "" if found is None else f"{BOM}{found.text}" if found.bom else found.text

    def strange_character(self, key: str = "") -> str:
        """Where .env has a character that is not what it looks like, in the line of `key` or of what looks like it."""
        lines = tuple(one.line for one in self.dotenv.bindings if lookalikes.plain(one.key) == key) if key else ()
        return as_taken.of_text(self.text, ".env", lines) if lines or not key else ""

    def problems(self) -> list[tuple[int, str]]:
        """Lines of .env that are no assignment, by number."""
        bad = [(line, text.strip()) for line, text in self.dotenv.bad_lines]
        return bad + [(one.line, one.key) for one in self.dotenv.bindings if one.value is None]

    def misspelt(self, key: str) -> Binding | None:
        """The line of .env whose key was probably meant to be `key`, where that has none of its own."""
        others = {one.upper(): one for one in self.dotenv.keys if one not in KNOWN}
        close = get_close_matches(key, others, n=1)
        return self.dotenv.binding(others[close[0]]) if close and self.dotenv.binding(key) is None else None

    def inside_another(self, key: str) -> Binding | None:
        """The line of .env whose value goes on with `key=`: two assignments on one line."""
        return next((one for one in self.dotenv.bindings if re.search(rf"[\s;,&]{key}\s*=", one.value or "")), None)
