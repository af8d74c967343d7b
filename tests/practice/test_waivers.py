"""What a waiver is for: a check, a pattern, a step, a part, a profile; and what has no meaning without that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from perito.documents.result import Outcome
from perito.practice import locate, rubric, waivers
from perito.practice.rubric import RubricError
from perito.practice.waivers import WaiverError
from tests.classroom.recorded_class import graded, practice_with
from tests.practice.small import HEAD, practice

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import Result

pytestmark = pytest.mark.usefixtures("in_english")
REST = "reason: granted, expires: 2099-12-31"
PROFILES = "profiles:\n  by-hand: {title: {es: A mano, en: By hand}, waive: [service.*, gunicorn]}\n"


@pytest.fixture
def profiled(tmp_path: Path) -> Path:
    """The Flask practice with a profile."""
    return practice_with(tmp_path / "profiled", ("parts:\n", PROFILES + "parts:\n"))


def written(place: Path, *lines: str) -> Path:
    path = place / "w.yaml"
    path.write_text("".join(f"- {{{line}, {REST}}}\n" for line in lines), encoding="utf-8")
    return path


def stopped(path: Path, by: Path | None = None) -> tuple[Result, dict[str, Outcome]]:
    """The server whose service is stopped: service.active fails, and ten other checks have no meaning then."""
    result, _files = graded("stopped", by=by, waivers=path, language="en")
    return result, {one.id: one.outcome for one in result.checks}


def waived(outcomes: dict[str, Outcome]) -> set[str]:
    return {name for name, outcome in outcomes.items() if outcome is Outcome.WAIVED}


def test_what_requires_a_waived_check_that_is_not_so_is_waived_with_it(tmp_path: Path) -> None:
    """And says so. What only `wants` it is judged by itself: the page does not answer, and that is not excused."""
    result, outcomes = stopped(written(tmp_path, "check: service.active"))
    assert {"service.active", "service.socket-file", "service.listening"} <= waived(outcomes)
    assert outcomes["access.status"] is Outcome.FAILED
    assert outcomes["service.exists"] is Outcome.PASSED
    told = {one.id: one.detail for one in result.checks}
    assert told["service.socket-file"] == "waived with service.active, without which it has no meaning"
    assert told["service.listening"] == "waived with service.socket-file, without which it has no meaning"
    assert told["service.active"].startswith("granted (until ")


def test_what_requires_a_waived_check_that_is_so_is_judged(tmp_path: Path) -> None:
    """service.active requires service.exists, which is there: its failure is its own."""
    result, outcomes = stopped(written(tmp_path, "check: service.exists"))
    assert waived(outcomes) == {"service.exists"}
    assert [one.check for one in result.root_causes] == ["service.active"]


@pytest.mark.parametrize(
    ("line", "only"),
    [
        ('check: "service.*"', r"service\..*"),
        ("step: service", r"service\..*"),
        ('check: "*.exists"', r".*\.exists"),
        ("profile: by-hand", r"(service|gunicorn)\..*"),
    ],
)
def test_several_checks_by_one_waiver(line: str, only: str, profiled: Path, tmp_path: Path) -> None:
    result, outcomes = stopped(written(tmp_path, line), by=profiled)
    there = {name for name in outcomes if re.fullmatch(only, name)}
    assert there <= waived(outcomes)
    assert len(there) > 2
    (told,) = result.waivers
    assert there <= {*told.checks}
    assert all(told.of("poc", name) for name in there)
    assert not told.of("poc", "access.page")
    assert told.check == line.split(": ")[1].strip('"')
    if "exists" not in line:
        assert [one.check for one in result.root_causes] == ["access.status"]  # nobody answers, and that stays so


def test_a_part(tmp_path: Path) -> None:
    """One that is a deployment is waived there alone; one that has steps of its own, wherever they are."""
    loaded = rubric.load(locate.find().rubric)
    found = waivers.load(written(tmp_path, "part: exercise", "part: heroku"), loaded.checks, None, rubric=loaded)
    assert found.of("exercise", "service.active") is found.listed[0]
    assert found.of("poc", "service.active") is None
    assert found.of(None, "heroku.page") is found.listed[1]
    assert found.of(None, "nginx.active") is None or found.of(None, "nginx.active") is found.listed[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("check: service.activ", "0.check: no check is called 'service.activ' (did you mean service.active?)"),
        ('check: "servic.*"', "0.check: 'servic.*' fits no check (did you mean service.*?)"),
        ("step: servce", "0.step: no step is called 'servce' (did you mean service?)"),
        ("part: exercice", "0.part: no part is called 'exercice' (did you mean exercise?)"),
        ("profile: by-had", "0.profile: no profile is called 'by-had' (did you mean by-hand?)"),
        ("step: service, check: env.exists", "0: say what is waived, by one of check, step, part, profile"),
        ("deployment: poc", "0: say what is waived, by one of check, step, part, profile"),
    ],
)
def test_a_waiver_of_nothing(line: str, said: str, profiled: Path, tmp_path: Path) -> None:
    loaded, path = rubric.load(profiled / "rubric.yaml"), written(tmp_path, line)
    with pytest.raises(WaiverError) as caught:
        waivers.load(path, loaded.checks, None, rubric=loaded)
    assert re.sub(r":\d+:\d+: ", " ", str(caught.value)) == f"{path} {said}"


def test_a_profile_of_nothing(tmp_path: Path) -> None:
    place = practice(tmp_path, more="profiles:\n  plain: {title: {es: X, en: X}, waive: [one.a, two.*]}\n")
    with pytest.raises(RubricError, match=r":5:\d+: profiles\.plain\.waive\.1: 'two\.\*' fits no check"):
        rubric.load(place / "rubric.yaml")


def test_the_profiles_of_a_base(profiled: Path, tmp_path: Path) -> None:
    """Those of the checks that are used."""
    head = HEAD + f"extends: {profiled}\nuse: [gunicorn.*, env.*]\npoints: {{gunicorn.arguments: 9}}\n"
    loaded = rubric.load(practice(tmp_path / "own", head=head, steps="", checks="") / "rubric.yaml")
    assert loaded.profiles["by-hand"].waive == ("gunicorn",)
