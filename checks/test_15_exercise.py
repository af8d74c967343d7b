"""The exercise: the same steps with a cloned repository, beside the first deployment and separate from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.sharing import shared_server_names, shared_sockets, shared_virtualenv, taken_site, taken_unit
from perito.models.flask.verdicts import (
    application_of_the_first_part,
    form_must_greet,
    must_be_a_clone,
    stylesheets_must_load,
)
from perito.practice.expect import check, expect
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("exercise.clone")
def test_the_directory_is_a_clone(deployment: Deployment) -> None:
    must_be_a_clone(deployment)


@check("exercise.requirements")
def test_the_pipfile_keeps_the_requirements(deployment: Deployment) -> None:
    expect(deployment.exercise.floating_requirements()).to_be_empty(deployment.exercise.pins())


@check("exercise.installed")
def test_what_is_required_is_installed(deployment: Deployment) -> None:
    expect(deployment.exercise.wrong_versions()).to_be_empty(deployment.exercise.pins())


@check("exercise.wsgi")
def test_gunicorn_loads_the_repositorys_application(deployment: Deployment) -> None:
    expect(application_of_the_first_part(deployment)).to_be_nothing(_("the application of the repository"))


@check("exercise.own-virtualenv")
def test_it_has_a_virtualenv_of_its_own(deployment: Deployment) -> None:
    expect(shared_virtualenv(deployment)).to_be_nothing(_("an environment of its own"))


@check("exercise.own-unit")
def test_it_has_a_unit_of_its_own(deployment: Deployment) -> None:
    expect(taken_unit(deployment)).to_be_nothing(_("one for each deployment"))


@check("exercise.own-socket")
def test_it_has_a_socket_of_its_own(deployment: Deployment) -> None:
    expect(shared_sockets(deployment)).to_be_empty(_("one for each deployment"))


@check("exercise.own-site")
def test_it_has_a_site_of_its_own(deployment: Deployment) -> None:
    expect(taken_site(deployment)).to_be_nothing(_("one for each deployment"))


@check("exercise.own-server-name")
def test_it_has_names_of_its_own(deployment: Deployment) -> None:
    expect(shared_server_names(deployment)).to_be_empty(_("names that the first site does not have"))


@check("exercise.page")
def test_its_page_is_the_repositorys(deployment: Deployment) -> None:
    expect(deployment.exercise.page_title).to_be_one_of(
        deployment.exercise.titles, " | ".join(deployment.exercise.titles)
    )


@check("exercise.stylesheet")
def test_a_stylesheet_of_its_page_loads(deployment: Deployment) -> None:
    stylesheets_must_load(deployment)


@check("exercise.form")
def test_the_form_greets(deployment: Deployment) -> None:
    form_must_greet(deployment)
