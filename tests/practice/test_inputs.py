"""What a practice is given beside the server: from whom, what is refused, what is written, what a replay has."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import pytest

from perito.classroom.run_directory import RunDirectory
from perito.classroom.run_practice import Given, resumed
from perito.classroom.settings import graded_by
from perito.errors import UsageError
from perito.evidence import recording
from perito.grading import soundness
from perito.grading.settings import Grading, Judging
from perito.practice import inputs, locate, rubric
from perito.practice.locate import PracticeError
from perito.practice.rubric import RubricError
from tests.cli.running import document, outcomes, perito, run
from tests.practice.small import practice

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_english")
HEAD = """\
inputs:
  domain: {title: {es: Dominio, en: Domain}, default: example.org}
  who: {title: {es: Usuario, en: User}, env: WEB_USER}
  password: {title: {es: Contraseña, en: Password}, env: WEB_PASSWORD, secret: true}
"""
STEPS = """\
steps:
  one:
    title: {es: Uno, en: One}
    checks:
      one.a: {points: 6, title: {es: "{who} en {domain}", en: "{who} at {domain}"}}
      one.b: {points: 4, title: {es: B, en: The second}}
"""
CHECKS = """\
from perito import check, expect


@check("one.a")
def test_a(host, inputs):
    expect(host.run(f"echo {inputs['who']}@{inputs['domain']}").stdout.strip()).to_equal("ana@example.net")


@check("one.b")
def test_b(host, inputs):
    said = host.run(f"printf '%s|' {inputs['password']} {inputs['domain']}").stdout
    expect(said.count("|")).to_equal(3)
"""
SECRET = "s3cret-Wort.77"
GIVEN = {"WEB_USER": "ana", "WEB_PASSWORD": SECRET}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return practice(tmp_path / "small", more=HEAD, steps=STEPS, checks=CHECKS)


@pytest.fixture
def loaded(place: Path) -> rubric.Rubric:
    return rubric.load(place / "rubric.yaml")


def test_by_option_by_the_environment_and_by_default(loaded: rubric.Rubric) -> None:
    """In that order; a name of the environment that is not said is PERITO_INPUT_ and the input's."""
    found = inputs.live(loaded, inputs.parsed(["who=eva"], loaded), GIVEN)
    assert found.values == {"domain": "example.org", "who": "eva", "password": SECRET}
    assert (found.plain, found.secrets) == ({"domain": "example.org", "who": "eva"}, (SECRET,))
    around = {**GIVEN, "PERITO_INPUT_DOMAIN": "example.net"}
    assert inputs.live(loaded, {}, around).values["domain"] == "example.net"
    assert inputs.parsed(["who=a=b"], loaded) == {"who": "a=b"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["wh=x"], r"--input wh: no input is called that; there are domain, who, password \(did you mean who\?\)"),
        (["zzz=x"], "--input zzz: no input is called that; there are domain, who, password"),
        (["ana"], "--input: write it as NAME=VALUE"),
        (["who=a", "who=b"], "--input who: given twice"),
        (["password=hunter22"], "--input password: it is secret, .* as WEB_PASSWORD"),
    ],
)
def test_what_is_refused(words: list[str], said: str, loaded: rubric.Rubric) -> None:
    with pytest.raises(UsageError) as caught:
        inputs.parsed(words, loaded)
    assert re.fullmatch(said, str(caught.value))


@pytest.mark.parametrize(
    ("around", "said"),
    [
        ({"WEB_PASSWORD": SECRET}, r"rubric\.yaml:6:3: who: not given; say --input who=VALUE, or set .* WEB_USER"),
        ({"WEB_USER": "ana"}, r"rubric\.yaml:7:3: password: not given; the environment variable WEB_PASSWORD has it"),
        ({"WEB_USER": "ana", "WEB_PASSWORD": "abc"}, r"rubric\.yaml:7:3: password: too short or too plain a word .*"),
    ],
)
def test_one_that_is_not_given(around: dict[str, str], said: str, loaded: rubric.Rubric) -> None:
    with pytest.raises(UsageError) as caught:
        inputs.live(loaded, {}, around)
    assert re.fullmatch(f"/.*/{said}", str(caught.value))


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ("{who} at", "{password} at", r":12:\d+: .*\{password\} stands for nothing"),
        ("  who:", "  address:", r":6:3: inputs\.address: texts name something else by \{address\}"),
        ("  who:", "  Us-er:", r":6:3: inputs\.Us-er"),
    ],
)
def test_placeholders(change: str, to: str, said: str, tmp_path: Path) -> None:
    """A text names what is given, and no secret; what names a part of a deployment is no input."""
    place = practice(tmp_path / "p", more=HEAD.replace(change, to), steps=STEPS.replace(change, to))
    with pytest.raises((RubricError, PracticeError)) as caught:
        soundness.prove(locate.find(place), rubric.load(place / "rubric.yaml"), thoroughly=False)
    assert re.search(said, str(caught.value)), str(caught.value)


