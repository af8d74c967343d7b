"""Perito's own texts in its languages: stdlib gettext over perito/locale.

A language is a directory there: `format.toml` with the notation of its numbers and dates, and, but for English, the
language of the message ids, `LC_MESSAGES/perito.po`. `scripts/messages` brings those up to date with the code; the
build (hatch_build.py) compiles them to perito.mo. In a source tree without a current .mo, Babel, if installed, compiles
it in memory.

The language is set per thread, so that several gradings can run in one process; `perito.support.threads` starts threads
with the language of their starter. A thread that a library started uses the main thread's language.
"""

from __future__ import annotations

import gettext as _gettext
import io
import os
import threading
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

DOMAIN = "perito"
LOCALE = Path(__file__).parent.parent / "locale"
VARIABLE = "PERITO_LANG"
FIRST = ("es", "en")  # whole: held by tests; the first is the default of every text


def _there() -> tuple[str, ...]:
    """The languages that have a directory, those of `FIRST` before the others."""
    found = sorted(path.parent.name for path in LOCALE.glob("*/format.toml"))
    return (*FIRST, *(name for name in found if name not in FIRST))


LANGUAGES = _there()
_spoken: ContextVar[str | None] = ContextVar("language", default=None)
_main = FIRST[0]


def use(language: str) -> None:
    """Use one of `LANGUAGES` in this context from now on. Raises ValueError for any other."""
    global _main
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is not one of {', '.join(LANGUAGES)}")
    _spoken.set(language)
    if threading.current_thread() is threading.main_thread():
        _main = language


def use_of(document: str) -> None:
    """Use a document's language from now on; one that is not here may be a later Perito's: then Spanish."""
    use(document if document in LANGUAGES else FIRST[0])


class Usual(str):
    """A language that nobody asked for, of this practice: it gives way to one that the practice has."""

    __slots__ = ()


def default() -> str:
    """The language of texts where nobody said it, as `Usual`: PERITO_LANG's, else Spanish."""
    asked = os.environ.get(VARIABLE) or FIRST[0]
    return Usual(asked) if asked in LANGUAGES else asked


def language() -> str:
    """The language in use: one of `LANGUAGES`, by default Spanish."""
    return _spoken.get() or _main


def _(message: str) -> str:
    """The message in the current language, looked up at the call; fill its {placeholders} with str.format."""
    return catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The singular or plural of the message for `number`, in the current language."""
    return catalogue(language()).ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a message for translation where it is defined; `_` translates it where it is shown."""
    return message


@cache
def catalogue(language: str) -> _gettext.NullTranslations:
    """The translations of a language; English, the language of the ids, has none.

    A message that a further language lacks is in Spanish, the language it is translated from, and not in English.
    """
    if language == "en":
        return _gettext.NullTranslations()
    found = _own(language)
    if language not in FIRST:
        found.add_fallback(catalogue(FIRST[0]))
    return found


def _own(language: str) -> _gettext.NullTranslations:
    compiled = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    source = compiled.with_suffix(".po")
    if not _fresh(compiled, source):
        translations = _compiled_in_memory(source)
        if translations is not None:
            return translations
    if compiled.is_file():
        with compiled.open("rb") as file:
            return _gettext.GNUTranslations(file)
    return _gettext.NullTranslations()


def finished(catalogue: Catalog) -> Catalog:
    """A catalogue without its messages that are not translated: a plural without any text would be one."""
    for message in list(catalogue):
        if message.id and not all([message.string] if isinstance(message.string, str) else message.string or [""]):
            catalogue.delete(message.id)
    return catalogue


def _fresh(compiled: Path, source: Path) -> bool:
    if not compiled.is_file():
        return False
    return not source.is_file() or compiled.stat().st_mtime >= source.stat().st_mtime


def _compiled_in_memory(source: Path) -> _gettext.GNUTranslations | None:
    """The translations of a .po file; None where there is no such file or no Babel to read it."""
    try:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ImportError:
        return None
    if not source.is_file():
        return None
    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, finished(read_po(file)))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)
