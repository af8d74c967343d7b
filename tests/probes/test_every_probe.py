"""A probe is finished when its question stands in the table and its reader has read a recorded answer."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

import perito.probes
from tests.probes import table
from tests.probes.test_cases import CASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def probes() -> Iterator[str]:
    """Every public function of perito.probes that makes a probe, as `module:function`, unless it only serves others."""
    for found in pkgutil.walk_packages(perito.probes.__path__, "perito.probes."):
        module = importlib.import_module(found.name)
        made = {name: function for name, function in inspect.getmembers(module, inspect.isfunction) if makes(function)}
        own = {name: inspect.getsource(one) for name, one in made.items() if one.__module__ == found.name}
        for name in own:
            serves = any(f" {name}(" in source for other, source in own.items() if other != name)
            if not name.startswith("_") and not serves:
                yield f"{found.name}:{name}"


def makes(function: Callable[..., Any]) -> bool:
    """Whether a function says that it returns a probe."""
    return str(function.__annotations__.get("return", "")).startswith("Probe[")


def in_table() -> str:
    """The functions that the table calls, as its source names them."""
    return inspect.getsource(table)


def spelt(name: str) -> str:
    """How the table calls a probe: by its module, and by the folder where two modules have one name."""
    module, _, function = name.partition(":")
    return f"{module.rpartition('.')[2]}.{function}("


def reader(process: Callable[..., Any]) -> str:
    """The function that reads, without the arguments it was given."""
    while isinstance(process, partial):
        process = process.func
    return f"{process.__module__}:{process.__name__}"


@pytest.mark.parametrize("name", sorted(probes()))
def test_its_question_is_among_those_that_are_tested(name: str) -> None:
    aliases = {"nginx.files": "nginx"}
    called = spelt(name)
    known = [called, *(called.replace(f"{old.rpartition('.')[2]}.", f"{new}.", 1) for old, new in aliases.items())]
    assert any(one in in_table() for one in known), f"{name}: put it into tests/probes/table.py"


@pytest.mark.parametrize("name", sorted(table.PROBES))
def test_its_reader_has_read_a_recorded_answer(name: str) -> None:
    read = {json.loads(path.read_text())["reads"] for path in CASES}
    found = reader(table.PROBES[name].process)
    assert found in read, f"{found}: no case of it; `./dev case` records one (CONTRIBUTING.md)"
