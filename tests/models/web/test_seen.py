"""What a visitor sees where nginx gets nothing from the program: by which name nginx asked for it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from perito.models.web.seen import _bad_gateway
from perito.models.web.verdicts.status import ABSENT, NOBODY
from perito.support import i18n


@pytest.mark.parametrize(
    ("upstream", "errno", "proxy_pass", "asked", "said"),
    [
        ("fastcgi://unix:/run/php/php8.2-fpm.sock:", ABSENT, "", [], "502: nginx no encuentra php8.2-fpm.sock"),
        ("uwsgi://127.0.0.1:3031", NOBODY, "", [], "502: nadie escucha en 127.0.0.1:3031"),
        ("scgi://unix:/run/a.sock", None, "", [], "502: nginx no recibe respuesta de a.sock"),
        ("http://unix:/run/b.sock:/", ABSENT, "", ["/run/a.sock", "/run/b.sock"], "502: nginx no encuentra b.sock"),
        ("", None, "http://127.0.0.1:3000", [], "502: nginx no recibe respuesta de 127.0.0.1:3000"),
        ("", None, "", [], "502: nginx no recibe respuesta del programa que hay detrás"),
    ],
)
def test_nobody_is_left_without_a_name(
    upstream: str, errno: int | None, proxy_pass: str, asked: list[str], said: str
) -> None:
    i18n.use("es")
    line = SimpleNamespace(upstream=upstream, errno=errno) if upstream else None
    deployment: Any = SimpleNamespace(
        page=SimpleNamespace(last_error=lambda: line),
        site=SimpleNamespace(wanted_sockets=lambda: asked, proxy_pass=proxy_pass),
    )
    assert _bad_gateway(deployment) == said
