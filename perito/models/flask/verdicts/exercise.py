"""Verdicts on the exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.sharing import shared_server_names, shared_sockets, shared_virtualenv, taken_site, taken_unit
from perito.models.web.page import REDIRECTS
from perito.models.web.verdicts.pending import proof
from perito.practice.expect import finding, say
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
        actual = _("no .git in {directory}").format(directory=deployment.names.directory)
        raise finding("exercise.clone/no-repository", expected="git clone …", actual=actual)
    if found.problem:
        raise finding("exercise.clone/broken", expected="git clone …", actual=found.problem)
    if not found.remotes:
        actual = _("a repository without a remote: git init")
        raise finding("exercise.clone/no-remote", expected="git clone …", actual=actual)


def requirements_must_be_kept(deployment: Deployment) -> None:
    """Raises Failure where requirements.txt pins a package that the Pipfile lacks, or leaves open."""
    floating = deployment.exercise.floating_requirements()
    if not floating:
        return
    expected, actual = deployment.exercise.pins(), say(floating)
    unlisted = deployment.exercise.unlisted_requirements()
    if unlisted:
        raise finding("exercise.requirements/not-listed", expected=expected, actual=actual, names=", ".join(unlisted))
    raise finding("exercise.requirements/left-open", expected=expected, actual=actual)


def requirements_must_be_installed(deployment: Deployment) -> None:
    """Raises Failure where the environment lacks what requirements.txt asks for, or has another version of it."""
    wrong = deployment.exercise.wrong_versions()
    if not wrong:
        return
    expected, actual = deployment.exercise.pins(), say(wrong)
    missing = [one.removesuffix(" —") for one in wrong if one.endswith(" —")]
    if missing:
        raise finding("exercise.installed/missing", expected=expected, actual=actual, names=", ".join(missing))
    raise finding("exercise.installed/other-version", expected=expected, actual=actual)


def application_must_be_the_repositorys(deployment: Deployment) -> None:
    """Raises Failure where gunicorn loads a copy of the other deployment's application."""
    copied = application_of_the_first_part(deployment)
    if copied:
        raise finding("exercise.wsgi/copied", expected=_("the application of the repository"), actual=copied)


def virtualenv_must_be_its_own(deployment: Deployment) -> None:
    """Raises Failure where the unit runs the other deployment's gunicorn."""
    shared = shared_virtualenv(deployment)
    if shared:
        raise finding("exercise.own-virtualenv/shared", expected=_("an environment of its own"), actual=shared)


def unit_must_be_its_own(deployment: Deployment) -> None:
    """Raises Failure where the unit seems to have been the other deployment's, which has none left."""
    taken = taken_unit(deployment)
    if taken:
        raise finding("exercise.own-unit/taken", expected=_("one for each deployment"), actual=taken)


def socket_must_be_its_own(deployment: Deployment) -> None:
    """Raises Failure where another deployment's unit makes the same socket."""
    shared = shared_sockets(deployment)
    if shared:
        raise finding("exercise.own-socket/shared", expected=_("one for each deployment"), actual=say(shared))


def site_must_be_its_own(deployment: Deployment) -> None:
    """Raises Failure where the site seems to have been the other deployment's, which has none left."""
    taken = taken_site(deployment)
    if taken:
        raise finding("exercise.own-site/taken", expected=_("one for each deployment"), actual=taken)


def server_names_must_be_its_own(deployment: Deployment) -> None:
    """Raises Failure where another deployment's site has one of the names."""
    shared = shared_server_names(deployment)
    if shared:
        expected = _("names that the first site does not have")
        raise finding("exercise.own-server-name/shared", expected=expected, actual=say(shared))


def page_must_be_the_repositorys(deployment: Deployment) -> None:
    """Raises Failure unless the page has the title of the repository's page."""
    title, titles = deployment.exercise.page_title, deployment.exercise.titles
    if title in titles:
        return
    expected = " | ".join(titles)
    if not title:
        raise finding("exercise.page/untitled", expected=expected, actual=say(title), wanted=titles[0])
    raise finding("exercise.page/other-title", expected=expected, actual=title, wanted=titles[0])


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
        actual = _("the page links no stylesheet of its own")
        raise finding("exercise.stylesheet/none-linked", expected='<link rel="stylesheet" …>', actual=actual)
    replies = [(one.path, deployment.page.answered(one)) for one in requests]
    shown = [
        f"{path}: {reply.failure or reply.status} {http_page.header(reply.headers, 'content-type')}".strip()
        for path, reply in replies
    ]
    good = any(
        reply.status == OK and reply.body and http_page.header(reply.headers, "content-type").startswith("text/css")
        for _path, reply in replies
    )
    if good:
        return
    actual = ", ".join(shown)
    if all(reply.status == OK and reply.body for _path, reply in replies):
        kind = http_page.header(replies[0][1].headers, "content-type")
        if not kind:
            raise finding("exercise.stylesheet/untyped", expected="200 text/css", actual=actual, path=replies[0][0])
        raise finding(
            "exercise.stylesheet/other-type", expected="200 text/css", actual=actual, path=replies[0][0], type=kind
        )
    raise finding("exercise.stylesheet/none-loads", expected="200 text/css", actual=actual)


def form_must_greet(deployment: Deployment) -> None:
    """Raises Failure unless the form, sent through nginx, comes back with the name in it."""
    request = deployment.exercise.form_request(deployment.server.http_via)
    reply = deployment.page.answered(request)
    if _greets(deployment, _after(deployment, request, reply)):
        return
    straight = deployment.server.see(deployment.exercise.form_probe())
    good = straight.status == OK and deployment.exercise.greets(straight.body)
    detail = _("Through the socket the application greets: nginx stands between.") if good else ""
    shown = reply.failure or (_("a page without the name") if reply.status == OK else str(reply.status))
    expected, said = f"POST {request.path}: 200", "" if good else proof(deployment)
    if good:
        raise finding(
            "exercise.form/stopped-on-the-way", expected=expected, actual=shown, detail=detail, path=request.path
        )
    if reply.failure:
        raise finding("exercise.form/no-answer", expected=expected, actual=shown, proof=said, path=request.path)
    if reply.status == OK:
        raise finding("exercise.form/nameless", expected=expected, actual=shown, proof=said, path=request.path)
    raise finding("exercise.form/status", expected=expected, actual=shown, proof=said, path=request.path)


def _after(deployment: Deployment, request: HttpRequest, reply: HttpReply) -> HttpReply:
    if reply.status not in REDIRECTS:
        return reply
    following = deployment.page.next_request(request, reply)
    return deployment.page.answered(following) if following is not None else reply


def _greets(deployment: Deployment, reply: HttpReply) -> bool:
    return reply.status == OK and deployment.exercise.greets(reply.body)


def _squeezed(text: str) -> str:
    return "".join(text.split())
