"""Verdicts on what a visitor gets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.web.verdicts.status import no_answer, other_status, welcome
from perito.practice.expect import Failure, NotApplicable, finding, say
from perito.probes import http_page
from perito.probes.firewall import firewall, refusal
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from perito.models.web.cookies import Cookie
    from perito.models.web.deployment import Deployment
    from perito.transport.base import HttpReply

    Headers = Iterable[tuple[str, str]]

PORT = 80
OK = 200
SERVER_ERROR = 500
# What cannot be the reason where nginx has passed the request to the socket that the site names.
BEFORE_THE_SITE = (
    "site.listen", "site.server-name", "site.server-name-www",
    "enabled-site.linked", "enabled-site.link-target", "enabled-site.unique",
)  # fmt: skip
GIST = 60
OF_A_FILE = re.compile(r'(?:W/)?"[0-9a-f]+-[0-9a-f]+"')  # ngx_http_set_etag: seconds of the change, size


def must_be_reachable(deployment: Deployment) -> None:
    """Raises Failure where port 80 does not answer from outside."""
    reply = deployment.page.reply(deployment.site.host_header)
    if reply.failure not in {"refused", "unreachable", "timeout"}:
        return
    if reply.failure == "timeout" and not deployment.socket.reply_status:
        return  # the application itself is slow, and that is judged where it is asked
    if (
        deployment.server.http_via == "direct"
        and deployment.server.open_to_others(PORT)
        and not deployment.page.reply_from_inside().failure
    ):
        raise _blocked(deployment, f"{reply.failure}: {reply.detail}")
    expected, actual = _("an answer on port 80"), f"{reply.failure}: {reply.detail}"
    request = deployment.page.visit_request(deployment.site.host_header, deployment.server.http_via)
    at = f"{request.address}:{request.port}"
    if reply.failure == "refused":
        raise finding("access.reachable/refused", expected=expected, actual=actual, at=at)
    if reply.failure == "unreachable":
        raise finding("access.reachable/unreachable", expected=expected, actual=actual, at=at)


def _blocked(deployment: Deployment, shown: str) -> Failure:
    """That something keeps visitors out: the server's own firewall, with its rule, where one is seen to."""
    expected = _("an answer on port 80")
    try:
        found = refusal(deployment.server.see(firewall()), PORT)
    except CannotLook:
        found = None
    if found is None:
        return finding("access.reachable/blocked", expected=expected, actual=shown, independent=True)
    if found.kind:
        return finding(
            "access.reachable/ufw-default" if found.kind == "default"
            else "access.reachable/ufw-for-some" if found.kind == "some"
            else "access.reachable/ufw-rule",
            expected=expected, actual=shown, independent=True, rule=found.rule, proof=found.rule,
        )  # fmt: skip
    where = f"{found.tool} ({found.where})" if found.where else found.tool
    return finding(
        "access.reachable/firewall",
        expected=expected, actual=shown, independent=True, where=where, rule=found.rule, proof=found.rule,
    )  # fmt: skip


def page_must_answer(deployment: Deployment, name: str) -> None:
    """Raises Failure unless a visitor by that name gets 200, with what the error log says about it."""
    request, reply = deployment.page.landing(name)
    if reply.failure:
        raise no_answer(deployment, name, request, reply)
    if http_page.is_nginx_welcome(reply.body):
        raise welcome(deployment, name)
    if reply.status == OK:
        return
    kept = deployment.page.circle(request, reply)
    if kept is not None:
        raise _circle(request.host, str(reply.status), kept)
    failed = reply.status >= SERVER_ERROR
    cleared = BEFORE_THE_SITE if failed and deployment.page.got_to_the_socket() else ()
    raise other_status(deployment, name, reply, cleared)


def _circle(name: str, shown: str, kept: list[Cookie]) -> Failure:
    """A page that redirects to itself, and the cookie that may be why."""
    for one in kept[:1]:
        if one.secure:
            return finding("access.status/waits-for-secure-cookie", expected="200", actual=shown, cookie=one.name)
        return finding(
            "access.status/waits-for-other-cookie",
            expected="200", actual=shown, cookie=one.name, place=f"{one.domain or name}{one.path}", name=name,
        )  # fmt: skip
    return finding("access.status/redirects-to-itself", expected="200", actual=shown, name=name)


def page_must_be_the_applications(deployment: Deployment) -> None:
    """Raises Failure unless nginx gives the page that the program gives through its socket, and has it from there."""
    reply, straight = deployment.page.reply(deployment.site.server_name), deployment.socket.reply
    if reply.status != straight.status:
        reply = deployment.page.followed(deployment.site.server_name)
    if straight.status != reply.status:
        expected = _("the same page as through the socket")
        shown = _("nginx gives {status}, the socket {other}").format(
            status=reply.status, other=straight.status or straight.failure
        )
        if not straight.status:
            raise finding("access.page/silent-socket", expected=expected, actual=shown, status=reply.status)
        raise finding(
            "access.page/other-status", expected=expected, actual=shown, status=reply.status, other=straight.status
        )
    if not http_page.alike(reply.body, straight.body):
        raise _other_page(deployment, _gist(straight.body), _gist(reply.body))
    one, other = _kind(reply.headers), _kind(straight.headers)
    own = _own_answers(deployment, reply, straight.headers)
    if own or deployment.site.block.returns or not one.startswith(other):  # nginx's charset only ever adds to it
        raise finding(
            "access.page/answers-itself",
            expected=_("the same page as through the socket"),
            actual=", ".join(own) or f"Content-Type: {one or '—'} ({other or '—'})",
            detail=_("nginx answers by itself with the same text: the request never gets to the application."),
        )