def test_a_replay_has_what_was_given_and_a_mark_for_what_is_secret(loaded: rubric.Rubric) -> None:
    found = inputs.replayed(loaded, {}, {"who": "ana", "domain": "example.net", "gone": "x"})
    assert found.values == {"domain": "example.net", "who": "ana", "password": "[redacted]"}
    assert inputs.replayed(loaded, {"who": "eva"}, {"who": "ana"}).values["who"] == "eva"
    assert inputs.replayed(loaded, {}, {"who": "ana"}).values["domain"] == "example.org"
    with pytest.raises(UsageError, match="who: not given"):
        inputs.replayed(loaded, {}, None)


def test_a_server_is_graded_with_them_and_again_without(place: Path, tmp_path: Path) -> None:
    """The checks and the texts have them, nothing that is written has the secret one, and a regrade needs none."""
    words = ("--practice", place, "--lang", "en")
    missing = perito("check", "local", *words, "--json", "r.json", cwd=tmp_path, env={"WEB_PASSWORD": SECRET})
    assert (missing.status, len(missing.said)) == (2, 1 + missing.err.count("this machine has none"))
    assert not (tmp_path / "r.json").exists()
    live = perito(
        "check", "local", *words, "--input", "domain=example.net", "--json", "r.json", "-vv", cwd=tmp_path, env=GIVEN
    )
    found = document(tmp_path / "r.json")
    assert outcomes(found) == {"one.a": "passed", "one.b": "failed"}
    assert found["checks"][0]["title"] == "ana at example.net"
    (kept_in,) = (tmp_path / "reports").iterdir()
    kept = [path for path in kept_in.rglob("*") if path.is_file()]
    evidence = recording.load(kept_in / "evidence.jsonl.gz")
    assert evidence.extra["inputs"] == {"domain": "example.net", "who": "ana"}
    written = json.dumps([str(one.asked) + str(one.answer) for one in evidence.exchanges])
    shown = [path.read_bytes().decode("utf-8", "replace") for path in kept if path.suffix != ".gz"]
    for text in (written, live.out, live.err, (tmp_path / "r.json").read_text(), *shown):
        assert SECRET not in text
    assert "[redacted]" in written
    again = perito("regrade", kept_in, "--practice", place, "--json", "again.json", "--lang", "en", cwd=tmp_path)
    assert outcomes(document(tmp_path / "again.json")) == {"one.a": "passed", "one.b": "failed"}, again.err
    other = perito("regrade", kept_in, *words, "--input", "who=eva", "--json", "other.json", cwd=tmp_path)
    assert outcomes(document(tmp_path / "other.json"))["one.a"] == "error", other.err  # that was not asked then


def test_under_plain_pytest(place: Path, tmp_path: Path) -> None:
    words = (place / "checks", "--target", "local", "--input", "domain=example.net")
    ended = run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words, cwd=tmp_path, env=GIVEN)
    assert "1 failed, 1 passed" in ended.out
    assert SECRET not in ended.out + ended.err
    ended = run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words, cwd=tmp_path, env={"WEB_USER": "ana"})
    assert "password" in ended.err
    assert ended.status == 4


def test_a_class_that_goes_on_has_what_it_began_with(place: Path, tmp_path: Path) -> None:
    """Nobody says it again, and what is said otherwise is refused."""
    run_of_class = RunDirectory(tmp_path / "run")
    begun = Grading.of(place, "", "en", "teacher", None, 0, None, Judging(of_class=True, inputs=("who=ana",)))
    by = graded_by(begun, whole=False)
    assert by.inputs == ("who=ana",)
    run_of_class.begin({"graded_by": by.model_dump(mode="json")})
    going_on = Given(place, language="en", judging=Judging(of_class=True))
    assert resumed(run_of_class, going_on).judging.inputs == ("who=ana",)
    with pytest.raises(UsageError, match=r"who=ana, and not with who=eva \(--input\)"):
        resumed(run_of_class, Given(place, language="en", judging=Judging(of_class=True, inputs=("who=eva",))))
