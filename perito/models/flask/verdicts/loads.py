"""The finding of an application that gunicorn cannot load, by what gunicorn and Python said."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.practice.expect import finding
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.practice.expect import Failure
    from perito.probes.python.gunicorn_check import ConfigCheck

PACKAGE = re.compile(r"/(?:site|dist)-packages/([^/.]+)")
REFUSED = frozenset({"bad_arguments", "config_error", "bad_setting", "invalid_address", "no_application"})
NOT_RUN = frozenset({"not_executable", "not_found"})
NOBODY = frozenset({"no_such_user", "no_such_group"})


def loading_failed(deployment: Deployment, found: ConfigCheck, shown: str) -> Failure:
    """What kept the application from loading; `shown`: gunicorn's last words and their place."""
    kind, details, name = found.kind, found.details, PurePosixPath(found.file).name
    module = details.get("module", "")
    ours = (deployment.gunicorn.app or "").partition(":")[0]
    package = PACKAGE.search(details.get("within", ""))
    return finding(
        "gunicorn.loads/no-app-module" if kind == "module_not_found" and module == ours
        else "gunicorn.loads/package-lacks-module" if kind == "module_not_found" and name and package
        else "gunicorn.loads/no-module" if kind == "module_not_found" and name
        else "gunicorn.loads/no-module-anywhere" if kind == "module_not_found"
        else "gunicorn.loads/circular" if "partially initialized module" in found.message
        else "gunicorn.loads/package-lacks-name" if kind == "import_error" and name and package
        else "gunicorn.loads/no-name" if kind == "import_error" and name
        else "gunicorn.loads/no-attribute" if kind == "attribute_missing"
        else "gunicorn.loads/not-callable" if kind == "not_callable"
        else "gunicorn.loads/syntax" if kind == "syntax_error" and name
        else "gunicorn.loads/error-at" if kind == "python_error" and name
        else "gunicorn.loads/refused" if kind in REFUSED
        else "gunicorn.loads/not-run" if kind in NOT_RUN
        else "gunicorn.loads/no-account" if kind in NOBODY
        else "gunicorn.loads/no-directory" if kind == "no_such_directory"
        else "gunicorn.loads/error" if found.message
        else "gunicorn.loads/failed",
        expected=_("it loads"), actual=shown, proof=found.message,
        message=found.message, file=name, number=found.line, module=module, name=details.get("name", ""),
        app_module=ours, runs_as=deployment.unit.runs_as, program_path=deployment.command.args.program,
        work=deployment.unit.working_directory, package=package[1] if package else "",
    )  # fmt: skip
