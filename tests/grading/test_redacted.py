"""What a teacher's own check says of a text with a secret in it."""

from __future__ import annotations

import pytest

from perito.evidence.redaction import Redactor
from perito.grading.redacted import grams, without

SETTINGS = b"""import django
SECRET_KEY = 'django-insecure-8x0pq5k3qyzmwt1v2u7s9r4n6b0c'
"""


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("the key is django-insecure-8x0pq5k3qyzmwt1v2u7s9r4n6b0c", "the key is d[redacted]"),
        ("it begins with insecure-8x0p", "it begins with [redacted]"),
        ("asked for midjango.test", "asked for midjango.test"),  # everybody sees that word in the redacted text
    ],
)
def test_a_secret_is_hidden_and_a_word_that_everybody_sees_is_not(said: str, shown: str) -> None:
    redacted = Redactor().data(SETTINGS)
    assert b"insecure" not in redacted
    assert without(said, grams([(SETTINGS, redacted)])) == shown
