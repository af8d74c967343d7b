"""What a visitor gets instead of the page, as findings: of the site's name (access.status) and of its www name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.web.page import REDIRECTS
from perito.models.web.verdicts.denied import socket_denied
from perito.practice.expect import Failure, finding
from perito.probes import http_page
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.deployment import Deployment
    from perito.transport.base import HttpReply, HttpRequest

OK = 200
UNAUTHORIZED, FORBIDDEN, NOT_FOUND = 401, 403, 404
SERVER_ERROR, BAD_GATEWAY, GATEWAY_TIMEOUT = 500, 502, 504
ABSENT, DENIED, NOBODY = 2, 13, 111  # errno(3): ENOENT, EACCES, ECONNREFUSED


def no_answer(deployment: Deployment, name: str, request: HttpRequest, reply: HttpReply) -> Failure:
    """Of a request, the last of its redirects, to which no answer came."""
    www, at = name == deployment.site.www_name, f"{request.address}:{request.port}"
    actual = f"{reply.failure}: {reply.detail}"
    if request.tls:
        return finding(
            "access.www/https-unanswered" if www else "access.status/https-unanswered",
            expected="200", actual=actual, name=name, at=at,
        )  # fmt: skip
    if reply.failure == "timeout":
        return finding(
            "access.www/timeout" if www else "access.status/timeout", expected="200", actual=actual, name=name, at=at
        )
    return finding(
        "access.www/no-answer" if www else "access.status/no-answer", expected="200", actual=actual, name=name, at=at
    )


def welcome(deployment: Deployment, name: str) -> Failure:
    """Of a visitor who gets nginx's own first page."""
    www, block = name == deployment.site.www_name, deployment.page.foreign_block()
    actual, detail = _("nginx's welcome page: the default site answered"), deployment.page.other_block()
    if block is None:
        return finding(
            "access.www/welcome" if www else "access.status/welcome",
            expected="200", actual=actual, detail=detail, name=name,
        )  # fmt: skip
    place = _("{file}, line {line}").format(file=block.file, line=block.line)
    return finding(
        "access.www/default-site" if www else "access.status/default-site",
        expected="200", actual=actual, detail=detail, name=name, place=place,
    )  # fmt: skip


def other_status(deployment: Deployment, name: str, reply: HttpReply, cleared: tuple[str, ...]) -> Failure:
    """Of an answer that is not 200, with what the error log says about it; `cleared` as Failure's."""
    www, actual = name == deployment.site.www_name, str(reply.status)
    proof = deployment.page.error_log_line() if reply.status >= SERVER_ERROR else ""
    if reply.status in REDIRECTS:
        location = deployment.page.unmarked(http_page.header(reply.headers, "location")) or "—"
        detail = _("It sends the visitor on to {location}.").format(location=location)
        return finding(
            "access.www/redirects" if www else "access.status/redirects",
            expected="200", actual=actual, detail=detail, name=name, location=location,
        )  # fmt: skip
    if reply.status == BAD_GATEWAY:
        return _bad_gateway(deployment, name, proof, cleared)
    uri = deployment.site.proxied_uri if reply.status == NOT_FOUND and deployment.socket.reply_status == OK else ""
    if uri:
        detail = _("proxy_pass ends in {uri}: {program} is asked for that path, not for the visitor's.").format(
            uri=uri, program=deployment.program.name
        )
        return finding(
            "access.www/proxy-path" if www else "access.status/proxy-path",
            expected="200", actual=actual, detail=detail, name=name, uri=uri,
        )  # fmt: skip
    return _plain(deployment, name, reply.status, proof, cleared)


def _bad_gateway(deployment: Deployment, name: str, proof: str, cleared: tuple[str, ...]) -> Failure:
    """Why nginx got nothing from the program, by the errno in its error log."""
    www, line = name == deployment.site.www_name, deployment.page.last_error()
    errno = line.errno if line is not None else None
    if errno == ABSENT:
        return finding(
            "access.www/no-socket" if www else "access.status/no-socket",
            expected="200", actual=str(BAD_GATEWAY), name=name, proof=proof, cleared=cleared,
            detail=_("Nginx looked for the socket and there is no such file."),
        )  # fmt: skip
    if errno == DENIED and line is not None:
        refused = socket_denied(deployment, name, line, cleared)
        if refused is not None:
            return refused
        return finding(
            "access.www/socket-denied" if www else "access.status/socket-denied",
            expected="200", actual=str(BAD_GATEWAY), name=name, proof=proof, cleared=cleared,
            detail=_("Nginx may not reach the socket: permission denied."),
        )  # fmt: skip
    if errno == NOBODY:
        return finding(
            "access.www/nobody-listens" if www else "access.status/nobody-listens",
            expected="200", actual=str(BAD_GATEWAY), name=name, proof=proof, cleared=cleared,
            detail=_("The socket is there, but nobody listens on it."),
        )  # fmt: skip
    return finding(
        "access.www/bad-gateway" if www else "access.status/bad-gateway",
        expected="200", actual=str(BAD_GATEWAY), name=name, proof=proof, cleared=cleared,
    )  # fmt: skip


def _plain(deployment: Deployment, name: str, status: int, proof: str, cleared: tuple[str, ...]) -> Failure:
    """Of a status that says by itself what it means."""
    www, actual = name == deployment.site.www_name, str(status)
    if status == UNAUTHORIZED and deployment.server.visitor:
        return finding(
            "access.www/password-refused" if www else "access.status/password-refused",
            expected="200", actual=actual, name=name,
        )  # fmt: skip
    if status == UNAUTHORIZED:
        return finding(
            "access.www/password-wanted" if www else "access.status/password-wanted",
            expected="200", actual=actual, name=name,
        )  # fmt: skip
    if status == FORBIDDEN:
        return finding(
            "access.www/forbidden" if www else "access.status/forbidden", expected="200", actual=actual, name=name
        )
    if status == NOT_FOUND:
        return finding(
            "access.www/not-found" if www else "access.status/not-found", expected="200", actual=actual, name=name
        )
    if status == GATEWAY_TIMEOUT:
        return finding(
            "access.www/too-slow" if www else "access.status/too-slow",
            expected="200", actual=actual, name=name, proof=proof, cleared=cleared,
        )  # fmt: skip
    if status >= SERVER_ERROR and deployment.socket.reply_status == status:
        return finding(
            "access.www/application-fails" if www else "access.status/application-fails",
            expected="200", actual=actual, name=name, proof=proof, cleared=cleared,
        )  # fmt: skip
    return finding(
        "access.www/other-status" if www else "access.status/other-status",
        expected="200", actual=actual, name=name, proof=proof, cleared=cleared,
    )  # fmt: skip
