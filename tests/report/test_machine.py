"""The formats that machines read: JUnit, CTRF, Gradescope, GitHub."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from perito.documents.result import Outcome
from perito.report import formats, github
from tests.classroom.recorded_class import graded

from . import samples
from .gradebooks.importers import gradescope

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from perito.documents.result import Result


def junit(result: Result) -> ET.Element:
    return ET.fromstring(formats.render("junit", result))  # noqa: S314 - our own document


def document(kind: str, result: Result) -> Any:
    return json.loads(formats.render(kind, result))


def test_junit_has_a_suite_for_each_step_and_a_case_for_each_check() -> None:
    result = samples.broken()
    root = junit(result)
    assert [suite.get("name") for suite in root] == [step.id for step in result.steps]
    assert [suite.findtext("properties/property[@name='title']") for suite in root]
    assert len(list(root.iter("testcase"))) == len(result.checks)
    totals = [root.get(name) for name in ("tests", "failures", "errors", "skipped")]
    assert totals == ["36", "11", "0", "1"]
    for suite in root:
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(sum(case.find("failure") is not None for case in cases))


def test_junit_failure_says_what_and_blocked_is_one_that_says_by_what() -> None:
    cases = {(case.get("classname"), case.get("name")): case for case in junit(samples.broken()).iter("testcase")}
    failed = cases["flask.directory.poc", "directory.mode [poc]"]
    failure = failed.find("failure")
    assert failure is not None
    assert "le falta el permiso de escritura" in failure.get("message", "")
    assert "Los permisos son 775\nEsperado: 775\nEncontrado: 755" in (failure.text or "")
    properties = {p.get("name"): p.get("value") for p in failed.iter("property")}
    assert properties["possible"] == "0.2"
    assert properties["check"] == "directory.mode"
    assert properties["title"] == "Los permisos son 775"
    blocked = cases["flask.env.exercise", "env.readable [exercise]"]
    lost = blocked.find("failure")
    assert lost is not None
    assert (lost.get("type"), lost.get("message")) == ("blocked", "bloqueada por la causa 3 (el archivo .env existe)")
    properties = {p.get("name"): p.get("value") for p in blocked.iter("property")}
    assert (properties["outcome"], properties["blocked-by"], properties["points"]) == ("blocked", "env.exists", "0")


def test_junit_of_a_provisional_grade_is_never_green() -> None:
    unseen = samples.sound().model_copy(update={"complete": False, "problems": samples.provisional().problems})
    root = junit(unseen)
    assert root.get("failures") == "0"
    assert root.get("errors") == "1"


def test_junit_leaves_advice_out() -> None:
    assert junit(samples.with_advice()).get("failures") == "0"


def test_ctrf_counts_and_has_what_the_specification_requires() -> None:
    found = document("ctrf", samples.provisional())
    assert found["reportFormat"] == "CTRF"
    assert found["results"]["tool"]["name"] == "perito"
    summary, tests = found["results"]["summary"], found["results"]["tests"]
    for status in ("passed", "failed", "skipped", "pending", "other"):
        assert summary[status] == sum(test["status"] == status for test in tests)
    assert (summary["tests"], summary["failed"], summary["other"]) == (len(tests), 4, 2)
    assert summary["stop"] - summary["start"] == 3400
    assert all(test["name"] and isinstance(test["duration"], int) for test in tests)
    assert document("ctrf", samples.provisional()) == found


def test_gradescope_scores_add_up_to_the_grade() -> None:
    result = samples.broken()
    found = document("gradescope", result)
    scored = [test for test in found["tests"] if "score" in test]
    assert found["score"] == result.score.grade
    assert sum(test["score"] for test in scored) == pytest.approx(result.score.grade, abs=0.01)
    assert sum(test["max_score"] for test in scored) == pytest.approx(10, abs=0.01)
    waived = [test for test in found["tests"] if "waived" in test["tags"]]
    assert waived
    assert not any("score" in test or "status" in test for test in waived)


def test_gradescope_hides_advice_from_students() -> None:
    found = document("gradescope", samples.with_advice())
    hidden = [test["name"] for test in found["tests"] if test["visibility"] == "hidden"]
    assert hidden == ["Integridad: Ninguna otra entrega usa esta clave"]
    assert "Ninguna otra entrega" not in found["output"]


def test_github_annotates_causes_and_escapes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    stream = io.StringIO()
    github.emit(samples.broken(), stream)
    lines = stream.getvalue().splitlines()
    assert lines[0].startswith(
        "::error title=Hay una unidad de systemd para la aplicación (bloquea 3 comprobaciones · +1%2C27 puntos)::"
    )
    assert "%0AUnit azure-app.service could not be found.%0A" in lines[0]
    assert lines[-1] == "::notice title=Perito::Nota: 7,18 / 10 · 3,7 de 5,15 puntos"
    text = page.read_text(encoding="utf-8")
    assert text.startswith("### Perito: Despliegue")
    assert "1. **Hay una unidad de systemd para la aplicación · exercise**" in text
    assert "| ✅ | Herramientas &#40;1–3&#41; | 1/1 | 0,1 puntos |" in text


def test_github_warns_of_what_was_not_seen_and_appends_to_the_summary(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = tmp_path / "summary.md"
    page.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    stream = io.StringIO()
    github.emit(samples.provisional(), stream)
    assert stream.getvalue().count("::warning title=La nota es provisional%3A") == 2
    assert page.read_text(encoding="utf-8").startswith("before\n### Perito")


def test_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="'docx' is not one of json, junit, html, pdf, ctrf, gradescope"):
        formats.render("docx", samples.sound())


@pytest.mark.parametrize("make", [samples.with_advice, samples.broken, samples.hostile])
def test_gradescope_has_only_what_is_documented(make: Callable[[], Result]) -> None:
    gradescope.read(formats.render("gradescope", make()))


@pytest.mark.parametrize("kind", ["junit", "ctrf", "gradescope", "tap"])
def test_what_blocks_is_told_as_it_is_and_not_as_it_should_be(kind: str) -> None:
    result, _files = graded("stopped")
    blocked = sum(check.outcome is Outcome.BLOCKED for check in result.checks if check.step != "integrity")
    text = formats.render(kind, result)
    assert text.count("bloqueada por la causa 1 (el servicio está parado)") == blocked > 5
    assert "bloqueada por: " not in text
