"""What the checks of Django look at: its settings as they are written, and requests by the names of the site."""

from __future__ import annotations

import ast
import shlex
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from testinfra.host import Host


@pytest.fixture
def settings_file(host: Host, deployment: Any) -> str:
    """The path of settings.py, the one nearest to the directory; empty where there is none."""
    found = host.run(f"find {shlex.quote(deployment.names.directory)} -maxdepth 3 -name settings.py").stdout.split("\n")
    return min(filter(None, found), key=len, default="")


@pytest.fixture
def setting(host: Host, settings_file: str) -> Callable[[str], Any]:
    """The value of a setting as settings.py has it; None where it is not written as a plain value."""

    def value(name: str) -> Any:
        for node in ast.parse(host.file(settings_file).content_string).body:
            if isinstance(node, ast.Assign) and [ast.unparse(one) for one in node.targets] == [name]:
                try:
                    return ast.literal_eval(node.value)
                except ValueError:
                    return None
        return None

    return value
