"""gunicorn's arguments, read as its own parser reads them, without gunicorn: argparse over its options. Pure."""

from __future__ import annotations

import argparse
import re
from functools import cache
from typing import Any, Final, NoReturn

from perito.errors import PeritoError
from perito.probes.python.gunicorn_options import OPTIONS

# Options after which gunicorn prints something and exits: no application runs.
ENDING: Final = ("-h", "--help", "-v", "--version")


class RefusedError(PeritoError):
    """gunicorn would refuse these arguments; the message is its own."""


def auto_int(text: str) -> int:
    """A number in any base; 022 is octal, as in C. It has gunicorn's own name: argparse quotes it in refusals."""
    return int(re.sub(r"^0(?=\d)", "0o", text), 0)


HOW: Final[dict[str, dict[str, Any]]] = {
    "text": {},
    "number": {"type": int},
    "number in any base": {"type": auto_int},
    "text or auto": {"nargs": "?", "const": "auto"},
    "several texts": {"action": "append"},
    "on": {"action": "store_true", "default": None},
    "off": {"action": "store_const", "const": False},
}


def arguments(given: list[str], source: str = "") -> dict[str, Any]:
    """The settings that gunicorn's own parser finds in its arguments, only those given. Raises RefusedError."""
    if any(word in ENDING for word in given):
        raise RefusedError(_ends(next(word for word in given if word in ENDING)))
    try:
        namespace = vars(_parser().parse_args(given))
    except RefusedError as refusal:
        raise RefusedError(f"{source}: {refusal}" if source else str(refusal)) from None
    except (ValueError, TypeError, IndexError, RecursionError) as problem:
        raise RefusedError(str(problem)) from problem
    return {key: value for key, value in namespace.items() if value is not None and value != []}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise RefusedError(message)  # argparse's own would print it and end the grader


class _Ends(argparse.Action):
    """An option that says something and ends, among others (`-Dv`) or shortened (`--vers`)."""

    def __call__(self, *_: object, **__: object) -> NoReturn:
        raise RefusedError(_ends(self.option_strings[-1]))


def _ends(option: str) -> str:
    return f"{option} says something and ends"


@cache
def _parser() -> argparse.ArgumentParser:
    """gunicorn's parser, which is slow to create."""
    parser = _Parser(prog="gunicorn", add_help=False)
    parser.add_argument(*ENDING[:2], action=_Ends, nargs=0, dest="help")
    parser.add_argument(*ENDING[2:], action=_Ends, nargs=0, dest="version")
    parser.add_argument("args", nargs="*")
    for name, how, flags in OPTIONS:
        parser.add_argument(*flags, dest=name, **HOW[how])
    return parser
