"""Whatever a server says: every check ends with an outcome, every report can be written, and a replay is the same."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perito.evidence import recording
from perito.transport.base import HttpReply
from tests.hostile import lived
from tests.hostile.attack import attack
from tests.hostile.nasty import CHANGES, Change, changed
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = int(os.environ.get("PERITO_EXAMPLES", "12"))
FAST = int(os.environ.get("PERITO_FAST_EXAMPLES", "60"))
LOCATIONS = ("http://[::1", "http://user:pw@", "http://user:[x@h/", "//[", "http://h:" + "9" * 5000, "\x00")
SERVERS = (
    *store.DEMO, "two-deployments", "exercise-fork", "page-redirects", "page-with-styles", "service-killed",
    "site-redirects-www", "other-names", "gunicorn-conf",
)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    lived.hurried(monkeypatch)


@cache
def recorded(name: str, place: Path) -> recording.Evidence:
    if name in store.DEMO:
        return recording.load(store.demo(name))
    path = place / "one.jsonl"
    path.write_bytes(store.library()[name])
    return recording.load(path)


@attack("HTTP", "every page leads to what is no address", "every check ends with an outcome")
@pytest.mark.parametrize("location", LOCATIONS)
def test_every_page_leads_to_what_is_no_address(location: str, place: Path) -> None:
    def elsewhere(answer: HttpReply) -> HttpReply:
        return replace(answer, status=301, headers=(("Location", location),), body=b'<img src="http://[x">')

    seen = recorded("two-deployments", place)
    exchanges = [
        replace(one, answer=elsewhere(one.answer)) if isinstance(one.answer, HttpReply) else one
        for one in seen.exchanges
    ]
    result = lived.graded(replace(seen, exchanges=exchanges), place)
    assert result.complete, result.problems


@attack("odd files", "half a character in a file name", "no check stumbles")
@pytest.mark.parametrize("name", [r'"\ud800"', r'"\udcff"'])
def test_half_a_character_in_a_file_name(name: str, place: Path) -> None:
    seen = recorded("exercise-fork", place)
    for which in range(len(seen.exchanges)):
        hurt = changed(seen, [Change(which, 1, "json", 0, b"x", name)])
        if hurt != seen:
            assert lived.judged(hurt) == []


@attack("forged frames", "answers changed at random places", "no check stumbles")
@settings(
    max_examples=FAST,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    database=None,
)
@given(name=st.sampled_from(SERVERS), changes=st.lists(CHANGES, min_size=1, max_size=4))
def test_whatever_it_says_no_check_stumbles(name: str, changes: list[Change], place: Path) -> None:
    assert lived.judged(changed(recorded(name, place), changes)) == []


@attack("forged frames", "answers changed at random, all reports", "every report can be written; a replay is the same")
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    database=None,
)
@given(name=st.sampled_from(SERVERS), changes=st.lists(CHANGES, min_size=1, max_size=3))
def test_whatever_it_says(name: str, changes: list[Change], place: Path) -> None:
    lived.graded(changed(recorded(name, place), changes), place)
