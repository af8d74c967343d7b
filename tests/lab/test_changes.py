"""The library of faults and variants; what each does to a server is shown where it is graded (tests/live)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.lab import LabError
from perito.lab.library import shipped
from perito.lab.scripts import pick, read
from perito.practice.rubric import load
from perito.support import i18n
from tests.lab.shipped import ON
from tests.lab.shown import PAGE, page, shown, shows

if TYPE_CHECKING:
    from perito.lab import Server
    from perito.lab.fixtures import ServerFactory

FAULTS = shipped().faults
ROOT = Path(__file__).parents[2]
FEWEST_OF_EXERCISE = 20


def test_nothing_shows_on_a_sound_server(lab_server: Server) -> None:
    assert page(lab_server) == PAGE
    assert shown(lab_server, {fault.name: fault.shows for fault in FAULTS.values() if not fault.on}) == []
    assert shown(lab_server, {"one": "true", "other": "false; true", "last": 'test -d "$DIR"'}) == ["one", "last"]


def test_nothing_shows_on_a_sound_exercise(exercise_server: Server) -> None:
    of_exercise = {fault.name: fault.shows for fault in FAULTS.values() if fault.on == ON}
    assert shown(exercise_server, of_exercise, ON) == []
    assert len(of_exercise) >= FEWEST_OF_EXERCISE
    assert {fault.on for fault in FAULTS.values()} == {"", ON}


def test_several_faults_at_once(server_factory: ServerFactory) -> None:
    names = ["directory-mode-755", "service-not-enabled", "site-link-dangling"]
    server = server_factory(faults=names)
    assert all(shows(server, FAULTS[name].shows) for name in names)


def test_faults_pin_checks_of_the_rubric() -> None:
    rubric = load(ROOT / "rubric.yaml")
    for fault in FAULTS.values():
        assert fault.pins, fault.name
        assert fault.step in rubric.steps, fault.name
        assert fault.checks <= set(rubric.checks), fault.name


def test_faults_say_with_which_finding_they_come_out() -> None:
    """So that `lab verify` counts what is said, and not only what is pinned; the words have each of these findings."""
    words = load(ROOT / "rubric.yaml").words.everything()
    for fault in FAULTS.values():
        assert set(fault.findings) == set(fault.pins), fault.name
        assert set(fault.findings.values()) <= set(words), fault.name


def test_an_unknown_fault_is_refused_with_those_that_come_close() -> None:
    with pytest.raises(LabError, match="directory-mode-755") as refused:
        pick(FAULTS, ["directory-mode-75"], "fault")
    assert "\n" not in str(refused.value)


def test_a_fault_must_describe_itself(tmp_path: Path) -> None:
    i18n.use("en")
    file = tmp_path / "silent.sh"
    file.write_text("# pins: directory.mode\ntrue\n")
    with pytest.raises(LabError, match="lack a description"):
        read(file)
