"""The practice's place: a directory with `checks/`, `rubric.yaml` and perhaps a `conftest.py`."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from perito.errors import USAGE, PeritoError
from perito.practice import own_model
from perito.support import reading
from perito.support.home import expanded
from perito.support.i18n import _

EXTENDS = re.compile(r"^extends:[ \t]*[\"']?([^\"'#\n]*[^\"'#\s])[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)
USE = re.compile(r"^(use):", re.MULTILINE)
TWO_SOURCES = re.compile(r"\b(integrity)\b")
MODEL = re.compile(r"^model:[ \t]*[\"']?([\w-]+)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


class PracticeError(PeritoError):
    """No practice there. The message names the directory and the missing file."""

    exit_status = USAGE


@dataclass(frozen=True)
class Practice:
    """A directory of checks and the rubric that goes with them."""

    directory: Path

    @property
    def checks(self) -> Path:
        """The directory pytest collects."""
        return self.directory / "checks"

    @property
    def rubric(self) -> Path:
        """The rubric's file."""
        return rubric_of(self.directory)

    @property
    def model(self) -> str:
        """The model in the head of the rubric; without one, the shipped practice's where the checks take its
        fixtures, else the one that asks nothing by itself.

        Read without the rest: the first questions leave before the rubric is loaded.
        """
        if (named := self.named_model) is not None:
            return named
        if self.bases:
            return self.bases[0].model
        return find().model if own_model.first_taken(self.directory) else own_model.NONE

    @property
    def bases(self) -> tuple[Practice, ...]:
        """The practices that it stands on, the nearest first. Raises PracticeError where one is not there."""
        found: list[Practice] = []
        current = self
        while (named := current._line(EXTENDS)) is not None:
            place = f"{current.rubric}{_position(named)}"
            try:
                current = base_of(current.directory, named[1])
            except PracticeError as error:
                raise PracticeError(f"{place}: extends: {error}") from None
            if current in {self, *found}:
                raise PracticeError(f"{place}: extends: " + _("it stands on itself"))
            found.append(current)
        return tuple(found)

    @property
    def named_model(self) -> str | None:
        """The model that the head of the rubric names."""
        named = self._line(MODEL)
        return named[1] if named is not None else None

    @property
    def compares(self) -> bool:
        """Whether it seems to ask for two sources to be compared (a step `integrity`), by a look at its text alone: the
        first questions leave before the rubric is loaded. What it says then counts."""
        if self._line(TWO_SOURCES) is not None:
            return True
        return self._line(USE) is None and bool(self.bases) and self.bases[0].compares

    @property
    def model_place(self) -> str:
        """`file:line:column` of the model's name in the rubric; of its beginning where it names none."""
        return f"{self.rubric}{_position(self._line(MODEL))}"

    def _line(self, wanted: re.Pattern[str]) -> re.Match[str] | None:
        """A line of the rubric's head."""
        with suppress(OSError, UnicodeDecodeError):
            return wanted.search(reading.text(self.rubric).removeprefix("\ufeff").replace("\r\n", "\n"))
        return None

    @property
    def place(self) -> str:
        """Where it is found again: its directory, or `URL@commit`; empty for the one that ships with Perito."""
        from perito.practice.fetched import origin_of

        return "" if self.shipped else origin_of(self.directory) or str(self.directory)

    @property
    def shipped(self) -> bool:
        """Whether it is the one that ships with Perito."""
        return self.directory == shipped()


def _position(line: re.Match[str] | None) -> str:
    """`:line:column` of what was found in a file; of its beginning where nothing was."""
    before = line.string[: line.start(1)] if line is not None else ""
    return f":{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def find(given: Path | str | None = None) -> Practice:
    """The practice in a directory; as text also by an installed one's name or a git repository's address (`named`).

    By default the one that ships with Perito: in a wheel that is `perito/shipped/`, in a checkout it stands beside the
    package. Raises PracticeError.
    """
    if given is None:
        return _whole(Practice(shipped()))
    return _whole(Practice(named(given) if isinstance(given, str) else expanded(given).resolve()))


def named(text: str) -> Path:
    """The directory of a practice that is called by a name, a repository's address or a directory.

    A word without a slash that is both a name and a directory with a practice is neither. Raises PracticeError.
    """
    from perito.practice import fetched, known  # only where a practice is named

    if fetched.is_address(text):
        return fetched.checkout(text).resolve()
    directory = expanded(text).resolve()
    if not text or any(one in text for one in "/\\~") or text.startswith("."):
        return directory
    if not directory.is_dir():
        return known.directory_of(text).resolve()
    if rubric_of(directory).is_file() and any(one.name == text for one in known.listed()):
        told = _("{name}: the name of a practice and of a directory here: ./{name} is the directory")
        raise PracticeError(told.format(name=text))
    return directory


def base_of(directory: Path, text: str) -> Practice:
    """The practice that one in `directory` extends: a directory beside its files, a name, or a repository's address.

    Raises PracticeError.
    """
    from perito.practice import fetched, known

    beside = directory / expanded(text)
    if fetched.is_address(text):
        found = fetched.checkout(text)
    elif beside.is_dir() or any(one in text for one in "/\\~") or text.startswith("."):
        found = beside
    else:
        found = known.directory_of(text)
    return _whole(Practice(found.resolve()))


def rubric_of(directory: Path) -> Path:
    """The rubric's file of the practice in a directory."""
    return directory / "rubric.yaml"


def shipped() -> Path:
    """The directory of the practice that ships with Perito."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent


@lru_cache(maxsize=4)
def words(directory: Path) -> str:
    """All texts of a practice and of those that it stands on, one after the other: rubric, words, checks.

    What cannot be read counts for nothing.
    """
    practice = Practice(directory)
    found = [
        path
        for one in (practice, *practice.bases)
        for path in (
            one.rubric,
            *sorted(one.directory.glob("words/**/*.yaml")),
            *sorted(one.directory.glob("checks/**/*.py")),
        )
    ]
    texts = []
    for path in found:
        with suppress(OSError):
            texts.append(reading.content(path).decode("utf-8", "replace"))
    return "\n".join(texts)


def _whole(practice: Practice) -> Practice:
    if not practice.directory.is_dir():
        raise PracticeError(_("{directory}: no such directory").format(directory=practice.directory))
    needed = (practice.rubric,) if practice._line(EXTENDS) is not None else (practice.checks, practice.rubric)
    missing = [path.name for path in needed if not path.exists()]
    if missing:
        raise PracticeError(
            _("{directory}: not a practice: {missing} missing").format(
                directory=practice.directory, missing=", ".join(missing)
            )
        )
    return practice


def own_name(path: Path) -> str:
    """A teacher's test file's name in reports and for --only: `test_90_mine.py` is `mine`."""
    return re.sub(r"^test_(\d+_)?", "", path.stem)
