"""Every option that names something to write, with every kind of path: nothing is replaced, nothing else is lost."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import typing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from perito import errors
from perito.cli.app import app
from perito.cli.commands import check, first_contact, regrade_class, verify, verify_extension
from perito.cli.commands.common import guarded
from perito.evidence.session import Session
from perito.grading import grade
from perito.report import printing
from perito.support import atomic_write
from perito.transport import hostkeys
from perito.transport.base import TransportError
from tests import places
from tests.classroom.recorded_class import class_run, graded, practice_with
from tests.cli.running import APP, PERITO, ROOT, Ended, perito, reach, run
from tests.cli.test_command_line import commands
from tests.recorded import store
from tests.report.gradebooks.sheets import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from perito.lab.server import Server
    from tests.places import Place

SERVER = "stopped"
ROSTER = "students:\n  - {id: ana, host: 192.0.2.1}\n"
CRITERION = "criteria:\n  style: {points: 1, title: {es: Estilo, en: Style}}\n"


@dataclass(frozen=True)
class Made:
    """What the commands are run on: a run of one server, one of a class, a roster, a practice with a criterion, a
    worksheet of the class."""

    run: Path
    group: Path
    roster: Path
    practice: Path
    worksheet: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Files that no test changes."""
    here = tmp_path_factory.mktemp("made")
    group = class_run(here / "group", {"ana": SERVER})
    (here / "roster.yaml").write_text(ROSTER)
    (here / "practice").mkdir()
    practice = practice_with(here / "practice")
    rubric = practice / "rubric.yaml"
    rubric.write_text(rubric.read_text() + ("" if "\ncriteria:" in rubric.read_text() else CRITERION))
    shape = Shape()
    worksheet = shape.written(here, [shape.row(1, email="ana@example.org")])
    return Made(group / "ana", group, here / "roster.yaml", practice, worksheet)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Nothing is graded and no server is there: what is written is the matter. The umask keeps files from nobody."""
    result = graded(SERVER)[0]
    monkeypatch.setattr(atomic_write, "PATIENCE", 0.1)
    run = SimpleNamespace(result=lambda: result, broken_off=None, checks=result.checks)
    monkeypatch.setattr(grade, "perform", lambda _session, _assignment: run)
    monkeypatch.setattr(grade, "grade", lambda _session, _assignment: result)
    monkeypatch.setattr(regrade_class, "drive", lambda *_: False)
    monkeypatch.setattr(check, "Opening", Replayed)
    monkeypatch.setattr(first_contact, "is_it_this_machine", lambda *_: None)
    monkeypatch.setattr(printing, "ready", lambda: None)
    monkeypatch.setattr(printing, "printed", str.encode)
    monkeypatch.setattr(verify, "_prepare", lambda *_: None)
    monkeypatch.setattr(verify, "_rows", lambda *_: [])
    monkeypatch.setattr(verify_extension, "chosen", lambda *_: [])
    monkeypatch.chdir(tmp_path)
    before = os.umask(0)
    yield
    os.umask(before)


class Replayed:
    """An Opening that opens a recording."""

    def __init__(self, *_: object) -> None:
        pass

    def session(self) -> Session:
        """The recorded session."""
        return Session.replay(store.demo(SERVER))

    def __enter__(self) -> Replayed:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def outputs(
    words: Callable[[Made], tuple[object, ...]], *options: str
) -> dict[str, Callable[[Made], tuple[object, ...]]]:
    """What to call to write each of a command's options; the path comes last."""
    return {option: lambda made, option=option: (*words(made), option) for option in options}  # type: ignore[misc]


