"""Debian packages: dpkg-query(1) (practice, items 1-2 and 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.probes.base import Probe


def packages(names: Sequence[str]) -> Probe[dict[str, str | None]]:
    """The installed version of each package; None where it is not installed (or only its configuration is left)."""
    raise NotImplementedError
