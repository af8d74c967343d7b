"""gunicorn's command line and configuration, read as gunicorn reads them (practice, items 15-16 and 18). Pure."""

from __future__ import annotations

import ast
import posixpath
import re
import shlex
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from perito.probes.python import syntax
from perito.probes.python.gunicorn_address import Bind, parse_address
from perito.probes.python.gunicorn_arguments import RefusedError, arguments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NAME: Final = re.compile(r"gunicorn(?:3|_paster|\d?\.\d+)?")
PYTHON: Final = re.compile(r"(?:python|pypy)[\d.]*")
SHELL: Final = re.compile(r"(?:ba|da|z|k)?sh")
ASSIGNMENT: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=.*", re.DOTALL)
MOST: Final = 500  # words of a command line


@dataclass(frozen=True, slots=True)
class GunicornArgs:
    """A command line that starts gunicorn.

    program: the gunicorn executable (`python` where it is `python -m gunicorn`); wrapper: the words before it (`pipenv
    run`, `sh -c`, `env`); command: the words from program (or its python) on; settings: those set by the arguments and
    GUNICORN_CMD_ARGS, by gunicorn's own names; environment: variables that `env X=y` or the shell set;
    changed_directory: `cd X` in a shell. config None: gunicorn looks for ./gunicorn.conf.py. error: gunicorn's own
    refusal. is_gunicorn: False where this runs another program.
    """

    program: str = ""
    is_gunicorn: bool = False
    wrapper: str = ""
    command: tuple[str, ...] = ()
    app: str | None = None
    binds: tuple[Bind, ...] = ()
    workers: int | None = None
    config: str | None = None
    chdir: str | None = None
    umask: int | None = None
    daemon: bool = False
    user: str | None = None
    group: str | None = None
    pythonpath: str | None = None
    settings: dict[str, object] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    changed_directory: str = ""
    error: str | None = None


def parse_command(argv: Sequence[str], environment: Mapping[str, str] | None = None) -> GunicornArgs:
    """The settings in a command line. `environment`: GUNICORN_CMD_ARGS is read from it. Never raises."""
    return with_settings(unwrapped([word for word in argv[:MOST] if "\0" not in word]), environment)


def with_settings(found: GunicornArgs, environment: Mapping[str, str] | None = None) -> GunicornArgs:
    """The same with the settings of its arguments."""
    if not found.is_gunicorn or not found.program:
        return found
    command = list(found.command)
    start = next((at for at, word in enumerate(command) if NAME.fullmatch(posixpath.basename(word))), 0)
    extra = {**(environment or {}), **found.environment}.get("GUNICORN_CMD_ARGS", "")
    try:
        values = {**arguments(words(extra), "GUNICORN_CMD_ARGS"), **arguments(command[start + 1 :])}
    except RefusedError as refusal:
        return replace(found, error=str(refusal))
    return understood(found, values)


def understood(found: GunicornArgs, values: Mapping[str, Any]) -> GunicornArgs:
    """The settings as facts."""
    settings = {key: value for key, value in values.items() if key != "args"}
    raw = settings.get("bind") or []
    binds = [parse_address(one) for one in raw if isinstance(one, str)]
    error = None
    if None in binds:
        error = f"{raw[binds.index(None)]!r} is not a valid address"
    workers = settings.get("workers")
    if isinstance(workers, int) and workers < 0:
        error = f"Value must be positive: {workers}"
    positional = values.get("args") or []
    umask = settings.get("umask")
    return replace(
        found,
        app=str(positional[0]) if positional else None,
        binds=tuple(bind for bind in binds if bind is not None),
        workers=workers if isinstance(workers, int) else None,
        config=optional(settings.get("config")),
        chdir=optional(settings.get("chdir")),
        umask=umask if isinstance(umask, int) else None,
        daemon=bool(settings.get("daemon", False)),
        user=optional(settings.get("user")),
        group=optional(settings.get("group")),
        pythonpath=optional(settings.get("pythonpath")),
        settings=settings,
        error=error,
    )


def optional(value: object) -> str | None:
    """A setting as text."""
    return None if value is None else str(value)


