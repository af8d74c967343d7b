"""Every report test starts in Spanish, outside GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.support import i18n

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _quiet_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    i18n.use("es")
    yield
    i18n.use("es")
