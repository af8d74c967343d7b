"""`--help` in plain text: options and commands in groups, examples to paste at the end; and the first words for whoever
types a command without its target."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from perito.cli.examples import EXAMPLES, START
from perito.models import options as of_models
from perito.support.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    import typer

OPTIONS: dict[str, str] = {  # a group's title, and its options by their long names; behind those of models
    N_("SSH"): "identity ssh-config known-hosts accept-new jump timeout wait",
    N_("Passwords"): "ask-pass password-env ask-sudo-pass sudo-password-env",
    N_("How pages are asked for"): "http url-base nameserver search hosts-file",
    N_("Roster"): "roster-format column attempts",
    N_("Grading"): "practice input whole only as marks student fail-under waivers baseline lang",
    N_("Formats"): "json junit html pdf ctrf gradescope sarif gitlab tap github",
    N_("What is kept"): "reports no-report run resume evidence save replay",
    N_("Work"): "j executor scheduler deadline retries every full",
    N_("Settings"): "config no-config",
    N_("Terminal"): "verbose quiet help",
}
COMMANDS: dict[str, str] = {
    N_("One server"): "check watch explain report open demo",
    N_("A class"): "grade roster marks export run",
    N_("Again, and more"): "regrade lint new import practice lab completion",
}
Rows = list[tuple[str, str]]


class Command(TyperCommand):
    """A command whose help has groups and examples."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments first, then each group of options that it has."""
        arguments: Rows = []
        named: dict[str, tuple[str, str]] = {}
        for one in self.get_params(ctx):
            record = spoken(one).get_help_record(ctx)
            if record is None:
                continue
            row = (record[0], record[1])
            if one.param_type_name == "argument":
                arguments.append(row)
            else:
                named[max(one.opts, key=len).lstrip("-")] = row
        groups = {**of_models.groups(), **OPTIONS}
        _sections(formatter, {_("Arguments"): arguments, **_grouped(named, groups, _("Options"))})

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """What it does."""
        _paragraph(formatter, self.help)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """The examples."""
        _examples(formatter, words_of(ctx))


class Group(TyperGroup):
    """Commands in groups."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The commands first: few look for the options of `perito` itself."""
        self.format_commands(ctx, formatter)
        records = [spoken(one).get_help_record(ctx) for one in self.get_params(ctx)]
        _sections(formatter, {_("Options"): [(one[0], one[1]) for one in records if one is not None]})

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Each with its first sentence, whole."""
        named = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                named[name] = (name, _first(said(command.help)))
        groups = COMMANDS if ctx.parent is None else {}
        _sections(formatter, _grouped(named, groups, _("Commands")))

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """What it is."""
        _paragraph(formatter, self.help)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """The examples, and where more is said."""
        _examples(formatter, words_of(ctx))
        if ctx.parent is None:
            formatter.write_paragraph()
            formatter.write_text(
                _("`perito COMMAND --help` says more of one. `perito completion bash` (zsh, fish) completes words.")
            )


def _paragraph(formatter: Any, text: str | None) -> None:
    if text:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(said(text))


def said(text: str | None) -> str:
    """A text on one line, in the current language; an empty one stays empty."""
    flat = " ".join((text or "").split())
    return _(flat) if flat else ""


def spoken(parameter: Any) -> Any:
    """A parameter with its help in the current language."""
    spoken = copy(parameter)
    if getattr(parameter, "help", None):
        spoken.help = said(parameter.help)
    return spoken


def _first(text: str) -> str:
    """A text's first sentence, without its full stop."""
    return text.partition(". ")[0].rstrip(".")


def _grouped(named: dict[str, tuple[str, str]], groups: dict[str, str], rest: str) -> dict[str, Rows]:
    """Rows by their group's title, in the groups' order; those of no group under `rest`."""
    left = dict(named)
    found = {_(title): [left.pop(one) for one in names.split() if one in left] for title, names in groups.items()}
    return {rest: list(left.values()), **found}


def _sections(formatter: Any, sections: dict[str, Rows]) -> None:
    rows = [len(row[0]) for found in sections.values() for row in found]
    width = min(max(rows, default=0), WIDEST)
    for title, found in sections.items():
        if found:
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), text) for name, text in found], col_max=WIDEST)


WIDEST = 28  # columns of an option's name; longer ones get a line of their own


def _examples(formatter: Any, words: str) -> None:
    """Commands to paste, each in one line, with what it does beside it where there is room, else above it."""
    shown = EXAMPLES.get(words, ())
    if not shown:
        return
    width = max(len(command) for command, _meaning in shown)
    beside = all(width + len(_(meaning)) + 6 <= formatter.width for _command, meaning in shown)
    formatter.write_paragraph()
    title = _("Examples")
    formatter.write(f"{title}:\n")
    for command, meaning in shown:
        if beside:
            formatter.write(f"  {command.ljust(width)}  # {_(meaning)}\n")
        else:
            formatter.write(f"  # {_(meaning)}\n  {command}\n")


def start() -> list[str]:
    """Three things to do, each with its command."""
    width = max(len(_(what)) for what, _command in START) + 1
    rows = [f"  {(_(what) + ':').ljust(width)}  {command}" for what, command in START]
    return [*rows, "", _("On the server itself: perito check local. Everything: perito --help")]


def words_of(context: Any) -> str:
    """A command's words: `lab up`, none for `perito` itself, however that was started."""
    words = []
    while context.parent is not None:
        words.append(str(context.info_name))
        context = context.parent
    return " ".join(reversed(words))


def example(words: str) -> str:
    """One call of a command; empty where none is known."""
    return next((command for command, _meaning in EXAMPLES.get(words, ())), "")


def dressed(app: typer.Typer) -> None:
    """Give all commands of an application, and of those below it, this help."""
    app.info.cls = Group
    for one in app.registered_commands:
        one.cls = Command
    for group in _below(app):
        dressed(group)


def _below(app: typer.Typer) -> Iterable[typer.Typer]:
    for one in app.registered_groups:
        one.cls = Group
        if one.typer_instance is not None:
            yield one.typer_instance
