"""The questions behind every comparison: asked with a model's first, so in a module that loads fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from perito.probes.files import NOT_ENTERED
from perito.probes.integrity.programs import hashes, hashes_again
from perito.probes.integrity.raw import raw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.probes.base import Probe
    from perito.probes.integrity.raw import Raw
    from perito.transport.base import Command

WEB_ROOT: Final = "/var/www"


def raw_facts(packages_asked: Sequence[str]) -> Probe[Raw]:
    """How to ask for what we read ourselves; `packages_asked`: names of Debian packages."""
    return raw(packages_asked, WEB_ROOT, NOT_ENTERED)


def first_questions(packages_asked: Sequence[str]) -> list[Command]:
    """The questions that need no names."""
    return [hashes().command, raw_facts(packages_asked).command, hashes_again().command]
