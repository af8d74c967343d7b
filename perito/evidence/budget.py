"""How much one server may say in all: what is more is not kept, and counts as not seen.

Each answer has a limit of its own; forty of them at their limits, or a million answers of one letter, would fill the
grader's memory all the same. A sound server says a tenth of a megabyte, the most talkative one recorded two.

Small answers have a part of their own: one large file costs the large answers after it, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from perito.errors import Unseen
from perito.support.i18n import _
from perito.transport.base import Answer, HttpReply

BYTES = 8 << 20
PARTS = 250_000  # lines, fields and the like: an object of Python's for each takes more than its text
SMALL = 32  # what is shorter than this fraction of the whole is small; the small ones together have four of them
SEPARATORS = (b"\n", b"\0", b",", b":", b" ", b"[", b"{", b";")


@dataclass
class Budget:
    """What is left for one grading."""

    size: int = BYTES
    parts: int = PARTS
    small_size: int = 4 * BYTES // SMALL
    small_parts: int = 4 * PARTS // SMALL

    def taken(self, answer: Any) -> Any:
        """The answer, paid for; or one that says that it was too long."""
        texts = _texts(answer)
        if texts is None:
            return answer
        size, parts = sum(map(len, texts)), sum(text.count(one) for text in texts for one in SEPARATORS)
        small = size * SMALL < BYTES and parts * SMALL < PARTS
        if small and min(self.small_size - size, self.small_parts - parts) >= 0:
            self.small_size, self.small_parts = self.small_size - size, self.small_parts - parts
            return answer
        self.size, self.parts = self.size - size, self.parts - parts
        if self.size >= 0 and self.parts >= 0:
            return answer
        self.size, self.parts = max(self.size, 0), max(self.parts, 0)
        why = _("the server has said more than {size} MiB in all").format(size=BYTES >> 20)
        if isinstance(answer, HttpReply):
            return HttpReply(0, seconds=answer.seconds, failure="too_long", detail=why)
        return Answer(None, seconds=answer.seconds, trouble=Unseen.TOO_LONG, detail=why)


def _texts(answer: Any) -> tuple[bytes, ...] | None:
    if isinstance(answer, Answer):
        return (answer.stdout, answer.stderr)
    if isinstance(answer, HttpReply):
        return (answer.body, *(f"{name}:{value}\n".encode("utf-8", "replace") for name, value in answer.headers))
    return None
