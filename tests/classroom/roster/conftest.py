"""What is wrong with a roster is read in the language that the code is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.support import i18n

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences of our own as the code has them."""
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)
