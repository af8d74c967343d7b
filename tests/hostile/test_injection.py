"""Texts of others on every way to somebody's screen: escape sequences, C1 controls, turned and piled text, commands.

Everything that Perito writes then is searched, on both streams and in every file, in both languages.
"""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import paramiko
import pytest

from perito.documents.result import Result
from perito.support.printable import MOST_MARKS
from tests.classroom.recorded_class import class_run
from tests.cli.running import ROOT
from tests.hostile import hostile_sshd
from tests.hostile.attack import RAW, attack, case
from tests.report.test_untrusted import small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.hostile.attack import Attempt, Run

NASTY = (
    "\x1b]0;OWNED\x07\x1b]52;c;eA==\x1b\\\x1b[2J\x9b2J\u202egnp\u2066\u200f\u2028\r" + "e" + "\u0301" * 60 + "\x85\x7f"
)
COMMANDS = "\n::error::gotcha\n::set-output name=x::y\n##[command]x"
TEXT = NASTY + COMMANDS
PROMISE = "no control character, turned or piled text is written raw, in either language"
PILED = re.compile(f"[\u0300-\u036f]{{{MOST_MARKS + 1}}}")
LANGUAGES = ("es", "en")
SOUND = ROOT / "tests/recorded/sound.jsonl.gz"
SUFFIXES = {".json", ".html", ".csv", ".xml", ".sarif", ".tap", ".txt", ".md", ".jsonl", ".log", ".out"}


def searched(ended: Run, *given: str) -> None:
    """Nothing raw in what was said, nor in any file that was written; `given`: files that were there before."""
    texts = {"out": ended.out, "err": ended.err}
    for path in ended.place.rglob("*"):
        if path.is_file() and path.suffix in SUFFIXES and path.name not in given:
            texts[str(path)] = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    for name, text in texts.items():
        for pattern in (RAW, PILED):
            found = pattern.search(text)
            assert found is None, (name, text[max(found.start() - 80, 0) : found.end() + 20])
    page = ended.out.lower().startswith("<!doctype html")
    commands = [
        one
        for one in ("" if page else ended.out + ended.err).splitlines()
        if one.startswith(("::error::g", "::set", "##["))
    ]
    assert not commands, commands


@pytest.fixture(scope="module")
def key() -> paramiko.PKey:
    """A host key."""
    return paramiko.RSAKey.generate(2048)


SERVERS: dict[str, Callable[[paramiko.PKey], Callable[..., None]]] = {
    "a line before the greeting": lambda _key: hostile_sshd.says(TEXT.encode() + b"\r\n", b"no SSH here\r\n"),
    "a greeting": lambda _key: hostile_sshd.says(b"SSH-2.0-" + NASTY.encode() + b"\r\n" + TEXT.encode()),
    "a greeting of another protocol": lambda _key: hostile_sshd.says(b"SSH-9.9-" + NASTY.encode() + b"\r\n"),
    "the words of a hang-up": lambda _key: hostile_sshd.disconnects(TEXT.encode()),
    "the banner of who lets nobody in": lambda key: hostile_sshd.lets_in(TEXT, key, welcome=False),
    "a login shell that only talks": lambda key: hostile_sshd.lets_in(TEXT, key, welcome=True),
}
TOLD = [case(make, "injection", f"escapes in {name}", PROMISE) for name, make in SERVERS.items()]


