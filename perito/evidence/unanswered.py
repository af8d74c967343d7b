"""The time of the whole, as a session sees it: what came too late for it was not seen, and nobody pays for that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from perito.errors import CannotLook, Unseen
from perito.support import threads
from perito.support.i18n import _
from perito.transport.base import Answer, Command, HttpReply, HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perito.support.deadline import Deadline

SHORTEST = 0.05  # seconds for a request at the end of the time


@dataclass
class Time:
    """`deadline`: of the whole, if it has one; `left`: nobody waits for answers any more; `late`: because of that;
    `unanswered`: how many questions got no answer for it."""

    deadline: Deadline | None = None
    left: bool = False
    late: bool = False
    unanswered: int = 0

    @property
    def why(self) -> str:
        """Why there is no answer, in a sentence."""
        if self.deadline is None:
            return _("the connection was closed")
        sentence = _("no answer within the {seconds:g} s that all of it may take (--deadline)")
        return sentence.format(seconds=self.deadline.seconds)

    def sent(self, asked: Sequence[Any], send: Callable[[Sequence[Any]], Sequence[Any]]) -> Sequence[Any]:
        """The answers to questions, of which requests wait no longer than the whole may take."""
        if self.late:
            return [_instead(one, self.why) for one in asked]
        return send([self._in_time(one) for one in asked]) if asked else ()

    def _in_time(self, asked: Any) -> Any:
        if self.deadline is None or not isinstance(asked, HttpRequest):
            return asked
        return replace(asked, timeout=min(asked.timeout, max(SHORTEST, self.deadline.for_answers())))

    def missed(self, asked: Any, answer: Any) -> Any:
        """What stands for an answer that is none because the time was over; None where it is one."""
        over = self.left or (self.deadline is not None and self.deadline.for_answers() <= SHORTEST)
        if not over or not lost(answer):
            return None
        self.unanswered += 1
        return _instead(asked, self.why if self.deadline is not None else answer.detail)

    def within(self, produce: Callable[[], Any]) -> Any:
        """What `produce` finds out, from somebody who may not answer. Raises CannotLook where the time is over."""
        if self.deadline is None:
            return produce()
        try:
            return threads.within(self.deadline.for_answers(), produce)
        except TimeoutError:
            self.unanswered += 1
            raise CannotLook(Unseen.LOST, self.why) from None


def lost(answer: Any) -> bool:
    """Whether it says no more than that the connection, or the time for it, ended."""
    if isinstance(answer, HttpReply):
        return answer.failure in {"lost", "timeout", "reset", "unreachable"}
    return isinstance(answer, Answer) and answer.trouble is Unseen.LOST


def _instead(asked: Command | HttpRequest, why: str) -> Answer | HttpReply:
    if isinstance(asked, HttpRequest):
        return HttpReply(0, failure="lost", detail=why)
    return Answer(None, trouble=Unseen.LOST, detail=why)
