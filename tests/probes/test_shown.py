"""Recorded answers of every probe, in the shape in which people see them."""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from perito.probes.shown import shown
from perito.transport.base import Answer, Command
from tests.probes.table import PROBES

CASES = Path(__file__).with_name("cases")
# By the function that reads an answer. Text: it has no other form, or one for machines alone.
SHAPES = {
    "read_accounts": "Table", "read_ages": "Table", "read_check": "Table", "read_compile": "Table",
    "read_compiled": "Table", "read_config_tree": "FileText", "read_denials": "Text", "read_disks": "Table",
    "read_environ": "Table", "read_environment": "Table",
    "read_firewall": "Table", "read_holders": "Table", "read_hosts": "FileText", "read_identity": "Text",
    "read_in_memory": "",
    "read_interfaces": "Table", "read_interpreter": "Table", "read_journal": "Journal", "read_listeners": "Table",
    "read_listeners_beside": "Table", "read_logs": "Journal", "read_memory": "Text", "read_packages": "Table",
    "read_processes": "Table", "read_programs": "Table", "read_pythons": "",
    "read_reading": "Table", "read_reply": "Http",
    "read_repository": "Table", "read_snapshot": "Listing", "read_stat": "Listing", "read_system": "Table",
    "read_test": "Text", "read_texts": "FileText", "read_toolbox": "Table", "read_tree": "Listing",
    "read_unit_files": "Table", "read_unit_links": "Table", "read_units": "Table", "read_verify": "Text",
    "read_virtualenvs": "Table", "read_whoami": "Table", "read_hashes": "Table", "read_again": "Table",
    "read_raw": "Table",
}  # fmt: skip


def reader(name: str) -> str:
    """The name of the function that reads a probe's answer."""
    process: Any = PROBES[name].process
    return str((process.func if isinstance(process, partial) else process).__name__)


@cache
def cases() -> list[dict[str, Any]]:
    """The recorded answers."""
    return [json.loads(path.read_text()) for path in sorted(CASES.glob("*/*.json"))]


@pytest.mark.parametrize("name", PROBES)
def test_a_probes_answers_have_their_shape(name: str) -> None:
    function = reader(name)
    answers = [case for case in cases() if case["reads"].endswith(f":{function}")]
    found = {
        type(shape).__name__
        for case in answers
        for shape in shown(
            PROBES[name].command, Answer(case["exit_code"], case["stdout"].encode(), case["stderr"].encode())
        )
    }
    assert answers
    assert SHAPES[function] in (found or {""}), found


@pytest.mark.parametrize(
    "answer", [Answer(None), Answer(127, b"", b"sh: not found"), Answer(0, b"\0\0"), Answer(0, b"{")]
)
def test_no_answer_breaks_a_reader(answer: Answer) -> None:
    for probe in PROBES.values():
        assert len(shown(probe.command, answer)) <= 1
    assert all(type(one).__name__ == "Text" for one in shown(Command("whatever"), answer))
