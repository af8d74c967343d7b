"""Verdicts on the source code: the application's module, the one gunicorn loads, and what they import."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.models.flask.application import USUAL_MODULES
from perito.practice.expect import finding
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.application import Application
    from perito.models.flask.deployment import Deployment
    from perito.practice.expect import Failure
    from perito.probes.python.wsgi_source import SyntaxProblem

NOT_UTF_8 = ("codec can't decode", "Non-UTF-8 code", "(unicode error)")
ALIKE = 0.75


def module_must_exist(deployment: Deployment) -> None:
    """Raises Failure where no file makes a Flask object."""
    if deployment.application.file is not None:
        return
    files, wanted = deployment.directory.python_files, "app = Flask(__name__)"
    usual = next((name for name in USUAL_MODULES if name in files), None)
    if usual is not None:
        found = deployment.directory.text_of(usual)
        raise finding(
            "application.module/no-flask-object" if found is not None and found.text.strip()
            else "application.module/empty-file",
            expected=wanted, actual="—", file=usual,
        )  # fmt: skip
    raise finding(
        "application.module/no-such-file" if files else "application.module/no-python-files",
        expected=wanted, actual="—", files=", ".join(files),
    )  # fmt: skip


def application_must_compile(deployment: Deployment) -> None:
    """Raises Failure where a file that gunicorn needs, other than the one it loads, has a syntax error."""
    problems = deployment.application.syntax_errors(of_wsgi=False)
    if problems:
        one = problems[0]
        raise finding(
            {
                "several": "application.compiles/several",
                "encoding": "application.compiles/encoding",
                "tabs": "application.compiles/tabs",
                "indentation": "application.compiles/indentation",
                "syntax": "application.compiles/syntax",
            }[_kind(problems)],
            expected=_("no syntax errors"), actual=_listed(problems),
            path=one.file, file=PurePosixPath(one.file).name, line=one.line, message=one.message,
        )  # fmt: skip


def wsgi_must_compile(deployment: Deployment) -> None:
    """Raises Failure where the file that gunicorn loads has a syntax error."""
    problems = deployment.application.syntax_errors(of_wsgi=True)
    if problems:
        one = problems[0]
        raise finding(
            {
                "several": "application.wsgi-compiles/syntax",
                "encoding": "application.wsgi-compiles/encoding",
                "tabs": "application.wsgi-compiles/tabs",
                "indentation": "application.wsgi-compiles/indentation",
                "syntax": "application.wsgi-compiles/syntax",
            }[_kind(problems)],
            expected=_("no syntax errors"), actual=_listed(problems),
            path=one.file, file=PurePosixPath(one.file).name, line=one.line, message=one.message,
        )  # fmt: skip


def _listed(problems: list[SyntaxProblem]) -> str:
    return ", ".join(f"{PurePosixPath(one.file).name}:{one.line}: {one.message}" for one in problems)


def _kind(problems: list[SyntaxProblem]) -> str:
    """What kind of mistake it is, by Python's own exception and words."""
    one = problems[0]
    if len(problems) > 1:
        return "several"
    if any(text in one.message for text in NOT_UTF_8):
        return "encoding"
    if one.kind == "TabError":
        return "tabs"
    return "indentation" if one.kind == "IndentationError" else "syntax"


def wsgi_must_exist(deployment: Deployment) -> None:
    """Raises Failure unless the module that gunicorn loads is a file of the directory."""
    if deployment.application.source is not None:
        return
    module, files = deployment.application.module, deployment.directory.python_files
    file = f"{module.replace('.', '/')}.py"
    similar = deployment.directory.lookalike(file)
    kind = "named-otherwise" if similar else "missing"
    raise finding(
        {
            "named-otherwise": "application.wsgi/named-otherwise",
            "missing": "application.wsgi/missing",
            "no-python-files": "application.wsgi/no-python-files",
        }[kind if similar or files else "no-python-files"],
        expected=f"{module}.py", actual=", ".join(files), file=file, module=module, found=similar,
        place=deployment.command.code_directory,
    )  # fmt: skip


def imports_must_exist(deployment: Deployment) -> None:
    """Raises Failure where an import leads to no file and to no installed package."""
    missing = deployment.application.missing_imports()
    if not missing:
        return
    wanted = _("modules that exist")
    actual = ", ".join(f"{file}:{one.line}: {one.module}" for file, one in missing)
    if len(missing) > 1:
        raise finding("application.imports/several", expected=wanted, actual=actual)
    file, one = missing[0]
    line, module = one.line, one.module
    own = {PurePosixPath(name).stem: name for name in deployment.directory.python_files if name != file}
    meant = get_close_matches(module, own, n=1, cutoff=ALIKE)
    if meant:
        raise finding(
            "application.imports/misspelt",
            expected=wanted, actual=actual, file=file, line=line, module=module, found=own[meant[0]],
        )  # fmt: skip
    name, made = deployment.application.callable.partition(":")[2], deployment.application.file
    if made is not None and name in (bound for _original, bound in one.names):
        found = PurePosixPath(made).name
        raise finding(
            "application.imports/another-module",
            expected=wanted, actual=actual, file=file, line=line, module=module, found=found, name=name,
        )  # fmt: skip
    raise finding(
        "application.imports/missing", expected=wanted, actual=actual, file=file, line=line, module=module
    )  # fmt: skip


def callable_must_exist(deployment: Deployment) -> None:
    """Raises Failure unless the module binds the name that gunicorn looks for."""
    application = deployment.application
    if not application.callable_found():
        raise _no_callable(application)


def _no_callable(application: Application) -> Failure:
    """Why there is no such object: the file is empty, has it under another name, or not at all."""
    source, wanted = application.source, application.callable
    name = wanted.partition(":")[2] or "application"
    objects = sorted(application.flask_objects(source)) if source is not None else []
    made = PurePosixPath(application.file or USUAL_MODULES[0]).stem
    kind = "missing"
    if objects:
        kind = "other-name"
    elif source is not None and not source.names and not source.imports:
        kind = "empty-file"
    return finding(
        {
            "other-name": "application.callable/other-name",
            "empty-file": "application.callable/empty-file",
            "missing": "application.callable/missing",
        }[kind],
        expected=wanted, actual=application.callables_there(), name=name, found=", ".join(objects),
        file=f"{application.module.replace('.', '/')}.py", spec=wanted, made=made,
    )  # fmt: skip


def run_must_be_guarded(deployment: Deployment) -> None:
    """Raises Failure where app.run() is called when gunicorn imports the file."""
    runs = deployment.application.unguarded_runs()
    if runs:
        actual = ", ".join(f"{file}:{line}" for file, line in runs)
        file, line = runs[0]
        raise finding(
            "application.guarded/several" if len(runs) > 1 else "application.guarded/unguarded",
            expected='if __name__ == "__main__":', actual=actual, file=file, line=line,
        )  # fmt: skip
