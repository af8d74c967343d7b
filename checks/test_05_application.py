"""Items 12–14: the application's source and the module gunicorn loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask import verdicts
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("application.module")
def test_the_application_module_exists(deployment: Deployment) -> None:
    verdicts.module_must_exist(deployment)


@check("application.compiles")
def test_the_application_compiles(deployment: Deployment) -> None:
    verdicts.application_must_compile(deployment)


@check("application.wsgi")
def test_the_wsgi_module_exists(deployment: Deployment) -> None:
    verdicts.wsgi_must_exist(deployment)


@check("application.wsgi-compiles")
def test_the_wsgi_module_compiles(deployment: Deployment) -> None:
    verdicts.wsgi_must_compile(deployment)


@check("application.imports")
def test_imported_modules_exist(deployment: Deployment) -> None:
    verdicts.imports_must_exist(deployment)


@check("application.callable")
def test_the_callable_exists(deployment: Deployment) -> None:
    verdicts.callable_must_exist(deployment)


@check("application.guarded")
def test_app_run_is_guarded(deployment: Deployment) -> None:
    verdicts.run_must_be_guarded(deployment)
