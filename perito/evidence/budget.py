"""How much one server may say in all: what is more is not kept, and counts as not seen.

Each answer has a limit of its own; forty of them at their limits, or a million answers of one letter, would fill the
grader's memory all the same. A sound server says a tenth of a megabyte, the most talkative one recorded two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from perito.errors import Unseen
from perito.support.i18n import _
from perito.transport.base import Answer, HttpReply

BYTES = 8 << 20
PARTS = 250_000  # lines, fields and the like: an object of Python's for each takes more than its text
SEPARATORS = (b"\n", b"\0", b",", b":", b" ", b"[", b"{", b";")


@dataclass
class Budget:
    """What is left for one grading."""

    size: int = BYTES
    parts: int = PARTS

    def taken(self, answer: Any) -> Any:
        """The answer, paid for; or one that says that it was too long."""
        texts = _texts(answer)
        if texts is None:
            return answer
        self.size -= sum(map(len, texts))
        self.parts -= sum(text.count(one) for text in texts for one in SEPARATORS)
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
