"""The file .env, as pipenv reads it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from perito.practice.expect import Absent
from perito.probes.python import dotenv
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.directory import Directory


class Environment:
    """The variables that the practice keeps in .env. Facts raise Absent where there is no such file."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.trail = directory.trail

    @fact
    def dotenv(self) -> dotenv.DotEnv:
        """The file .env, parsed as pipenv does."""
        found = self.directory.text_of(".env")
        if found is None:
            raise Absent(".env", "—")
        return dotenv.parse(found.text)

    def problems(self) -> list[str]:
        """Lines of .env that are no assignment."""
        bad = [f"{line}: {text.strip()}" for line, text in self.dotenv.bad_lines]
        bare = [f"{one.line}: {one.key}" for one in self.dotenv.bindings if one.value is None]
        return bad + bare

    def misspelling(self, key: str) -> str:
        """The key of .env that was probably meant for `key`."""
        if self.dotenv.get(key) is not None:
            return ""
        close = get_close_matches(key, [found for found in self.dotenv.keys if found != key], n=1)
        return _("Line {line} says {found}.").format(line=self._line(close[0]), found=close[0]) if close else ""

    def _line(self, key: str) -> int:
        binding = self.dotenv.binding(key)
        return binding.line if binding is not None else 0
