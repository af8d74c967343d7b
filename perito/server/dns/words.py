"""DNS answers in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.server.dns.answers import Status
from perito.support.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.server.dns.answers import Reply

DAY = 86400
HOUR = 3600


def said(replies: Iterable[Reply]) -> str:
    """Each answer once, with server and name: `198.18.112.3 on nada.test: NXDOMAIN (there is no such name)`."""
    lines = [
        _("{server} on {name}: {answer}").format(server=_host(reply), name=_way(reply), answer=_answer(reply))
        for reply in replies
    ]
    return "; ".join(dict.fromkeys(lines))


def _host(reply: Reply) -> str:
    return reply.server.removesuffix(":53").strip("[]")


def _way(reply: Reply) -> str:
    """The name and its aliases, without the final dot."""
    return " → ".join(name.rstrip(".") for name in (reply.name, *reply.chain))


def _answer(reply: Reply) -> str:
    if reply.addresses:
        return f"{reply.kind} {', '.join(reply.addresses)} ({lasting(reply.ttl or 0)})"
    return {
        Status.NXDOMAIN: _("NXDOMAIN (there is no such name)"),
        Status.NODATA: _("the name is there, but it has no address"),
        Status.LOOP: _("its aliases (CNAME) lead nowhere: round in a circle, or too far"),
        Status.SERVFAIL: _("SERVFAIL (the name server is in trouble with that zone)"),
        Status.REFUSED: _("REFUSED (it does not answer for that name)"),
        Status.TIMEOUT: _("no answer"),
        Status.UNREACHABLE: _("it cannot be reached ({reason})").format(reason=reply.detail),
        Status.MALFORMED: _("an answer that cannot be read ({reason})").format(reason=reply.detail),
    }.get(reply.status, str(reply.status))


def lasting(ttl: int) -> str:
    """A TTL, and from an hour on its meaning for a correction."""
    if ttl < HOUR:
        return f"TTL {ttl} s"
    days, hours = ttl // DAY, ttl // HOUR
    span = ngettext("{n} day", "{n} days", days) if days else ngettext("{n} hour", "{n} hours", hours)
    return _("TTL {ttl} s: a correction may take {span} to be seen").format(ttl=ttl, span=span.format(n=days or hours))
