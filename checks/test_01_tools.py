"""Items 1–3: pip and pipenv, as the deploying user sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask import verdicts
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.tools import Tools


@check("tools.pip")
def test_pip_is_installed(tools: Tools) -> None:
    verdicts.pip_must_be_found(tools)


@check("tools.pipenv")
def test_pipenv_is_on_the_path(tools: Tools) -> None:
    verdicts.pipenv_must_be_found(tools)


@check("tools.pipenv-version")
def test_pipenv_tells_its_version(tools: Tools) -> None:
    verdicts.pipenv_must_run(tools)
