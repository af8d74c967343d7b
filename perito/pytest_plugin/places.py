"""Which checks pytest is to run, and by which rubric."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import pytest

from perito.practice import locate
from perito.practice.locate import PracticeError

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = "rubric.yaml"


def choose(config: pytest.Config, parser: pytest.Parser, args: list[str]) -> None:
    """Without a path on the command line: the checks of --practice; else of the practice here; else the one that
    ships. Called before any conftest.py is read. Raises pytest.UsageError for a practice that is not there."""
    given = parser.parse_known_args(args, namespace=copy(config.option))
    config.known_args_namespace = given
    if given.file_or_dir or not (given.perito_target or given.perito_replay):
        return
    wanted = given.perito_practice or None
    here = config.invocation_params.dir
    try:
        practice = locate.find(wanted or (here if (here / RUBRIC).is_file() else None))
    except PracticeError as error:
        raise pytest.UsageError(str(error)) from None
    for one in (practice, *practice.bases):
        if one.checks.is_dir():
            args.append(str(one.checks))
            given.file_or_dir.append(str(one.checks))


def rubric_of(config: pytest.Config) -> Path:
    """The rubric.yaml beside the checks that pytest was given, or above them; else in pytest's root directory."""
    for argument in config.args:
        here = config.invocation_params.dir / argument.partition("::")[0]
        found = next((one for one in here.resolve().parents if (one / RUBRIC).is_file()), None)
        if found is not None:
            return found / RUBRIC
    return config.rootpath / RUBRIC
