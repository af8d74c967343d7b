"""A class in which the practice is given something for each student: graded, gone on with, and graded again."""

from __future__ import annotations

import csv
import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.classroom.test_grade import entry
from tests.cli.running import outcomes, perito
from tests.practice.small import practice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from perito.lab.lab import Lab
    from tests.cli.running import Ended

HEAD = """\
inputs:
  domain: {title: {es: Dominio, en: Domain}}
  key: {title: {es: Clave, en: Key}, secret: true}
"""
STEPS = """\
steps:
  one:
    title: {es: Uno, en: One}
    checks:
      one.a: {points: 6, title: {es: "{domain}", en: "It is {domain}"}}
      one.b: {points: 4, title: {es: B, en: The second}}
"""
CHECKS = """\
from perito import check, expect


@check("one.a")
def test_a(host, inputs):
    expect(host.run(f"echo {inputs['domain']}").stdout.strip()).to_equal("ana.example.net")


@check("one.b")
def test_b(host, inputs):
    expect(host.run(f"printf %s {inputs['key']} | wc -c").stdout.strip()).to_equal("16")
"""
KEYS = {"ANA_KEY": "k7-Tejado-roto-3", "LUIS_KEY": "Otra-palabra-de-paso-9"}
ANA, LUIS = ({"domain": f"{who}.example.net", "key_env": f"{who.upper()}_KEY"} for who in ("ana", "luis"))


@pytest.fixture
def by(tmp_path: Path) -> Path:
    return practice(tmp_path / "small", more=HEAD, steps=STEPS, checks=CHECKS)


def roster(path: Path, **students: Mapping[str, object]) -> Path:
    """A table; JSON is YAML. Nobody listens where they are, unless they say where."""
    listed = [
        {"id": who, "host": "127.0.0.1", "port": 9 if "user" not in more else 22, **more}
        for who, more in students.items()
    ]
    path.write_text(json.dumps({"students": listed}, indent=1))
    return path


def grade(file: Path, by: Path, *words: object, env: Mapping[str, str] = KEYS) -> Ended:
    run = file.parent / "run"
    return perito("grade", file, "--run", run, "--practice", by, "--lang", "en", *words, cwd=file.parent, env=dict(env))


def test_who_has_none_is_told_before_anybody_is_graded(by: Path, tmp_path: Path) -> None:
    """A line for each, with its place; who has no server needs none; where nobody has any it is one line."""
    eva: dict[str, object] = {"key_env": "ANA_KEY"}
    absent: dict[str, object] = {"host": None, "port": None}
    ended = grade(roster(tmp_path / "r.json", ana=ANA, luis=eva, zoe=absent), by)
    assert (ended.status, ended.said) == (
        2,
        [
            f"{tmp_path}/r.json:10:3: domain: nothing is given for luis: the column domain is empty, and "
            "PERITO_INPUT_DOMAIN is not set"
        ],
    )
    ended = grade(roster(tmp_path / "r.json", ana=ANA), by, env={"ANA_KEY": "abc"})
    assert "r.json:3:3: key: too short or too plain" in ended.err
    assert "abc" not in ended.err
    ended = grade(roster(tmp_path / "r.json", ana=eva, luis=eva), by)
    assert (ended.status, len(ended.said)) == (2, 1)
    assert f"{by}/rubric.yaml:5:3: domain: not given; say --input domain=VALUE" in ended.err
    assert not (tmp_path / "run").exists()


def test_an_option_holds_for_all_and_says_so(by: Path, tmp_path: Path) -> None:
    file = roster(tmp_path / "r.json", ana=ANA, luis={**LUIS, "domain": "x.example"})
    ended = grade(file, by, "--input", "domain=x.example")
    assert "--input domain holds for all: another value in the roster is left aside" in ended.said
    known = json.loads((tmp_path / "run" / "run.json").read_text())
    assert [one["inputs"] for one in known["students"]] == [{"key": "$ANA_KEY"}, {"key": "$LUIS_KEY"}]


@pytest.mark.lab
def test_a_class_with_its_own_values(by: Path, tmp_path: Path, lab: Lab) -> None:
    """What a student is given is in the checks and in the texts, the secret nowhere; grading again needs neither roster
    nor variables, and a value that the roster changes is graded anew when the class goes on."""

    with lab.up() as server:

        def of(ana: Mapping[str, object], luis: Mapping[str, object]) -> Path:
            return roster(tmp_path / "r.json", ana=entry("ana", server, **ana), luis=entry("luis", server, **luis))

        def found() -> dict[str, Any]:
            return {who: json.loads((run / who / "result.json").read_text()) for who in ("ana", "luis")}

        run, env = tmp_path / "run", {**KEYS, "CLASS_SUDO": "usuario"}
        ended = grade(of(ANA, LUIS), by, env=env)
        first = found()
        titles = [one["checks"][0]["title"] for one in first.values()]
        assert titles == ["It is ana.example.net", "It is luis.example.net"]
        assert [list(outcomes(one).values()) for one in first.values()] == [["passed"] * 2, ["failed"] * 2], ended
        for path in (one for one in run.rglob("*") if one.is_file()):
            content = path.read_bytes()
            text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8", "replace")
            assert not any(secret in text for secret in KEYS.values()), path
        again = perito("regrade", run, "--practice", by, "--lang", "en", cwd=tmp_path)
        assert again.status == 0, again
        replayed = perito(
            "regrade", run, "--practice", by, "--replay", "--json", "again.json", "--lang", "en", cwd=tmp_path
        )
        assert (replayed.status, json.loads((tmp_path / "again.json").read_text())["not_regraded"]) == (0, []), replayed
        going_on = {**LUIS, "domain": "ana.example.net"}
        ended = grade(of(ANA, going_on), by, "--resume", env=env)
        after = found()
        assert after["ana"] == first["ana"]
        assert list(outcomes(after["luis"]).values()) == ["passed", "failed"], ended
        with (run / "gradebook.csv").open(newline="") as table:
            assert [row["status"] for row in csv.DictReader(table)] == ["graded", "graded"]
