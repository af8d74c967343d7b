"""Our reading of gunicorn's arguments and addresses against gunicorn's own, which the extra `dev` installs."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from gunicorn.config import Config
from gunicorn.util import parse_address as theirs_of
from hypothesis import given, settings
from hypothesis import strategies as st

from perito.probes.python.gunicorn_address import parse_address
from perito.probes.python.gunicorn_arguments import ENDING, RefusedError, arguments
from perito.probes.python.gunicorn_options import OPTIONS

if TYPE_CHECKING:
    import argparse

ROOT = Path(__file__).parents[2]
VALUES = [
    "3",
    "-1",
    "0",
    "022",
    "0x10",
    "0o7",
    "3.5",
    "",
    " ",
    "x",
    "unix:/x.sock",
    "a=b",
    "-",
    "--",
    "wsgi:app",
    "auto",
    "٣",
]
FLAGS = [flag for _name, _how, flags in OPTIONS for flag in flags] + list(ENDING)
SHORT = [flag for flag in FLAGS if len(flag) == 2]


class TheirRefusalError(Exception):
    """What gunicorn's parser says."""


@cache
def theirs() -> argparse.ArgumentParser:
    """gunicorn's own parser."""
    parser: argparse.ArgumentParser = Config(prog="gunicorn").parser()  # type: ignore[no-untyped-call]

    def refuse(message: str) -> NoReturn:
        raise TheirRefusalError(message)

    parser.error = refuse  # type: ignore[method-assign] # it would print and exit
    return parser


def by_gunicorn(words: list[str]) -> dict[str, Any] | str:
    """The settings that it finds, or its refusal; `ends` where it would print and exit."""
    try:
        found = vars(theirs().parse_args(words))
    except TheirRefusalError as refusal:
        return str(refusal)
    except SystemExit:
        return "ends"
    return {name: value for name, value in found.items() if value is not None and value != []}


def by_us(words: list[str]) -> dict[str, Any] | str:
    """The same of our reading."""
    try:
        return arguments(words)
    except RefusedError as refusal:
        return "ends" if "says something and ends" in str(refusal) else str(refusal)


def test_the_options_are_those_of_the_installed_gunicorn() -> None:
    ended = subprocess.run([sys.executable, ROOT / "scripts/gunicorn-options", "--check"], check=False)
    assert ended.returncode == 0, "run scripts/gunicorn-options"


@pytest.mark.parametrize("flag", FLAGS)
def test_every_option_with_every_kind_of_value(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    for value in VALUES:
        for words in (
            [flag, value],
            [flag, value, flag, value, "a:b"],
            [f"{flag}={value}"],
            [flag + value],
            [flag[:-1]],
        ):
            if not set(words) & set(ENDING):
                assert by_us(words) == by_gunicorn(words), words
    capsys.readouterr()


WORD = st.one_of(
    st.sampled_from(FLAGS),
    st.sampled_from(VALUES),
    st.builds(lambda flag, cut: flag[: len(flag) - cut], st.sampled_from(FLAGS), st.integers(0, 6)),
    st.builds("{}={}".format, st.sampled_from(FLAGS), st.sampled_from(VALUES)),
    st.builds("{}{}".format, st.sampled_from(SHORT), st.sampled_from(VALUES)),
    st.text(max_size=6),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORD, max_size=6).filter(lambda words: not set(words) & set(ENDING)))
def test_any_arguments(words: list[str]) -> None:
    assert by_us(words) == by_gunicorn(words)


PIECE = st.sampled_from(
    ["unix:", "//", "/", "fd://", "tcp://", "[", "]", ":", "80", "localhost", "::1", " ", "A", "", "-1", "1_0", "٣"]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(PIECE, max_size=6).map("".join), st.text(max_size=12)))
def test_any_address(raw: str) -> None:
    try:
        address = theirs_of(raw)  # type: ignore[no-untyped-call]
    except (RuntimeError, ValueError, TypeError, IndexError):
        address = None
    ours = parse_address(raw)
    found = None if ours is None else {"unix": ours.path, "fd": ours.port, "tcp": (ours.host, ours.port)}[ours.kind]
    assert found == address
