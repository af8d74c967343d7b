"""Which failure comes first."""

from __future__ import annotations

from perito.documents.result import CheckResult, Outcome
from perito.grading.causes import Ledger, attribute, root_causes, with_causes


def lost(
    name: str, points: float, *blocked_by: str, deployment: str | None = "poc", earned: float = 0.0
) -> CheckResult:
    outcome = Outcome.BLOCKED if blocked_by else Outcome.FAILED
    return CheckResult(
        id=name,
        step=name.split(".")[0],
        deployment=deployment,
        title=name,
        outcome=outcome,
        earned=earned,
        possible=points,
        blocked_by=blocked_by,
    )


def roots(checks: list[CheckResult]) -> list[tuple[str, tuple[str, ...]]]:
    texts = {check.key: (check.id, "", "") for check in checks}
    return [(root.check, root.blocks) for root in root_causes(checks, texts)]


def test_what_a_root_blocks_is_followed_to_the_end() -> None:
    checks = [lost("a.one", 1), lost("a.two", 2, "a.one"), lost("a.three", 3, "a.two")]
    assert roots(checks) == [("a.one", ("a.two", "a.three"))]
    assert [check.cause for check in with_causes(checks)] == ["a.one", "a.one", "a.one"]


def test_the_root_that_most_points_hang_on_leads() -> None:
    checks = [lost("a.small", 1), lost("b.large", 2), lost("c.blocked", 1, "b.large")]
    assert [name for name, _ in roots(checks)] == ["b.large", "a.small"]


def test_two_roots_may_block_the_same_check() -> None:
    checks = [lost("a.one", 1), lost("b.two", 1), lost("c.three", 1, "a.one", "b.two")]
    assert roots(checks) == [("a.one", ("c.three",)), ("b.two", ("c.three",))]


def test_of_ways_that_meet_again_none_is_left_out() -> None:
    checks = [
        lost("a.one", 1), lost("e.five", 1), lost("b.two", 1, "a.one"), lost("c.three", 1, "a.one", "e.five"),
        lost("d.four", 1, "b.two", "c.three"),
    ]  # fmt: skip
    assert roots(checks) == [("a.one", ("b.two", "c.three", "d.four")), ("e.five", ("c.three", "d.four"))]


def test_another_deployment_is_never_blamed() -> None:
    checks = [lost("a.one", 1, deployment="poc"), lost("a.one", 1, "x", deployment="exercise")]
    assert [name for name, blocks in roots(checks) if blocks] == []
    ledger = Ledger()
    ledger.record("poc", "a.one", Outcome.FAILED)
    assert ledger.lost("exercise", ["a.one"]) == ()


def test_the_whole_server_meets_with_every_deployment() -> None:
    ledger = Ledger()
    ledger.record("poc", "link", Outcome.FAILED)
    ledger.record(None, "nginx", Outcome.FAILED)
    assert ledger.lost(None, ["link"]) == ("link",)
    assert ledger.lost("exercise", ["nginx"]) == ("nginx",)
    checks = [lost("a.link", 1, deployment="poc"), lost("b.nginx", 2, "a.link", deployment=None)]
    assert roots(checks) == [("a.link", ("b.nginx",))]


def test_a_root_keeps_its_words_and_its_evidence() -> None:
    check = lost("a.one", 1).model_copy(update={"evidence": (3, 5)})
    (root,) = root_causes([check], {check.key: ("what", "next", "proof")})
    assert (root.text, root.next_step, root.proof, root.evidence) == ("what", "next", "proof", (3, 5))
    assert (root.step, root.deployment) == ("a", "poc")


def test_a_circle_of_blocks_ends() -> None:
    checks = [lost("a.one", 1, "b.two"), lost("b.two", 1, "a.one")]
    assert roots(checks) == []
    assert [check.cause for check in with_causes(checks)] == [None, None]


def test_only_lost_checks_explain() -> None:
    ledger = Ledger()
    for name, outcome in (("p", Outcome.PASSED), ("e", Outcome.ERROR), ("n", Outcome.NOT_APPLICABLE)):
        ledger.record("poc", name, outcome)
    assert ledger.lost("poc", ["p", "e", "n", "unknown"]) == ()


def test_the_checks_own_word_wins() -> None:
    ledger = Ledger()
    for name in ("a", "b"):
        ledger.record("poc", name, Outcome.FAILED)
    assert attribute(ledger, "poc", ["a", "b"]) == ("a", "b")
    assert attribute(ledger, "poc", ["a", "b"], because="b") == ("b",)
    assert attribute(ledger, "poc", ["a", "b"], cleared=["a"]) == ("b",)
    assert attribute(ledger, "poc", ["a", "b"], independent=True) == ()
    assert attribute(ledger, "poc", ["a"], because="never-ran") == ("a",)
    assert attribute(ledger, "poc", ["a"], because="never-ran", independent=True) == ()
