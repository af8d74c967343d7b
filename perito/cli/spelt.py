"""The command line as it is spelt: its commands, their options and what each means, in the current language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perito.cli.help import said, spoken
from perito.support import i18n

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Option:
    """An option, or an argument: how it is spelt, with its value, and what it means."""

    names: tuple[str, ...]
    value: str
    meaning: str

    @property
    def argument(self) -> bool:
        return not self.names[0].startswith("-")


@dataclass(frozen=True)
class Command:
    """A command: its words (`lab up`), what it does, its options, and the names of those below it."""

    words: str
    meaning: str
    options: tuple[Option, ...]
    below: tuple[str, ...]


def commands() -> list[Command]:
    """All of them; the first is `perito` itself, with no words."""
    from typer.main import get_command

    from perito.cli.app import app

    return list(_walk(get_command(app), ""))


def _walk(command: Any, words: str) -> Iterator[Command]:
    inner = getattr(command, "commands", {})
    current = i18n.language()
    context = command.make_context("perito", [], resilient_parsing=True)
    i18n.use(current)  # --lang has spoken its default
    options = tuple(_option(one, context) for one in command.get_params(context))
    yield Command(words, said(command.help), options, tuple(inner))
    for name, one in inner.items():
        yield from _walk(one, f"{words} {name}".strip())


def _option(given: Any, context: Any) -> Option:
    one = spoken(given)
    if one.param_type_name == "argument":
        spelt, meaning = one.get_help_record(context) or (one.name, "")
        return Option((spelt.split()[0].strip("[]{}.").upper(),), "", plain(meaning))
    spelt, meaning = one.get_help_record(context)
    value = "" if one.is_flag or one.count else re.sub(r".* ", "", spelt).strip("<>") or "VALUE"
    return Option((*one.opts, *one.secondary_opts), value.upper(), plain(meaning))


def plain(text: str) -> str:
    """Text in one line."""
    return " ".join(text.split())
