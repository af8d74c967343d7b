"""Fixtures of the Flask practice's checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.models.flask.heroku.extension import extension_of
from perito.models.flask.tools import Tools
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.models.flask.deployment import Deployment
    from perito.models.flask.heroku.facts import Heroku
    from perito.server.server import Server


@pytest.fixture
def tools(server: Server) -> Tools:
    """pip and pipenv, as the deploying user has them."""
    return Tools(server)


@pytest.fixture
def heroku(server: Server, subjects: Mapping[str, Deployment]) -> Heroku:
    """The extension: the application on the platform, as visitors see it, and its repository."""
    found = extension_of(server, subjects.values())
    if found is None:
        pytest.fail(_("nothing to look at: say where the application is with --heroku"), pytrace=False)
    return found
