"""No internal word reaches a reader: where an answer says no more than a reason, a sentence says it."""

from __future__ import annotations

import pytest

from perito.errors import CannotLook, Unseen
from perito.grading.endings import ending_of
from perito.support import i18n


@pytest.mark.parametrize("reason", Unseen)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_bare_reason_is_told_in_a_sentence(reason: Unseen, language: str) -> None:
    before = i18n.language()
    i18n.use(language)
    try:
        said = ending_of(CannotLook(reason), 0.1, ()).reason
    finally:
        i18n.use(before)
    assert said != reason.value
    assert "_" not in said
    assert len(said.split()) > 2
