"""A run on a part of the rubric says that it is one, in every format, and has points and no grade."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from perito.classroom.job import Person
from perito.classroom.worker import line
from perito.documents import class_result
from perito.documents.attempts import Attempt, Policy, chosen
from perito.documents.result import Result
from perito.evidence.session import Session
from perito.grading.grade import Assignment, grade
from perito.grading.rescoring import rescored
from perito.models.wanted import Wanted
from perito.practice import locate
from perito.report import class_page, class_terminal, formats, github, gradebook, terminal
from perito.support import i18n
from perito.support.console import Console
from tests.cli.running import ROOT, document, perito, run
from tests.live.grading import shipped_rubric
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

PART = {"es": "Solo se ha comprobado una parte de la práctica", "en": "Only a part of the practice was checked"}
ONLY = frozenset({"service", "site"})


def graded(
    steps: frozenset[str] = ONLY, *, language: str = "es", whole: bool = False, server: str = "stopped"
) -> Result:
    i18n.use(language)
    session = Session.replay(store.demo(server))
    by = Assignment(locate.find(), shipped_rubric(), Wanted.of(session.asked), steps=steps, whole=whole)
    return grade(session, by)


def printed(result: Result) -> str:
    console = Console(width=200)
    with console.capture() as said:
        terminal.show(result, console=console)
    return said.get()


def rendered(kind: str, result: Result) -> str:
    if kind == "github":
        return github.commands(result) + github.summary(result)
    return printed(result) if kind == "terminal" else formats.render(kind, result)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("kind", ["terminal", "github", "html", "junit", "ctrf"])
def test_every_report_says_so_and_shows_no_grade(kind: str, language: str) -> None:
    result = graded(language=language)
    text = rendered(kind, result)
    whole = printed(graded(frozenset(), language=language))
    assert PART[language] in text or github.markdown(PART[language]) in text
    assert PART[language] not in whole
    assert "/ 10" not in text
    assert "/ 10" in whole
    i18n.use("es")


def test_the_document_has_points_and_no_grade_and_is_read_again() -> None:
    result = graded()
    read = Result.model_validate_json(result.to_json())
    assert read == result
    assert (result.score.grade, result.score.highest) == (None, None)
    assert result.score.possible == pytest.approx(sum(one.possible for one in result.checks if one.outcome.counts))
    assert result.scope is not None
    everything = graded(frozenset())
    assert result.scope.all == len(everything.checks)
    asked = {(one.deployment, one.id) for one in result.checks}
    left = {(one.deployment, one.check) for one in result.scope.left_out}
    assert asked | left == {(one.deployment, one.id) for one in everything.checks}
    assert not asked & left
    assert everything.scope is None


def test_a_document_of_before_is_read_too() -> None:
    old = json.loads(graded(frozenset()).to_json())
    del old["scope"]
    assert Result.model_validate(old).scope is None


def test_all_the_steps_are_no_part() -> None:
    assert graded(frozenset(shipped_rubric().steps)).scope is None


def test_points_are_those_of_the_whole_and_not_of_what_was_asked() -> None:
    """The first deployment is worth 2 points of 10: one step of it is worth its share of them."""
    part, whole = (graded(steps, whole=True, server="sound") for steps in (frozenset({"env"}), frozenset[str]()))
    share = sum(one.possible for one in whole.checks if one.step == "env" and one.deployment == "poc")
    own = sum(one.possible for one in part.checks if one.deployment == "poc")
    assert own == pytest.approx(share, rel=0.25)  # what does not apply elsewhere is not known of a part
    assert part.criteria == ()
    assert part.bounds == ()


def test_where_no_points_are_at_stake_none_are_told() -> None:
    result = graded()
    without = result.model_copy(update={"score": result.score.model_copy(update={"earned": 0.0, "possible": 0.0})})
    assert "sin puntos en juego" in printed(without)
    assert "de 0 puntos" not in printed(without)


def test_of_a_bonus_the_points_are_told_beside_what_it_can_bring() -> None:
    from perito.documents.result import PartScore, Rounding
    from perito.grading.adding import Bill

    bonus = PartScore(id="heroku", title="Heroku", earned=0.68, possible=1, bonus=True)
    score = Bill([bonus], [], [], Rounding(), 10, partial=True).total()
    assert (score.earned, score.possible, score.grade) == (0.68, 1, None)


def test_another_weight_leaves_it_a_part() -> None:
    i18n.use("es")
    again = rescored(graded(), shipped_rubric())
    assert again is not None
    assert (again.scope, again.score) == (graded().scope, graded().score)


# ── a class ──


def student(who: str, steps: frozenset[str] = ONLY) -> class_result.Student:
    return line(Person(who, who, f"{who}@example.org", who), graded(steps, server="sound"))


def test_it_is_in_no_gradebook_and_the_page_and_the_terminal_say_why(tmp_path: Path) -> None:
    one = student("ana")
    assert (one.status, one.partial, one.grade, one.final) == ("graded", True, None, False)
    graded_class = class_result.ClassResult(practice="flask", students=(one, student("eva", frozenset())))
    for kind in ("moodle", "canvas"):
        text = gradebook.render(kind, graded_class)
        assert "eva" in text
        assert "ana" not in text
    assert [left.id for left in gradebook.left_out(graded_class)] == ["ana"]
    assert "ana@example.org,graded,,10,yes" in gradebook.sheet(graded_class)
    page = class_page.render(graded_class)
    assert "solo una parte, sin nota" in page
    console = Console(width=150)
    with console.capture() as said:
        class_terminal.show(graded_class.students, tmp_path / "index.html", console)
    assert "Solo se ha comprobado una parte" in said.get()
    assert "media 10,00" in said.get()


@pytest.mark.parametrize("policy", ["last", "best"])
def test_an_attempt_on_a_part_takes_nothing_away_from_one_with_a_grade(policy: str) -> None:
    full, part = student("ana", frozenset()), student("ana")
    when = graded().started
    attempts = [Attempt("one", when, full), Attempt("two", when.replace(year=when.year + 1), part)]
    assert chosen(attempts, Policy.model_validate({"policy": policy})) is attempts[0]
    assert chosen([replace(attempts[1])], Policy()) is None


# ── the command line ──


def test_the_exit_status_is_that_of_the_checks_that_were_asked(tmp_path: Path) -> None:
    for steps, status in (("env", 0), ("service", 1)):
        ended = perito("regrade", store.demo("stopped"), "--only", steps, "--json", tmp_path / "r.json")
        assert ended.status == status
        assert document(tmp_path / "r.json")["score"]["grade"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--fail-under", "5"), "--fail-under"),
        (("--marks", "marks.yaml"), "--marks"),
        (("--gradescope", "g.json"), "--gradescope"),
    ],
)
@pytest.mark.parametrize("command", ["check", "regrade"])
def test_what_needs_a_grade_is_refused_by_name(command: str, words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    target = "usuario@nowhere.invalid" if command == "check" else store.demo("sound")
    (tmp_path / "marks.yaml").write_text("students: {}\n")
    ended = perito(command, target, "--only", "env", *words, cwd=tmp_path)
    assert ended.status == 2
    assert ended.said == [f"{said}: con --only se comprueba una parte de la práctica, que no tiene nota"]


def test_a_kept_run_on_a_part_has_no_gradescope_and_takes_no_marks(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text(graded(whole=True).to_json())
    (tmp_path / "marks.yaml").write_text("students:\n  ana: {document: 1}\n")
    shown = perito("report", tmp_path, "--html", tmp_path / "r.html")
    assert shown.status == 0
    assert PART["es"] in shown.out
    for words in (("--gradescope", tmp_path / "g.json"), ("--marks", tmp_path / "marks.yaml")):
        ended = perito("report", tmp_path, *words)
        assert ended.status == 2
        assert len(ended.said) == 1
        assert words[0] in ended.said[0]
    assert not (tmp_path / "g.json").exists()


def test_a_step_that_is_of_something_else_is_told() -> None:
    for target, command in (("usuario@nowhere.invalid", "check"), (store.demo("sound"), "regrade")):
        ended = perito(command, target, "--only", "heroku")
        assert ended.status == 2
        assert ended.said[0].startswith("--only heroku: ")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("checks",), False),
        (("checks", "-k", "socket"), True),
        (("checks", "--deselect", "checks/test_03_env.py"), True),
        (("checks/test_03_env.py",), True),
        (("checks", "--ignore", "checks/test_03_env.py"), True),
    ],
    ids=["all", "k", "deselect", "file", "ignore"],
)
def test_plain_pytest_on_a_part_says_so_too(words: tuple[str, ...], part: bool, tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    program = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q")
    ended = run(*program, *words, "--replay", store.demo("sound"), "--json", file, cwd=ROOT)
    assert ended.status == 0, ended.out
    result = document(file)
    assert (result["scope"] is not None) is part
    assert (result["score"]["grade"] is None) is part
    assert ("Solo se ha comprobado una parte" in " ".join(ended.out.split())) is part
    assert result["complete"]
