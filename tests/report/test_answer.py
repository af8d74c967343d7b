"""Why a check ended as it did, in one command, with what the server answered."""

from __future__ import annotations

import json

import pytest

from perito.documents.result import Outcome
from perito.evidence import recording
from perito.report.answer import LINES, QUOTED, Telling, answer
from perito.report.evidence import Seen, by_number
from perito.report.view import View
from tests.classroom.recorded_class import graded
from tests.recorded import store

NAMES = Telling(frozenset({"flask_app.service"}), frozenset({"inactive"}))


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
    for part in ("Por qué: ", "Siguiente paso: ", "Lo que contestó el servidor:", "  #", "│ ActiveState=inactive"):
        assert part in text


def test_what_is_blocked_names_its_cause_and_quotes_what_shows_that() -> None:
    lines = told("stopped", "service.listening")
    assert "bloqueada" in lines[0]
    assert lines[1].strip() == "por la causa 1 (el servicio está parado)"
    assert any("ActiveState=inactive" in line for line in lines)


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


def test_of_a_long_answer_the_lines_about_the_check_are_quoted() -> None:
    units = [f"Id=other{number}.service\nActiveState=active\nDescription=x" for number in range(20)]
    units.insert(7, "Id=flask_app.service\nActiveState=inactive\nInactiveEnterTimestamp=")
    lines = NAMES.lines("\n\n".join(units))
    assert lines[:2] == ["Id=flask_app.service", "ActiveState=inactive"]
    assert lines[-1] == "… faltan 60 líneas"


def test_fields_and_journals_are_readable_and_nothing_is_live() -> None:
    assert NAMES.lines("P\0/etc/a\0x\0\0/etc/b\0y") == ["/etc/a x", "/etc/b y"]
    entry = {"__REALTIME_TIMESTAMP": "1795394598000000", "MESSAGE": "Stopped\x1b[31m", "_PID": "1"}
    assert NAMES.lines(json.dumps(entry)) == ["2026-11-23 00:43:18 UTC  Stopped\\x1b[31m"]
    for odd in ('{"MESSAGE"', '{"MESSAGE": 1}', '{"__REALTIME_TIMESTAMP": "9999999999999999999", "MESSAGE": "x"}'):
        assert NAMES.lines(odd) == [odd]


def test_few_answers_are_quoted_and_the_others_named() -> None:
    view = View(graded("sound")[0])
    evidence = {number: Seen(number, "command", f"c{number}", 0, "xx\n" * 99) for number in range(1, 8)}
    check = view.checks[0].model_copy(update={"evidence": tuple(evidence)})
    lines = list(answer(check, view, evidence))
    assert sum(line.startswith("  #") for line in lines) == QUOTED
    assert lines[-1] == "  y 3 respuestas más: #5, #6, #7"
    assert sum("│" in line for line in lines) == QUOTED * LINES
