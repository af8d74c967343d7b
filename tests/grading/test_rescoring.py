"""A result weighed again is the result of a full replay, whatever the rubric changed in points and texts."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perito.documents.result import Outcome
from perito.evidence.session import Session
from perito.grading import fingerprint
from perito.grading.grade import Assignment, grade, judged_by
from perito.grading.rescoring import fits, rescored
from perito.models.wanted import Wanted
from perito.practice import locate, rubric
from perito.practice.locate import Practice
from perito.practice.rubric import Rubric
from perito.practice.waivers import load as load_waivers
from perito.support import i18n
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import Result

SHIPPED = rubric.load(locate.find().rubric)
SPREAD = sorted(store.library())[::90]


def asked(session: Session, by: Rubric, **more: Any) -> Assignment:
    return Assignment(locate.find(), by, Wanted(session.asked.apps), **more)


def replay(path: Path, by: Rubric, **more: Any) -> Result:
    session = Session.replay(path)
    return grade(session, asked(session, by, **more))


@pytest.fixture(scope="session", params=[*sorted(store.DEMO), *SPREAD])
def recording(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every server of the demonstration, and some of the library."""
    if request.param in store.DEMO:
        return store.demo(request.param)
    path = tmp_path_factory.mktemp("recorded") / "evidence.jsonl"
    path.write_bytes(store.library()[request.param])
    return path


@cache
def original(path: Path, whole: bool) -> Result:
    return replay(path, SHIPPED, whole=whole)


def told(result: Result) -> dict[str, Any]:
    """The document but for what a clock says."""
    document = result.model_dump(exclude={"finished", "stats"})
    for check in document["checks"]:
        del check["duration"]
    return document


POINTS = st.integers(0, 60).map(lambda twentieths: twentieths / 20)


@st.composite
def changed(draw: st.DrawFn) -> Rubric:
    """The shipped rubric with other points, texts, parts, criteria, bounds and rounding."""
    data = SHIPPED.model_dump(by_alias=True, exclude_unset=True)
    word = draw(st.sampled_from(("", " ({service} en {directory}, {app})", " {address}")))
    for step in data["steps"].values():
        for check in step["checks"].values():
            if draw(st.integers(0, 9)) == 0:
                check["points"] = draw(POINTS)
                check["title"] = {"es": check["title"]["es"] + word, "en": "!"}
                check["hint"] = {"es": "¿" + word + "?", "en": "?"}
    for part in data["parts"].values():
        part["points"] = draw(POINTS.filter(bool))
        part["bonus"] = draw(st.booleans())
    if draw(st.booleans()):
        data["criteria"] = {"only": {"points": 2, "title": {"es": "Otro", "en": "Another"}}}
    checks = st.sampled_from(sorted(SHIPPED.checks))
    bounds = st.lists(st.fixed_dictionaries({"check": checks, "at_most": POINTS}), max_size=3)
    data |= {"decimals": draw(st.integers(0, 3)), "ceiling": draw(POINTS.filter(bool)), "bounds": draw(bounds)}
    data["scale"] = draw(st.sampled_from((10, 100, 7)))
    return Rubric.model_validate(data)


@pytest.mark.parametrize("whole", [False, True])
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(by=changed())
def test_it_is_what_a_replay_gives(recording: Path, whole: bool, by: Rubric) -> None:
    i18n.use("es")
    again = rescored(original(recording, whole), by)
    assert again is not None
    assert told(again) == told(replay(recording, by, whole=whole))


def test_the_same_rubric_changes_nothing(recording: Path) -> None:
    i18n.use("es")
    result = original(recording, whole=False)
    assert rescored(result, SHIPPED) == result


def test_points_and_texts_do_not_decide_and_everything_else_does() -> None:
    here = locate.find()
    first = fingerprint.of(here, SHIPPED)
    data = SHIPPED.model_dump(by_alias=True)
    step = data["steps"]["directory"]
    step["checks"]["directory.mode"] |= {"points": 3, "title": {"es": "a", "en": "b"}, "see": "ls"}
    assert fingerprint.of(here, Rubric.model_validate(data)) == first
    step["checks"]["directory.mode"]["wants"] = ("directory.group",)
    assert fingerprint.of(here, Rubric.model_validate(data)) != first


def test_the_order_of_checks_decides() -> None:
    data = SHIPPED.model_dump(by_alias=True)
    data["steps"] = dict(reversed(data["steps"].items()))
    here = locate.find()
    assert fingerprint.of(here, Rubric.model_validate(data)) != fingerprint.of(here, SHIPPED)


@pytest.mark.parametrize("name", ["checks/test_01_tools.py", "checks/new.py", "checks/data/list.txt", "conftest.py"])
def test_the_practices_code_decides(tmp_path: Path, name: str) -> None:
    (tmp_path / "checks" / "data").mkdir(parents=True)
    (tmp_path / "checks" / "test_01_tools.py").write_text("one")
    first = fingerprint.of(Practice(tmp_path), SHIPPED)
    (tmp_path / "checks" / "__pycache__").mkdir()
    (tmp_path / "checks" / "__pycache__" / "x.pyc").write_text("compiled")
    assert fingerprint.of(Practice(tmp_path), SHIPPED) == first
    (tmp_path / name).write_text("two")
    assert fingerprint.of(Practice(tmp_path), SHIPPED) != first


def test_other_steps_waivers_language_or_parts_need_a_replay(tmp_path: Path) -> None:
    i18n.use("es")
    result = original(store.demo("sound"), whole=False)
    plain = asked(Session.replay(store.demo("sound")), SHIPPED)
    assert fits(result, judged_by(plain))
    assert not fits(result, judged_by(replace(plain, steps=frozenset({"site"}))))
    assert not fits(result, judged_by(plain).model_copy(update={"whole": True}))
    assert not fits(result.model_copy(update={"judged_by": type(result.judged_by)()}), judged_by(plain))
    file = tmp_path / "waivers.yaml"
    file.write_text("- {check: directory.mode, reason: agreed, expires: 2999-01-01}\n")
    waivers = load_waivers(file, SHIPPED.checks, Session.replay(store.demo("sound")).now.date())
    assert not fits(result, judged_by(replace(plain, waivers=waivers)))
    i18n.use("en")
    assert not fits(result, judged_by(plain))


def test_two_that_said_the_same_and_are_told_apart_now_need_a_replay() -> None:
    i18n.use("es")
    result = original(store.demo("sound"), whole=False)
    blind = {"outcome": Outcome.ERROR, "title": "a", "detail": "no sudo"}
    two = {"directory.mode", "directory.group"}
    checks = tuple(one.model_copy(update=blind) if one.id in two else one for one in result.checks)
    assert rescored(result.model_copy(update={"checks": checks}), SHIPPED) is None
