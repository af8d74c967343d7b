"""The chain of a recorded server against its outcomes and causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.result import Outcome

if TYPE_CHECKING:
    from perito.documents.result import DeploymentNames, Result

NOT_BROKEN = {Outcome.PASSED, Outcome.NOT_APPLICABLE, Outcome.WAIVED, Outcome.ERROR}
GOALS = ("access.status", "access.page", "names.client", "names.server-name")


def assert_chained(result: Result) -> None:
    """The one broken link is the first cause's that keeps a visitor out; a chain without causes is whole."""
    order = [root.name for root in result.root_causes]
    for names in result.deployments:
        _assert_agrees(result, names, order)
        if not order:
            assert {link.outcome for link in names.chain} <= NOT_BROKEN, names.chain


def _assert_agrees(result: Result, names: DeploymentNames, order: list[str]) -> None:
    broken = [link for link in names.chain if link.broken]
    stopping = [link for link in names.chain if link.stops]
    assert len(broken) == bool(stopping), names.chain
    assert names.sees or not names.chain
    mine = {check.id: check for check in result.checks if check.deployment in (names.label, None)}
    keeps_out = [name for name in GOALS if name in mine and mine[name].outcome is Outcome.FAILED]
    keeps_out += [name for name in GOALS[:2] if name in mine and mine[name].outcome is Outcome.BLOCKED]
    if keeps_out and names.chain:
        assert broken, f"{keeps_out}, and no link is broken: {names.chain}"
    for link in broken:
        first = min(order.index(cause) for other in stopping for cause in other.causes if cause in order)
        assert link.causes[0] == order[first]
        assert not link.holds
