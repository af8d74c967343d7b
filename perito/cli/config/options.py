"""A file's keys as a command's options: their names, their kinds, and what a file that was only found may not say.

A file that lies in the current directory may be a student's. So one that nobody named says how to reach names on the
server and where reports go, within its own directory, and nothing that decides a grade, whom to trust or what runs;
and a class is never graded by it. Whoever names it (--config, PERITO_CONFIG) trusts it.
"""

from __future__ import annotations

import inspect
import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from perito.cli.config import file as files
from perito.cli.config.file import ConfigFile
from perito.errors import OK, UsageError
from perito.support.home import expanded
from perito.support.i18n import N_, _
from perito.support.standard_streams import complain

if TYPE_CHECKING:
    from collections.abc import Mapping

    import typer

    from perito.grading.sources import Source

PLAIN = "check"  # its options stand at the top of the file; those of the others in tables of their names
SOURCES = "sources"  # the table of what is deployed where: perito.grading.sources
LOOKS = frozenset({"check", "watch"})  # commands that look for a file
NEVER = frozenset({"config", "no-config", "help"})
HARMLESS = frozenset(
    [
        *("app", "service", "site", "server-name", "timeout", "wait", "deadline", "lang", "verbose", "quiet"),
        *("every", "full", "github", "no-report"),
    ]
)
_used: list[tuple[ConfigFile, list[str]]] = []  # not yet told of
WRITES = frozenset(["json", "junit", "html", "ctrf", "gradescope", "sarif", "gitlab", "tap", "evidence", "reports"])
PLACES = frozenset({"heroku-repo", "practice"})  # a path, or something else


def use(context: typer.Context, given: Path | None) -> Path | None:
    """The file in use, after its options have become the command's defaults; None where there is none.

    `given`: by --config or PERITO_CONFIG. Raises UsageError.
    """
    if context.resilient_parsing:
        return given
    command = str(context.info_name)
    without = bool(context.params.get("no_config"))
    if without:
        either(context)
    options = _options(context.command)
    defaults: dict[str, Any] = {}
    file = None
    if not without:
        file = files.read(given) if given is not None else _found(command)
    if file is not None:
        defaults = _defaults(context, file, command, options)
        _used.append((file, [f"--{name}" for name, one in options.items() if one.parameter in defaults]))
    context.default_map = {**defaults, **_environment(command, options)}
    return file.path if file is not None else None


def prove(context: typer.Context, path: Path) -> None:
    """Raise UsageError for whatever is wrong in a file, for each command."""
    file = files.read(path)
    for name, command in _commands(context).items():
        _defaults(context, file, name, _options(command))
    sources(path)


def either(context: typer.Context) -> None:
    """Raise UsageError where --config is given beside --no-config."""
    source = context.get_parameter_source("config")
    if source is not None and source.name == "COMMANDLINE":
        raise UsageError(_("--config, --no-config: one of the two"))


def _found(command: str) -> ConfigFile | None:
    """A file that is found; of one that a command does not look for it is told that it would have to be named."""
    try:
        here = Path.cwd()
    except OSError:  # it has been removed
        return None
    file = files.find(here)
    if file is None or command in LOOKS:
        return file
    if command in file.table:
        text = _("{path}: its table [{command}] counts only where the file is named: --config {path}")
        complain(text.format(path=file.path, command=command), OK)
    return None


@dataclass(frozen=True)
class Option:
    """An option: the parameter it sets, what its value is, and whether it may be repeated."""

    parameter: str
    kind: str
    repeated: bool


def _options(command: Any) -> dict[str, Option]:
    """A command's options by their long names; -j has none, and is `jobs` here."""
    hints = inspect.signature(command.callback).parameters
    found = {}
    for one in command.params:
        name = max(one.opts, key=len)
        if one.param_type_name == "option" and one.name in hints:
            hint = str(get_args(hints[one.name].annotation)[0])
            kind = next((kind for kind in KINDS if kind in hint.lower()), "str")
            found[name[2:] if name.startswith("--") else one.name] = Option(one.name, kind, "list" in hint)
    return {name: one for name, one in found.items() if name not in NEVER}


