"""Perito's own texts in Spanish and English: stdlib gettext over perito/locale.

Message ids are English. `scripts/messages` collects them into perito/locale/es/LC_MESSAGES/perito.po; the build
(hatch_build.py) compiles that to perito.mo. In a source tree without a current .mo, Babel, if installed, compiles it in
memory.

The language is set per thread, so that several gradings can run in one process; `perito.support.threads` starts threads
with the language of their starter. A thread that a library started uses the main thread's language.
"""

from __future__ import annotations

import gettext as _gettext
import io
import threading
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

LANGUAGES = ("es", "en")
DOMAIN = "perito"
LOCALE = Path(__file__).parent.parent / "locale"

_spoken: ContextVar[str | None] = ContextVar("language", default=None)
_main = "es"


def use(language: str) -> None:
    """Use `es` or `en` in this context from now on. Raises ValueError for any other language."""
    global _main
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is not one of {', '.join(LANGUAGES)}")
    _spoken.set(language)
    if threading.current_thread() is threading.main_thread():
        _main = language


def language() -> str:
    """The language in use: `es` (the default) or `en`."""
    return _spoken.get() or _main


def _(message: str) -> str:
    """The message in the current language, looked up at the call; fill its {placeholders} with str.format."""
    return _catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The singular or plural of the message for `number`, in the current language."""
    return _catalogue(language()).ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a message for translation where it is defined; `_` translates it where it is shown."""
    return message


def decimal(value: float, places: int = 2) -> str:
    """A number, rounded half up, in the notation of the current language: 8,50 in Spanish, 8.50 in English."""
    text = str(Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return text.replace(".", ",") if language() == "es" else text


def grouped(number: int) -> str:
    """A count with its thousands apart: 10.000 in Spanish, where four digits stay together, 10,000 in English."""
    if language() == "es":
        return str(number) if abs(number) < 10_000 else f"{number:,}".replace(",", ".")
    return f"{number:,}"


def points(value: float) -> str:
    """Points without needless zeros: 4,5 or 0,25 or 1; up to two places."""
    text = decimal(value)
    return text.rstrip("0").rstrip(".,")


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    """The translations of a language; English, the language of the ids, has none."""
    if language == "en":
        return _gettext.NullTranslations()
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
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)
