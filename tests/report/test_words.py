"""Words within sentences."""

from __future__ import annotations

import pytest

from perito.report.words import small


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("El servicio está parado", "el servicio está parado"),
        ("A gunicorn no se le dice nada", "a gunicorn no se le dice nada"),
        ("Ampliación: Heroku", "ampliación: Heroku"),
        ("L\u2019aplicació no es carrega", "l\u2019aplicació no es carrega"),
        ("Application's name", "application's name"),
        ("WorkingDirectory= no dice lo que parece", "WorkingDirectory= no dice lo que parece"),
        ("User= es root", "User= es root"),
        ("Pipfile.lock no está", "Pipfile.lock no está"),
        ("AppArmor no deja a Nginx", "AppArmor no deja a Nginx"),
        ("FLASK_ENV no vale production", "FLASK_ENV no vale production"),
        (".env falta", ".env falta"),
        ("DNS no responde", "DNS no responde"),
        ("", ""),
    ],
)
def test_a_sentence_begins_small_within_another_and_a_name_as_it_is(text: str, within: str) -> None:
    assert small(text) == within
