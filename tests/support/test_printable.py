"""Whatever a text holds, a terminal gets text: nothing moves the cursor, hides or reorders anything, or piles up."""

from __future__ import annotations

import ast
import io
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from rich.text import Text

from perito.support.console import Console
from perito.support.printable import MOST_MARKS, clean, dumps, harmless, in_json
from perito.support.standard_streams import LONGEST, complain, output, told

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))
PERITO = Path(__file__).resolve().parents[2] / "perito"
UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
ESC = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202eabc\r"


def left(text: str) -> set[str]:
    """Characters that no terminal may get."""
    return {one for one in text.replace("\r\n", "\n") if unicodedata.category(one) in UNWANTED and one not in "\n\t"}


@given(ANY_TEXT)
def test_a_text_with_a_layout_keeps_it_and_nothing_else(text: str) -> None:
    assert not left(harmless(text))
    assert harmless("a\u00a0b\r\nc\td\u202fe\r\n") == "a\u00a0b\r\nc\td\u202fe\r\n"


@given(st.recursive(ANY_TEXT, lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner), max_leaves=6))
def test_json_means_what_it_meant(value: object) -> None:
    text = dumps(value)
    assert json.loads(text) == json.loads(json.dumps(value))
    assert not left(text)


@pytest.mark.parametrize("make", [clean, harmless])
def test_marks_do_not_pile_up(make: object) -> None:
    assert callable(make)
    shown = make("e" + "\u0301" * 1000 + "x")
    assert shown.startswith("e" + "\u0301" * MOST_MARKS + "\\u0301")
    assert shown.count("\u0301") == MOST_MARKS
    assert make("Việt Nam, e\u0302\u0323, शिक्षा, ไม่ใช่") == "Việt Nam, e\u0302\u0323, शिक्षा, ไม่ใช่"
    assert json.loads(in_json('"' + "e" + "\u0301" * 50 + '"')) == "e" + "\u0301" * 50


def test_a_stream_takes_text_alone() -> None:
    stream = io.StringIO()
    told(stream).write(ESC)
    assert stream.getvalue() == "\\x1b]0;owned\\x07\\x1b[31m\\x9b2J\\u202eabc\\x0d"


def test_a_console_gives_colours_to_text_alone() -> None:
    stream = io.StringIO()
    console = Console(file=told(stream), force_terminal=True, color_system="standard", width=200, legacy_windows=False)
    console.print(Text(ESC, style=Style(color="red", link=f"http://x/{ESC}")), ESC, sep="|")
    console.print(ESC, style="bold", markup=False)
    written = stream.getvalue()
    assert "\x1b[31m" in written
    assert not left(re.sub(r"\x1b\[[0-9;]*m", "", written))
    assert "\\x1b]0;owned" in written
    console.print(Text("here", style=Style(link="file:///tmp/a")))
    assert "\x1b]8;" in stream.getvalue()


def test_a_complaint_is_cut_and_cleaned(capsys: pytest.CaptureFixture[str]) -> None:
    complain(f"one{ESC}\ntwo\u2028three\x85four" + "x" * 10_000, 2)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert not left("".join(lines))
    assert max(map(len, lines)) <= LONGEST + len("perito: ")


def test_closed_streams_take_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with output(lambda error: pytest.fail(str(error))):
        print("nobody hears")
        assert not sys.stdout.isatty()
        Console().print("nobody sees")
        complain("nobody", 2)


def test_nobody_goes_round_it() -> None:
    """No other Console, no JSON with characters of others in it, no bytes past the streams."""
    found = []
    for path in PERITO.rglob("*.py"):
        name = path.relative_to(PERITO).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            found += [(name, what) for what in _around(node)]
    allowed = {
        ("support/console.py", "rich.console"),
        ("support/printable.py", "ensure_ascii"),
        ("evidence/exchange.py", "ensure_ascii"),  # for people, in reports
        ("probes/shown/programs.py", "ensure_ascii"),
        ("evidence/spellings.py", "ensure_ascii"),  # what is looked for, not written
        ("practice/marks/empty.py", "ensure_ascii"),  # a key of YAML
        ("report/tap.py", "ensure_ascii"),  # of texts that are cleaned
        ("report/schema.py", "ensure_ascii"),  # of texts of ours
        ("practice/schemas.py", "ensure_ascii"),
        ("practice/importing/goss_matchers.py", "ensure_ascii"),  # a gossfile's own, as a text of Python
        ("practice/importing/written.py", "ensure_ascii"),  # a text of YAML
        ("probes/looking.py", "sys.stdout.buffer"),  # runs on the server
    }
    assert set(found) <= allowed, set(found) - allowed


def _around(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.module == "rich.console" and "Console" in {a.name for a in node.names}:
        return ["Console"]
    if isinstance(node, ast.Import) and any(one.name.startswith("rich") for one in node.names):
        return ["rich.console"]
    if isinstance(node, ast.keyword) and node.arg == "ensure_ascii":
        return ["ensure_ascii"]
    if isinstance(node, ast.Attribute) and node.attr == "buffer" and ast.unparse(node.value).startswith("sys.std"):
        return [ast.unparse(node)]
    return []
