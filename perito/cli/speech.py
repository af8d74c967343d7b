"""The language of --help and of usage errors: what is said before a command has begun.

That is `--lang` where it is given, else PERITO_LANG, else `lang` in perito.toml, else the shell's (on Windows the
user's) where Perito speaks it, else Spanish, as reports are. C and POSIX name no language: a program that reports in
Spanish does not refuse in English there.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.support.i18n import FIRST, LANGUAGES, VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language to speak, by the words of the command line and the environment."""
    found = [_given(words), environment.get(VARIABLE), _in_file(words, environment), *_of_shell(environment)]
    return next((one for one in found if one in LANGUAGES), FIRST[0])


def _given(words: Sequence[str]) -> str | None:
    """The last --lang before `--`."""
    found = None
    own = words[: words.index("--")] if "--" in words else words
    for position, word in enumerate(own):
        if word.startswith("--lang="):
            found = word.partition("=")[2]
        elif word == "--lang" and position + 1 < len(own):
            found = own[position + 1]
    return found


def _in_file(words: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """`lang` for this command in the file of options; whatever else is in it is looked at later."""
    from perito.cli.config import file as files

    command = next((word for word in words if not word.startswith("-")), "")
    if own := environment.get(f"PERITO_{command}_LANG".upper().replace("-", "_")):
        return own
    with suppress(UsageError, OSError):
        named = environment.get("PERITO_CONFIG")
        found = files.read(Path(named)) if named else files.find(Path.cwd())
        if found is not None:
            table = found.table.get(command, {})
            told = table.get("lang") if isinstance(table, dict) else None
            return str(told or found.table.get("lang"))
    return None


def _of_shell(environment: Mapping[str, str]) -> list[str]:
    """The language of locale(7)'s first variable that is set; Windows' language of menus."""
    named = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := environment.get(name))), "")
    if not named and sys.platform == "win32":
        named = _of_windows()
    return [named.partition("_")[0].partition(".")[0].partition("@")[0].partition("-")[0].lower()]


def _of_windows() -> str:
    """The user's language on Windows, such as es_ES; empty where it is not known."""
    import ctypes
    import locale

    with suppress(AttributeError, OSError):
        number: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined, unused-ignore]
        return locale.windows_locale.get(number, "")
    return ""
