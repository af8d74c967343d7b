"""`perito run diff`: two runs of a class, or two results."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.classroom.recorded_class import class_run
from tests.cli.running import perito

if TYPE_CHECKING:
    from pathlib import Path

WAIVER = "- {check: service.active, reason: x, expires: 2099-12-31}\n"


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Ana's service was started, luis has a waiver, eva is as she was, zoe left, and max came."""
    place = tmp_path_factory.mktemp("runs")
    waivers = place / "w.yaml"
    waivers.write_text(WAIVER)
    one = class_run(place / "A", {"ana": "stopped", "luis": "stopped", "eva": "sound"}, off=("zoe",))
    other = class_run(place / "B", {"ana": "sound", "luis": "stopped", "eva": "sound", "max": "sound"})
    waived = class_run(place / "W", {"luis": "stopped"}, waivers=waivers)
    (other / "luis" / "result.json").write_bytes((waived / "luis" / "result.json").read_bytes())
    return one, other


def test_who_changed_and_why(runs: tuple[Path, Path], tmp_path: Path) -> None:
    ended = perito("run", "diff", *runs, "--json", tmp_path / "d.json")
    assert (ended.status, ended.err) == (1, "")
    document = json.loads((tmp_path / "d.json").read_text())
    assert (document["schema"], document["unchanged"]) == ("perito/diff/1", 1)
    by = {one["id"]: one for one in document["students"]}
    assert {who: one["why"] for who, one in by.items()} == {
        "ana": ["server"], "luis": ["waiver"], "zoe": [], "max": [],
    }  # fmt: skip
    assert (by["zoe"]["before"], by["zoe"]["after"]) == ("unreachable", "")
    assert (by["max"]["before"], by["max"]["grade_after"]) == ("", 10)
    for part in ("ana  Student ana  5,89 → 10,00  (+4,11)", "una exención", "el servidor está en otro estado"):
        assert part in ended.out
    assert "10 más se siguen de service.active" in ended.out or "se siguen de service.active" in ended.out


def test_two_results_and_one_student_of_two_classes(runs: tuple[Path, Path]) -> None:
    results = perito("run", "diff", runs[0] / "ana", runs[1] / "ana" / "result.json", "--lang", "en")
    student = perito("run", "diff", *runs, "--student", "ana", "--lang", "en")
    for ended in (results, student):
        assert ended.status == 1
        assert "5.89 → 10.00  (+4.11)" in ended.out
        assert "the server is in another state" in ended.out
    assert "luis" not in student.out


def test_nothing_is_otherwise(runs: tuple[Path, Path]) -> None:
    assert perito("run", "diff", runs[0], runs[0]).status == 0
    ended = perito("run", "diff", runs[0] / "eva", runs[1] / "eva")
    assert (ended.status, ended.out.splitlines()[-1]) == (0, "no hay ninguna diferencia")


@pytest.mark.parametrize("after", ["ana", "nowhere"])
def test_what_cannot_be_compared_is_said_in_one_line(after: str, runs: tuple[Path, Path]) -> None:
    ended = perito("run", "diff", runs[0], runs[0] / after)
    assert (ended.status, ended.out, len(ended.said)) == (2, "", 1)
