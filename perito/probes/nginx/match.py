"""nginx's choice of server names and locations (ngx_http_core_module). Pure functions on strings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from perito.support.unwarned import unwarned

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST: Final = 300
# A server's own regular expression runs on the grader: nothing that may backtrack for ever.
RISKY: Final = re.compile(r"\)[*+{]|\\[1-9]|\(\?[=!]")
QUANTIFIER: Final = re.compile(r"(?<![(\\])[*+{?]")
MOST: Final = 4


def clean_host(host: str) -> str:
    """A Host header as nginx compares it: lower case, no port, no final dot."""
    name = re.sub(r":\d*$", "", host.strip().lower()) if not host.endswith("]") else host.lower()
    return name.removesuffix(".")


def regex(pattern: str, flags: int = 0) -> re.Pattern[str] | None:
    """A PCRE of the configuration as Python's, or None where it must not be run here."""
    if len(pattern) > LONGEST or RISKY.search(pattern) or len(QUANTIFIER.findall(pattern)) > MOST:
        return None
    try:
        with unwarned():
            return re.compile(re.sub(r"\(\?<(?=[A-Za-z_])", "(?P<", pattern), flags)
    except (re.error, OverflowError, RecursionError):
        return None


def name_rank(name: str, host: str) -> tuple[int, int] | None:
    """How well one server_name fits a host, the best being greatest; None where it does not fit.

    Exact before leading wildcard before trailing wildcard before regular expression; of two wildcards the
    longer one.
    """
    name = name.lower() if not name.startswith("~") else name
    if name.startswith("~"):
        pattern = regex(name[1:], re.IGNORECASE)
        return (1, 0) if pattern is not None and pattern.search(host[:LONGEST]) else None
    if name.startswith("."):
        if host == name[1:]:
            return (4, 0)
        return (3, len(name)) if host.endswith(name) else None
    if name.startswith("*."):
        return (3, len(name) - 1) if host.endswith(name[1:]) and len(host) >= len(name) else None
    if name.endswith(".*"):
        return (2, len(name)) if host.startswith(name[:-1]) and len(host) >= len(name) else None
    return (4, 0) if host == name else None


def best_location(locations: Sequence[tuple[str, str]], path: str) -> int | None:
    """Which (modifier, path) of the list nginx takes for a request path."""
    longest: int | None = None
    for place, (modifier, prefix) in enumerate(locations):
        if modifier == "=" and prefix == path:
            return place
        better = longest is None or len(prefix) > len(locations[longest][1])
        if better and modifier in ("", "^~") and path.startswith(prefix):
            longest = place
    if longest is not None and locations[longest][0] == "^~":
        return longest
    for place, (modifier, expression) in enumerate(locations):
        if modifier in ("~", "~*"):
            pattern = regex(expression, re.IGNORECASE if modifier == "~*" else 0)
            if pattern is not None and pattern.search(path[:LONGEST]):
                return place
    return longest
