"""The chain of a deployment: outcomes of links, and the one that is to be mended first."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from perito.documents.result import CheckResult, DeploymentNames, Outcome, RootCause
from perito.grading.chain import drawn, marked
from perito.models.chain import Chain, Link, Name

LINKS = (
    Link("browser", "browser", begins=True),
    Link("name", "name", decides=("names.client",), goals=("names.client",)),
    Link("site", "site", decides=("site.exists",), minor=("site.log",), findings=("page.status/not-found",)),
    Link("socket", "socket", decides=("socket.file", "socket.reachable")),
    Link("service", "service", decides=("service.active",), minor=("service.enabled",)),
)
GOALS = ("page.status",)
PASSED, FAILED, BLOCKED = Outcome.PASSED, Outcome.FAILED, Outcome.BLOCKED
NOT_APPLICABLE, ERROR = Outcome.NOT_APPLICABLE, Outcome.ERROR


@dataclass
class Subject:
    """A deployment with this chain."""

    made: Chain = field(
        default_factory=lambda: Chain(LINKS, {"socket": Name("a.sock", "b.sock")}, GOALS, (), lambda checks: "502")
    )
    label: str = "poc"

    names = None

    def document(self) -> DeploymentNames:
        return DeploymentNames(label=self.label, app="app")

    def chain(self) -> Chain:
        return self.made

    def placeholders(self) -> dict[str, str]:
        return {}


def check(name: str, outcome: Outcome = PASSED, *blocked_by: str, finding: str = "", whose: str = "poc") -> CheckResult:
    return CheckResult(
        id=name, step="s", deployment=whose, title=name, outcome=outcome, finding=finding, blocked_by=blocked_by
    )


def all_of(*others: CheckResult) -> list[CheckResult]:
    """Every check of the chain passed, but for these."""
    names = dict.fromkeys(name for link in LINKS for name in (*link.decides, *link.minor)) | dict.fromkeys(GOALS)
    found = {name: check(name) for name in names} | {one.id: one for one in others}
    return list(found.values())


def roots_of(checks: list[CheckResult]) -> list[RootCause]:
    return [
        RootCause(check=one.id, deployment=one.deployment, step="s", text="t")
        for one in checks
        if one.outcome is FAILED
    ]


def draw(checks: list[CheckResult], roots: list[RootCause] | None = None, left_out: tuple[str, ...] = ()) -> str:
    """The chain as letters: p, F where it is broken, f failed, h failed and held, b, e, n."""
    names = drawn(
        Subject(),  # type: ignore[arg-type]
        checks,
        roots_of(checks) if roots is None else roots,
        [("poc", one) for one in left_out],
    )
    return "".join(
        "F" if link.broken else "h" if link.holds else str(link.outcome)[0] for link in names.chain
    )  # fmt: skip


def test_every_link_of_a_sound_chain_passed() -> None:
    assert draw(all_of()) == "ppppp"


def test_the_chain_is_broken_where_the_cause_is_and_what_it_blocks_is_blocked() -> None:
    stopped = all_of(
        check("service.active", FAILED),
        check("socket.file", BLOCKED, "service.active"),
        check("page.status", BLOCKED, "service.active", "socket.file"),
    )
    assert draw(stopped) == "pppbF"


def test_a_fault_that_no_request_hangs_on_breaks_nothing() -> None:
    assert draw(all_of(check("service.enabled", FAILED))) == "pppph"
    assert draw(all_of(check("socket.reachable", FAILED))) == "ppphp", "the page was seen, so a request got through"


def test_a_failed_page_breaks_the_link_that_its_finding_is_about() -> None:
    assert draw(all_of(check("page.status", FAILED, finding="page.status/not-found"))) == "ppFpp"


def test_a_page_that_failed_by_itself_breaks_the_link_that_pages_come_from() -> None:
    failed = all_of(check("page.status", FAILED))
    assert draw(failed) == "ppppp", "nobody says where pages come from"
    names = drawn(
        Subject(Chain(LINKS, goals=GOALS, end="service")),  # type: ignore[arg-type]
        failed,
        roots_of(failed),
    )
    assert [link.kind for link in names.chain if link.broken] == ["service"]


def test_a_check_of_no_link_breaks_the_one_that_it_blocks() -> None:
    mode = [
        check("directory.mode", FAILED),
        check("socket.reachable", BLOCKED, "directory.mode"),
        check("page.status", BLOCKED, "socket.reachable"),
    ]
    assert draw(all_of(*mode)) == "pppFp"


def test_our_requests_need_no_name_and_a_visitor_does() -> None:
    assert draw(all_of(check("names.client", FAILED))) == "pFppp"


def test_of_two_breaks_the_first_cause_is_the_one_to_mend() -> None:
    two = all_of(
        check("site.exists", FAILED),
        check("service.active", FAILED),
        check("page.status", BLOCKED, "site.exists", "service.active"),
    )
    roots = roots_of(two)
    assert draw(two, roots) == "ppFpf"
    assert draw(two, roots[::-1]) == "ppfpF"


def test_causes_in_another_order_move_the_mark() -> None:
    two = all_of(
        check("site.exists", FAILED),
        check("service.active", FAILED),
        check("page.status", BLOCKED, "site.exists", "service.active"),
    )
    roots = roots_of(two)
    before = drawn(Subject(), two, roots)  # type: ignore[arg-type]
    after = marked(before, roots[::-1])
    assert [link.kind for link in before.chain if link.broken] == ["site"]
    assert [link.kind for link in after.chain if link.broken] == ["service"]


def test_what_nobody_looked_at_is_neither_passed_nor_broken() -> None:
    assert draw([], left_out=("site.exists",)) == "", "nothing is drawn"
    one = [check("service.active"), check("socket.file")]
    assert draw(one, left_out=("socket.reachable", "site.exists", "names.client", "page.status")) == "nnnnp"


@pytest.mark.parametrize("goal", [ERROR, NOT_APPLICABLE])
def test_what_could_not_be_seen_is_not_known(goal: Outcome) -> None:
    assert draw(all_of(check("page.status", goal), check("site.exists", ERROR))) == "npepp"


def test_another_deployments_checks_are_not_this_ones() -> None:
    assert draw([*all_of(), check("service.active", FAILED, whose="exercise")]) == "ppppp"


def test_names_and_causes_of_a_broken_link() -> None:
    checks = all_of(check("socket.file", FAILED), check("page.status", BLOCKED, "socket.file"))
    names = drawn(Subject(), checks, roots_of(checks))  # type: ignore[arg-type]
    socket = next(link for link in names.chain if link.kind == "socket")
    assert (socket.name, socket.asked, socket.causes, socket.checks) == (
        "a.sock", "b.sock", ("poc/socket.file",), ("socket.file",),
    )  # fmt: skip
    assert names.sees == "502"


def test_what_another_deployment_took_away_is_missing_where_it_is_missed() -> None:
    taken = all_of(
        check("service.active", BLOCKED, "exercise/exercise.own-unit"),
        check("socket.file", BLOCKED, "service.active"),
        check("page.status", BLOCKED, "service.active"),
    )
    assert draw([*taken, check("exercise.own-unit", FAILED, whose="exercise")]) == "pppbF"


def test_a_links_causes_stand_in_the_order_of_the_causes() -> None:
    checks = all_of(
        check("socket.file", FAILED),
        check("socket.reachable", FAILED),
        check("page.status", BLOCKED, "socket.file", "socket.reachable"),
    )
    names = drawn(Subject(), checks, roots_of(checks)[::-1])  # type: ignore[arg-type]
    socket = next(link for link in names.chain if link.kind == "socket")
    assert socket.causes == ("poc/socket.reachable", "poc/socket.file")
