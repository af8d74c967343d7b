"""Answers recorded from real servers, and the facts they hold: one file for each, all of them read here.

See cases/README.md for how a case is made.
"""

from __future__ import annotations

import importlib
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from perito.errors import CannotLook
from perito.probes.base import Probe
from perito.transport.base import Answer, Command
from tests.probes.jsonable import jsonable
from tests.probes.then import THEN

CASES = sorted(Path(__file__).with_name("cases").glob("*/*.json"))


def reader(case: dict[str, Any]) -> Any:
    """The function that reads the answer, with the arguments it was made with."""
    module, _, name = case["reads"].partition(":")
    found = importlib.import_module(module)
    given = case["arguments"]
    if "reader" in given:  # logs: the function for one block
        each = getattr(found, given["reader"], None) or (lambda block, _: block.splitlines())
        given = {**given, "reader": each}
    return partial(getattr(found, name), **given) if given else getattr(found, name)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_recorded_answer(path: Path) -> None:
    case = json.loads(path.read_text())
    answer = Answer(case["exit_code"], case["stdout"].encode(), case["stderr"].encode())
    probe = Probe(Command(""), reader(case))
    if "raises" in case:
        with pytest.raises(CannotLook) as caught:
            probe.read(answer)
        assert caught.value.reason == case["raises"]
    else:
        facts = THEN[case.get("then", "")](probe.read(answer))
        assert json.loads(json.dumps(jsonable(facts))) == case["facts"]


def test_there_are_cases() -> None:
    assert len(CASES) > 100
