"""Which of two deployments is the exercise, from nothing but what lies on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.models.flask.discovery import discover
from perito.models.flask.hints import DirectoryHint, Hints, UnitHint
from perito.models.wanted import UnknownApp, Wanted
from perito.support import i18n

if TYPE_CHECKING:
    from perito.models.web.names import Names

USUAL = {"poc": "mi_aplicacion", "exercise": "Practica-3.5"}
FIRST = frozenset({".env", "Pipfile", "Pipfile.lock", "application.py", "wsgi.py"})
CLONE = frozenset({".env", ".git", "Pipfile", "Pipfile.lock", "app.py", "wsgi.py", "requirements.txt", "templates"})


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.use("en")


def found(directories: dict[str, frozenset[str]], *apps: tuple[str, str]) -> dict[str, str]:
    """Directory name by label."""
    return {names.label: names.app for names in _discovered(directories, *apps)}


def _discovered(directories: dict[str, frozenset[str]], *apps: tuple[str, str]) -> list[Names]:
    hints = Hints(tuple(DirectoryHint(f"/var/www/{name}", inside) for name, inside in directories.items()))
    return discover(hints, Wanted(apps=apps, usual=USUAL))


@pytest.mark.parametrize(
    ("exercise", "inside"),
    [
        ("Practica-3.5", CLONE),
        ("practica-3.5", CLONE),
        ("tienda", CLONE),
        ("ejercicio", CLONE - {".git"}),  # unpacked from a zip
        ("Practica-3.5", FIRST),  # nothing but the name
        ("practica35", FIRST | {"requirements.txt"}),
    ],
)
def test_the_exercise_is_recognised(exercise: str, inside: frozenset[str]) -> None:
    assert found({"mi_aplicacion": FIRST, exercise: inside}) == {"poc": "mi_aplicacion", "exercise": exercise}


def test_it_is_said_what_it_was_recognised_by() -> None:
    assumed = {names.label: names.assumed for names in _discovered({"a": FIRST, "b": CLONE})}
    assert assumed["poc"] == ()
    assert assumed["exercise"] == ("b is taken for the exercise: git clone, requirements.txt, templates, static",)


@pytest.mark.parametrize(
    "directories",
    [
        {"uno": FIRST, "dos": FIRST},
        {"uno": CLONE, "dos": CLONE},
        {"uno": FIRST | {"static"}, "dos": FIRST},
        {"uno": FIRST | {".git"}, "dos": FIRST | {"requirements.txt"}},
    ],
)
def test_nothing_is_guessed_where_it_could_be_either(directories: dict[str, frozenset[str]]) -> None:
    names = _discovered(directories)
    assert {one.label for one in names} == {"uno", "dos"}
    assert all("cannot be told" in " ".join(one.assumed) for one in names)


def test_the_others_keep_their_names_where_several_could_be_the_first() -> None:
    three = {"uno": FIRST, "dos": FIRST, "Practica-3.5": CLONE}
    assert found(three) == {"uno": "uno", "dos": "dos", "exercise": "Practica-3.5"}


def test_one_alone_is_the_first_deployment_whatever_it_looks_like() -> None:
    assert found({"Practica-3.5": CLONE}) == {"poc": "Practica-3.5"}


def test_what_was_said_is_not_questioned() -> None:
    both = {"mi_aplicacion": FIRST, "Practica-3.5": CLONE}
    assert found(both, ("exercise", "mi_aplicacion"), ("poc", "Practica-3.5")) == {
        "exercise": "mi_aplicacion",
        "poc": "Practica-3.5",
    }
    assert found(both, ("", "mi_aplicacion"), ("", "Practica-3.5")) == {
        "poc": "mi_aplicacion",
        "exercise": "Practica-3.5",
    }


def test_without_parts_in_the_rubric_names_are_the_labels() -> None:
    hints = Hints((DirectoryHint("/var/www/a", FIRST), DirectoryHint("/var/www/b", CLONE)))
    assert [one.label for one in discover(hints, Wanted())] == ["a", "b"]


def test_an_exercise_that_was_never_made_is_a_deployment_without_anything() -> None:
    (poc, exercise) = _discovered({"mi_aplicacion": FIRST}, ("poc", "mi_aplicacion"), ("exercise", "Practica-3.5"))
    assert (poc.label, poc.directory) == ("poc", "/var/www/mi_aplicacion")
    assert (exercise.label, exercise.directory) == ("exercise", "/var/www/Practica-3.5")
    assert (exercise.service, exercise.site) == (None, None)


def test_a_name_without_a_label_is_still_a_slip_of_the_keys() -> None:
    with pytest.raises(UnknownApp, match="Did you mean mi_aplicacion"):
        _discovered({"mi_aplicacion": FIRST}, ("", "mi_aplicacio"))


@pytest.mark.parametrize("app", [(), (("", "mi_aplicacion"),)])
@pytest.mark.parametrize(("works_in", "directory"), [("/current", "/current"), ("", ""), (None, "")])
def test_an_application_behind_a_link_is_the_one_that_its_unit_works_in(
    works_in: str | None, directory: str, app: tuple[tuple[str, str], ...]
) -> None:
    """With `releases/` and a link `current` there are two directories and one application."""
    top = "/var/www/mi_aplicacion"
    hints = Hints(
        directories=(DirectoryHint(top, FIRST), DirectoryHint(f"{top}/current", FIRST, linked=True)),
        units=() if works_in is None else (UnitHint("web.service", "gunicorn", working_directory=top + works_in),),
    )
    assert [one.directory for one in discover(hints, Wanted(apps=app, usual=USUAL))] == [top + directory]
