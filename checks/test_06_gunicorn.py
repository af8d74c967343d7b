"""Items 15–16: gunicorn's own check of its arguments and of the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import gunicorn_must_load, no_test_server_must_be_left, once_read
from perito.practice.expect import check, expect
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("gunicorn.arguments")
@once_read
def test_gunicorn_accepts_its_arguments(deployment: Deployment) -> None:
    cleared = deployment.unit.cleared_by_keys("ExecStart")
    expect(
        deployment.gunicorn.arguments_problem(),
        cleared=cleared,
        detail=deployment.gunicorn.look_alike(),
        finding="gunicorn.arguments/look-alike" if deployment.gunicorn.look_alike() else "",
    ).to_be_nothing(_("arguments that gunicorn accepts"))


@check("gunicorn.loads")
@once_read
def test_gunicorn_loads_the_application(deployment: Deployment) -> None:
    gunicorn_must_load(deployment)


@check("gunicorn.no-test-server")
def test_no_test_server_is_left(deployment: Deployment) -> None:
    no_test_server_must_be_left(deployment)
