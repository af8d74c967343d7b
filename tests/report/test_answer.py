"""Why a check ended as it did, in one command, with what the server answered."""

from __future__ import annotations

import pytest

from perito.documents.result import Outcome
from perito.evidence import recording
from perito.report.answer import answer
from perito.report.evidence import Seen, by_number
from perito.report.evidence.blocks import FIRST
from perito.report.view import View
from tests.classroom.recorded_class import graded
from tests.recorded import store


def told(server: str, check: str) -> list[str]:
    """The answer about a check of a recorded server."""
    view = View(graded(server)[0])
    found = next(one for one in view.checks if one.id == check)
    return list(answer(found, view, by_number(recording.load(store.demo(server)))))


def test_a_failure_says_what_is_so_why_what_next_and_quotes_the_server() -> None:
    lines = told("stopped", "service.active")
    assert lines[0].startswith("El servicio está parado: no superada · 0 de ")
    assert lines[1].strip().startswith("El servicio flask_app.service está parado")
    text = "\n".join(lines)
    for part in ("Por qué: ", "Siguiente paso: ", "Lo que contestó el servidor:", "  #", "│ > ActiveState "):
        assert part in text


def test_what_is_blocked_names_its_cause_and_quotes_what_shows_that() -> None:
    lines = told("stopped", "service.listening")
    assert "bloqueada" in lines[0]
    assert lines[1].strip() == "por la causa 1 (el servicio está parado)"
    assert any("> ActiveState" in line and line.endswith("inactive") for line in lines)


def test_what_passed_quotes_the_server_and_what_is_not_applicable_why() -> None:
    lines = told("sound", "directory.mode")
    assert "superada" in lines[0]
    assert lines[1] == "Lo que contestó el servidor:"
    assert not any(line.startswith("Por qué") for line in lines)
    reason = told("sound", "names.client")
    assert len(reason) > 1
    assert "no se aplica" in reason[0]


@pytest.mark.parametrize("outcome", [Outcome.ERROR, Outcome.WAIVED])
def test_other_ends_give_their_reason(outcome: Outcome) -> None:
    view = View(graded("sound")[0])
    check = view.checks[0].model_copy(update={"outcome": outcome, "detail": "lo dice el profesor", "evidence": ()})
    assert list(answer(check, view, {}))[1:] == ["   lo dice el profesor"]


def test_one_answer_is_quoted_and_the_others_named() -> None:
    view = View(graded("sound")[0])
    evidence = by_number(Seen(number, "command", f"c{number}", 0, "xx\n" * 99) for number in range(1, 8))
    check = view.checks[0].model_copy(update={"evidence": tuple(evidence)})
    lines = list(answer(check, view, evidence))
    assert sum(line.startswith("  #") for line in lines) == 1
    assert lines[-1] == "  y 6 respuestas más: #2, #3, #4, #5, #6, #7"
    assert [line for line in lines if "xx" in line] == ["    │   xx"] * FIRST
    assert "… 89 líneas más" in lines[-2]
