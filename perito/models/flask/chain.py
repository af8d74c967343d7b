"""The chain of this model: the web model's, with gunicorn and the application behind the socket."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.chain import Chain, Link, Name
from perito.models.web import chain, seen
from perito.practice.expect import Absent
from perito.support.i18n import N_

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment

GUNICORN = Link(
    "gunicorn", "gunicorn",
    decides=("gunicorn.arguments", "gunicorn.loads", "virtualenv.exists", "virtualenv.python", "virtualenv.gunicorn"),
    minor=(
        "gunicorn.no-test-server", "virtualenv.pipfile", "virtualenv.pipfile-flask", "virtualenv.pipfile-gunicorn",
        "virtualenv.lock", "virtualenv.lock-in-step", "virtualenv.owner", "exercise.own-virtualenv",
        "exercise.requirements", "exercise.installed",
    ),
)  # fmt: skip
APPLICATION = Link(
    "application", N_("application"),
    decides=(
        "directory.exists", "directory.content", "virtualenv.flask", "application.module", "application.compiles",
        "application.wsgi", "application.wsgi-compiles", "application.imports", "application.callable",
    ),
    minor=(
        "service.socket-answers",
        "directory.owner", "directory.group", "directory.mode", "directory.readable", "env.exists", "env.readable",
        "env.syntax", "env.flask-app", "env.flask-app-resolves", "env.flask-env", "application.guarded",
        "access.styles", "exercise.clone", "exercise.wsgi", "exercise.page", "exercise.stylesheet", "exercise.form",
    ),
    findings=(
        "access.status/application-fails", "access.status/too-slow", "access.status/timeout",
        "access.page/other-status",
    ),
)  # fmt: skip
MORE = {
    "socket": ("exercise.own-socket",),
    "service": ("exercise.own-unit",),
    "site": ("exercise.own-site", "exercise.own-server-name"),
}
LINKS = tuple(
    replace(one, decides=(*one.decides, *MORE.get(one.kind, ())))
    for one in (*chain.TO_THE_SOCKET, GUNICORN, chain.SERVICE, APPLICATION)
)


def chain_of(deployment: Deployment) -> Chain:
    """The chain of one deployment, with the names in use."""
    names = chain.names(deployment) | {"application": Name(deployment.names.directory)}
    with suppress(CannotLook, Absent):
        binds = deployment.gunicorn.binds
        tcp = tuple(bind.raw for bind in binds if bind.kind != "unix")
        names["socket"] = chain.socket_name(deployment, tcp if binds else tuple(deployment.service.addresses()))
    with suppress(CannotLook, Absent):
        names["gunicorn"] = Name(deployment.gunicorn.app or "")
    return Chain(LINKS, names, chain.GOALS, chain.TRIED, partial(seen.sees, deployment), LINKS[-1].kind)
