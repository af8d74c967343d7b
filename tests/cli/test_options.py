"""What is typed arrives: options reach their command by the names of its fields."""

from __future__ import annotations

from dataclasses import MISSING, fields
from inspect import signature

from perito.cli import app, watching
from perito.cli.commands.check import Options

MADE = {"load", "outputs", "keep"}


def test_check_has_an_option_for_every_field() -> None:
    assert {one.name for one in fields(Options)} - MADE <= set(signature(app.check).parameters)


def test_watch_has_one_for_every_field_that_must_be_given() -> None:
    needed = {one.name for one in fields(Options) if one.default is MISSING and one.default_factory is MISSING}
    assert needed - MADE <= set(signature(watching.watch).parameters)


def test_what_is_repeated_or_left_out() -> None:
    given = dict.fromkeys((one.name for one in fields(Options)), None) | {"target": "local", "apps": ["a", "b"]}
    options = Options.given({**given, "every": 2.0}, load=None)
    assert (options.target, options.apps, options.search) == ("local", ("a", "b"), ())
