"""`perito practice list`: the practices that have a name here, and those fetched from repositories."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perito import errors
from perito.grading.settings import one_of
from perito.practice import fetched, known, locate, rubric
from perito.support import i18n
from perito.support.i18n import _
from perito.support.printable import clean

if TYPE_CHECKING:
    from collections.abc import Iterator


def run(language: str) -> int:
    """Print a line for each: what `--practice` takes, its version, its title, and who brings it.

    Raises practice.locate.PracticeError where two share a name, UsageError.
    """
    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use(language)
    rows = list(_rows(language))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, (*widths, 0), strict=True)).rstrip())
    return errors.OK


def _rows(language: str) -> Iterator[tuple[str, str, str, str]]:
    for one in known.listed():
        by = _("from {package}").format(package=one.by) if one.by else _("ships with Perito")
        yield (one.name, *_told(one.directory, language), by)
    for address, directory in fetched.kept():
        yield (address, *_told(directory, language), _("fetched"))


def _told(directory: Path, language: str) -> tuple[str, str]:
    """The version and the title; of a practice that cannot be used, what is wrong with it."""
    try:
        loaded = rubric.load(locate.find(directory).rubric)
    except errors.PeritoError as problem:
        return "", clean(str(problem).partition("\n")[0])
    return clean(loaded.version), clean(loaded.title.in_language(language))
