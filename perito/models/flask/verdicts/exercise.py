"""Verdicts on the exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.web.page import REDIRECTS
from perito.models.web.verdicts.pending import proof
from perito.practice.expect import Failure
from perito.probes import http_page
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.transport.base import HttpReply, HttpRequest

OK = 200


def must_be_a_clone(deployment: Deployment) -> None:
    """Raises Failure unless the directory was cloned: from any address, in any state, on any branch."""
    found = deployment.exercise.repository
    if found is None:
        raise Failure("git clone …", _("no .git in {directory}").format(directory=deployment.names.directory))
    if found.problem:
        raise Failure("git clone …", found.problem)
    if not found.remotes:
        raise Failure("git clone …", _("a repository without a remote: git init"))


def application_of_the_first_part(deployment: Deployment) -> str | None:
    """The file that makes the application gunicorn loads, where it is a copy of the other deployment's."""
    others = {_squeezed(text) for other in deployment.neighbours for text in other.application.texts()}
    for source in deployment.application.loaded_sources:
        if (source.flask_instances or source.factories) and _squeezed(
            deployment.application._text(source.path)
        ) in others:
            return source.path
    return None


def stylesheets_must_load(deployment: Deployment) -> None:
    """Raises Failure unless the page has a stylesheet of this site's that a browser accepts."""
    page = http_page.parse_page(deployment.page.followed(deployment.site.server_name).body)
    requests = [
        deployment.page.request(deployment.site.server_name, path, deployment.server.http_via)
        for path in deployment.page.local(dict.fromkeys(page.stylesheets))
    ]
    if not requests:
        raise Failure('<link rel="stylesheet" …>', _("the page links no stylesheet of its own"))
    replies = [(one.path, deployment.page.answered(one)) for one in requests]
    shown = [
        f"{path}: {reply.failure or reply.status} {http_page.header(reply.headers, 'content-type')}".strip()
        for path, reply in replies
    ]
    good = any(
        reply.status == OK and reply.body and http_page.header(reply.headers, "content-type").startswith("text/css")
        for _path, reply in replies
    )
    if not good:
        raise Failure("200 text/css", ", ".join(shown))


def form_must_greet(deployment: Deployment) -> None:
    """Raises Failure unless the form, sent through nginx, comes back with the name in it."""
    request = deployment.exercise.form_request(deployment.server.http_via)
    reply = deployment.page.answered(request)
    if _greets(deployment, _after(deployment, request, reply)):
        return
    straight = deployment.server.see(deployment.exercise.form_probe())
    good = straight.status == OK and deployment.exercise.visitor.encode() in straight.body
    detail = _("Through the socket the application greets: nginx stands between.") if good else ""
    shown = reply.failure or (_("a page without the name") if reply.status == OK else str(reply.status))
    raise Failure(f"POST {request.path}: 200", shown, detail, proof="" if good else proof(deployment))


def _after(deployment: Deployment, request: HttpRequest, reply: HttpReply) -> HttpReply:
    if reply.status not in REDIRECTS:
        return reply
    following = deployment.page.next_request(request, reply)
    return deployment.page.answered(following) if following is not None else reply


def _greets(deployment: Deployment, reply: HttpReply) -> bool:
    return reply.status == OK and deployment.exercise.visitor.encode() in reply.body


def _squeezed(text: str) -> str:
    return "".join(text.split())
