"""Items 1–3: pip and pipenv, as the deploying user sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import check, expect

if TYPE_CHECKING:
    from perito.models.flask.tools import Tools


@check("tools.pip")
def test_pip_is_installed(tools: Tools) -> None:
    expect(tools.pip.path).to_be_present("pip3")


@check("tools.pipenv")
def test_pipenv_is_on_the_path(tools: Tools) -> None:
    expect(tools.pipenv.path, detail=tools.pipenv.message).to_be_present("pipenv")


@check("tools.pipenv-version")
def test_pipenv_tells_its_version(tools: Tools) -> None:
    expect(tools.pipenv.version, detail=tools.pipenv.message).to_be_present("pipenv, version …")
