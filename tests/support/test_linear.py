"""Texts of others are read in time linear in them: what once took minutes for a long word, or a run of blanks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from rich.text import Text

from perito.classroom.roster.readers import ansible
from perito.evidence import striking
from perito.probes import denials, hosts_file
from perito.report import lines
from perito.report.evidence import focus
from perito.report.gradebooks import matching
from perito.support.reading import values_in
from perito.transport import ssh_config

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = 100_000
FINDING = focus.LONGEST
MOST = 1.0  # seconds of processor; they took from 3 to 500
READ: dict[str, tuple[Callable[[str], object], str]] = {
    "a finding of one word": (focus.BEHIND.findall, "a" * FINDING),
    "a finding of dots": (focus.BEHIND.findall, "a." * (FINDING // 2)),
    "paths in a word": (focus.PATH.findall, "a" * FINDING),
    "a finding's digits": (focus.BEFORE.findall, "7" * LONG),
    "blanks at the end of a line": (lines.PIECE.findall, "x" + " " * LONG),
    "blanks on a narrow terminal": (lambda text: lines.wrapped(Text(text), 40), "x" + " " * LONG),
    "JSON of escaped quotes": (lambda text: values_in(text.encode(), 0), "," + '"\\' * LONG),
    "JSON with a backslash at its end": (lambda text: values_in(text.encode(), 0), "," + '\\"' * LONG + "\\"),
    "a word of a denial": (denials.FIELD.findall, "a" * LONG),
    "a name of dots": (lambda text: hosts_file.ADORNED.sub("", text), "." * LONG + "x"),
    "quotes of a question": (lambda text: striking._QUOTED_MARK.sub("", text), "'" * LONG),
    "a name of tags": (lambda text: matching.TAG.sub("", text), "<" * LONG),
    "empty lines of a roster": (ansible.OURS.search, "\n" * LONG),
    "blanks of ssh_config": (lambda text: ssh_config.KNOWN.sub("", text), " " * LONG),
}


@pytest.mark.parametrize("name", READ)
def test_it_is_read_at_once(name: str) -> None:
    read, text = READ[name]
    began = time.process_time()
    read(text)
    assert time.process_time() - began < MOST


def test_they_still_find_what_they_found() -> None:
    assert focus.PATH.findall("in /a/b.c, x.py:8 (/etc/x)") == ["/a/b.c", "x.py", "/etc/x"]
    assert focus.BEHIND.findall("/a/b.c, line 8 and x.py:9") == [("/a/b.c", "", "8"), ("", "x.py", "9")]
    assert focus.BEFORE.findall("line 8 of /a/b.c") == [("8", "/a/b.c")]
    assert lines.PIECE.findall("  one two\t three  ") == ["  one", " two", "\t three"]
    assert values_in(b'{"a,[": "\\",{", "b": [1, 2]}', 3) == 4
    assert denials.FIELD.findall('pid=3 comm="a b"') == [("pid", "3"), ("comm", '"a b"')]
    assert hosts_file.ADORNED.sub("", "http://a.test/.") == "a.test"
    assert matching.TAG.sub("", "<b>Ana</b>") == "Ana"
