"""What a case may do with the facts it read: the second, pure step, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito.probes.nginx import config
from perito.probes.systemd import journal

if TYPE_CHECKING:
    from collections.abc import Callable

THEN: dict[str, Callable[[Any], Any]] = {
    "": lambda facts: facts,
    "telling_lines": journal.telling_lines,
    "nginx_config": lambda files: config.parse(files.texts),
}
