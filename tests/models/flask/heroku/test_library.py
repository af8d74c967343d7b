"""Every mistake of the extension is pinned to its cause and nothing else; every sound way of doing it passes."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from perito.documents.result import Outcome
from perito.evidence.recording import load
from perito.evidence.session import Session
from perito.lab.authority import Flaw
from perito.lab.extension import Case, Way, catalogue
from perito.lab.platform import APPS, PLAIN, State
from tests.live.grading import not_passed, roots, shipped_rubric
from tests.models.flask.heroku.grading import STEPS, looked_at, of_session

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import Result
    from perito.lab.platform import LabPlatform

CASES = catalogue()
OF_REPOSITORY = {f"heroku.{name}" for name in ("procfile", "command", "port", "requirements", "python")}


def outcomes(result: Result) -> dict[str, Outcome]:
    return {check.id: check.outcome for check in result.checks}


@pytest.mark.parametrize("name", sorted(CASES))
def test_it_is_judged_as_told(name: str, platform: LabPlatform, tmp_path: Path) -> None:
    case = CASES[name]
    result = of_session(looked_at(platform, case, tmp_path))
    assert roots(result) == set(case.pins), not_passed(result)
    assert {root.check: root.finding for root in result.root_causes} == case.findings
    assert result.complete, result.problems
    assert {check.step for check in result.checks} == STEPS
    judged = [check for check in result.checks if check.outcome in {Outcome.PASSED, Outcome.FAILED}]
    assert all(check.deployment is None and check.evidence for check in judged)
    if not case.pins:
        assert not_passed(result) == {}
        assert [(part.id, part.earned, part.bonus) for part in result.parts] == [("heroku", 1, True)]


def test_every_check_of_the_extension_has_a_mistake_that_fails_it() -> None:
    pinned = {pin for case in CASES.values() for pin in case.pins}
    assert pinned == set(shipped_rubric().checks_of("heroku"))


def test_each_mistake_says_what_it_is_in_both_languages() -> None:
    assert all(set(case.title) == {"es", "en"} and all(case.title.values()) for case in CASES.values())


@pytest.mark.parametrize(
    ("name", "check", "said"),
    [
        ("crashed", "answers", "the application crashed (H10) or no web process runs (H14)."),
        ("procfile-missing", "answers", "without a web process in the Procfile it is H14."),
        ("requirements-gunicorn", "answers", "(it lacks gunicorn), so it is H10."),
        ("port-fixed-later", "answers", "so it is R10 first, then H10."),
        ("booting", "answers", "as no process opened its port in time (R10, H20)."),
        ("hung", "answers", "(H12)."),
        ("blank", "answers", "nothing was ever deployed to it (H81)."),
        ("maintenance", "answers", "The app is in maintenance mode (H80)."),
        ("broken", "answers", "The application itself answers 500"),
        ("certificate-own", "https", "is self-signed: no authority vouches for it."),
        ("certificate-unknown", "https", "was issued by Another CA, an authority that browsers do not trust."),
        ("certificate-expired", "https", "expired on 20"),
        ("certificate-early", "https", "is not valid before 20"),
        ("certificate-other", "https", "is for elsewhere.test, not for certificate-other.herokuapp.test."),
        ("procfile-capital", "procfile", "The Procfile says “Web:”, and the platform looks for “web:”, in lower case."),
        ("command-callable", "command", "asks gunicorn for wsgi:aplicacion, and wsgi.py does not define aplicacion."),
        ("command-syntax", "command", "There is a syntax error in wsgi.py, line 1:"),
        ("port-windows", "port", "0.0.0.0:%PORT% gets to gunicorn as it stands"),
        ("requirements-operator", "requirements", "cannot read line 2 of requirements.txt, “gunicorn=22”:"),
        ("python-form", "python", "runtime.txt says “3.12.4”, and the platform cannot read that."),
    ],
)
def test_a_mistake_is_told_in_these_words(
    name: str, check: str, said: str, platform: LabPlatform, tmp_path: Path
) -> None:
    result = of_session(looked_at(platform, CASES[name], tmp_path))
    assert said in next(one.says for one in result.checks if one.id == f"heroku.{check}")


def test_a_domain_without_a_certificate_shows_the_platforms_own(platform: LabPlatform, tmp_path: Path) -> None:
    """As Heroku does for a domain that nobody asked it to certify."""
    result = of_session(looked_at(platform, Again("bare-domain", way=Way.DOMAIN), tmp_path))
    assert roots(result) == {"heroku.https"}
    assert "*.herokuapp.test" in next(check.actual for check in result.checks if check.id == "heroku.https")


class Again(Case):
    """A domain whose certificate is taken away before anybody looks."""

    def arrange(self, platform: LabPlatform, directory: Path) -> list[str]:
        words = super().arrange(platform, directory)
        platform.contexts.pop(f"{self.name}.alumno.test")
        return words


@pytest.mark.parametrize("flaw", [Flaw.UNKNOWN_CA, Flaw.SELF_SIGNED])
def test_a_proxy_between_us_and_the_platform_is_not_the_students_fault(
    flaw: Flaw, platform: LabPlatform, tmp_path: Path
) -> None:
    """Nobody can put a certificate onto the platform's own names: what stands there is of the network we look from."""
    result = of_session(looked_at(platform, Case(f"proxied-{flaw}".replace("_", "-"), flaw=flaw), tmp_path))
    assert outcomes(result)["heroku.https"] is Outcome.ERROR
    assert outcomes(result)["heroku.page"] is Outcome.PASSED
    assert not result.complete


