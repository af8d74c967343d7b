"""Which headers of its proxy an application trusts: werkzeug.middleware.proxy_fix. Pure."""

from __future__ import annotations

import ast
from typing import Final

from perito.probes.python import syntax

# ProxyFix(app, x_for=1, x_proto=1, x_host=0, x_port=0, x_prefix=0)
PARAMETERS: Final = ("app", "x_for", "x_proto", "x_host", "x_port", "x_prefix")
DEFAULTS: Final = {"x_for": 1, "x_proto": 1}


def trusted(source: str) -> frozenset[str]:
    """The parameters that calls of ProxyFix set above 0, such as `x_host`; none where the text is no Python."""
    try:
        tree = syntax.module(source)
    except syntax.NO_SOURCE:
        return frozenset()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "ProxyFix":
            given = dict(zip(PARAMETERS, node.args, strict=False))
            given |= {one.arg: one.value for one in node.keywords if one.arg}
            values = {**DEFAULTS, **{name: _number(value) for name, value in given.items()}}
            found |= {name for name, value in values.items() if value > 0}
    return frozenset(found)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _number(node: ast.expr) -> int:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int) else 0
