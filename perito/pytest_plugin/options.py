"""The options of `perito check` as options of pytest: read from the command itself, so that none is missing.

Each is `--perito-NAME`, and `--NAME` too where nobody else has that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pytest

    from perito.cli.commands.check import Options

PREFIX = "--perito-"
# pytest's own, pytest-html's, pytest-timeout's and testinfra's: ours have the prefix, whether these are loaded or not.
OTHERS = frozenset({"--verbose", "--html", "--timeout", "--ssh-config"})
SAME = {"ssh-config": "ssh_config"}  # testinfra's, which means the same
OWN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("target", {"help": "what to grade: local, user@host, ssh://user@host:port or an alias", "metavar": "TARGET"}),
    ("replay", {"help": "grade recorded evidence instead of a server", "metavar": "EVIDENCE"}),
    ("rubric", {"help": "rubric file (default: rubric.yaml beside checks/)", "metavar": "FILE"}),
)


def command() -> Any:
    """`perito check`, as click has it."""
    from typer.main import get_command

    from perito.cli.app import app

    return get_command(app).commands["check"]  # type: ignore[attr-defined] # typer has a click of its own


def add(parser: pytest.Parser) -> None:
    """Add them all to pytest's parser."""
    group = parser.getgroup("perito", "grading a server with Perito: the options of `perito check`")
    for name, settings in (*OWN, *((name, _settings(one)) for name, one in of_check())):
        dest = f"perito_{name.replace('-', '_')}"
        group.addoption(f"{PREFIX}{name}", dest=dest, **settings)
        if f"--{name}" not in OTHERS | taken(parser):
            group.addoption(f"--{name}", dest=dest, **{**settings, "help": f"the same as {PREFIX}{name}"})


def taken(parser: pytest.Parser) -> set[str]:
    """The options that there are. pytest before 9.0 sees that one is there twice only when it parses."""
    return {name for group in parser._groups for option in group.options for name in option.names()}


def of_check() -> Iterator[tuple[str, Any]]:
    """Every option of `perito check` but --help: its name without dashes, and what click has of it."""
    for one in command().params:
        if one.param_type_name == "option" and one.name != "help":
            yield str(max(one.opts, key=len)).removeprefix("--"), one


def _settings(option: Any) -> dict[str, Any]:
    """The same for argparse."""
    told = {"help": (option.help or "").replace("%", "%%"), "default": None}
    if option.count:
        return {**told, "action": "count"}
    if option.is_flag:
        return {**told, "action": "store_true"}
    return {**told, "metavar": option.metavar or "TEXT", "action": "append" if option.multiple else "store"}


def asked(config: pytest.Config, name: str) -> Any:
    """The value of one of these options, None where it was not given."""
    value = config.getoption(f"perito_{name.replace('-', '_')}", None)
    return config.getoption(SAME[name], None) if value is None and name in SAME else value


def words(config: pytest.Config) -> Iterator[str]:
    """What was given, as words for `perito check`. Where pytest is verbose, so is the report."""
    for name, one in of_check():
        option, value = f"--{name}", asked(config, name)
        if one.count:
            yield from [option] * (value or max(0, config.option.verbose))
        elif value is True:
            yield option
        elif value is not None:
            for text in value if one.multiple else [value]:
                yield from (option, str(text))


def options(config: pytest.Config, more: Sequence[str]) -> Options:
    """The options as `perito check` reads them, with further words for it. Raises UsageError.

    Nothing is kept under reports/ unless that is asked for.
    """
    found: list[Options] = []

    def keep(made: Options) -> int:
        found.append(made)
        return 0

    nothing_kept = [] if asked(config, "reports") else ["--no-report"]
    target = asked(config, "target") or "local"
    try:
        command().main(
            [*words(config), *nothing_kept, *more, "--", target],
            prog_name="check",  # also the name of its table in perito.toml
            standalone_mode=False,
            obj=keep,
        )
    except Exception as error:
        if not hasattr(error, "format_message"):  # click's, whichever click it is
            raise
        raise UsageError(str(error.format_message())) from None
    return found[0]
