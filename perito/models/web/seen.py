"""The visitor's view of a site, in a sentence: what a browser shows at the end of the chain."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.documents.result import Outcome
from perito.errors import CannotLook
from perito.models.web.page import REDIRECTS
from perito.models.web.verdicts.status import (
    ABSENT,
    BAD_GATEWAY,
    DENIED,
    FORBIDDEN,
    GATEWAY_TIMEOUT,
    NOBODY,
    NOT_FOUND,
    OK,
    SERVER_ERROR,
    UNAUTHORIZED,
)
from perito.practice.expect import Absent
from perito.probes import http_page
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.documents.result import CheckResult
    from perito.models.web.deployment import Deployment
    from perito.transport.base import HttpReply, HttpRequest

TITLE = 60  # characters of a page's title that are told


def sees(deployment: Deployment, checks: Mapping[str, CheckResult]) -> str:
    """The visitor's view by the name of the site; empty where nobody could look."""
    try:
        return _by_name(deployment, checks) or _answer(deployment, checks)
    except (CannotLook, Absent):
        return ""


def _by_name(deployment: Deployment, checks: Mapping[str, CheckResult]) -> str:
    """Of a name by which no browser gets to this server; empty where it does."""
    name = deployment.site.host_header
    if _failed(checks, "names.client"):
        return _("nothing: the browser does not know {name}").format(name=name)
    if _failed(checks, "names.server-name"):
        addresses = ", ".join(deployment.client_names.ways[name].addresses)
        return _("not this server: {name} leads to {found}").format(name=name, found=addresses)
    return ""


def _failed(checks: Mapping[str, CheckResult], name: str) -> bool:
    """Whether a check ran and found something, by itself or because of another."""
    found = checks.get(name)
    return found is not None and found.outcome.costs and (found.outcome is Outcome.FAILED or bool(found.finding))


def _answer(deployment: Deployment, checks: Mapping[str, CheckResult]) -> str:
    request, reply = _landing(deployment)
    if reply.failure:
        return _nothing(request, reply)
    if reply.status == OK:
        return _page(reply, checks)
    if reply.status in REDIRECTS and deployment.page.circle(request, reply) is not None:
        return _("{status}: a page that sends the browser to itself over and over").format(status=reply.status)
    if reply.status in REDIRECTS:
        where = deployment.page.unmarked(http_page.header(reply.headers, "location")) or "—"
        return _("{status}: nginx or the application sends it on to {where}").format(status=reply.status, where=where)
    if reply.status == BAD_GATEWAY:
        return _bad_gateway(deployment)
    return _status(deployment, reply.status)


def _landing(deployment: Deployment) -> tuple[HttpRequest, HttpReply]:
    """The last request by the site's name, and its answer; without a site, by the name that it should have."""
    try:
        return deployment.page.landing(deployment.site.server_name)
    except Absent:
        name = deployment.site.host_header
        return deployment.page.visit_request(name, deployment.server.http_via), deployment.page.reply(name)


def _nothing(request: HttpRequest, reply: HttpReply) -> str:
    if reply.failure == "refused":
        return _("nothing: nobody answers on port {port}").format(port=request.port)
    if reply.failure == "timeout":
        return _("nothing: no answer comes")
    if reply.failure == "unreachable":
        return _("nothing: the server cannot be reached")
    return _("nothing: the connection breaks off")


def _page(reply: HttpReply, checks: Mapping[str, CheckResult]) -> str:
    if http_page.is_nginx_welcome(reply.body):
        return _("nginx's welcome page, not the application's")
    title = http_page.parse_page(reply.body).title[:TITLE]
    if "access.page" in checks and checks["access.page"].outcome is Outcome.PASSED:
        return _("the application's page, “{title}”").format(title=title) if title else _("the application's page")
    if _failed(checks, "access.page"):
        if checks["access.page"].finding == "access.page/answers-itself":
            return _("a copy of the application's page, which nginx gives by itself")
        return (
            _("another page than the application's: “{title}”").format(title=title)
            if title
            else _("another page than the application's")
        )
    return _("a page: “{title}”").format(title=title) if title else _("a page without a title")


def _bad_gateway(deployment: Deployment) -> str:
    """Why nginx got nothing from the program, by its error log, and by which name it asked."""
    line = deployment.page.last_error()
    asked = deployment.site.wanted_sockets()
    upstream = line.upstream if line is not None else ""
    path = next((one for one in asked if f"unix:{one}:" in upstream), next(iter(asked), ""))
    where = PurePosixPath(path).name if path else deployment.site.proxy_pass.partition("://")[2] or _upstream(upstream)
    if not where:
        return _("502: nginx gets no answer from the program behind it")
    errno = line.errno if line is not None else None
    if errno == ABSENT:
        return _("502: nginx does not find {socket}").format(socket=where)
    if errno == DENIED:
        return _("502: nginx is not let to {socket}").format(socket=where)
    if errno == NOBODY:
        return _("502: nobody listens on {socket}").format(socket=where)
    return _("502: nginx gets no answer from {socket}").format(socket=where)


def _upstream(address: str) -> str:
    """A program as nginx's error log calls it (`fastcgi://unix:/run/php.sock:`, `uwsgi://127.0.0.1:3031`), in short."""
    socket = re.search(r"unix:([^:]+)", address)
    return PurePosixPath(socket[1]).name if socket else address.partition("://")[2].partition("/")[0]


def _status(deployment: Deployment, status: int) -> str:
    if status >= SERVER_ERROR and deployment.socket.reply_status == status:
        return _("{status}: the application fails").format(status=status)
    if status == GATEWAY_TIMEOUT:
        return _("504: the application does not answer nginx in time")
    if status == NOT_FOUND:
        return _("404: there is no such page")
    if status == UNAUTHORIZED and deployment.server.visitor:
        return _("401: the page does not take the name and the password of the practice")
    if status == UNAUTHORIZED:
        return _("401: the page asks for a name and a password")
    if status == FORBIDDEN:
        return _("403: nginx refuses the page")
    return _("an error with the status {status}").format(status=status)