def _own_answers(deployment: Deployment, reply: HttpReply, straight: Headers) -> list[str]:
    """What shows that nginx answers by itself: directives of the site, and the marks of a file that the program's
    answer has not. A file named by try_files counts where it was sent, and a text where it may be what was sent: one
    for other requests (`if`) is not the page."""
    marks = [http_page.header(reply.headers, name) for name in ("etag", "last-modified")]
    own = any(http_page.header(straight, name) for name in ("etag", "last-modified"))
    is_file = bool(OF_A_FILE.fullmatch(marks[0])) and bool(marks[1]) and not own
    ready = [one for one in deployment.site.own_answers if one.text is None or http_page.alike(one.text, reply.body)]
    told = [one.said for one in ready if is_file or not one.said.startswith("try_files ")]
    return told or ([f"ETag: {marks[0]}"] if is_file else [])


def _other_page(deployment: Deployment, expected: str, actual: str) -> Failure:
    """Of a page that is not the program's; both are told by their gist."""
    block = deployment.page.foreign_block()
    if block is not None:
        place = _("{file}, line {line}").format(file=block.file, line=block.line)
        return finding(
            "access.page/other-site",
            expected=expected, actual=actual, detail=deployment.page.other_block(), place=place,
        )  # fmt: skip
    if "—" in {expected, actual}:
        return finding("access.page/untitled", expected=expected, actual=actual)
    return finding("access.page/other-page", expected=expected, actual=actual)


def request_must_be_logged(deployment: Deployment) -> None:
    """Raises Failure where our request is in none of the site's access logs.

    Raises NotApplicable where a log does not show a request, or not at once.
    """
    lost = deployment.page.loses_the_request(deployment.site.server_name)
    if lost:
        raise finding(
            "access.log/redirect-loses-query",
            expected=_("this very request in the site's access_log"), actual=lost, location=lost,
        )  # fmt: skip
    if deployment.page.logs_with_the_request():
        return
    if deployment.site.scope.mute_logs:
        raise NotApplicable(_("this access_log does not show every request at once: buffer=, if=, syslog or format"))
    expected, logs = _("this very request in the site's access_log"), ", ".join(deployment.site.access_logs)
    if not logs:
        raise finding("access.log/no-log", expected=expected, actual="—")
    raise finding("access.log/absent", expected=expected, actual=logs)


def assets_must_load(deployment: Deployment) -> None:
    """Raises Failure where styles, scripts or images do not load, NotApplicable where the page needs none."""
    requests = deployment.page.assets_to_fetch()
    if not requests:
        raise NotApplicable(_("the page has no styles, scripts or images of its own"))
    replies = [(request.path, deployment.page.answered(request)) for request in requests]
    broken = [(path, reply) for path, reply in replies if reply.status != OK]
    if not broken:
        return
    expected = _("styles and images that load")
    shown = say([f"{path}: {reply.failure or reply.status}" for path, reply in broken])
    path, reply = broken[0]
    if len(broken) > 1:
        raise finding("access.styles/several", expected=expected, actual=shown, count=len(broken))
    if reply.failure:
        raise finding("access.styles/no-answer", expected=expected, actual=shown, path=path)
    raise finding("access.styles/one", expected=expected, actual=shown, path=path, status=reply.status)


def nginx_must_be_current(deployment: Deployment, served: Callable[[], None]) -> None:
    """Raises Failure where files changed after nginx read them and visitors get what was there before.

    `served` raises Failure where they do: a change that makes no difference to what happens is no failure, and neither
    is one where nginx provably does what the files say by now.
    """
    changed = deployment.site.link.younger_than_nginx()
    if not changed or _holds(served) or _passed_on(deployment):
        return
    last = changed[-1]
    raise finding(
        "nginx-config.current/not-reloaded",
        actual=", ".join(changed),
        file=last,
        read=deployment.server.clock(deployment.site.link.nginx_read),
        changed=deployment.server.clock(deployment.server.nginx_changes[last]),
    )


def _passed_on(deployment: Deployment) -> bool:
    """Whether nginx passes the page's request to where the site's file says, by its own error log or by what the
    program answers there: then it has read the file, and the fault lies behind it."""
    try:
        line = deployment.page.last_error()
        if line is not None and line.upstream:
            return any(f"unix:{path}:" in line.upstream for path in deployment.site.proxied_sockets)
        reply, straight = deployment.page.reply(deployment.site.server_name), deployment.socket.reply
        return reply.status == straight.status != OK and http_page.same_page(reply.body, straight.body)
    except (CannotLook, Failure):
        return False


def _holds(verdict: Callable[[], None]) -> bool:
    try:
        verdict()
    except NotApplicable:
        return True
    except Failure:
        return False
    return True


def _kind(headers: Iterable[tuple[str, str]]) -> str:
    """The Content-Type, for comparison."""
    return http_page.header(headers, "content-type").lower().replace(" ", "")


def _gist(body: bytes) -> str:
    """A page in a few words: its title, else how its text begins."""
    page = http_page.parse_page(body)
    return page.title or page.text[:GIST] or "—"
