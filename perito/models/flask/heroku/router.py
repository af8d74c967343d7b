"""A reply's sender: the application, or the platform's router in its place. Pure.

The outward signs, as documented and as seen in public recordings of replies: the router adds `Via` to an app's reply;
in its place it answers 503 or 404 with a page that is little else than a frame of `…/error-pages/NAME.html`. H10, H14
and R10 share one page: only the time it took distinguishes them, and only in part.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final

from perito.probes import http_page

if TYPE_CHECKING:
    from perito.models.flask.heroku.platform import Platform

ERROR_PAGE: Final = re.compile(r"/error-pages/([a-z-]{1,40})\.html")
NEARLY: Final = 0.9  # of a waiting time: clocks and networks


@dataclass(frozen=True, slots=True)
class Reply:
    """A visitor's reply. `failure` as in HttpReply, and then `status` is 0; `seconds` until it was complete."""

    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    seconds: float = 0.0
    failure: str = ""
    detail: str = ""
    url: str = ""

    def to_json(self) -> dict[str, Any]:
        """For the evidence."""
        return {
            "url": self.url,
            "status": self.status,
            "headers": [list(one) for one in self.headers],
            "body": self.body,
            "seconds": round(self.seconds, 3),
            "failure": self.failure,
            "detail": self.detail,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Reply:
        """The way back. Raises KeyError, TypeError or ValueError."""
        headers = tuple((str(name), str(content)) for name, content in value["headers"])
        texts = {name: str(value[name]) for name in ("body", "failure", "detail", "url")}
        return cls(int(value["status"]), headers, seconds=float(value["seconds"]), **texts)


class Kind(StrEnum):
    """The reply's sender and its reason."""

    APPLICATION = "application"
    ERROR = "error"  # H10, H14, R10 and their like: no web process answers
    SLOW = "slow"  # H12: it took the request and did not answer in time
    BOOTING = "booting"  # H20, on the way to R10: kept waiting for a process that does not open its port
    NO_SUCH_APP = "no_such_app"
    BLANK = "blank"  # H81: nothing was ever deployed
    MAINTENANCE = "maintenance"  # H80
    NOBODY = "nobody"  # no reply


TITLES: Final = {
    "application error": Kind.ERROR,
    "no such app": Kind.NO_SUCH_APP,
    "heroku | no such app": Kind.NO_SUCH_APP,
    "offline for maintenance": Kind.MAINTENANCE,
    "heroku | welcome to your new app!": Kind.BLANK,
}
PAGES: Final = {
    "application-error": Kind.ERROR,
    "no-such-app": Kind.NO_SUCH_APP,
    "maintenance-mode": Kind.MAINTENANCE,
}
STATUSES: Final = {
    Kind.ERROR: {503},
    Kind.NO_SUCH_APP: {404},
    Kind.MAINTENANCE: {503},
    Kind.BLANK: {502, 503},
}


def signed(reply: Reply, platform: Platform) -> bool:
    """Whether one of the platform's routers passed the reply on or made it."""
    server = http_page.header(reply.headers, "server").strip().lower()
    via = " ".join(value.lower() for name, value in reply.headers if name.lower() == "via")
    if server in platform.servers or any(word in re.split(r"[\s,]+", via) for word in platform.proxies):
        return True
    return _own_page(reply) is not None


def kind(reply: Reply, platform: Platform) -> Kind:
    """The reply's sender."""
    if not reply.status:
        held = reply.failure == "timeout" and platform.patience > platform.request_wait
        return Kind.BOOTING if held else Kind.NOBODY
    found = _own_page(reply)
    if found is not Kind.ERROR:
        return found or Kind.APPLICATION
    if reply.seconds >= platform.boot_wait * NEARLY:
        return Kind.BOOTING
    return Kind.SLOW if reply.seconds >= platform.request_wait * NEARLY else Kind.ERROR


def _own_page(reply: Reply) -> Kind | None:
    """The platform's own page that this is; None for any other.

    An app could send such a page too, but hardly with such a status and a frame of the platform's.
    """
    framed = frames(reply.body)
    pages = [PAGES[found[1]] for one in framed if (found := ERROR_PAGE.search(one)) and found[1] in PAGES]
    if pages and reply.status in STATUSES[pages[0]]:
        return pages[0]
    named = TITLES.get(http_page.parse_page(reply.body).title.lower())
    if named is not None and reply.status in STATUSES[named] and (framed or named is Kind.BLANK):
        return named
    return None


@dataclass
class _Frames(HTMLParser):
    """Collects the addresses of frames."""

    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An iframe."""
        if tag == "iframe":
            self.found.append(dict(attrs).get("src") or "")


def frames(body: str) -> list[str]:
    """The addresses of a page's frames. Never raises."""
    reader = _Frames()
    with suppress(AssertionError, ValueError):  # html.parser refuses a few malformed declarations
        reader.feed(http_page.without_open_comment(http_page.text_of(body)))
    return reader.found
