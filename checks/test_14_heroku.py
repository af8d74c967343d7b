"""Extension: one of the two applications on Heroku."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import check

if TYPE_CHECKING:  # most runs have no extension, and need not load its facts
    from perito.models.flask.heroku.facts import Heroku


@check("heroku.procfile")
def test_a_procfile_starts_a_web_process(heroku: Heroku) -> None:
    heroku.procfile_must_start_a_web_process()


@check("heroku.command")
def test_the_web_process_starts_the_application(heroku: Heroku) -> None:
    heroku.command_must_start_the_application()


@check("heroku.port")
def test_it_listens_on_the_port_of_the_platform(heroku: Heroku) -> None:
    heroku.port_must_be_the_platforms()


@check("heroku.requirements")
def test_flask_and_gunicorn_are_among_the_requirements(heroku: Heroku) -> None:
    heroku.requirements_must_be_whole()


@check("heroku.python")
def test_the_version_of_python_is_one_that_the_platform_has(heroku: Heroku) -> None:
    heroku.python_must_be_known()


@check("heroku.name")
def test_the_name_leads_to_the_platform(heroku: Heroku) -> None:
    heroku.name_must_lead_to_the_platform()


@check("heroku.https")
def test_browsers_accept_the_certificate(heroku: Heroku) -> None:
    heroku.https_must_be_sound()


@check("heroku.answers")
def test_the_application_answers_200(heroku: Heroku) -> None:
    heroku.must_answer()


@check("heroku.page")
def test_it_is_the_page_of_one_of_the_two_applications(heroku: Heroku) -> None:
    heroku.page_must_be_the_applications()
