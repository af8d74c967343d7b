"""The exercise: the same again with a cloned repository, beside the first deployment and apart from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import check, expect
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("exercise.clone")
def test_the_directory_is_a_clone(deployment: Deployment) -> None:
    deployment.must_be_a_clone()


@check("exercise.requirements")
def test_the_pipfile_keeps_the_requirements(deployment: Deployment) -> None:
    expect(deployment.floating_requirements()).to_be_empty(deployment.pins())


@check("exercise.installed")
def test_what_is_required_is_installed(deployment: Deployment) -> None:
    expect(deployment.wrong_versions()).to_be_empty(deployment.pins())


@check("exercise.wsgi")
def test_gunicorn_loads_the_repositorys_application(deployment: Deployment) -> None:
    expect(deployment.application_of_the_first_part()).to_be_nothing(_("the application of the repository"))


@check("exercise.own-virtualenv")
def test_it_has_a_virtualenv_of_its_own(deployment: Deployment) -> None:
    expect(deployment.shared_virtualenv()).to_be_nothing(_("an environment of its own"))


@check("exercise.own-unit")
def test_it_has_a_unit_of_its_own(deployment: Deployment) -> None:
    expect(deployment.taken_unit()).to_be_nothing(_("one for each deployment"))


@check("exercise.own-socket")
def test_it_has_a_socket_of_its_own(deployment: Deployment) -> None:
    expect(deployment.shared_sockets()).to_be_empty(_("one for each deployment"))


@check("exercise.own-site")
def test_it_has_a_site_of_its_own(deployment: Deployment) -> None:
    expect(deployment.taken_site()).to_be_nothing(_("one for each deployment"))


@check("exercise.own-server-name")
def test_it_has_names_of_its_own(deployment: Deployment) -> None:
    expect(deployment.shared_server_names()).to_be_empty(_("names that the first site does not have"))


@check("exercise.page")
def test_its_page_is_the_repositorys(deployment: Deployment) -> None:
    expect(deployment.page_title).to_be_one_of(deployment.titles, " | ".join(deployment.titles))


@check("exercise.stylesheet")
def test_a_stylesheet_of_its_page_loads(deployment: Deployment) -> None:
    deployment.stylesheets_must_load()


@check("exercise.form")
def test_the_form_greets(deployment: Deployment) -> None:
    deployment.form_must_greet()
