"""The terminal report: causes first, every failure taught, nobody blamed for what was not seen."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from perito.documents.result import Outcome, Result
from perito.report import terminal, terminal_links
from perito.support import i18n
from perito.support.console import Console

from . import samples


def shown(result: Result, verbosity: int = 0, audience: str = "student", width: int = 80, **how: object) -> str:
    """The report on a terminal without colours, or as `how` says."""
    stream = io.StringIO()
    ways = {"force_terminal": True, "color_system": None, "legacy_windows": False, "_environ": {}} | how
    console = Console(file=stream, width=width, **ways)  # type: ignore[arg-type]
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
    assert "ssh://alumno@192.0.2.10:2222  23/11/2026, 9:30 (UTC) · 3,4 s" in head
    assert "flask-poc.izv → sites-available/flask-poc → flask-poc.sock → flask-poc.service" in head
    assert "supuesto: azure.service parece pensado para azure-app" in head


def test_first_cause_leads_with_weight_proof_and_next_step() -> None:
    text = shown(samples.broken())
    assert text.index("Pasos ─") < text.index("Qué más hay que arreglar ─") < text.index("Por dónde empezar ─")
    first = section(text, "Por dónde empezar")
    assert "1. ✗ Hay una unidad de systemd para la aplicación · exercise · bloquea 3" in first
    assert "   comprobaciones · +1,27 puntos" in first
    assert "El servidor dice  Unit azure-app.service could not be found." in first
    assert "Siguiente paso    systemd solo mira en sus directorios" in first
    assert "En el servidor    " in first


def test_failure_says_expected_found_command_and_why_and_blocked_ones_their_cause() -> None:
    assert "Encontrado      755" not in section(shown(samples.broken()), "Pasos")  # the causes say it
    steps = section(shown(samples.broken(), verbosity=1), "Pasos")
    failure = steps.split("Los permisos son 775")[1].split("Variables de entorno")[0]
    for part in (
        "Esperado        775",
        "Encontrado      755",
        "Por qué",
    ):
        assert part in failure
    assert "\N{MINUS SIGN}0,2" in failure
    steps = section(shown(samples.broken()), "Pasos")
    assert "3 comprobaciones bloqueadas por la causa 1" in steps
    assert "✓ Herramientas (1–3)" in steps
    assert "pip está instalado" not in steps


def test_verbose_shows_every_check_and_very_verbose_what_was_seen() -> None:
    assert "✓ pip está instalado" in shown(samples.broken(), verbosity=1)
    assert "UnitFileState=disabled" not in shown(samples.broken(), verbosity=1)
    excerpts = shown(samples.broken(), verbosity=2)
    assert "#6 systemctl show nginx.service -p UnitFileState  → 0" in excerpts
    assert "UnitFileState=disabled" in excerpts
    assert "… 8 líneas más" in excerpts


def test_grade_line_follows_the_language() -> None:
    spanish = shown(samples.broken())
    assert "Nota  7,18 / 10   3,7 de 5,15 puntos" in spanish
    assert "24 superadas · 6 no superadas · 5 bloqueadas · 1 sin tener en cuenta" in spanish
    english = shown(samples.make(samples.Making(samples.BROKEN, language="en")))
    assert "Grade  7.18 / 10   3.7 of 5.15 points" in english
    assert "blocks 3 checks · +1.27 points" in english.replace("\n  ", "")


def test_provisional_grade_says_why_and_that_nobody_is_to_blame() -> None:
    text = shown(samples.provisional())
    assert "Nota provisional  7,50–8,21 / 10" in text
    problems = text.split("La nota es provisional")[1].split("Por dónde")[0]
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


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(width: int) -> None:
    for make in (samples.broken, samples.hostile, samples.provisional):
        for verbosity in range(3):
            lines = shown(make(), verbosity=verbosity, width=width).splitlines()
            assert max(map(len, lines)) <= width
            assert not [line for line in lines if line != line.rstrip()]


def test_a_log_file_has_each_sentence_whole_and_no_rules() -> None:
    text = shown(samples.broken(), force_terminal=False, width=40)
    assert "─" not in text
    assert "\nPasos\n✓ Herramientas (1–3)  1/1  0,1 de 0,1\n" in text
    assert "upstream, client: 192.0.2.1\n" in text
    assert "upstream, client" not in shown(samples.broken(), width=110)
    first = text.split("Por dónde empezar")[1].splitlines()
    assert any(line.startswith("   Siguiente paso    systemd solo mira") and line.endswith(".") for line in first)


def test_the_first_cause_and_the_grade_are_the_last_screen() -> None:
    last = shown(samples.broken()).splitlines()[-23:]
    assert any(line.startswith("1. ✗ Hay una unidad de systemd") for line in last)
    assert any(line.startswith("   En el servidor    ") for line in last)
    assert any(line.startswith("Nota  7,18 / 10") for line in last)


def test_files_are_links_where_the_terminal_shows_them() -> None:
    def on(**environment: str) -> str:
        how = {"color_system": "standard", "_environ": {}}
        with pytest.MonkeyPatch.context() as patch:
            for name in (*terminal_links.MARKS, "TERM_PROGRAM", "VTE_VERSION", "TERM", "CI", "FORCE_HYPERLINK"):
                patch.delenv(name, raising=False)
            for name, value in environment.items():
                patch.setenv(name, value)
            return shown(samples.broken(), **how)  # type: ignore[arg-type]

    link = re.compile(r"\x1b\]8;[^;]*;file://[^\x1b]+/reports/a/report\.html\x1b\\")
    for environment in (
        {"WT_SESSION": "1"},
        {"VTE_VERSION": "7200"},
        {"TERM_PROGRAM": "vscode"},
        {"TERM": "xterm-kitty"},
        {"FORCE_HYPERLINK": "1", "CI": "true"},
    ):
        assert link.search(on(**environment)), environment
    for environment in (
        {"TERM": "xterm-256color"},
        {"VTE_VERSION": "4800"},
        {"WT_SESSION": "1", "CI": "true"},
        {"TERM": "linux", "KONSOLE_VERSION": "1"},
        {"WT_SESSION": "1", "FORCE_HYPERLINK": "0"},
    ):
        assert "\x1b]8" not in on(**environment), environment


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
    lines = shown(samples.hostile(), force_terminal=False).splitlines()
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
