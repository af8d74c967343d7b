"""The servers that `perito demo` boots, or grades from their recordings."""

from __future__ import annotations

# By the name of each: the faults that it is booted with.
SERVERS: dict[str, tuple[str, ...]] = {
    "sound": (),
    "not-enabled": ("service-not-enabled", "directory-mode-755"),
    "dangling-link": ("site-link-dangling",),
    "stopped": ("gunicorn-stopped",),
}
