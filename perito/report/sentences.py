"""Texts cut at the end of a sentence."""

from __future__ import annotations

import re

from perito.report.safe import line

SENTENCE = 150
END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÁÉÍÓÚÑ¿¡«“\"/])")


def first_sentence(text: str) -> str:
    """A cause cut to its first sentence, and that to what fits a line or two."""
    first = END.split(line(text), maxsplit=1)[0]
    if len(first) <= SENTENCE:
        return first
    cut = first[: SENTENCE - 1]
    return f"{cut[: cut.rfind(' ') if ' ' in cut[SENTENCE // 2 :] else None].rstrip(' ,;:')}…"
