"""The head of a practice: what it needs, its model, its languages; what is wrong is one line, and nothing is graded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from perito import models
from perito.errors import UsageError
from perito.grading import settings, soundness
from perito.practice import locate, rubric
from perito.practice.rubric import RubricError
from perito.support import i18n
from tests.cli.running import perito
from tests.practice.small import CHECKS, HEAD, STEPS, english, practice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOWHERE = "ssh://u@127.0.0.1:1"  # whoever connects says that it was refused
VERSION = "0.3.1"


@pytest.fixture(autouse=True)
def _spoken() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("es")


@pytest.fixture
def version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Perito 0.3.1, whichever it is."""
    monkeypatch.setattr("perito.practice.head.__version__", VERSION)


@pytest.mark.usefixtures("version")
@pytest.mark.parametrize("needs", ["perito>=0.3", "perito==0.3.*", "Perito >=0.2, <1", "perito"])
def test_what_it_needs_is_there(needs: str, tmp_path: Path) -> None:
    assert rubric.load(practice(tmp_path, more=f'needs: "{needs}"\n') / "rubric.yaml").practice == "small"


@pytest.mark.usefixtures("version")
@pytest.mark.parametrize(
    ("needs", "said"),
    [
        ("perito>=0.4", "this practice needs perito>=0.4, and this is 0.3.1"),
        ("perito<0.3", "this practice needs perito<0.3, and this is 0.3.1"),
        ("perito>>1", "not a version of Perito, such as perito>=0.3"),
        ("pytest>=1", "not a version of Perito, such as perito>=0.3"),
        ("3", "not a version of Perito, such as perito>=0.3"),
    ],
)
def test_what_it_needs_is_one_line_whatever_else_is_in_it(needs: str, said: str, tmp_path: Path) -> None:
    """A later Perito knows keys that this one does not."""
    path = practice(tmp_path, more=f"needs: {needs}\nnovelty: 3\n", steps="") / "rubric.yaml"
    with pytest.raises(RubricError) as caught:
        rubric.load(path)
    assert str(caught.value) == f"{path}:4:1: needs: {said}"


def test_a_model_that_nobody_has_is_one_line(tmp_path: Path) -> None:
    path = practice(tmp_path, more="model: flsk\n") / "rubric.yaml"
    with pytest.raises(models.ModelError, match=rf"^{re.escape(str(path))}:4:8: no model is called 'flsk'.*\Z"):
        models.of(locate.find(tmp_path))


def test_a_model_of_a_later_perito_is_told_by_what_the_practice_needs(tmp_path: Path) -> None:
    practice(tmp_path, more="model: flsk\nneeds: perito>=99\n")
    with pytest.raises(RubricError, match=r":5:1: needs: this practice needs perito>=99, and this is [\w.+]+\Z"):
        models.of(locate.find(tmp_path))


@pytest.mark.parametrize(
    ("more", "checks", "place"),
    [
        ("model: flsk\n", CHECKS, r"rubric\.yaml:4:8"),
        ("needs: perito>=99\n", CHECKS, r"rubric\.yaml:4:1"),
        ("", CHECKS + "\n\nvalue = 1 / 0\n", r"checks/test_01_one\.py:14:9"),
    ],
    ids=["model", "needs", "raises"],
)
def test_nothing_is_graded(more: str, checks: str, place: str, tmp_path: Path) -> None:
    """Whatever is wrong with a practice is one line with its place, in lint; and the server is not blamed for it."""
    small = practice(tmp_path / "small", more=more, checks=checks)
    ended = perito("lint", "--practice", small, cwd=tmp_path)
    assert (ended.status, ended.out, len(ended.said)) == (2, "", 1)
    assert re.search(rf"/{place}: ", ended.said[0]), ended.said
    if more:
        ended = perito("check", NOWHERE, "--practice", small, "--json", "r.json", cwd=tmp_path)
        assert (ended.status, len(ended.said)) == (2, 1)
        assert not (tmp_path / "r.json").exists()


def test_one_language_is_enough(tmp_path: Path) -> None:
    """It is the one of the reports, unless another one is asked for, which it does not have."""
    place = practice(tmp_path / "small", head=english(HEAD), more="languages: [en]\n", steps=english(STEPS))
    loaded = rubric.load(place / "rubric.yaml")
    assert loaded.spoken == ("en",)
    assert loaded.words.everything()  # those that came with Perito are borrowed, in their languages
    assert soundness.problems(locate.find(place), place / "rubric.yaml") == []
    assert settings.spoken(i18n.Usual("es"), loaded) == i18n.language() == "en"
    with pytest.raises(UsageError, match="'es'"):
        settings.spoken("es", loaded)


def test_a_language_that_perito_does_not_speak(tmp_path: Path) -> None:
    """The practice's texts are in it, Perito's own in its own."""
    head, steps = (english(one).replace("en:", "fr:") for one in (HEAD, STEPS))
    loaded = rubric.load(practice(tmp_path, head=head, more="languages: [fr]\n", steps=steps) / "rubric.yaml")
    assert settings.spoken(i18n.Usual("es"), loaded) == "es"
    assert settings.spoken("en", loaded) == "en"
    assert loaded.checks["one.a"].title.in_language("en") == "The first"


def test_perito_says_which_language_nobody_asked_for(tmp_path: Path) -> None:
    """On the command line: without --lang a practice in English has its line in English."""
    place = practice(
        tmp_path / "small", head=english(HEAD), more="languages: [en]\n", steps=english(STEPS).replace("6", "5")
    )
    for words, status, said in (((), 2, "the checks are worth 9 points"), (("--lang", "es"), 2, "'es'")):
        ended = perito("lint", "--practice", place, *words, cwd=tmp_path)
        assert (ended.status, len(ended.said)) == (status, 1)
        assert said in ended.said[0]


def test_a_check_that_raises_is_told_by_the_run_too(tmp_path: Path) -> None:
    """Its text looked sound, and nothing had been imported before the run: no check has an outcome then."""
    place = practice(tmp_path / "small", checks=CHECKS + "\n\nvalue = 1 / 0\n")
    ended = perito("check", "local", "--practice", place, "--json", "r.json", "--lang", "en", cwd=tmp_path)
    assert ended.status == 2
    assert f"{place}/checks/test_01_one.py:14:9: ZeroDivisionError: division by zero" in ended.said
    assert not (tmp_path / "r.json").exists()
    assert "2 checks" not in ended.err
