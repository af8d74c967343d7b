"""A result that somebody else wrote: figures and moments that cannot be shown are told, everything else is shown."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from perito.cli.commands import report
from perito.errors import UsageError
from perito.report import formats, terminal
from perito.support import i18n
from perito.support.console import Console
from tests.classroom.recorded_class import graded

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def sound() -> dict[str, Any]:
    """A result document."""
    loaded: dict[str, Any] = json.loads(graded("stopped")[0].to_json())
    return loaded


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1969-12-31T23:59:59Z"])
@pytest.mark.parametrize("key", ["started", "finished"])
def test_a_moment_of_no_clock(key: str, value: str, sound: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps({**sound, key: value}))
    with pytest.raises(UsageError, match=key):
        report.load(path)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999", "1e308", "-1e13", "9" * 5000])
@pytest.mark.parametrize("key", ["grade", "possible", "lowest"])
def test_a_number_that_nobody_reckons_with(key: str, value: str, sound: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    text = json.dumps({**sound, "score": {**sound["score"], key: "@"}}).replace('"@"', value)
    path.write_text(text)
    with pytest.raises(UsageError, match=r"r\.json") as said:
        report.load(path)
    assert "\n" not in str(said.value)
    assert len(str(said.value)) < 400


def test_a_moment_without_a_zone_and_an_unknown_language(sound: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps({**sound, "started": "2026-11-20T10:00:00", "language": "xx"}))
    result = report.load(path)
    before = i18n.language()
    try:
        i18n.use_of(result.language)
        assert i18n.language() == "es"
        terminal.show(result, console=Console(file=io.StringIO(), width=80))
        assert formats.render("html", result)
    finally:
        i18n.use(before)
