"""Items 15–16: gunicorn's own check of its arguments and of the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import (
    arguments_must_be_accepted,
    gunicorn_must_load,
    no_test_server_must_be_left,
    once_read,
)
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("gunicorn.arguments")
@once_read
def test_gunicorn_accepts_its_arguments(deployment: Deployment) -> None:
    arguments_must_be_accepted(deployment)


@check("gunicorn.loads")
@once_read
def test_gunicorn_loads_the_application(deployment: Deployment) -> None:
    gunicorn_must_load(deployment)


@check("gunicorn.no-test-server")
def test_no_test_server_is_left(deployment: Deployment) -> None:
    no_test_server_must_be_left(deployment)
