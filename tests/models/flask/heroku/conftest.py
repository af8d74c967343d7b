"""One platform for all tests of the extension."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.lab.platform import LabPlatform

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabPlatform]:
    """The lab's platform, listening."""
    with LabPlatform(tmp_path_factory.mktemp("platform")) as found:
        yield found
