"""Items 10–11: Pipfile, lock, and the virtual environment with Flask and gunicorn really in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask import verdicts
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("virtualenv.pipfile")
def test_pipfile_is_valid(deployment: Deployment) -> None:
    verdicts.pipfile_must_be_valid(deployment)


@check("virtualenv.pipfile-flask")
def test_pipfile_lists_flask(deployment: Deployment) -> None:
    verdicts.pipfile_must_list_flask(deployment)


@check("virtualenv.pipfile-gunicorn")
def test_pipfile_lists_gunicorn(deployment: Deployment) -> None:
    verdicts.pipfile_must_list_gunicorn(deployment)


@check("virtualenv.lock")
def test_lock_exists(deployment: Deployment) -> None:
    verdicts.lock_must_exist(deployment)


@check("virtualenv.lock-in-step")
def test_lock_matches_the_pipfile(deployment: Deployment) -> None:
    verdicts.lock_must_be_in_step(deployment)


@check("virtualenv.exists")
def test_virtualenv_exists(deployment: Deployment) -> None:
    verdicts.virtualenv_must_exist(deployment)


@check("virtualenv.owner")
def test_virtualenv_belongs_to_the_user(deployment: Deployment) -> None:
    verdicts.virtualenv_must_be_the_users(deployment)


@check("virtualenv.python")
def test_virtualenv_has_its_python(deployment: Deployment) -> None:
    verdicts.virtualenv_must_have_its_python(deployment)


@check("virtualenv.flask")
def test_flask_is_installed(deployment: Deployment) -> None:
    verdicts.flask_must_be_installed(deployment)


@check("virtualenv.gunicorn")
def test_gunicorn_is_installed(deployment: Deployment) -> None:
    verdicts.gunicorn_must_be_installed(deployment)