def unwrapped(argv: list[str], wrapper: str = "", depth: int = 0) -> GunicornArgs:
    """The gunicorn in a command line, behind env, a shell, pipenv, python."""
    if argv and re.match(r"gunicorn: (?:master|worker) \[", argv[0]):
        return GunicornArgs(is_gunicorn=True, wrapper="setproctitle")
    if depth < 3 and (script := shell_script(argv)) is not None:
        return in_shell(script, " ".join([*wrapper.split(), posixpath.basename(argv[0]), "-c"]), depth)
    for place, word in enumerate(argv):
        if not NAME.fullmatch(posixpath.basename(word)):
            continue
        module = place > 0 and argv[place - 1] == "-m"
        place -= module
        if place and PYTHON.fullmatch(posixpath.basename(argv[place - 1])):
            place -= 1
        before = argv[:place]
        return GunicornArgs(
            program=argv[place] if module else word,
            is_gunicorn=True,
            wrapper=" ".join([*wrapper.split(), *(one for one in before if not ASSIGNMENT.fullmatch(one))]),
            command=tuple(argv[place:]),
            environment=assignments(before),
        )
    return GunicornArgs(program=argv[0] if argv else "", wrapper=wrapper, command=tuple(argv))


def shell_script(argv: Sequence[str]) -> str | None:
    """The script of `sh -c SCRIPT`, also as `-lc`, behind `env`."""
    for place, word in enumerate(argv[:-2]):
        if SHELL.fullmatch(posixpath.basename(word)):
            options = argv[place + 1 :]
            for at, option in enumerate(options[:-1]):
                if re.fullmatch(r"-[a-z]*c", option):
                    return options[at + 1]
                if not option.startswith("-"):
                    return None
    return None


def in_shell(script: str, wrapper: str, depth: int) -> GunicornArgs:
    """The gunicorn among a shell script's simple commands, and the settings of the commands before it."""
    variables: dict[str, str] = {}
    directory = ""
    for command in simple_commands(script):
        line = [word for word in command if word not in ("exec", "{", "}", "(", ")", "then", "do")]
        found = unwrapped(line, wrapper, depth + 1)
        if found.is_gunicorn:
            return replace(
                found,
                environment={**variables, **found.environment},
                changed_directory=found.changed_directory or directory,
            )
        if line[:1] == ["cd"] and len(line) > 1:
            directory = posixpath.join(directory, line[1])
        if line[:1] in (["source"], ["."]) and len(line) > 1 and posixpath.basename(line[1]) == "activate":
            variables["PATH"] = posixpath.join(directory, posixpath.dirname(line[1]))
        variables.update(assignments(line))
    return GunicornArgs(program=script.split(" ")[0], wrapper=wrapper, command=(script,))


def in_script(text: str, environment: Mapping[str, str] | None = None) -> GunicornArgs:
    """The gunicorn that a shell script's text runs; comments are left out, a backslash continues a line."""
    lines = text.replace("\r", "").replace("\\\n", " ").splitlines()
    script = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    return with_settings(in_shell(script, "sh", 0), environment)


def at(found: GunicornArgs, program: str) -> GunicornArgs:
    """The same command with its program where it was found."""
    return replace(found, program=program, command=(program, *found.command[1:]))


def simple_commands(script: str) -> Iterable[list[str]]:
    """A script cut at its operators (a pipe, `;`, `&&`, `||`, a line's end)."""
    lexer = shlex.shlex(script.replace("\n", " ; "), posix=True, punctuation_chars=";&|")
    lexer.whitespace_split = True
    lexer.commenters = ""
    command: list[str] = []
    try:
        for token in lexer:
            if token and not token.strip(";&|"):
                yield command
                command = []
            else:
                command.append(token)
    except ValueError:
        command = command or script.split()
    yield command


def assignments(given: Iterable[str]) -> dict[str, str]:
    """The `NAME=value` words."""
    pairs = (word.partition("=") for word in given if ASSIGNMENT.fullmatch(word))
    return {name: value for name, _, value in pairs}


def words(line: str) -> list[str]:
    """GUNICORN_CMD_ARGS as gunicorn splits it. Raises RefusedError."""
    try:
        return shlex.split(line)
    except ValueError as problem:
        raise RefusedError(f"GUNICORN_CMD_ARGS: {problem}") from problem


def read_config_py(text: str) -> dict[str, object]:
    """The literal assignments of a gunicorn.conf.py, by ast, without computed ones. Never raises."""
    try:
        tree = syntax.module(text)
    except syntax.NO_SOURCE:
        return {}
    found: dict[str, object] = {}
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        found.pop(name, None)
        try:
            found[name] = ast.literal_eval(value)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            continue
    return found


def config_binds(value: object) -> tuple[Bind, ...]:
    """The `bind` of a configuration file: one text, several with commas between, or a list."""
    given = value.split(",") if isinstance(value, str) else value
    if not isinstance(given, list | tuple):
        return ()
    binds = [parse_address(one.strip()) for one in given if isinstance(one, str)]
    return tuple(bind for bind in binds if bind is not None)
