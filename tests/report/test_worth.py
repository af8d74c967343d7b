"""What mending a cause gives, what is unseen and what is left to look at: the same in every format."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from perito.classroom.job import Person
from perito.classroom.worker import line
from perito.documents.class_result import ClassResult
from perito.documents.result import CheckResult, CriterionResult, Outcome, Problem, Result, RootCause, Together
from perito.report import class_page, class_terminal, formats, github, gradebook, terminal
from perito.report.formats import NoGrade
from perito.report.view import View
from perito.report.watch_lines import WatchLines
from perito.report.watch_screen import WatchScreen
from perito.report.words import joined, range_text, worth_text
from perito.support import i18n
from perito.support.console import Console
from tests.report.samples import broken, provisional, sound

if TYPE_CHECKING:
    from pathlib import Path

SHORT = {"es": "solo esto: +0,2; con la 2: +1,3", "en": "this alone: +0.2; with 2: +1.3"}
ALONE = {"es": "+0,1 puntos", "en": "+0.1 points"}
EVERYTHING = "Everything the practice asks for is there."


def two_causes(language: str = "es") -> Result:
    """Two causes that block a check together."""
    result = broken()
    i18n.use(language)
    first, second = result.root_causes[:2]
    return result.model_copy(
        update={
            "language": language,
            "root_causes": (
                first.model_copy(update={"points": 0.2, "together": (Together(others=(second.name,), points=1.3),)}),
                second.model_copy(update={"points": 0.1}),
            ),
        }
    )


def printed(result: Result) -> str:
    console = Console(width=200)
    with console.capture() as said:
        terminal.show(result, console=console)
    return said.get()


def shown(kind: str, result: Result) -> str:
    """A report of one server."""
    if kind == "github":
        return github.commands(result).replace("%2C", ",").replace("%3A", ":")
    if kind in {"screen", "lines"}:
        return watched(kind, result)
    return printed(result) if kind == "terminal" else formats.render(kind, result)


def watched(kind: str, result: Result) -> str:
    console = Console(width=200, file=io.StringIO(), height=90)
    watch = WatchScreen("a", 1, "student", console) if kind == "screen" else WatchLines("student", console)
    watch.graded(result)
    if isinstance(watch, WatchScreen):
        console.print(watch.shown())
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def of_class(result: Result) -> ClassResult:
    student = line(Person("a01", "Ana", "ana@aula.test", "a01"), result)
    return ClassResult(practice="flask", language=result.language, students=(student,))


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("kind", ["terminal", "html", "github", "screen", "gradescope"])
def test_every_format_tells_the_same_figure(kind: str, language: str) -> None:
    said = shown(kind, two_causes(language))
    assert SHORT[language] in " ".join(said.split())
    if kind != "screen":  # which shows the first one only
        assert ALONE[language] in said


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_class_tells_it_too(language: str, tmp_path: Path) -> None:
    result = two_causes(language)
    console = Console(width=200)
    with console.capture() as said:
        class_terminal.show(of_class(result).students, tmp_path, console, causes={"a01": result.root_causes})
    assert SHORT[language] in said.get()
    assert ALONE[language] in said.get()
    assert ("+0,2 puntos" if language == "es" else "+0.2 points") in class_page.render(of_class(result))


def cause(name: str, points: float, **together: float) -> RootCause:
    sets = tuple(
        Together(others=tuple(f"poc/{one}" for one in others), points=more) for others, more in together.items()
    )
    return RootCause(check=name, deployment="poc", step="a", text=name, points=points, together=sets)


@pytest.mark.parametrize(
    ("together", "said"),
    [
        ({}, "+0.2 points"),
        ({"b": 1.0}, "this alone: +0.2; with 2: +1"),
        ({"bd": 2.0, "bcd": 3.0}, "this alone: +0.2; with 2 and 4: +2"),
        ({"bcd": 3.0}, "this alone: +0.2; with all the others: +3"),
        ({"x": 3.0}, "+0.2 points"),
    ],
)
def test_others_are_named_by_their_numbers(together: dict[str, float], said: str) -> None:
    i18n.use("en")
    roots = [cause("a", 0.2, **together), *(cause(name, 0.1) for name in "bcd")]
    assert worth_text(roots[0], roots) == said


def test_what_gives_nothing_says_nothing() -> None:
    i18n.use("en")
    assert worth_text(cause("a", 0), [cause("a", 0)]) == ""
    assert worth_text(cause("a", 0, b=0.5), [cause("a", 0), cause("b", 0)]) == "this alone: +0; with 2: +0.5"
    assert (joined([2]), joined([2, 3, 5])) == ("2", "2, 3 and 5")


# ── unseen ──


def unseen(language: str = "es") -> Result:
    """Hardly anything could be looked at."""
    result = provisional()
    i18n.use(language)
    score = result.score.model_copy(update={"grade": None, "lowest": 0.4, "highest": 10.0})
    return result.model_copy(update={"score": score, "language": language})


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("kind", ["terminal", "html", "github", "screen", "lines"])
def test_with_too_little_seen_no_format_tells_a_grade(kind: str, language: str) -> None:
    said = " ".join(shown(kind, unseen(language)).split())
    why, ends = {
        "es": ("Se ha podido comprobar menos de la mitad de los puntos", "entre 0,40 y 10,00"),
        "en": ("Less than half of the points could be looked at", "from 0.40 to 10.00"),
    }[language]
    assert why in said
    assert ends in said
    assert "/ 10 " not in said


def test_with_too_little_seen_programs_get_the_two_ends() -> None:
    result = unseen()
    assert 'name="lowest" value="0.4"' in formats.render("junit", result)
    assert 'name="highest" value="10"' in formats.render("junit", result)
    assert 'name="grade"' not in formats.render("junit", result)
    assert json.loads(formats.render("ctrf", result))["results"]["summary"]["extra"]["score"]["lowest"] == 0.4
    with pytest.raises(NoGrade, match="menos de la mitad"):
        formats.render("gradescope", result)


def test_with_too_little_seen_a_class_has_no_grade_of_it() -> None:
    graded = of_class(unseen())
    assert not graded.students[0].final
    assert "sin nota: se ha podido comprobar muy poco" in class_page.render(graded)
    (row,) = gradebook.sheet(graded).splitlines()[1:]
    assert row.startswith("a01,Ana,ana@aula.test,graded,,10,no,0,")
    assert row.endswith(",0.40,10.00")
    assert "a01" not in gradebook.moodle(graded)


def test_a_provisional_grade_is_told_from_what_to_what() -> None:
    result = provisional()
    score = result.score
    assert score.lowest is not None
    assert score.highest is not None
    assert score.grade is not None
    assert score.lowest < score.grade < score.highest
    assert f"{i18n.decimal(score.lowest)}–{i18n.decimal(score.highest)} / 10" in printed(result)


def test_a_document_of_before_has_one_end() -> None:
    i18n.use("en")
    score = sound().score
    i18n.use("en")
    old = score.model_copy(update={"grade": 7.0, "lowest": None, "highest": 9.0})
    assert range_text(old) == "7.00–9.00"
    assert not old.unseen


# ── everything ──


def changed(outcome: Outcome, *ids: str) -> Result:
    """A sound server of which some checks ended otherwise."""
    result = sound()
    i18n.use("en")
    checks = tuple(
        one.model_copy(update={"outcome": outcome, "detail": "nobody told"}) if one.id in ids else one
        for one in result.checks
    )
    return result.model_copy(update={"checks": checks, "language": "en"})


def praise(result: Result) -> bool:
    return EVERYTHING in printed(result)


NAMES = tuple(check.id for check in sound().checks if check.step == "names")


@pytest.mark.parametrize(
    ("update", "said"),
    [
        ({}, True),
        ({"criteria": (CriterionResult(id="a", title="A", possible=1),)}, False),
        ({"criteria": (CriterionResult(id="a", title="A", possible=1, points=0.5),)}, False),
        ({"criteria": (CriterionResult(id="a", title="A", possible=1, points=1),)}, True),
        ({"complete": False, "problems": (Problem(reason="lost", text="gone"),)}, False),
    ],
)
def test_everything_is_said_only_of_everything(update: dict[str, Any], said: bool) -> None:
    result = sound()
    i18n.use("en")
    assert praise(result.model_copy(update=update)) is said


@pytest.mark.parametrize(
    ("outcome", "ids", "said"),
    [
        (Outcome.WAIVED, ("service.workers",), False),
        (Outcome.NOT_APPLICABLE, NAMES, False),
        (Outcome.NOT_APPLICABLE, ("access.styles",), True),
        (Outcome.FAILED, ("service.group",), False),
    ],
)
def test_of_what_was_not_looked_at_it_is_not_said(outcome: Outcome, ids: tuple[str, ...], said: bool) -> None:
    assert praise(changed(outcome, *ids)) is said


@pytest.mark.parametrize("kind", ["terminal", "html", "github", "screen"])
def test_a_step_that_nobody_looked_at_is_the_next_step(kind: str) -> None:
    result = changed(Outcome.NOT_APPLICABLE, *NAMES)
    title = next(step.title for step in result.steps if step.id == "names")
    said = " ".join((github.summary(result) if kind == "github" else shown(kind, result)).split())
    assert "Next step" in said
    for label in ("poc", "exercise"):
        text = f"{title} ({label}): nobody told"
        assert (github.markdown(text) if kind == "github" else text) in said
    assert [one.deployment for one in View(result).remaining] == ["poc", "exercise"]


def test_a_step_without_points_is_not_missed() -> None:
    advice = CheckResult(id="own.x", step="own", title="x", outcome=Outcome.NOT_APPLICABLE)
    result = sound()
    assert View(result.model_copy(update={"checks": (*result.checks, advice)})).remaining == ()
