"""Whatever a server says: every check ends with an outcome, every report can be written, and a replay is the same."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perito import evidence
from tests.hostile import lived
from tests.hostile.nasty import CHANGES, Change, changed
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = int(os.environ.get("PERITO_EXAMPLES", "30"))
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
def recorded(name: str, place: Path) -> evidence.Evidence:
    if name in store.DEMO:
        return evidence.load(store.demo(name))
    path = place / "one.jsonl"
    path.write_bytes(store.library()[name])
    return evidence.load(path)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    database=None,
)
@given(name=st.sampled_from(SERVERS), changes=st.lists(CHANGES, min_size=1, max_size=3))
def test_whatever_it_says(name: str, changes: list[Change], place: Path) -> None:
    lived.graded(changed(recorded(name, place), changes), place)
