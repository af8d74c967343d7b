"""Values that nginx chooses for its variables: ngx_http_map_module and ngx_http_geo_module. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from perito.probes.nginx.match import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.probes.nginx.syntax import Directive

NAMES: Final = ("$host", "$http_host", "$server_name")
# What a visitor of the front page brings; anything else a map is about, such as a header, is taken for absent.
FRONT: Final = {
    "$uri": "/", "$request_uri": "/", "$document_uri": "/", "$request_method": "GET", "$scheme": "http",
    "$server_port": "80", "$https": "", "$args": "", "$query_string": "", "$is_args": "",
}  # fmt: skip
FLAGS: Final = ("hostnames", "volatile")


def value_of(name: str, variables: Mapping[str, str], maps: Mapping[str, Directive], host: str, otherwise: str) -> str:
    """The value of a variable for a visitor of the front page of `host`; `otherwise` where nothing here sets it."""
    if name in variables:
        return variables[name]
    if name not in maps:
        return otherwise
    block = maps[name]
    return chosen(block, _source(block, variables, host))[:1024]


def _source(block: Directive, variables: Mapping[str, str], host: str) -> str:
    if block.name != "map" or len(block.args) < 2:
        return ""
    return "".join(
        host if word in NAMES else FRONT.get(word, variables.get(word, "")) if word.startswith("$") else word
        for word in re.split(r"(\$\{?\w+\}?)", block.args[0])
    )


def chosen(block: Directive, source: str) -> str:
    """The value for a source: a text without a pattern first, then masks, then regular expressions, then default."""
    hostnames = any(one.name == "hostnames" for one in block.block)
    rows = [(one.name, one.args[0]) for one in block.block if one.args and one.name not in (*FLAGS, "include")]
    default = next((value for key, value in rows if key == "default"), "")
    if block.name == "geo":
        return default
    for key, value in rows:
        if not key.startswith("~") and key.removeprefix("\\").lower() == source.lower() and key != "default":
            return value
    if hostnames and (found := _masked(rows, source)) is not None:
        return found
    for key, value in rows:
        if key.startswith("~") and _fits(key[1:], source):
            return value
    return default


def _masked(rows: list[tuple[str, str]], source: str) -> str | None:
    """The longest of `*.name`, `.name` and `name.*` that fits."""
    fits = [
        (len(key), value)
        for key, value in rows
        if (key.startswith("*.") and source.endswith(key[1:]))
        or (key.startswith(".") and (source == key[1:] or source.endswith(key)))
        or (key.endswith(".*") and source.startswith(key[:-1]))
    ]
    return max(fits)[1] if fits else None


def _fits(pattern: str, source: str) -> bool:
    found = regex(pattern.removeprefix("*"), re.IGNORECASE if pattern.startswith("*") else 0)
    return found is not None and found.search(source[:256]) is not None
