"""The deployments that are judged are the very objects that asked, by the names that were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.evidence.session import Session
from perito.grading.grade import Assignment, prepare
from perito.models.flask import deployment
from perito.models.flask.discovery import discover
from perito.models.flask.hints import DirectoryHint, Hints, SiteHint
from perito.models.wanted import UnknownApp, Wanted
from perito.practice import locate
from tests.live.grading import shipped_rubric
from tests.recorded import store

if TYPE_CHECKING:
    from perito.grading.run import Run

APPS = ("otra", "tienda")


def prepared(wanted: Wanted, *, whole: bool = False) -> Run:
    session = Session.replay(store.demo("sound"))
    return prepare(session, Assignment(locate.find(), shipped_rubric(), wanted, whole=whole))


@pytest.mark.parametrize("whole", [False, True])
def test_each_deployment_is_made_once_also_one_that_is_not_there(whole: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[deployment.Deployment] = []

    class Counted(deployment.Deployment):
        """One that is seen to be made."""

        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            made.append(self)

    monkeypatch.setattr(deployment, "Deployment", Counted)
    run = prepared(Wanted(), whole=whole)
    assert made == list(run.subjects.values())
    assert set(run.subjects) == ({"poc", "exercise"} if whole else {"poc"})
    assert {one for found in made for one in found.neighbours} == (set(made) if whole else set())


@pytest.mark.parametrize("given", ["otro.test", "WWW.Otro.test"])
def test_the_name_given_is_the_name_judged(given: str) -> None:
    run = prepared(Wanted(server_name=given), whole=True)
    assert run.subjects["poc"].placeholders()["server_name"] == "otro.test"
    assert run.subjects["exercise"].placeholders()["server_name"] != "otro.test"


def two(names: dict[str, tuple[str, ...]]) -> Hints:
    directories = tuple(DirectoryHint(f"/var/www/{app}", frozenset({"wsgi.py"})) for app in APPS)
    sites = tuple(
        SiteHint(f"/etc/nginx/sites-available/{app}", "", (f"/var/www/{app}/{app}.sock",), names[app]) for app in APPS
    )
    return Hints(directories, (), sites)


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ({"otra": ("otra.test",), "tienda": ("Tienda.test", "dos.test")}, "tienda"),
        ({"otra": ("otra.test",), "tienda": ("www.dos.test",)}, "tienda"),
        ({"otra": ("dos.test",), "tienda": ("tienda.test",)}, "otra"),
        ({"otra": ("dos.test",), "tienda": ("dos.test",)}, "otra"),
        ({"otra": (), "tienda": ()}, "otra"),
    ],
)
def test_of_two_deployments_the_name_is_for_the_one_that_serves_it(
    names: dict[str, tuple[str, ...]], chosen: str
) -> None:
    found = discover(two(names), Wanted(server_name="www.dos.test"))
    assert {one.app: one.server_name for one in found} == {app: "dos.test" if app == chosen else None for app in APPS}
    assert all(one.server_name is None for one in discover(two(names), Wanted()))


def test_a_name_that_no_directory_has_is_still_told() -> None:
    with pytest.raises(UnknownApp):
        discover(two(dict.fromkeys(APPS, ())), Wanted(apps=(("", "nada"),), server_name="dos.test"))
