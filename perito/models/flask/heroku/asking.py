"""Questions of the extension: DNS, the TLS handshake, the page, the repository. The only part that uses a network.

Everything goes into the evidence of the session under a key of its own; facts.py reads it from there.
"""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from perito.errors import CannotLook, UsageError
from perito.models.flask.heroku import certificate, checkout, platform
from perito.models.flask.heroku.certificate import Handshake
from perito.models.flask.heroku.router import Reply
from perito.probes import http_page
from perito.server.dns import answers, dns
from perito.support import urls
from perito.support.i18n import _
from perito.support.system_errors import reason
from perito.transport.base import HttpRequest
from perito.transport.http import dial, send
from perito.transport.target import NO_DNS, nameserver
from perito.transport.unreadable import reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from perito.evidence.session import Session
    from perito.models.flask.heroku.platform import Address, Platform
    from perito.transport.http import Stream
    from perito.transport.target import Target

HANDSHAKE_PATIENCE = 10.0  # seconds for each of connecting and greeting
MOST_ADDRESSES = 3
MOST_HOPS = 3
LARGEST_PAGE = 512 * 1024
REDIRECTS = {301, 302, 303, 307, 308}
PLATFORM, DNS, TLS, PAGE, PLAIN_PAGE, REPOSITORY = (
    f"heroku {what}" for what in ("platform", "dns", "tls", "page", "plain page", "repository")
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The user's options, prepared before anything is asked."""

    address: Address
    platform: Platform
    tls: ssl.SSLContext
    repository: str | None


def plan(target: Target) -> Plan | None:
    """None without an extension. Raises UsageError or platform.PlatformError for invalid options."""
    if target.heroku is None:
        return None
    found = platform.load(target.heroku_platform)
    where = platform.address(target.heroku, found)
    return Plan(where, found, _trusting(target.heroku_ca), _repository(target.heroku_repo))


def _trusting(authorities: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    try:
        if authorities is not None:
            context.load_verify_locations(cafile=authorities)
    except (OSError, ssl.SSLError) as problem:
        raise UsageError(
            _("--heroku-ca {authorities}: {reason}").format(authorities=authorities, reason=reason(problem))
        ) from None
    return context


def _repository(where: str | None) -> str | None:
    from pathlib import Path

    if where is not None and not checkout.is_remote(where) and not Path(where).is_dir():
        raise UsageError(_("--heroku-repo {where}: no such directory").format(where=where))
    return where


def ask(session: Session, target: Target) -> None:
    """Ask about a target's extension, and keep the answers. Raises as `plan` does, and never for network errors.

    Unreadable answers are not kept: the facts that rest on them could not be seen.
    """
    planned = plan(target)
    if planned is None:
        return
    with suppress(CannotLook), reading(planned.address.shown):
        _ask_network(session, target, planned)
    if planned.repository is not None:
        at = planned.repository
        with suppress(CannotLook), reading(REPOSITORY):
            session.find_out(REPOSITORY, lambda: checkout.read(at).to_json())


def _ask_network(session: Session, target: Target, planned: Plan) -> None:
    """DNS, TLS and the page. Raises the exceptions of reading the answers."""
    where, tls = planned.address, planned.tls
    session.target["heroku_host"] = where.shown
    session.remember(
        PLATFORM,
        lambda: planned.platform.to_json() | {"host": where.host, "port": where.port, "app": where.by_app_name},
    )
    replies = session.find_out(DNS, lambda: [one.to_json() for one in _resolved(where.host, target.nameservers)])
    found = answers.found(answers.Reply.from_json(one) for one in replies)
    addresses = [address for reply in found for address in reply.addresses][:MOST_ADDRESSES]
    if addresses:
        shook = session.find_out(TLS, lambda: handshake(where, addresses, tls).to_json())
        if shook["failure"]:
            session.find_out(PLAIN_PAGE, lambda: page(where, addresses[0], planned.platform, secure=False).to_json())
        else:
            session.find_out(PAGE, lambda: page(where, shook["address"], planned.platform, secure=True).to_json())


def _resolved(host: str, nameservers: Sequence[str]) -> list[answers.Reply]:
    servers = tuple(nameserver(one) for one in nameservers if one != NO_DNS)
    settings = dns.Settings(servers) if nameservers else replace(dns.of_this_system(), search=())
    return dns.ask(f"{host}.", settings)


def handshake(where: Address, addresses: Sequence[str], tls: ssl.SSLContext) -> Handshake:
    """A TLS handshake by that name with the first address that takes connections."""
    found = Handshake()
    for address in addresses:
        found = _greeted(where, address, tls)
        if not found.failure:
            break
    return found


def _greeted(where: Address, address: str, tls: ssl.SSLContext) -> Handshake:
    empty = Handshake(address, where.port)
    try:
        return _shaken(where, address, tls, empty)
    except ssl.SSLCertVerificationError as problem:
        refused = replace(empty, code=problem.verify_code, message=problem.verify_message)
    except (OSError, ValueError) as problem:
        return _without(empty, problem)
    try:
        seen = _shaken(where, address, blind(), empty)
    except (OSError, ValueError) as problem:
        return _without(refused, problem)
    return replace(refused, version=seen.version, certificate=seen.certificate)


def _shaken(where: Address, address: str, tls: ssl.SSLContext, empty: Handshake) -> Handshake:
    """Raises OSError, of which ssl's errors are."""
    with (
        socket.create_connection((address, where.port), HANDSHAKE_PATIENCE) as connection,
        tls.wrap_socket(connection, server_hostname=where.host) as secured,
    ):
        der = secured.getpeercert(binary_form=True) or b""
        return replace(empty, version=secured.version() or "", certificate=certificate.read(der))


def _without(empty: Handshake, problem: Exception) -> Handshake:
    """Why there was no handshake."""
    if isinstance(problem, ssl.SSLError):
        word = "not_tls"
    elif isinstance(problem, ConnectionRefusedError):
        word = "refused"
    elif isinstance(problem, TimeoutError):
        word = "timeout"
    else:
        word = "reset" if isinstance(problem, ConnectionError) else "unreachable"
    said = reason(problem) if isinstance(problem, OSError) else None
    return replace(empty, failure=word, detail=said or str(problem))


def blind() -> ssl.SSLContext:
    """Accepts any certificate: to look at a page or a certificate that was judged already, or is about to be."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def page(where: Address, address: str, on: Platform, *, secure: bool) -> Reply:
    """The final page in a visitor's browser, redirects to the same host followed, over TLS or without it."""
    path, until = "/", time.monotonic() + on.patience
    scheme, port = ("https", where.port) if secure else ("http", on.http_port)
    for hop in range(MOST_HOPS + 1):
        found = _one_page(where.host, address, port, path, until - time.monotonic(), secure=secure)
        found = replace(found, url=f"{scheme}://{where.host}:{port}{path}")
        onward = _onward(found, where.host, scheme)
        if onward is None or hop == MOST_HOPS:
            break
        path = onward
    return found


def _onward(reply: Reply, host: str, scheme: str) -> str | None:
    """The path of a redirect within the same site."""
    if reply.status not in REDIRECTS:
        return None
    found = urls.follow(reply.url, http_page.header(reply.headers, "location"))
    return found.target if found is not None and (found.scheme, found.host) == (scheme, host) else None


def _one_page(host: str, address: str, port: int, path: str, seconds: float, *, secure: bool) -> Reply:
    shown = host if port in (80, 443) else f"{host}:{port}"
    request = HttpRequest(
        path=path, host=shown, address=address, port=port, timeout=max(0.1, seconds), limit=LARGEST_PAGE
    )

    def opened(address: str, port: int, timeout: float) -> Stream:
        connection: Any = dial(address, port, min(timeout, HANDSHAKE_PATIENCE))
        return blind().wrap_socket(connection, server_hostname=host) if secure else connection

    got = send(request, opened)
    body = http_page.text_of(got.body)
    return Reply(got.status, got.headers, body, got.seconds, got.failure, got.detail)