DOCUMENTS = ("--json", "--junit", "--html", "--pdf", "--ctrf", "--gradescope", "--sarif", "--gitlab", "--tap")
WRITES: dict[str, dict[str, Callable[[Made], tuple[object, ...]]]] = {
    "check": outputs(lambda _made: ("check", "local", "--no-report"), *DOCUMENTS, "--evidence"),
    "report": outputs(lambda made: ("report", made.run), *DOCUMENTS),
    "regrade": outputs(lambda made: ("regrade", made.run), *DOCUMENTS),
    "regrade of a class": outputs(lambda made: ("regrade", made.group), "--json"),
    "export": outputs(lambda made: ("export", "csv", made.group), "--output"),
    "export of a workbook": outputs(lambda made: ("export", "xlsx", made.group), "--output"),
    "export of a worksheet": outputs(
        lambda made: ("export", "moodle", made.group, "--worksheet", made.worksheet), "--output"
    ),
    "export of the pages": outputs(
        lambda made: ("export", "moodle", made.group, "--worksheet", made.worksheet, "--output", "filled.csv"),
        "--feedback-zip",
    ),
    "run diff": outputs(lambda made: ("run", "diff", made.run, made.run), "--json"),
    "run pack": outputs(lambda made: ("run", "pack", made.group), "--output"),
    "lab verify": outputs(lambda _made: ("lab", "verify", "directory-*"), "--json"),
    "marks new": outputs(lambda made: ("marks", "new", made.roster, "--practice", made.practice), "--output"),
}
EVERY = [(command, option) for command, options in WRITES.items() for option in options]
PUBLIC = {"lab verify"}  # figures of servers that the lab made: nobody's data
NEVER_REPLACED = {"marks new"}
DIRECTORIES = {
    "check --reports",
    "demo --reports",
    "grade --reports",
    "grade --run",
    "run unpack --run",
    "new practice directory",
    "import goss --output",
    "import testinfra --output",
}
READS = {
    "--identity --ssh-config --hosts-file --heroku-ca --heroku-platform --practice --marks --waivers --attempts",
    "--baseline --config",
    "--worksheet --faults --roster run roster runs file archive before after",
}
ONLY_READ = {"explain --reports", "report --reports", "open --reports", "explain --run", "roster accept --reports"}
APPENDS = {
    "check --known-hosts",
    "watch --known-hosts",
    "grade --known-hosts",
    "roster keyscan --known-hosts",
    "roster accept --known-hosts",
}  # with --accept-new: test_a_host_key_is_added_to_whatever_is_there


def test_every_path_of_the_command_line_is_known_here() -> None:
    reads = set(" ".join(READS).split())
    known = (
        {f"{command.partition(' of ')[0]} {option}" for command, option in EVERY} | DIRECTORIES | APPENDS | ONLY_READ
    )
    for words, command in commands().items():
        hints = typing.get_type_hints(command.callback) if command.callback else {}
        for one in command.params:
            if "Path" in str(hints.get(one.name)) and one.opts[0] not in reads:
                assert f"{words} {one.opts[0]}" in known, f"{words} {one.opts[0]}: written or read? Say so here"


