"""Specifiers and variables of systemd's."""

from __future__ import annotations

import pytest

from perito.probes.systemd.specifiers import expanded, with_variables
from perito.probes.systemd.unit_files import template_of


@pytest.mark.parametrize(
    ("text", "unit", "wanted"),
    [
        ("/var/www/%i/%i.sock", "flask@mi_app.service", "/var/www/mi_app/mi_app.sock"),
        ("/var/www/%N", "mi_app.service", "/var/www/mi_app"),
        ("%n %p %h", "flask@x.service", "flask@x.service flask /root"),
        ("%I", "flask@srv-mi\\x2dapp.service", "srv/mi-app"),
        ("100%% %H", "x.service", "100% %H"),
    ],
)
def test_specifiers(text: str, unit: str, wanted: str) -> None:
    assert expanded(text, unit) == wanted


def test_variables() -> None:
    words = ["$ARGS", "unix:${SOCK}", "a$ARGS", "$$HOME", "${ELSEWHERE}"]
    assert with_variables(words, {"ARGS": "-w 3", "SOCK": "/run/x"}) == [
        "-w", "3", "unix:/run/x", "a$ARGS", "$HOME", "${ELSEWHERE}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "template"), [("flask@a.b.service", "flask@.service"), ("flask.service", ""), ("flask@.service", "")]
)
def test_template_of(name: str, template: str) -> None:
    assert template_of(name) == template
