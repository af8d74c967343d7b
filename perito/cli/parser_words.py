"""What the parser of the command line says, in the current language: its help, and its errors by their classes."""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any

from perito.support import invalid
from perito.support.i18n import N_, _, language

if TYPE_CHECKING:
    from collections.abc import Iterator

# Headings and remarks of --help, as typer has them.
PARSER = {
    one: one
    for one in (
        N_("Options"),
        N_("Arguments"),
        N_("Commands"),
        N_("[OPTIONS]"),
        N_("COMMAND [ARGS]..."),
        N_("default: {default}"),
        N_("env var: {var}"),
        N_("required"),
    )
}
KINDS = {
    "<float>": N_("<number>"),
    "<int>": N_("<whole number>"),
    "<str>": N_("<text>"),
    "<path>": N_("<path>"),
    "<int range>": N_("<whole number>"),
    "<list[str]>": N_("<text>"),
}
HELP = N_("Show this message and exit.")


def texts(command: Any, path: str = "perito") -> Iterator[str]:
    """Every text of ours that --help shows: what each command is for, and each option."""
    for text in (command.help, command.epilog, getattr(command, "rich_help_panel", None)):
        if isinstance(text, str) and text:
            yield text
    for one in command.params:
        yield from (text for text in (getattr(one, "help", None), getattr(one, "rich_help_panel", None)) if text)
    for name, one in getattr(command, "commands", {}).items():
        yield from texts(one, f"{path} {name}")


def translate(command: Any) -> None:
    """Put every text of a command's help, and of those below it, into the current language."""
    if language() == "en":
        return
    for name in ("help", "short_help", "epilog", "options_metavar", "subcommand_metavar", "rich_help_panel"):
        text = getattr(command, name, None)
        if isinstance(text, str) and text:
            setattr(command, name, _(text))
    for one in command.params:
        for name in ("help", "rich_help_panel"):
            if isinstance(text := getattr(one, name, None), str) and text:
                setattr(one, name, _(text))
        if hasattr(one, "display_type"):
            one.display_type = partial(_kind, one.display_type)
    command.get_help_option = partial(_help_option, command.get_help_option)
    command.format_usage = partial(_usage, command)
    for below in getattr(command, "commands", {}).values():
        translate(below)
    _translate_parser()


def _kind(shown: Any, context: Any) -> str:
    """The kind of an option's value: `<número>`."""
    found = str(shown(context))
    return _(KINDS[found]) if found in KINDS else found


def _help_option(made: Any, context: Any) -> Any:
    """The option --help, which the parser makes itself."""
    found = made(context)
    if found is not None:
        found.help = _(HELP)
    return found


def _usage(command: Any, context: Any, formatter: Any) -> None:
    """The first line of --help."""
    words = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, words, prefix=_("Usage: "))


def _translate_parser() -> None:
    """typer looks its own few words up by `_`, gettext's, in each of its modules: from now on in our catalogue."""
    import gettext

    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in {"typer", "click"} and getattr(module, "_", None) is gettext.gettext:
            module._ = _of_parser  # type: ignore[attr-defined]


def _of_parser(text: str) -> str:
    return _(text) if text in PARSER else text


def misused(error: Any) -> str:
    """A usage error of the parser's, in one line, with a pointer to the help."""
    text = _by_class(error).rstrip(".")
    context = getattr(error, "ctx", None)
    if context is None:
        return text
    return _("{text} (`{command} --help` tells more)").format(text=text, command=context.command_path)


def _by_class(error: Any) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _no_such_option(error)
    if kind == "MissingParameter":
        return _("{what} is missing").format(what=_called(error.param))
    if kind == "BadParameter":
        return _bad_value(error)
    if kind == "BadOptionUsage":
        return _bad_option(error)
    if kind == "UsageError":
        return _bad_words(error)
    return str(error.format_message()) if language() == "en" else _("not understood: “{said}”").format(said=error)


def _no_such_option(error: Any) -> str:
    text = _("no option is called {name}").format(name=error.option_name)
    near = [one for one in error.possibilities or () if one.startswith("-")]
    return text + (_("; did you mean {near}?").format(near=_(" or ").join(near)) if near else "")


def _called(parameter: Any) -> str:
    """An option by its long name, an argument by its place holder."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name.upper())


def _bad_value(error: Any) -> str:
    """A value of the wrong kind; pydantic, which typer reads values with, says which was wanted."""
    cause = error.__cause__
    details = cause.errors() if hasattr(cause, "errors") else []
    if details:
        said, value = invalid.said(details[0]), details[0].get("input")
        told = _("{value!r}: {said}").format(value=value, said=said)
    else:
        told = str(error.message) if language() == "en" else _("not valid: “{said}”").format(said=error.message)
    return f"{_called(error.param)} {told}" if error.param is not None else told


def _bad_option(error: Any) -> str:
    """An option with a value too many or too few."""
    if any(word.startswith(f"{error.option_name}=") for word in sys.argv):  # the error itself does not tell
        return _("{option} takes no value").format(option=error.option_name)
    return _("{option} needs a value").format(option=error.option_name)


def _bad_words(error: Any) -> str:
    """Words that are no option: which ones stands in the parser's message alone."""
    commands = getattr(error.ctx.command, "commands", None) if error.ctx is not None else None
    if commands is not None:
        found = re.search(r"'([^']*)'", error.message)
        if found is None:
            return _("a command is missing: {commands}").format(commands=", ".join(commands))
        near = get_close_matches(found[1], commands, 1)
        text = _("no command is called {name}").format(name=found[1])
        return text + (_("; did you mean {near}?").format(near=near[0]) if near else "")
    words = error.message.rpartition(" (")[2].removesuffix(")")
    return _("one argument too many: {words}").format(words=words)
