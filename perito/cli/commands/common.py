"""Common code of the commands: grading options, outputs, and the exit after errors."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from perito import errors
from perito.cli.help import example, start, words_of
from perito.support import given_secrets, i18n, signals, standard_streams
from perito.support.i18n import _
from perito.support.standard_streams import complain
from perito.support.system_errors import reason

if TYPE_CHECKING:
    import typer

    from perito.practice.waivers import Waivers


AFTER_SIGNAL = 1.0  # seconds that a full standard output is waited for
CTRL_C = 130  # newer typers' exit status for KeyboardInterrupt; no command of ours ends with it


def guarded(app: typer.Typer) -> int:
    """Run the command line; every end becomes an exit status and at most a few lines on standard error.

    Called within `signals.held`: signals are raised in here. A failure of standard output ends nothing, and the exit
    status shows it; its reader may stop reading (`| head`), and then nothing is said.
    """
    troubles: list[OSError] = []

    def trouble(error: OSError) -> None:
        if not standard_streams.reader_left(error):
            complain(_("standard output: cannot be written: {reason}").format(reason=reason(error)), errors.USAGE)
            troubles.append(error)

    with standard_streams.output(trouble):
        status = _written(_ended(app))
    return errors.USAGE if troubles and status != errors.BUG else status


def _written(status: int) -> int:
    """The exit status after the rest of standard output is written.

    A reader that reads nothing is waited for until a signal comes; after one, hardly.
    """
    try:
        with signals.allowed(), signals.impatient(AFTER_SIGNAL):
            standard_streams.write_rest()
    except KeyboardInterrupt:
        return status if signals.was_told() else complain(signals.words(), errors.NOT_GRADED)
    return status


def _ended(app: typer.Typer) -> int:
    import typer

    from perito.cli import parser_words, speech

    spoken = speech.language_of(sys.argv[1:], os.environ)
    i18n.use(spoken)

    # click's UsageError; typer brings a click of its own since 0.26
    misuse: type[Exception] = typer.BadParameter.__mro__[1]
    try:
        with signals.allowed():
            command = typer.main.get_command(app)
            parser_words.translate(command)
            code = command(standalone_mode=False)
    except typer.Exit as left:
        code = left.exit_code
    except misuse as error:
        return _misused(error, spoken)
    except (KeyboardInterrupt, typer.Abort):
        code = CTRL_C
    except Exception as error:
        if not signals.came():
            return _told(error)
        code = CTRL_C
    if code == CTRL_C:
        return complain(signals.words(), errors.NOT_GRADED)
    return code if isinstance(code, int) else errors.OK


def _misused(error: Exception, language: str) -> int:
    """The parser's error, and a pointer to the help; where the target or the command is missing, three things to do."""
    from perito.cli import parser_words

    i18n.use(language)
    context = getattr(error, "ctx", None)
    kind, missing = type(error).__name__, getattr(getattr(error, "param", None), "name", None)
    if kind == "NoArgsIsHelpError":
        whole = context is not None and context.parent is not None
        message = str(getattr(error, "message", error)).splitlines()
        return _beside(message if whole else [_("Perito examines a server and grades it."), "", *start()])
    status = complain(parser_words.misused(error), errors.USAGE)
    if kind == "MissingParameter" and missing == "target":
        return _beside(["", *start()])
    shown = example(words_of(context)) if kind == "MissingParameter" and context else ""
    return _beside([_("For example: {command}").format(command=shown)]) if shown else status


def _beside(lines: list[str]) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return errors.USAGE


def _told(error: Exception) -> int:
    """An error's exit status: Perito's own have one; anything else is a bug."""
    if getattr(error, "reason", "") == "host_key_unknown":
        from perito.cli.commands import first_contact

        return first_contact.tell(error)
    if isinstance(error, errors.PeritoError) and error.exit_status != errors.BUG:
        return complain(str(error), error.exit_status)
    if os.environ.get("PERITO_DEBUG"):
        raise given_secrets.cleaned(error)
    text = _("a bug in Perito: {kind}: {error} (PERITO_DEBUG=1 shows more)")
    return complain(text.format(kind=type(error).__name__, error=error), errors.BUG)


def tell_expired(waivers: Waivers) -> None:
    """A line on standard error for each waiver that holds no longer."""
    for sentence in waivers.told_expired():
        complain(sentence, errors.OK)
