"""The exercise: the same steps with a cloned repository, beside the first deployment and separate from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import (
    application_must_be_the_repositorys,
    form_must_greet,
    must_be_a_clone,
    page_must_be_the_repositorys,
    requirements_must_be_installed,
    requirements_must_be_kept,
    server_names_must_be_its_own,
    site_must_be_its_own,
    socket_must_be_its_own,
    stylesheets_must_load,
    unit_must_be_its_own,
    virtualenv_must_be_its_own,
)
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("exercise.clone")
def test_the_directory_is_a_clone(deployment: Deployment) -> None:
    must_be_a_clone(deployment)


@check("exercise.requirements")
def test_the_pipfile_keeps_the_requirements(deployment: Deployment) -> None:
    requirements_must_be_kept(deployment)


@check("exercise.installed")
def test_what_is_required_is_installed(deployment: Deployment) -> None:
    requirements_must_be_installed(deployment)


@check("exercise.wsgi")
def test_gunicorn_loads_the_repositorys_application(deployment: Deployment) -> None:
    application_must_be_the_repositorys(deployment)


@check("exercise.own-virtualenv")
def test_it_has_a_virtualenv_of_its_own(deployment: Deployment) -> None:
    virtualenv_must_be_its_own(deployment)


@check("exercise.own-unit")
def test_it_has_a_unit_of_its_own(deployment: Deployment) -> None:
    unit_must_be_its_own(deployment)


@check("exercise.own-socket")
def test_it_has_a_socket_of_its_own(deployment: Deployment) -> None:
    socket_must_be_its_own(deployment)


@check("exercise.own-site")
def test_it_has_a_site_of_its_own(deployment: Deployment) -> None:
    site_must_be_its_own(deployment)


@check("exercise.own-server-name")
def test_it_has_names_of_its_own(deployment: Deployment) -> None:
    server_names_must_be_its_own(deployment)


@check("exercise.page")
def test_its_page_is_the_repositorys(deployment: Deployment) -> None:
    page_must_be_the_repositorys(deployment)


@check("exercise.stylesheet")
def test_a_stylesheet_of_its_page_loads(deployment: Deployment) -> None:
    stylesheets_must_load(deployment)


@check("exercise.form")
def test_the_form_greets(deployment: Deployment) -> None:
    form_must_greet(deployment)
