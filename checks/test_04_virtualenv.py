"""Items 10–11: Pipfile, lock, and the virtual environment with Flask and gunicorn really in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import check, expect
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("virtualenv.pipfile")
def test_pipfile_is_valid(deployment: Deployment) -> None:
    expect(deployment.directory.kind_of("Pipfile")).to_equal("file")
    expect(deployment.virtualenv.pipfile.error).to_be_nothing(_("a Pipfile that pipenv can read"))


@check("virtualenv.pipfile-flask")
def test_pipfile_lists_flask(deployment: Deployment) -> None:
    expect(sorted(deployment.virtualenv.pipfile.packages)).to_contain("flask")


@check("virtualenv.pipfile-gunicorn")
def test_pipfile_lists_gunicorn(deployment: Deployment) -> None:
    expect(sorted(deployment.virtualenv.pipfile.packages)).to_contain("gunicorn")


@check("virtualenv.lock")
def test_lock_exists(deployment: Deployment) -> None:
    expect(deployment.directory.kind_of("Pipfile.lock")).to_equal("file")


@check("virtualenv.lock-in-step")
def test_lock_matches_the_pipfile(deployment: Deployment) -> None:
    expect(deployment.virtualenv.lock_in_step, shown=_("another hash")).to_be_true(
        _("the Pipfile's own hash in Pipfile.lock")
    )


@check("virtualenv.exists")
def test_virtualenv_exists(deployment: Deployment) -> None:
    expect(deployment.virtualenv.path, detail=deployment.virtualenv.story()).to_be_present(
        _("a virtual environment for {directory}").format(directory=deployment.names.directory)
    )


@check("virtualenv.owner")
def test_virtualenv_belongs_to_the_user(deployment: Deployment) -> None:
    expect(deployment.virtualenv.present.owner).to_be_one_of(
        deployment.virtualenv.acceptable_owners, deployment.unit.runs_as
    )


@check("virtualenv.python")
def test_virtualenv_has_its_python(deployment: Deployment) -> None:
    expect(deployment.virtualenv.present.python).to_be_present(_("bin/python leads to a Python"))


@check("virtualenv.flask")
def test_flask_is_installed(deployment: Deployment) -> None:
    expect(deployment.virtualenv.installed("flask")).to_be_present("flask")


@check("virtualenv.gunicorn")
def test_gunicorn_is_installed(deployment: Deployment) -> None:
    expect(deployment.virtualenv.installed("gunicorn")).to_be_present("gunicorn")
    expect(deployment.virtualenv.present.has_gunicorn).to_be_true("bin/gunicorn")
