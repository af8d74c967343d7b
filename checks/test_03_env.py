"""Items 8–9: the file .env and the two variables in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask import verdicts
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("env.exists")
def test_env_exists(deployment: Deployment) -> None:
    verdicts.env_must_exist(deployment)


@check("env.readable")
def test_the_deploying_user_can_read_env(deployment: Deployment) -> None:
    verdicts.env_must_be_readable(deployment)


@check("env.syntax")
def test_every_line_is_an_assignment(deployment: Deployment) -> None:
    verdicts.every_line_must_be_an_assignment(deployment)


@check("env.flask-app")
def test_flask_app_is_set(deployment: Deployment) -> None:
    verdicts.flask_app_must_be_set(deployment)


@check("env.flask-app-resolves")
def test_flask_app_names_an_application(deployment: Deployment) -> None:
    verdicts.flask_app_must_resolve(deployment)


@check("env.flask-env")
def test_flask_env_is_production(deployment: Deployment) -> None:
    verdicts.flask_env_must_be_production(deployment)