def _defaults(context: typer.Context, file: ConfigFile, command: str, options: Mapping[str, Option]) -> dict[str, Any]:
    """The values of a file for a command, by parameter. Raises UsageError for whatever is wrong with a key."""
    others = {name: _options(one) for name, one in _commands(context).items() if name != PLAIN}
    for key, value in file.table.items():
        if key == SOURCES and not isinstance(value, dict):
            raise file.wrong((key,), _("a table: a path on the server, and the repository's file"))
        if isinstance(value, dict) and key not in {*others, SOURCES}:
            raise file.wrong((key,), _unknown(key, [*others, SOURCES]))
        if isinstance(value, dict) and key in others:
            for name in value.keys() - others[key].keys():
                raise file.wrong((key, name), _unknown(name, others[key]))
    keys = () if command == PLAIN else (command,)
    table = file.table if command == PLAIN else file.table.get(command, {})
    plain = options if command == PLAIN else _options(_commands(context)[PLAIN])
    for name in (name for name, value in file.table.items() if not isinstance(value, dict)):
        if name not in plain:
            raise file.wrong((name,), _unknown(name, plain))
    values = {name: value for name, value in table.items() if not isinstance(value, dict)}
    return {options[name].parameter: _value(file, (*keys, name), value, options[name])
            for name, value in values.items()}  # fmt: skip


def _commands(context: typer.Context) -> dict[str, Any]:
    """The commands that take a file."""
    parent = context.parent
    all_of_them = getattr(parent.command, "commands", {}) if parent is not None else {}
    return {name: one for name, one in all_of_them.items() if any(p.name == "no_config" for p in one.params)}


def _unknown(name: str, known: Any) -> str:
    near = get_close_matches(name.replace("_", "-"), list(known), 1)
    if near:
        return _("no option is called that; did you mean {near}?").format(near=near[0])
    return _("no option is called that; `perito {command} --help` lists them").format(command=PLAIN)


def _value(file: ConfigFile, keys: tuple[str, ...], value: Any, option: Option) -> Any:
    """An option's value, of the right kind; paths are relative to the file."""
    name = keys[-1]
    if file.found and name not in HARMLESS | WRITES:
        text = _("a file that was only found does not decide this; whoever trusts it names it: --config {path}")
        raise file.wrong(keys, text.format(path=file.path))
    values = value if isinstance(value, list) and option.repeated else [value]
    types, says = KINDS[option.kind]
    if any(isinstance(one, bool) is not (option.kind == "bool") or not isinstance(one, types) for one in values):
        raise file.wrong(keys, _("this is {kind}").format(kind=_(says)))
    if option.kind == "path" or name in PLACES:
        values = [_placed(file, keys, one, "str" if name in PLACES else option.kind) for one in values]
    return values if option.repeated else values[0]


KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "bool": ((bool,), N_("true or false")),
    "float": ((int, float), N_("a number")),
    "int": ((int,), N_("a whole number")),
    "path": ((str,), N_("a path in quotation marks")),
    "str": ((str,), N_("a text in quotation marks")),
}


def _placed(file: ConfigFile, keys: tuple[str, ...], value: str, kind: str) -> str:
    """A path from the file's directory. A file that was found lets nothing be written outside of it."""
    if value == "-":
        return value
    home = file.path.absolute().parent
    path = home / expanded(value)
    if kind != "path" and not path.is_dir():
        return value
    if file.found and not path.resolve().is_relative_to(home.resolve()):
        text = _("{value} leads out of the file's directory, which only a file that is named may do: --config {path}")
        raise file.wrong(keys, text.format(value=value, path=file.path))
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _environment(command: str, options: Mapping[str, Option]) -> dict[str, Any]:
    """The options that are in the environment, as PERITO_CHECK_FAIL_UNDER is; of repeated ones with blanks between."""
    found: dict[str, Any] = {}
    for name, option in options.items():
        text = os.environ.get(f"PERITO_{command}_{name}".upper().replace("-", "_"))
        if text:
            found[option.parameter] = text.split() if option.repeated else text
    return found


def tell() -> None:
    """Say which options are from the file, once the language is known."""
    for file, names in _used:
        if names:
            complain(_("{path}: options from it: {names}").format(path=file.path, names=", ".join(names)), OK)
    _used.clear()


def sources(path: Path) -> tuple[Source, ...]:
    """What is deployed where, by the file's table: the repository's files. Raises UsageError."""
    from perito.grading.sources import Source

    file = files.read(path)
    table = file.table.get(SOURCES, {})
    home = path.absolute().parent
    root = next((one for one in (home, *home.parents) if (one / ".git").exists()), home)
    found = []
    for place, name in table.items():
        if not isinstance(name, str) or not place.startswith("/"):
            raise file.wrong((SOURCES, place), _("an absolute path on the server, and the repository's file as text"))
        source = home / name
        if not source.is_file():
            raise file.wrong((SOURCES, place), _("{name}: no such file").format(name=name))
        text = files.content(source).decode("utf-8", "replace")
        found.append(Source(place, os.path.relpath(source, root).replace(os.sep, "/"), text))
    return tuple(found)
