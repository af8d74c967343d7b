"""Verdict on the arguments of gunicorn, by its own parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import finding
from perito.probes.python.gunicorn import parse_command
from perito.probes.systemd.misread import OPERATOR
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment

LONG = frozenset(
    {
        "workers", "bind", "timeout", "daemon", "user", "group", "name", "chdir", "config", "reload", "threads",
        "preload", "log-level", "log-file", "access-logfile", "error-logfile", "worker-class", "umask", "pid",
    }
)  # fmt: skip


def arguments_must_be_accepted(deployment: Deployment) -> None:
    """Raises Failure where gunicorn refuses its arguments, or takes them for something else."""
    gunicorn, unit = deployment.gunicorn, deployment.unit
    problem = gunicorn.arguments_problem()
    if not problem:
        return
    alike, error = gunicorn.look_alike(), deployment.command.args.error or ""
    app = "" if error else gunicorn.app or ""
    words = deployment.command.args.command
    behind = _words_for_a_shell(deployment) if error else ""
    single = [word for word in words if word[:1] == "-" and word[1:].partition("=")[0] in LONG]
    raise finding(
        "gunicorn.arguments/look-alike" if alike
        else "gunicorn.arguments/words-for-a-shell" if behind
        else "gunicorn.arguments/one-hyphen" if error and single
        else "gunicorn.arguments/ambiguous" if error.startswith("ambiguous option")
        else "gunicorn.arguments/refused" if error
        else "gunicorn.arguments/no-module" if not app
        else "gunicorn.arguments/with-suffix" if app.partition(":")[0].endswith(".py")
        else "gunicorn.arguments/joined-by-dot",
        expected=_("arguments that gunicorn accepts"), actual=problem, detail=alike or behind,
        cleared=unit.keys.cleared("ExecStart"),
        place=unit.place_of("ExecStart"), error=error, found=app, words=single, wanted=_meant(app),
        meant=[f"-{word}" for word in single],
    )  # fmt: skip


def _words_for_a_shell(deployment: Deployment) -> str:
    """How systemd takes a `# …` or `&& …` of the command, where gunicorn would have accepted what stands before."""
    taken, words = deployment.unit.taken_otherwise("ExecStart"), deployment.command.args.command
    cut = next((at for at, word in enumerate(words) if OPERATOR.fullmatch(word) or word.startswith("#")), 0)
    accepted = cut and parse_command(words[:cut]).error is None
    return taken if accepted else ""


def _meant(app: str) -> str:
    """`wsgi:app` for `wsgi.py:app` and `wsgi.app`."""
    module, colon, name = app.partition(":")
    return f"{module.removesuffix('.py')}:{name}" if colon else ":".join(app.removesuffix(".py").rsplit(".", 1))
