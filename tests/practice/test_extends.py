"""A practice that stands on another: what it takes and leaves, what is its own, and where its problems are told."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from perito.documents.result import Outcome
from perito.grading import fingerprint, soundness
from perito.practice import locate, rubric
from perito.practice.locate import PracticeError
from perito.practice.rubric import RubricError
from tests.classroom.recorded_class import graded
from tests.practice.small import practice

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_english")
HEAD = """\
schema: perito/rubric/1
practice: web
title: {es: Web, en: Web}
extends: flask
"""
OWN = """\
steps:
  more:
    title: {es: Más, en: More}
    checks:
      more.one: {points: 9, requires: [nginx.active], title: {es: Uno, en: One}}
  nginx:
    title: {es: El servidor, en: The server}
    checks:
      nginx.installed: {points: 0.8, title: {es: Nginx, en: Nginx}}
"""
CHECKS = """\
from perito import check, expect


@check("more.one")
def test_one(deployment):
    expect(deployment.site.server_names).to_contain("nobody")


@check("nginx.installed")
def test_installed(deployment):
    expect(1).to_equal(1)
"""
USES = "use: [nginx.*, nginx-config.valid]\nskip: [nginx.listening]\npoints: {nginx.enabled: 0}\n"
USED = ["nginx.installed", "nginx.active", "nginx.enabled", "nginx-config.valid", "more.one"]


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A part of the Flask practice, one check of it in another way, and one of its own."""
    steps = OWN.replace("points: 9,", "points: 8.95,")
    return practice(tmp_path / "web", head=HEAD, more=USES, steps=steps, checks=CHECKS)


def loaded(place: Path) -> rubric.Rubric:
    return rubric.load(place / "rubric.yaml")


def told(place: Path) -> str:
    with pytest.raises((RubricError, PracticeError)) as caught:
        loaded(place)
    return str(caught.value)


def test_what_it_uses_and_what_is_its_own(web: Path) -> None:
    found, flask = loaded(web), rubric.load(locate.find().rubric)
    assert sorted(found.checks) == sorted(USED)
    assert {name: found.step_of[name] for name in USED[:2]} == {"nginx.installed": "nginx", "nginx.active": "nginx"}
    assert found.steps["nginx"].title.in_language("en") == "The server"
    assert found.checks["nginx.enabled"].points == 0
    assert found.checks["nginx.active"].points == flask.checks["nginx.active"].points
    assert found.checks["nginx.active"].title == flask.checks["nginx.active"].title
    assert sum(found.weights.values()) == found.scale == Decimal(10)
    assert (found.parts, found.criteria) == ({}, {})
    assert locate.find(web).model == "flask"
    assert found.words.of("nginx.active/stopped") == flask.words.of("nginx.active/stopped") is not None


def test_what_lay_between_two_checks_is_passed_over(tmp_path: Path) -> None:
    """access.page requires access.status, which requires access.reachable: without the one, the other."""
    more = "use: [access.page, access.reachable]\npoints: {access.*: 5}\n"
    found = loaded(practice(tmp_path, head=HEAD, more=more, steps=""))
    assert found.checks["access.page"].requires == ("access.reachable",)
    assert found.checks["access.page"].wants == ()
    assert {entry.points for entry in found.checks.values()} == {Decimal(5)}


def test_all_of_it_has_its_parts_and_what_is_marked_by_hand(tmp_path: Path) -> None:
    found, flask = loaded(practice(tmp_path, head=HEAD, steps="")), rubric.load(locate.find().rubric)
    assert (found.parts, found.criteria, found.bounds) == (flask.parts, flask.criteria, flask.bounds)
    assert list(found.checks) == list(flask.checks)
    assert found.practice == "web"


def test_it_is_sound_and_graded_by(web: Path) -> None:
    """The base's tests of other checks are not run and not owed, and one with a test nearer by has one outcome."""
    found = loaded(web)
    assert soundness.obvious(locate.find(web), found)
    assert soundness.problems(locate.find(web), web / "rubric.yaml") == []
    result, _files = graded("stopped", by=web, language="en")
    assert sorted(one.id for one in result.checks) == sorted(USED)
    outcomes = {one.id: one.outcome for one in result.checks}
    assert outcomes == {**dict.fromkeys(USED, Outcome.PASSED), "more.one": Outcome.FAILED}
    assert {one.deployment for one in result.checks if one.id == "nginx.installed"} == {"poc"}  # the base's has none
    assert result.complete
    assert result.practice == "web"