@pytest.mark.parametrize("make", TOLD)
def test_an_sshd_that_says_it(make: Callable[..., Callable[..., None]], key: paramiko.PKey, attempt: Attempt) -> None:
    """To one server's check with every document, and to a class with its progress, pages and tables."""
    (attempt.place / "r.csv").write_text("")
    with hostile_sshd.listening(make(key)) as port:
        known = attempt.place / "known"
        known.write_text(f"[127.0.0.1]:{port} {key.get_name()} {key.get_base64()} {NASTY}\n")
        reach = ("--known-hosts", "known", "--timeout", "10")
        for language in LANGUAGES:
            ended = attempt.perito(
                "check", f"ssh://u@127.0.0.1:{port}", *reach, "--password-env", "PW", "--lang", language, "-v",
                "--json", "r.json", "--html", "r.html", "--junit", "r.xml", "--sarif", "r.sarif", "--tap", "r.tap",
                "--ctrf", "c.json", "--gitlab", "g.json", "--github", "--no-report",
                env={"PW": "x", "GITHUB_STEP_SUMMARY": str(attempt.place / "s.md"), "PERITO_LOG": "p.log"},
            )  # fmt: skip
            assert ended.status == 3, ended.err[-800:]
            searched(ended, "r.csv")
        roster = {"id": "ana", "host": "127.0.0.1", "port": port, "user": "u", "known_hosts": "known"}
        (attempt.place / "r.yaml").write_text(json.dumps({"students": [roster | {"password_env": "PW"}]}))
        ended = attempt.perito("grade", "r.yaml", "--run", "run", "--deadline", "30", env={"PW": "x"})
        searched(ended, "r.csv")
        assert (attempt.place / "run/class.json").is_file()


