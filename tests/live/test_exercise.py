"""Two deployments on one server: each is graded by itself, and the exercise on what is its alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.documents.result import Outcome
from perito.evidence.session import Session
from perito.lab.layers import SUITES
from perito.models.wanted import UnknownApp
from tests.live.grading import assert_as_told, assert_sound, graded, not_passed, of_session, target_of
from tests.live.test_matrix import FAULTS
from tests.live.test_one_server import comparable, layer

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import Result
    from perito.lab import Server
    from perito.lab.fixtures import ServerFactory

OF_THE_EXERCISE = (
    "exercise-by-hand",
    "exercise-shared-server-name-first",
    "exercise-shared-socket",
    "exercise-unit-copied",
    "exercise-wsgi-copied",
)
OF_THE_FIRST = ("directory-mode-755", "gunicorn-stopped", "site-missing", "unit-missing")


def points(result: Result) -> dict[str, tuple[float, float]]:
    """What each part came to, of what."""
    return {part.id: (part.earned, part.possible) for part in result.parts}


@pytest.mark.parametrize("suite", SUITES)
def test_both_are_found_and_sound(suite: str, server_factory: ServerFactory) -> None:
    result, _evidence = graded(server_factory(suite=suite, also=["exercise"]), None)
    assert_sound(result)
    assert {one.label: one.app for one in result.deployments} == {"poc": "mi_aplicacion", "exercise": "Practica-3.5"}
    assert points(result) == {"poc": (2, 2), "exercise": (5, 5)}
    assert (result.score.grade, result.score.pending) == (7, 3)
    of_exercise = [check for check in result.checks if check.step == "exercise"]
    assert {(check.deployment, check.outcome) for check in of_exercise} == {("exercise", Outcome.PASSED)}


@pytest.mark.parametrize("name", OF_THE_EXERCISE)
def test_a_fault_in_the_exercise_costs_the_exercise_only(name: str, server_factory: ServerFactory) -> None:
    result, _evidence = graded(server_factory(faults=(name,)))
    assert_as_told(result, FAULTS[name])
    assert points(result)["poc"] == (2, 2)
    assert points(result)["exercise"][0] < 5


@pytest.mark.parametrize("name", OF_THE_FIRST)
def test_a_fault_in_the_first_costs_the_first_only(name: str, server_factory: ServerFactory) -> None:
    result, _evidence = graded(server_factory(also=["exercise"], faults=(name,)))
    assert {(root.deployment, root.check) for root in result.root_causes} == {("poc", pin) for pin in FAULTS[name].pins}
    assert points(result)["exercise"] == (5, 5), not_passed(result)
    assert points(result)["poc"][0] < 2


def test_what_took_the_place_of_the_first_explains_what_it_lost(server_factory: ServerFactory) -> None:
    result, _evidence = graded(server_factory(faults=("exercise-overwrites-everything",)))
    lost = {check.id: check.cause for check in result.checks if check.deployment == "poc" and check.outcome.costs}
    assert lost["service.exists"] == "exercise.own-unit"
    assert lost["site.exists"] == "exercise.own-site"
    assert {root.deployment for root in result.root_causes} == {"exercise"}
    assert points(result)["poc"][0] < 1


def test_an_exercise_that_was_never_made_loses_its_part(lab_server: Server) -> None:
    apps = (("poc", "mi_aplicacion"), ("exercise", "Practica-3.5"))
    session = Session.live(target_of(lab_server, None))
    session.open()
    with session:
        session.evidence.target["apps"] = [{"label": label, "name": name} for label, name in apps]
        result = of_session(session)
    assert [(root.deployment, root.check) for root in result.root_causes] == [("exercise", "directory.exists")]
    (missing,) = [check for check in result.checks if check.id == "directory.exists" and check.deployment == "exercise"]
    assert missing.says
    assert points(result) == {"poc": (2, 2), "exercise": (0, 5)}


def test_a_name_without_a_label_must_be_there(lab_server: Server) -> None:
    with pytest.raises(UnknownApp):
        graded(lab_server, "Practica-3.5")


def test_the_exercise_is_replayed_and_leaves_no_trace(exercise_server: Server, tmp_path: Path) -> None:
    graded(exercise_server)  # the first login makes what every first login makes
    before = layer(exercise_server.upper)
    result, seen = graded(exercise_server)
    assert layer(exercise_server.upper) == before
    assert result.stats["misses"] == 0
    seen.save(tmp_path / "evidence.jsonl.gz")
    assert comparable(of_session(Session.replay(tmp_path / "evidence.jsonl.gz"))) == comparable(result)


def test_the_favicon_is_never_asked_for_and_the_first_is_asked_nothing_of_the_exercise(exercise_server: Server) -> None:
    _result, seen = graded(exercise_server)
    questions = [exchange.question for exchange in seen.exchanges]
    assert not [one for one in questions if "favicon" in one]
    assert any("/var/www/Practica-3.5/.git" in one and "safe.directory" in one for one in questions)
    assert not [one for one in questions if "/var/www/mi_aplicacion/.git" in one]
    posted = [one for one in questions if one.startswith("POST")]
    assert [one.split()[1] for one in posted] == ["http://practica-3.5/hello"]