def test_a_base_that_changed_is_another_practice(tmp_path: Path) -> None:
    practice(tmp_path / "base")
    own = practice(tmp_path / "own", head=HEAD.replace("flask", "../base"), steps="", checks="")
    before, place = fingerprint.used(locate.find(own), loaded(own)), tmp_path / "base" / "checks" / "test_01_one.py"
    assert list(loaded(own).checks) == ["one.a", "one.b"]
    decides = fingerprint.of(locate.find(own), loaded(own))
    place.write_text(place.read_text() + "\n# another\n", encoding="utf-8")
    assert fingerprint.used(locate.find(own), loaded(own)).digest != before.digest
    assert fingerprint.of(locate.find(own), loaded(own)) != decides


def test_in_one_language_of_the_bases(tmp_path: Path) -> None:
    place = practice(tmp_path, head=HEAD.replace("es: Web, ", ""), more="languages: [en]\n", steps="")
    assert loaded(place).spoken == ("en",)
    assert loaded(place).words.everything()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("use: [ngix.*]\n", ":5:7: use.0: 'ngix.*' fits no check (did you mean nginx.*?)"),
        ("skip: [nginx.*, acces.page]\n", ":5:17: skip.1: 'acces.page' fits no check (did you mean access.page?)"),
        (
            "use: [nginx.*]\npoints: {nginx.activ: 1}\n",
            ":6:10: points.nginx.activ: 'nginx.activ' fits no check (did you mean nginx.active?)",
        ),
        (
            "use: [nginx.*]\npoints: {service.active: 1}\n",
            ":6:10: points.service.active: 'service.active' fits no check",
        ),
        ("wants: 3\n", ":5:1: wants: "),
    ],
)
def test_a_pattern_that_fits_nothing(more: str, said: str, tmp_path: Path) -> None:
    place = practice(tmp_path, head=HEAD, more=more, steps="")
    assert told(place).startswith(f"{place / 'rubric.yaml'}{said}")
    assert "\n" not in told(place)


def test_each_problem_is_told_in_the_file_that_has_it(tmp_path: Path) -> None:
    """In the base's rubric, in its tests; of both together, in the one that says it last."""
    base = practice(tmp_path / "base")
    own = practice(tmp_path / "own", head=HEAD.replace("flask", "../base"), steps="", checks="")
    (base / "rubric.yaml").write_text((base / "rubric.yaml").read_text().replace("[one.a]", "[one.c]"))
    assert re.match(rf"{base}/rubric\.yaml:9:\d+: .*one\.c", told(own))
    (base / "rubric.yaml").write_text((base / "rubric.yaml").read_text().replace("[one.c]", "[]").replace("6", "5"))
    found = soundness.problems(locate.find(own), own / "rubric.yaml")
    assert [re.sub(r"^.*?/(base|own)/", r"\1/", one) for one in found] == [
        "base/rubric.yaml:4:1: steps: the checks are worth 9 points, and the scale is 10 (one 9)"
    ]
    (base / "checks" / "test_01_one.py").write_text("1 / 0\n")
    found = soundness.problems(locate.find(own), own / "rubric.yaml")
    assert f"{base}/checks/test_01_one.py:1:1: ZeroDivisionError: division by zero" in found


@pytest.mark.parametrize(
    ("base", "said"),
    [
        (
            "flsk",
            r":4:10: extends: flsk: .*; there are flask \(did you mean flask\?\)",
        ),
        ("./nothing", r":4:10: extends: .*/nothing: no such directory"),
        (".", ":4:10: extends: it stands on itself"),
    ],
)
def test_a_base_that_is_not_there(base: str, said: str, tmp_path: Path) -> None:
    place = practice(tmp_path, head=HEAD.replace("flask", base), steps="")
    assert re.fullmatch(rf"{re.escape(str(place))}/rubric\.yaml{said}", told(place))


def test_without_a_base_there_is_nothing_to_use(tmp_path: Path) -> None:
    place = practice(tmp_path, more="use: [one.*]\n")
    assert told(place) == f"{place}/rubric.yaml:4:1: use: there is no `extends`"
