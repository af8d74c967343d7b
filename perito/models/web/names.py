"""The names of a deployment's parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """The names of one deployment; None where no link survives. `assumed`: guesses, in words.

    `site_blocks`: lines of the site's file where this deployment's server blocks begin; empty where all are its own.
    `server_name`: the name to visit it by, without www, where the user gave one.
    """

    label: str
    app: str
    directory: str
    service: str | None = None
    site: str | None = None
    assumed: tuple[str, ...] = ()
    server_name: str | None = None
    site_blocks: tuple[int, ...] = ()
