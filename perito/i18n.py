"""Texts in Spanish and English: msgids are English, the catalogue is locale/es/LC_MESSAGES/perito.po."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

LANGUAGES = ("es", "en")
DOMAIN = "perito"
LOCALE = Path(__file__).parent / "locale"


class _State:
    language = "es"
    translations: gettext.NullTranslations | None = None


def use(language: str) -> None:
    """Speak `es` or `en` from now on. Raises ValueError for any other language."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}")
    _State.language = language
    _State.translations = None


def language() -> str:
    """The language in use: `es` unless told otherwise."""
    return _State.language


def _(message: str) -> str:
    """A message in the language in use; the message itself where it has no translation."""
    return _catalogue().gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a message that goes with a count."""
    return _catalogue().ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a message for translation where it is written; `_` translates it where it is shown."""
    return message


def _catalogue() -> gettext.NullTranslations:
    if _State.translations is None:
        _State.translations = _load(_State.language)
    return _State.translations


def _load(wanted: str) -> gettext.NullTranslations:
    if wanted == "en":
        return gettext.NullTranslations()
    source = LOCALE / wanted / "LC_MESSAGES" / f"{DOMAIN}.po"
    compiled = source.with_suffix(".mo")
    if compiled.is_file() and (not source.is_file() or compiled.stat().st_mtime >= source.stat().st_mtime):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    return _compiled_now(source)


def _compiled_now(source: Path) -> gettext.NullTranslations:
    """A checkout edited since it was installed: compile in memory, where Babel is there to do it."""
    try:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ImportError:
        return gettext.NullTranslations()
    if not source.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=source.parts[-3]))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