@pytest.mark.skipif(os.geteuid() != 0, reason="device nodes are made by root")
@pytest.mark.parametrize("kind", places.KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize(("command", "option"), EVERY, ids=str)
def test_whatever_is_there_stays_what_it_is(
    command: str,
    option: str,
    kind: Callable[[Path], Place],
    made: Made,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    written = watched(monkeypatch)
    place = kind(tmp_path)
    status = called(monkeypatch, *WRITES[command][option](made), place.path)
    said = capfd.readouterr().err
    there = kind in (places.plain, places.link)
    if place.refused or (there and command in NEVER_REPLACED):
        assert status == errors.USAGE
        (line,) = [one for one in said.splitlines() if one.startswith("perito: ")]
        assert line.startswith(f"perito: {place.path}: ")
        assert place.refused in line
    else:
        assert status in (errors.OK, errors.BELOW, errors.NOT_GRADED), said
        assert written[place.path]
    if there and command in NEVER_REPLACED:
        assert place.path.read_bytes() == places.OLD
    elif command not in PUBLIC or kind not in (places.plain, places.link, places.new, places.dangling):
        place.check(written.get(place.path, b""))
    else:
        assert place.path.read_bytes() == written[place.path]


def watched(monkeypatch: pytest.MonkeyPatch) -> dict[Path, bytes]:
    """What is handed over to be written, by path."""
    written: dict[Path, bytes] = {}
    for name in ("write", "create"):
        really: Callable[..., None] = getattr(atomic_write, name)

        def seen(path: Path, content: Any, really: Callable[..., None] = really, **more: bool) -> None:
            written[path] = content if isinstance(content, bytes) else b"".join(content)
            really(path, written[path], **more)

        monkeypatch.setattr(atomic_write, name, seen)
    return written


def called(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    """Run `perito` in this process; returns the exit status."""
    monkeypatch.setattr(sys, "argv", ["perito", *map(str, words)])
    return guarded(app)


@pytest.mark.skipif(os.geteuid() != 0, reason="device nodes are made by root")
@pytest.mark.parametrize("kind", places.KINDS, ids=lambda kind: kind.__name__)
def test_a_host_key_is_added_to_whatever_is_there(kind: Callable[[Path], Place], tmp_path: Path) -> None:
    place = kind(tmp_path)
    line = b"host ssh-ed25519 a2V5\n"
    if place.refused:
        with pytest.raises(TransportError, match=place.refused):
            hostkeys.add(place.path, "host", "ssh-ed25519", b"key", hashed=False)
    else:
        hostkeys.add(place.path, "host", "ssh-ed25519", b"key", hashed=False)
    if kind in (places.plain, places.link):
        assert place.path.read_bytes() == places.OLD + b"\n" + line
    else:
        place.check(line)


@pytest.mark.skipif(os.geteuid() != 0, reason="device nodes are made by root")
@pytest.mark.parametrize("kind", places.KINDS, ids=lambda kind: kind.__name__)
def test_the_summary_of_a_job_is_added_to_whatever_is_there(
    kind: Callable[[Path], Place],
    made: Made,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    place = kind(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(place.path))
    monkeypatch.setattr("perito.report.github.summary", lambda _result: "summary\n")
    status = called(monkeypatch, "report", made.run, "--github")
    captured = capfd.readouterr()
    assert "::notice title=Perito" in captured.out
    assert status == (errors.USAGE if place.refused else errors.OK)
    if place.refused:
        assert f"perito: GITHUB_STEP_SUMMARY: no se puede escribir: {place.refused}" in captured.err
    if kind in (places.plain, places.link):
        assert place.path.read_bytes() == places.OLD + b"\nsummary\n"
    else:
        place.check(b"summary\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="device nodes are made by root")
def test_what_cannot_be_written_loses_nothing_else(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    full, pipe = places.full(tmp_path), places.pipe_without_reader(tmp_path)
    words = (
        "--html",
        "page.html",
        "--junit",
        pipe.path,
        "--json",
        "result.json",
        "--ctrf",
        "c",
        "--evidence",
        full.path,
    )
    status = called(monkeypatch, "check", "local", *words, "--gradescope", tmp_path)
    captured = capfd.readouterr()
    assert status == errors.USAGE
    assert sorted(captured.err.splitlines()[-3:]) == sorted(
        [
            f"perito: {full.path}: no se puede escribir: {full.refused}",
            f"perito: {pipe.path}: no se puede escribir: {pipe.refused}",
            f"perito: {tmp_path}: no se puede escribir: es un directorio",
        ]
    )
    assert "Nota" in captured.out
    (kept,) = (tmp_path / "reports").iterdir()
    files = [*(tmp_path / name for name in ("page.html", "result.json", "c")), *kept.iterdir()]
    assert len(files) == 6
    assert {oct(one.stat().st_mode & 0o777) for one in files} == {"0o600"}
    assert {oct(one.stat().st_mode & 0o777) for one in (kept, kept.parent)} == {"0o700"}


def test_what_must_be_read_meanwhile_is_written_last(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = watched(monkeypatch)
    place = places.pipe(tmp_path)
    assert (
        called(monkeypatch, "report", made.run, "--json", place.path, "--gradescope", "g", "--html", "h") == errors.OK
    )
    assert list(written) == [Path("h"), Path("g"), place.path]
    place.check(written[place.path])


@pytest.mark.parametrize("option", ["check --reports", "demo --reports", "grade --reports", "grade --run"])
@pytest.mark.parametrize(
    "kind", [places.plain, places.device, places.pipe_without_reader], ids=lambda one: one.__name__
)
def test_a_directory_of_runs_that_is_none(
    option: str,
    kind: Callable[[Path], Place],
    made: Made,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("perito.cli.commands.demo._any", lambda demo: demo.recorded())
    monkeypatch.setattr("perito.cli.commands.demo.grade", grade.grade)
    command, name = option.split()
    place = kind(tmp_path)
    before = place.path.lstat()
    words = {"check": ("local",), "demo": (), "grade": (made.roster,)}[command]
    assert called(monkeypatch, command, *words, name, place.path) == errors.USAGE
    (line,) = [one for one in capfd.readouterr().err.splitlines() if one.startswith("perito: ")]
    assert str(place.path) in line
    assert place.path.lstat()[:2] == before[:2]


def test_a_class_is_kept_for_its_owner(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from perito.classroom.job import Done, Person
    from perito.classroom.run_directory import RunDirectory
    from perito.documents.class_result import Student

    directory = RunDirectory(tmp_path / "reports" / "class")
    directory.make()
    directory.begin({"practice": "flask"})
    person = Person("ana", "Ana", "ana@example.org", "ana")
    directory.keep(person, Done(Student(id="ana", status="graded"), {"result.json": b"{}", "report.html": b"<p>"}))
    modes = {one.relative_to(tmp_path): oct(one.stat().st_mode & 0o777) for one in tmp_path.rglob("*")}
    assert set(modes.values()) == {"0o600", "0o700"}
    assert all(mode == ("0o700" if (tmp_path / one).is_dir() else "0o600") for one, mode in modes.items())
    assert len(modes) == 6


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_a_document_is_alone_on_standard_output(name: str, made: Made) -> None:
    ended = perito("report", made.run, "--json", name)
    assert ended.status == 0
    assert json.loads(ended.out)["score"]["grade"] == pytest.approx(graded(SERVER)[0].score.grade)
    assert "Nota" in ended.err


def test_other_documents_go_there_too(made: Made) -> None:
    assert perito("export", "csv", made.group, "-o", "-").out == perito("export", "csv", made.group).out
    marks = perito("marks", "new", made.roster, "--practice", made.practice, "-o", "-")
    assert "ana" in marks.out
    assert "-: 1 " in marks.err
    assert json.loads(perito("regrade", made.group, "--json", "-").out)["schema"] == "perito/regrade/1"
    assert not Path("-").exists()


def test_a_shell_may_take_a_document(made: Made, tmp_path: Path) -> None:
    script = (
        '"$@" --json >(cat > "$OUT") > /dev/null; wait; for _ in $(seq 100); do [ -s "$OUT" ] && break; sleep 0.1; done'
    )
    out = tmp_path / "out.json"
    run("bash", "-c", script, "bash", *PERITO, "report", made.run, env={"OUT": str(out)})
    assert json.loads(out.read_text())["schema"] == "perito/result/1"


@pytest.mark.parametrize(
    "words",
    [
        ("--json", "-", "--html", "-"),
        ("--json", "-", "--evidence", "/dev/stdout"),
        ("--json", "one", "--html", "one"),
        ("--json", "one", "--ctrf", "link"),
    ],
    ids=" ".join,
)
def test_two_documents_for_one_place_are_refused(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("link").symlink_to("one")
    assert called(monkeypatch, "check", "local", *words) == errors.USAGE
    captured = capfd.readouterr()
    assert captured.out == ""
    assert (
        captured.err
        == f"perito: {' '.join(words[:2])}, {' '.join(words[2:])}: un mismo sitio no puede contener los dos\n"
    )
    assert [one.name for one in tmp_path.iterdir()] == ["link"]


def test_nobody_reads_the_report(made: Made, tmp_path: Path) -> None:
    ended = broken(tmp_path, "regrade", made.run, "-vv", "--json", "r.json", stdout=closed_pipe())
    assert ended.said == []
    assert ended.status == errors.BELOW
    assert (tmp_path / "r.json").is_file()


def test_nobody_reads_the_document(made: Made, tmp_path: Path) -> None:
    ended = broken(tmp_path, "regrade", made.run, "--json", "-", "--html", "r.html", stdout=closed_pipe())
    assert ended.said == []
    assert ended.status == errors.BELOW
    assert (tmp_path / "r.html").is_file()


@pytest.mark.skipif(os.geteuid() != 0, reason="device nodes are made by root")
@pytest.mark.parametrize(
    ("words", "who"), [((), "salida estándar"), (("--ctrf", "-"), "-")], ids=["report", "document"]
)
def test_there_is_no_room_for_standard_output(words: tuple[str, ...], who: str, made: Made, tmp_path: Path) -> None:
    full = places.full(tmp_path).path
    ended = broken(tmp_path, "regrade", made.run, "--json", "r.json", *words, stdout=os.open(full, os.O_WRONLY))
    assert ended.said == [f"{who}: no se puede escribir: no queda espacio en el disco"]
    assert ended.status == errors.USAGE
    assert (tmp_path / "r.json").is_file()


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output_is_closed(name: str, made: Made, tmp_path: Path) -> None:
    words = ("sh", "-c", '"$@" >&-', "sh", *PERITO, "regrade", made.run, "--json", name, "--html", "r.html")
    ended = run(*words, cwd=tmp_path)
    assert ended.said == [f"{name}: no se puede escribir: la salida estándar está cerrada"]
    assert ended.status == errors.USAGE
    assert (tmp_path / "r.html").is_file()


@pytest.mark.skipif(os.geteuid() != 0, reason="device nodes are made by root")
def test_complaints_that_nobody_hears_change_nothing(made: Made, tmp_path: Path) -> None:
    full = places.full(tmp_path).path
    words = ("sh", "-c", '"$@" 2> "$FULL"', "sh", *PERITO, "regrade", made.run, "--json", "-")
    ended = run(*words, cwd=tmp_path, env={"FULL": str(full)})
    assert json.loads(ended.out)["schema"] == "perito/result/1"
    assert ended.status == errors.BELOW


def closed_pipe() -> int:
    """Where to write to a pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


def broken(place: Path, *words: object, stdout: int) -> Ended:
    """Run `perito` with a standard output that takes nothing."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = [*PERITO, *map(str, words)]
    try:
        done = subprocess.run(program, stdout=stdout, stderr=subprocess.PIPE, text=True, cwd=place, env=environment)
    finally:
        os.close(stdout)
    return Ended(done.returncode, "", done.stderr)


@pytest.mark.skipif(os.geteuid() != 0, reason="device nodes are made by root")
def test_plain_pytest_writes_as_perito_does(tmp_path: Path) -> None:
    null = places.device(tmp_path)
    (tmp_path / "link").symlink_to("result.json")
    words = ("-m", "pytest", ROOT / "checks", "-q", "-p", "no:cacheprovider", "--replay", store.demo(SERVER))
    ended = run(sys.executable, *words, "--evidence", null.path, "--json", tmp_path / "link", cwd=ROOT)
    assert "Nota" in ended.out
    null.check(b"")
    assert (tmp_path / "link").is_symlink()
    assert oct((tmp_path / "result.json").stat().st_mode & 0o777) == "0o600"
    alone = run(sys.executable, *words, "--json", "-", cwd=ROOT)
    assert json.loads(alone.out)["schema"] == "perito/result/1"
    assert "Nota" in alone.err
    both = run(sys.executable, *words, "--json", "-", "--evidence", "/dev/stdout", cwd=ROOT)
    assert both.status == 4  # pytest's own for wrong usage
    assert both.out == ""
    assert "no puede contener los dos" in both.err


def test_a_document_of_a_live_check_goes_through_a_pipe(sound: Server, tmp_path: Path) -> None:
    ended = perito("check", *reach(sound), "--app", APP, "--no-report", "--json", "-", cwd=tmp_path)
    assert json.loads(ended.out)["score"]["grade"] == 10
    assert "10,00 / 10" in ended.err


def test_three_checks_at_once_are_three_runs(sound: Server, tmp_path: Path) -> None:
    words = [*PERITO, "check", *map(str, reach(sound)), "--app", APP]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    together: list[Any] = [
        subprocess.Popen(words, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL) for _ in range(3)
    ]
    assert [one.wait(120) for one in together] == [0, 0, 0]
    kept = list((tmp_path / "reports").iterdir())
    assert len(kept) == 3
    for one in kept:
        assert sorted(path.name for path in one.iterdir()) == ["evidence.jsonl.gz", "report.html", "result.json"]
        assert stat.S_IMODE(one.stat().st_mode) == 0o700
