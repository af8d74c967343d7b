"""The terminal report: causes first, every failure taught, nobody blamed for what was not seen."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from perito.documents.result import Outcome, Result
from perito.report import terminal
from perito.support import i18n

from . import samples


def shown(result: Result, verbosity: int = 0, audience: str = "student", width: int = 80, **how: object) -> str:
    """The report as plain text."""
    stream = io.StringIO()
    console = Console(file=stream, width=width, **how)  # type: ignore[arg-type]
    paths = {"json": Path("reports/a/result.json"), "html": Path("reports/a/report.html")}
    terminal.show(
        result,
        evidence=samples.EVIDENCE,
        verbosity=verbosity,
        audience=audience,
        paths=paths,
        console=console,
    )
    return stream.getvalue()


def section(text: str, title: str) -> str:
    """What stands under one of the report's rules."""
    return re.split(r"─{3,}", text.split(f"\n{title} ─")[1].lstrip("─"))[0]


def test_header_names_server_practice_and_what_was_assumed() -> None:
    head = shown(samples.broken(), width=110).split("Por dónde")[0]
    assert "Despliegue de una aplicación Flask" in head
    assert "ssh://alumno@192.0.2.10:2222  23/11/2026 09:30 UTC · 3,4 s" in head
    assert "flask-poc.izv → sites-available/flask-poc → flask-poc.sock → flask-poc.service" in head
    assert "supuesto: azure.service parece pensado para azure-app" in head


def test_first_cause_leads_with_weight_proof_and_next_step() -> None:
    text = shown(samples.broken())
    assert text.index("Por dónde empezar") < text.index("Pasos ─")
    first = section(text, "Por dónde empezar").split("2. ")[0]
    assert "1. ✗ Hay una unidad de systemd para la aplicación · exercise" in first
    assert "arregla esto primero: bloquea 3 comprobaciones · +1,27 puntos" in first
    assert "El servidor dice  Unit azure-app.service could not be found." in first
    assert "Siguiente paso    systemd solo mira en sus directorios" in first
    assert "En el servidor    " in first


def test_failure_says_expected_found_command_and_why_and_blocked_ones_their_cause() -> None:
    steps = section(shown(samples.broken()), "Pasos")
    failure = steps.split("Los permisos son 775")[1].split("Variables de entorno")[0]
    for part in (
        "Esperado        775",
        "Encontrado      755",
        "Por qué",
    ):
        assert part in failure
    assert "\N{MINUS SIGN}0,2" in failure
    assert "3 comprobaciones bloqueadas por la causa 1" in steps
    assert "✓ Herramientas (1–3)" in steps
    assert "pip está instalado" not in steps


def test_verbose_shows_every_check_and_very_verbose_what_was_seen() -> None:
    assert "✓ pip está instalado" in shown(samples.broken(), verbosity=1)
    assert "UnitFileState=disabled" not in shown(samples.broken(), verbosity=1)
    excerpts = shown(samples.broken(), verbosity=2)
    assert "#6 systemctl show nginx.service -p UnitFileState  → 0" in excerpts
    assert "UnitFileState=disabled" in excerpts
    assert "… faltan 9 líneas" in excerpts


def test_grade_line_follows_the_language() -> None:
    spanish = shown(samples.broken())
    assert "Nota  7,18 / 10   3,7 de 5,15 puntos" in spanish
    assert "24 superadas · 6 no superadas · 5 bloqueadas · 1 sin tener en cuenta" in spanish
    english = shown(samples.make(samples.Making(samples.BROKEN, language="en")))
    assert "Grade  7.18 / 10   3.7 of 5.15 points" in english
    assert "fix this first: blocks 3 checks · +1.27 points" in english


def test_provisional_grade_says_why_and_that_nobody_is_to_blame() -> None:
    text = shown(samples.provisional())
    assert "Nota provisional  7,50–8,21 / 10" in text
    problems = text.split("Por dónde")[0]
    assert "No es un fallo tuyo y no te quita puntos." in problems
    assert "· sudo pide una contraseña y no se ha dado ninguna (--ask-sudo-pass)" in problems
    assert "? Es Nginx quien escucha en el puerto 80 · sin comprobar: sudo" in text
    assert "No es un fallo del alumno" in shown(samples.provisional(), audience="teacher")


def test_sound_server_has_no_causes_and_says_so() -> None:
    text = shown(samples.sound())
    assert "Por dónde empezar" not in text
    assert "Está todo lo que pide la práctica." in text
    assert "Nota  10,00 / 10" in text


def test_teacher_sees_evidence_numbers_and_advice_the_student_neither() -> None:
    assert "Evidencia         #4, #5" in shown(samples.broken(), audience="teacher")
    assert "#4" not in shown(samples.broken())
    assert "Ninguna otra entrega usa esta clave" in shown(samples.with_advice(), audience="teacher")
    assert "Ninguna otra entrega usa esta clave" not in shown(samples.with_advice())
    assert "Integridad" not in shown(samples.with_advice())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for make in (samples.broken, samples.hostile):
        assert max(map(len, shown(make(), verbosity=2, width=width).splitlines())) <= width


def test_no_colour_is_respected_and_symbols_carry_the_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    text = shown(samples.broken(), force_terminal=True, legacy_windows=False)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", text)
    assert {"✓", "✗", "⊘", "≈"} <= set(text)


def test_ascii_terminal_gets_ascii_symbols() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1", errors="replace")
    terminal.show(samples.broken(), console=Console(file=stream, width=80))
    stream.flush()
    text = stream.buffer.getvalue().decode("latin-1")
    assert "+ Herramientas" in text
    assert "x Los permisos son 775" in text


def test_runner_takes_no_commands_from_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    lines = shown(samples.hostile()).splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch(r"[0-9a-f]{32}", token)
    assert lines[-1] == f"::{token}::"


def test_every_outcome_has_its_symbol_and_its_words() -> None:
    result = samples.sound()
    for place, outcome in enumerate(Outcome):
        check = result.checks[place].model_copy(update={"outcome": outcome, "detail": f"porque {place}"})
        result = result.model_copy(update={"checks": (*result.checks[:place], check, *result.checks[place + 1 :])})
    i18n.use("en")
    text = shown(result, verbosity=1, width=110)
    for word in ("not applicable", "waived", "for the teacher", "not seen", "failed", "blocked"):
        assert f"1 {word}" in text
