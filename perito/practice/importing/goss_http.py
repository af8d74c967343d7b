"""goss's resource `http`: asked with curl on the server, as goss itself asks from there."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from perito.practice.importing.goss_matchers import Fact, is_plain, matched

if TYPE_CHECKING:
    from collections.abc import Callable

USUAL = 5000  # milliseconds that goss waits
SETTINGS = frozenset({"allow-insecure", "no-follow-redirects", "request-headers", "method"})
PATTERNED = ("headers", "body")


def reader(
    fields: dict[str, Any], patterns: Callable[[str, Any], list[str] | None]
) -> Callable[[str, str, Any], list[str] | None]:
    """The reader of one resource's attributes. `fields`: all of them, some of which say how it is asked."""

    def lines(url: str, key: str, value: Any) -> list[str] | None:
        asked = options(fields)
        if asked is None:
            return None
        if key in SETTINGS:
            return []
        if key == "status":
            return _asked([*asked, "-o", "/dev/null", "-w", "%{http_code}", url], _status(value))
        if key not in PATTERNED:
            return None
        more = ["-D", "-", "-o", "/dev/null"] if key == "headers" else []
        code = "page.stdout"
        if key == "headers":  # of the answer after the last redirection
            code += '.strip().replace("\\r", "").split("\\n\\n")[-1]'
        told = matched(Fact(code, "lines"), value) if isinstance(value, dict) else patterns(code, value)
        return _asked([*asked, *more, url], told)

    return lines


def options(fields: dict[str, Any]) -> list[str] | None:
    """curl's options; None where goss asks in a way that changes something, or with what lies on its own machine."""
    known = SETTINGS | {"url", "status", *PATTERNED, "title", "meta", "skip", "timeout"}
    headers, milliseconds = fields.get("request-headers") or [], fields.get("timeout", USUAL)
    flags = [fields.get(name, False) for name in ("allow-insecure", "no-follow-redirects")]
    if not {*fields} <= known or fields.get("method", "GET") not in {"GET", "HEAD"}:
        return None
    if not all(is_plain(one, str) for one in headers) or not is_plain(milliseconds, int):
        return None
    if not all(is_plain(one, bool) for one in flags):
        return None
    found = ["--max-time", f"{milliseconds / 1000:g}"]
    found += ["-k"] * flags[0] + ["-L"] * (not flags[1]) + ["-I"] * (fields.get("method") == "HEAD")
    return found + [word for one in headers for word in ("-H", one)]


def _asked(words: list[str], told: list[str] | None) -> list[str] | None:
    """curl with these words, and what is expected; a server without curl cannot be looked at, which is no failure."""
    if told is None:
        return None
    asked = [f"page = host.run({shlex.join(['curl', '-s', *words])!r})", "if page.rc == 127:"]
    return [*asked, '    raise CannotLook("no_tool", page.stderr.strip())', *told]


def _status(value: Any) -> list[str] | None:
    """curl says 000 where nothing answers."""
    code = "int(page.stdout or 0)"
    if is_plain(value, int):
        return [f"expect({code}).to_equal({value!r})"]
    return matched(Fact(code, "number"), value) if isinstance(value, dict) else None