def test_only_plain_http_is_said_so(platform: LabPlatform, tmp_path: Path) -> None:
    """The platform's own name, and nobody behind its TLS: https alone is at fault."""
    result = of_session(looked_at(platform, Plain("plain"), tmp_path))
    assert roots(result) == {"heroku.https"}
    assert "only plain http answers" in next(check.actual for check in result.checks if check.id == "heroku.https")


class Plain(Case):
    """An app whose name leads to a router that only takes plain http."""

    def arrange(self, platform: LabPlatform, directory: Path) -> list[str]:
        words = super().arrange(platform, directory)
        platform.names.records[f"{self.name}.{APPS}"] = ("A", PLAIN)
        return words


def test_without_a_repository_its_checks_do_not_apply(platform: LabPlatform, tmp_path: Path) -> None:
    result = of_session(looked_at(platform, CASES["sound-alone"], tmp_path))
    assert {name for name, outcome in outcomes(result).items() if outcome is Outcome.NOT_APPLICABLE} == OF_REPOSITORY
    assert [part.possible for part in result.parts] == [1]


def test_a_name_server_in_trouble_is_not_the_students_fault(platform: LabPlatform, tmp_path: Path) -> None:
    result = of_session(looked_at(platform, Case("trouble", way=Way.SERVFAIL), tmp_path))
    assert outcomes(result)["heroku.name"] is Outcome.ERROR
    assert not result.complete
    assert roots(result) == set()


def test_an_app_by_its_short_name_is_told_of_the_random_ending(platform: LabPlatform, tmp_path: Path) -> None:
    result = of_session(looked_at(platform, Gone("short", way=Way.APP_NAME), tmp_path))
    assert "few random letters" in next(check.says for check in result.checks if check.id == "heroku.answers")


class Gone(Case):
    """An app that was deleted before anybody looks."""

    def arrange(self, platform: LabPlatform, directory: Path) -> list[str]:
        words = super().arrange(platform, directory)
        platform.apps.clear()
        return words


def test_a_page_of_the_students_own_counts_where_the_repository_has_it(platform: LabPlatform, tmp_path: Path) -> None:
    page = "<html><head><title>La tienda de Ana</title></head><body>Hola</body></html>"
    case = Case("own-page", page=page, files={"templates/index.html": page})
    assert roots(of_session(looked_at(platform, case, tmp_path / "with"))) == set()
    other = Case("own-page-other", page=page)
    assert roots(of_session(looked_at(platform, other, tmp_path / "without"))) == {"heroku.page"}


def test_a_replay_gives_the_same_without_a_network_or_the_repository(
    platform: LabPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = replace(CASES["port-fixed"], name="replayed")
    session = looked_at(platform, case, tmp_path / "repository")
    live = of_session(session)
    session.save(tmp_path / "evidence.jsonl.gz")

    def no_network(*_: object) -> None:
        raise AssertionError("a replay opened a socket")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    for path in (tmp_path / "repository").iterdir():
        path.unlink()
    replayed = of_session(Session.replay(tmp_path / "evidence.jsonl.gz"))
    assert comparable(replayed) == comparable(live)
    assert str(tmp_path) not in json.dumps(load(tmp_path / "evidence.jsonl.gz").target)


def comparable(result: Result) -> list[tuple[str, Outcome, str, str]]:
    return [(check.id, check.outcome, check.actual, check.detail) for check in result.checks]


def test_beside_the_deployment_it_only_adds(platform: LabPlatform, tmp_path: Path) -> None:
    """On top of a sound server: 10 and one; a failed extension takes nothing away."""
    whole = of_session(looked_at(platform, replace(CASES["sound"], name="beside"), tmp_path / "a"), frozenset())
    assert (whole.score.grade, points(whole)["heroku"]) == (11, 1)
    case = Case("beside-failed", way=Way.NOWHERE, repository=False)
    failed = of_session(looked_at(platform, case, tmp_path / "b"), frozenset())
    assert (failed.score.grade, points(failed)["heroku"]) == (10, 0)


def points(result: Result) -> dict[str, float]:
    return {part.id: part.earned for part in result.parts}


def test_without_it_its_checks_are_not_there() -> None:
    from tests.recorded import store

    result = of_session(Session.replay(store.demo("sound")), frozenset())
    assert not STEPS & {check.step for check in result.checks}
    assert not STEPS & {step.id for step in result.steps}


def test_states_cover_what_the_platform_says() -> None:
    assert {case.state for case in CASES.values()} == set(State)