@pytest.fixture(scope="module")
def hostile_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run of a class whose result, evidence and names are hostile."""
    run = class_run(tmp_path_factory.mktemp("hostile") / "run", {"ana": "stopped"})
    result = Result.model_validate_json((run / "ana/result.json").read_text())
    nasty, _ = small(TEXT)
    hurt = nasty.model_copy(update={"target": {**nasty.target, "user": TEXT}, "practice": result.practice})
    (run / "ana/result.json").write_text(hurt.to_json())
    found = json.loads((run / "class.json").read_text())
    found["students"][0] |= {"name": TEXT, "email": TEXT, "reason": TEXT}
    (run / "class.json").write_text(json.dumps(found))
    return run


SHOWN: dict[str, tuple[object, ...]] = {
    "a result on the terminal": ("report", "RUN/ana"),
    "a result in every document": (
        "report", "RUN/ana", "--json", "r.json", "--html", "r.html", "--junit", "r.xml", "--sarif", "r.sarif",
        "--tap", "r.tap", "--ctrf", "c.json", "--gitlab", "g.json", "--github",
    ),
    "a document on standard output": ("report", "RUN/ana", "--json", "-"),
    "a page on standard output": ("report", "RUN/ana", "--html", "-"),
    "the answer to why": ("explain", "--run", "RUN/ana", "1"),
    "what two runs differ in": ("run", "diff", "RUN/ana", "RUN/ana", "--json", "d.json"),
    "a class on the terminal": ("report", "RUN"),
    "a class as a table": ("export", "csv", "RUN"),
    "a class for Moodle": ("export", "moodle", "RUN"),
}  # fmt: skip


@pytest.mark.parametrize(
    "words", [case(words, "injection", f"escapes in {name}", PROMISE) for name, words in SHOWN.items()]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_kept_says_it(words: tuple[str, ...], language: str, hostile_run: Path, attempt: Attempt) -> None:
    filled = [word.replace("RUN", str(hostile_run)) for word in words]
    env = {"PERITO_LANG": language, "GITHUB_STEP_SUMMARY": str(attempt.place / "s.md"), "PERITO_LOG": "p.log"}
    ended = attempt.perito(*filled, env=env)
    assert ended.status in {0, 1, 2, 3}, ended.err
    searched(ended)
    for name in ("r.json", "c.json", "g.json", "d.json", "r.sarif"):
        if (attempt.place / name).exists():
            json.loads((attempt.place / name).read_text())


NAMES: dict[str, Callable[[Path], tuple[object, ...]]] = {}


def named(name: str) -> Callable[[Callable[[Path], tuple[object, ...]]], Callable[[Path], tuple[object, ...]]]:
    """Register a command with something nasty in a file or a word."""

    def add(make: Callable[[Path], tuple[object, ...]]) -> Callable[[Path], tuple[object, ...]]:
        NAMES[name] = make
        return make

    return add


@named("a file's name")
def _file_name(place: Path) -> tuple[object, ...]:
    path = place / NASTY.replace("/", "").replace("\0", "")[:80]
    path.write_text("nothing")
    return "report", path.name


@named("a word of the command line")
def _word(_place: Path) -> tuple[object, ...]:
    return "check", TEXT


@named("an option's value")
def _value(_place: Path) -> tuple[object, ...]:
    return "check", "u@h", "--only", TEXT


@named("a command's name")
def _command(_place: Path) -> tuple[object, ...]:
    return (TEXT,)


@named("a student's id and name")
def _student(place: Path) -> tuple[object, ...]:
    (place / "it.yaml").write_text(json.dumps({"students": [{"id": "a", "name": TEXT, "host": "h"}]}))
    return "roster", "show", "it.yaml"


@named("a student's address")
def _address(place: Path) -> tuple[object, ...]:
    (place / "it.json").write_text(json.dumps([{"id": NASTY, "host": NASTY, "port": TEXT}]))
    return "roster", "show", "it.json"


@named("a heading of a roster")
def _heading(place: Path) -> tuple[object, ...]:
    (place / "it.csv").write_bytes(f"id,host,{NASTY}\na,h,x\n".encode())
    return "roster", "show", "it.csv"


@named("an option of a file of options")
def _option(place: Path) -> tuple[object, ...]:
    (place / "it.toml").write_text(f"{json.dumps(TEXT)} = 1\n")
    return "lint", "--config", "it.toml"


@named("a line of SSH's options")
def _ssh(place: Path) -> tuple[object, ...]:
    (place / "conf").write_text(f"Host *\n  Port {NASTY}\n  Match {NASTY}\n")
    return "check", "u@127.0.0.1", "--ssh-config", "conf"


@named("a check that a waiver names")
def _waiver(place: Path) -> tuple[object, ...]:
    (place / "w.yaml").write_text(json.dumps([{"check": TEXT, "reason": TEXT, "expires": "2099-01-01", TEXT: 1}]))
    return "regrade", SOUND, "--waivers", "w.yaml"


@named("a schema of a recording")
def _schema(place: Path) -> tuple[object, ...]:
    (place / "e.jsonl").write_text(json.dumps({"schema": TEXT}) + "\n")
    return "regrade", "e.jsonl"


@named("a column of marks")
def _marks(place: Path) -> tuple[object, ...]:
    (place / "m.csv").write_bytes(f"student,criterion,points\n{NASTY},{NASTY},{NASTY}\n".encode())
    return "marks", "check", "m.csv"


@named("a file in an archive")
def _archive(place: Path) -> tuple[object, ...]:
    import tarfile

    with tarfile.open(place / "it.tar.xz", "w:xz") as tar:
        tar.addfile(tarfile.TarInfo(f"{NASTY}/{NASTY}/x"))
    return "run", "unpack", "it.tar.xz", "--run", "out"


@pytest.mark.parametrize(
    "make", [case(make, "injection", f"escapes in {name}", PROMISE) for name, make in NAMES.items()]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_says_it(make: Callable[[Path], tuple[object, ...]], language: str, attempt: Attempt) -> None:
    words = make(attempt.place)
    given = {path.name for path in attempt.place.iterdir()}
    ended = attempt.perito(*words, env={"PERITO_LANG": language})
    assert ended.status in {0, 2}, (ended.status, ended.err)
    assert len(ended.err.splitlines()) <= (3 if {"roster", "marks"} & set(words) else 1), ended.err
    searched(ended, *given)


@attack("injection", "escapes in what plain pytest shows", PROMISE)
def test_plain_pytest_says_it(attempt: Attempt) -> None:
    (attempt.place / "checks").mkdir()
    (attempt.place / "checks/test_own.py").write_text(
        "import warnings\nfrom perito.errors import CannotLook\n"
        f"TEXT = {TEXT!r}\n"
        "def test_raised(host):\n    warnings.warn(TEXT)\n    print(TEXT)\n    raise CannotLook('lost', TEXT)\n"
        "def test_asserted(host):\n    assert TEXT == 'x', TEXT\n"
        "def test_skipped(host):\n    import pytest; pytest.skip(TEXT)\n"
    )
    ended = attempt.run(
        sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--replay", SOUND, "--practice", ROOT, "checks",
        "-rA", "--junitxml", "r.xml", "--tb", "long", "--showlocals", env={"PERITO_LANG": "es"},
    )  # fmt: skip
    assert "test_raised" in ended.out
    assert "OWNED" in ended.out
    searched(ended, "test_own.py")
