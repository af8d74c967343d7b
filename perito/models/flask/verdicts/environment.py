"""Verdicts on the file .env and the two variables in it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from perito.practice.expect import finding, say
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.practice.expect import Failure

FILE, APP, ENV = ".env", "FLASK_APP", "FLASK_ENV"
PRODUCTION = "production"
ALIKE = 0.7


def env_must_exist(deployment: Deployment) -> None:
    """Raises Failure unless there is a file .env; says which file was probably meant."""
    directory = deployment.directory
    kind = directory.kind_of(FILE)
    if kind != "file":
        found = directory.lookalike(FILE)
        raise finding(
            {
                "missing": "env.exists/missing",
                "named-otherwise": "env.exists/named-otherwise",
                "dangling-link": "env.exists/dangling-link",
                "not-a-file": "env.exists/not-a-file",
            }[directory.why_no_file(FILE)],
            expected="file", actual=kind, found=found, target=directory.target_of(FILE),
        )  # fmt: skip


def env_must_be_readable(deployment: Deployment) -> None:
    """Raises Failure where the deploying user may not read .env."""
    who, shown = deployment.unit.runs_as, deployment.directory.access_of(FILE)
    if not deployment.directory.user_can_read(FILE):
        expected = _("readable by {user}").format(user=who)
        raise finding("env.readable/not-readable", expected=expected, actual=shown, who=who)


def every_line_must_be_an_assignment(deployment: Deployment) -> None:
    """Raises Failure where a line of .env is no KEY=value."""
    wrong = deployment.environment.problems()
    if not wrong:
        return
    expected = _("KEY=value on every line")
    actual = ", ".join(f"{line}: {text}" for line, text in wrong)
    line, text = wrong[0]
    key, _blank, value = text.partition(" ")
    strange = deployment.environment.strange_character()
    if strange:
        raise finding("env.syntax/look-alike", expected=expected, actual=actual, detail=strange)
    kind = "other"
    if len(wrong) > 1:
        kind = "several"
    elif "=" not in text:
        kind = "without-equals" if value.strip() else "without-value"
    elif text.count('"') % 2 or text.count("'") % 2:
        kind = "quotes-open"
    raise finding(
        {
            "several": "env.syntax/several",
            "without-equals": "env.syntax/without-equals",
            "without-value": "env.syntax/without-value",
            "quotes-open": "env.syntax/quotes-open",
            "other": "env.syntax/other",
        }[kind],
        expected=expected, actual=actual, line=line, text=text, key=key, value=value.strip(),
    )  # fmt: skip


def flask_app_must_be_set(deployment: Deployment) -> None:
    """Raises Failure unless .env gives FLASK_APP a value, be it empty."""
    if deployment.environment.dotenv.get(APP) is None:
        strange = deployment.environment.strange_character(APP)
        if strange:
            raise finding("env.flask-app/look-alike", expected="FLASK_APP=wsgi.py", actual="—", detail=strange)
        kind, line, found, written = _why_unset(deployment, APP)
        raise finding(
            {
                "on-another-line": "env.flask-app/on-another-line",
                "without-value": "env.flask-app/without-value",
                "misspelt-key": "env.flask-app/misspelt-key",
                "empty-file": "env.flask-app/empty-file",
                "missing": "env.flask-app/missing",
            }[kind],
            expected="FLASK_APP=wsgi.py", actual="—", line=line, found=found, written=written,
        )  # fmt: skip


def _why_unset(deployment: Deployment, key: str) -> tuple[str, int, str, str]:
    """Why a variable has no value: the kind; and the line, its key, and the whole of it, where one is near."""
    environment = deployment.environment
    own, inside, meant = environment.dotenv.binding(key), environment.inside_another(key), environment.misspelt(key)
    if own is not None:
        return "without-value", own.line, own.key, own.key
    if inside is not None:
        return "on-another-line", inside.line, inside.key, f"{inside.key}={inside.value}"
    if meant is not None:
        return "misspelt-key", meant.line, meant.key, f"{meant.key}={meant.value or ''}"
    if not environment.dotenv.bindings and not environment.dotenv.bad_lines:
        return "empty-file", 0, "", ""
    return "missing", 0, "", ""


def flask_app_must_resolve(deployment: Deployment) -> None:
    """Raises Failure where FLASK_APP names no application, by Flask's own rules."""
    problem = deployment.application.flask_app_problem()
    if problem is None:
        return
    strange = deployment.environment.strange_character(APP)
    if strange:
        raise finding(
            "env.flask-app-resolves/look-alike",
            expected=_("a file with the Flask application"), actual=problem.text, detail=strange,
        )  # fmt: skip
    environment = deployment.environment
    written, inside = environment.dotenv.binding(APP), environment.inside_another(ENV)
    value = environment.dotenv.get(APP) or ""
    kind = problem.kind
    if not value.strip():
        kind = "empty"
    elif inside is not None and inside is written:
        kind = "two-on-one-line"
    elif kind == "no-file" and not deployment.directory.python_files:
        kind = "no-python"
    raise finding(
        {
            "empty": "env.flask-app-resolves/empty",
            "two-on-one-line": "env.flask-app-resolves/two-on-one-line",
            "no-file": "env.flask-app-resolves/no-file",
            "no-python": "env.flask-app-resolves/no-python",
            "syntax": "env.flask-app-resolves/syntax",
            "no-object": "env.flask-app-resolves/no-object",
            "no-application": "env.flask-app-resolves/no-application",
        }[kind],
        expected=_("a file with the Flask application"), actual=f"{APP}={value}: {problem.text}",
        line=written.line if written is not None else 0, value=value, file=problem.file, name=problem.name,
        place=problem.place, message=problem.message, files=", ".join(deployment.directory.python_files),
    )  # fmt: skip


def flask_env_must_be_production(deployment: Deployment) -> None:
    """Raises Failure unless FLASK_ENV is production."""
    value, strange = deployment.environment.dotenv.get(ENV), deployment.environment.strange_character(ENV)
    if value != PRODUCTION and strange:
        raise finding("env.flask-env/look-alike", expected=PRODUCTION, actual=say(value), detail=strange)
    if value is None:
        raise _no_flask_env(deployment)
    if value == PRODUCTION:
        return
    written = deployment.environment.dotenv.binding(ENV)
    kind = "other-value"
    if not value:
        kind = "empty"
    elif value == "development":
        kind = "development"
    elif get_close_matches(PRODUCTION, [value.strip().lower()], cutoff=ALIKE):
        kind = "misspelt-value"
    raise finding(
        {
            "empty": "env.flask-env/empty",
            "development": "env.flask-env/development",
            "misspelt-value": "env.flask-env/misspelt-value",
            "other-value": "env.flask-env/other-value",
        }[kind],
        expected=PRODUCTION, actual=say(value), line=written.line if written is not None else 0,
    )  # fmt: skip


def _no_flask_env(deployment: Deployment) -> Failure:
    kind, line, found, written = _why_unset(deployment, ENV)
    return finding(
        {
            "on-another-line": "env.flask-env/on-another-line",
            "without-value": "env.flask-env/without-value",
            "misspelt-key": "env.flask-env/misspelt-key",
            "empty-file": "env.flask-env/empty-file",
            "missing": "env.flask-env/missing",
        }[kind],
        expected=PRODUCTION, actual="—", line=line, found=found, written=written,
    )  # fmt: skip
