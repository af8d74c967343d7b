"""Items 12–14: the application's source and the module gunicorn loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import check, expect
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("application.module")
def test_the_application_module_exists(deployment: Deployment) -> None:
    expect(deployment.application.file, detail=deployment.application.story()).to_be_present("app = Flask(__name__)")


@check("application.compiles")
def test_the_application_compiles(deployment: Deployment) -> None:
    expect(deployment.application.syntax_errors(of_wsgi=False)).to_be_empty(_("no syntax errors"))


@check("application.wsgi")
def test_the_wsgi_module_exists(deployment: Deployment) -> None:
    expect(deployment.application.source, shown=", ".join(deployment.directory.python_files)).to_be_present(
        f"{deployment.application.module}.py"
    )


@check("application.wsgi-compiles")
def test_the_wsgi_module_compiles(deployment: Deployment) -> None:
    expect(deployment.application.syntax_errors(of_wsgi=True)).to_be_empty(_("no syntax errors"))


@check("application.imports")
def test_imported_modules_exist(deployment: Deployment) -> None:
    expect(deployment.application.missing_imports()).to_be_empty(_("modules that exist"))


@check("application.callable")
def test_the_callable_exists(deployment: Deployment) -> None:
    expect(deployment.application.callable_found(), shown=deployment.application.callables_there()).to_be_true(
        deployment.application.callable
    )


@check("application.guarded")
def test_app_run_is_guarded(deployment: Deployment) -> None:
    expect(deployment.application.unguarded_runs()).to_be_empty('if __name__ == "__main__":')
