"""Items 8–9: the file .env and the two variables in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import check, expect
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("env.exists")
def test_env_exists(deployment: Deployment) -> None:
    expect(deployment.directory.kind_of(".env")).to_equal("file")


@check("env.readable")
def test_the_deploying_user_can_read_env(deployment: Deployment) -> None:
    expect(deployment.directory.user_can_read(".env"), shown=deployment.directory.access_of(".env")).to_be_true(
        _("readable by {user}").format(user=deployment.unit.runs_as)
    )


@check("env.syntax")
def test_every_line_is_an_assignment(deployment: Deployment) -> None:
    expect(deployment.environment.problems()).to_be_empty(_("KEY=value on every line"))


@check("env.flask-app")
def test_flask_app_is_set(deployment: Deployment) -> None:
    expect(
        deployment.environment.dotenv.get("FLASK_APP"), detail=deployment.environment.misspelling("FLASK_APP")
    ).to_be_present("FLASK_APP=wsgi.py")


@check("env.flask-app-resolves")
def test_flask_app_names_an_application(deployment: Deployment) -> None:
    value = deployment.environment.dotenv.get("FLASK_APP")
    problem = deployment.application.flask_app_problem()
    expect(problem, shown=f"FLASK_APP={value}: {problem}").to_be_nothing(_("a file with the Flask application"))


@check("env.flask-env")
def test_flask_env_is_production(deployment: Deployment) -> None:
    expect(
        deployment.environment.dotenv.get("FLASK_ENV"), detail=deployment.environment.misspelling("FLASK_ENV")
    ).to_equal("production")
