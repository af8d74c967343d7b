"""The first minute: no target, --help, a server that nobody knows, a machine that is none, the last run."""

from __future__ import annotations

import io
import re
import shlex
import sys
from typing import TYPE_CHECKING, Any

import pytest

from perito import errors
from perito.cli import help as own_help
from perito.cli.commands import first_contact, open_page
from perito.cli.examples import EXAMPLES
from perito.errors import UsageError
from perito.practice import locate
from perito.report import formats
from perito.support import browser, i18n
from perito.transport import hostkeys
from perito.transport.target import parse_target
from tests.classroom.recorded_class import class_run, graded
from tests.cli.running import perito
from tests.cli.test_command_line import commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ONE, TWO = "20261123-120000-uno", "20261124-120000-dos y $(touch X)"
THREE = ("perito check usuario@192.168.56.10", "perito demo", "perito grade roster.csv")


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    i18n.use("es")
    yield
    i18n.use("es")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs of servers, and an earlier one of a class."""
    place = tmp_path_factory.mktemp("here") / "reports"
    for name, server in ((ONE, "not-enabled"), (TWO, "stopped")):
        (place / name).mkdir(parents=True)
        result = graded(server)[0]
        (place / name / "result.json").write_text(result.to_json(), encoding="utf-8")
        (place / name / "report.html").write_text(formats.render("html", result), encoding="utf-8")
    group = class_run(place / "20261122-120000-roster", {"ana": "stopped"})
    (group / "index.html").write_text("<p>", encoding="utf-8")
    return place


# ── what one can do ──


@pytest.mark.parametrize("words", [(), ("check",)])
def test_without_a_target_it_says_three_things_to_do(words: tuple[str, ...], tmp_path: Path) -> None:
    ended = perito(*words, cwd=tmp_path, env={"COLUMNS": "80"})
    assert (ended.status, ended.out) == (errors.USAGE, "")
    shown = [line.rpartition("  ")[2] for line in ended.err.splitlines() if line.startswith("  ")]
    assert shown == list(THREE)
    assert "perito check local" in ended.err
    assert max(map(len, ended.err.splitlines())) <= 80


def test_in_english_too_and_with_an_example_for_another_word() -> None:
    assert "Check your server:" in perito("check", "--lang", "en").err
    assert "Por ejemplo: perito grade roster.csv" in perito("grade").err


# ── --help ──


def page(words: str) -> list[str]:
    """A command's help in 80 columns."""
    import typer.main

    from perito.cli.app import app

    context = typer.main.get_command(app).make_context("perito", [], resilient_parsing=True)
    for word in words.split():
        command: Any = context.command
        context = command.commands[word].make_context(word, [], parent=context, resilient_parsing=True)
    return str(context.get_help()).splitlines()


@pytest.mark.parametrize("words", commands())
def test_help_is_plain_fits_80_columns_and_has_each_option_once(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = page(words)
    pasted = {command for command, _meaning in EXAMPLES.get(words, ())}
    assert not [line for line in lines if len(line) > 80 and line.strip() not in pasted]
    assert "\x1b" not in "".join(lines)
    for one in commands()[words].params:
        if one.param_type_name == "option":
            name = max(one.opts, key=len)
            assert sum(bool(re.match(rf"  (-\w, )?{re.escape(name)}(\s|$)", line)) for line in lines) == 1, name


def test_help_has_groups_and_ends_with_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for words in ("check", "grade"):
        titles = [line.rstrip(":") for line in page(words) if line.endswith(":") and not line.startswith(" ")]
        assert "Options" not in titles, "an option without a group"
        assert "Opciones" not in titles, "an option without a group"
        assert len(titles) >= 7
        assert titles[-1] == "Ejemplos"
    top = page("")
    assert [line for line in top if line.endswith(":")][:3] == ["Un servidor:", "Una clase:", "De nuevo, y más:"]
    assert "perito completion bash" in " ".join(top)


def test_no_group_names_what_is_not_there() -> None:
    options = {max(one.opts, key=len).lstrip("-") for command in commands().values() for one in command.params}
    assert {name for names in own_help.OPTIONS.values() for name in names.split()} <= options | {"help"}
    grouped = [name for names in own_help.COMMANDS.values() for name in names.split()]
    assert sorted(grouped) == sorted({words.split()[0] for words in commands() if words})


def test_examples_are_of_options_that_exist() -> None:
    known = commands()
    for words, examples in EXAMPLES.items():
        assert words in known
        for text, _meaning in examples:
            program, command, *rest = shlex.split(text.partition("|")[0].partition(">")[0])
            assert program == "perito"
            options = {name for one in known[command].params for name in one.opts}
            assert {word for word in rest if word.startswith("--")} <= options, text


# ── a server whose key nobody knows ──


@pytest.mark.parametrize(
    ("kind", "file"), [("ssh-ed25519", "ed25519"), ("ecdsa-sha2-nistp256", "ecdsa"), ("ssh-rsa", "rsa"), ("x", "*")]
)
def test_an_unknown_key_is_shown_with_how_to_compare_and_accept_it(
    kind: str, file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["perito", "check", "usuario@192.0.2.7", "--app", "a b"])
    with pytest.raises(hostkeys.UnknownKeyError) as found:
        hostkeys.check("192.0.2.7", 2222, kind, b"key", (), accept_new=False, hashed=False)
    assert first_contact.tell(found.value) == errors.NOT_GRADED
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "perito: no se conoce la clave de host de [192.0.2.7]:2222"
    assert lines[2:4] == [f"  Muestra         {kind}", f"{' ' * 20}{hostkeys.fingerprint(b'key')}"]
    assert f"ssh-keygen -lf /etc/ssh/ssh_host_{file}_key.pub" in [line.strip() for line in lines]
    assert "perito check usuario@192.0.2.7 --app 'a b' --accept-new" in [line.strip() for line in lines]
    assert max(map(len, lines)) <= 80
    assert "--accept-new" in str(found.value), "a document has the whole sentence"


# ── a machine that is no server ──


class Terminal(io.StringIO):
    """Somebody who answers."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def laptop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with nothing of a server: what would be there is returned."""
    from perito.models.flask.model import MODEL

    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(type(MODEL), "signs", (str(tmp_path / "nginx"), str(tmp_path / "www")))
    return tmp_path / "nginx"


def asked(answer: str | None, monkeypatch: pytest.MonkeyPatch, target: str = "local") -> None:
    """`answer`: what is typed; None where nobody sits there."""
    monkeypatch.setattr(sys, "stdin", io.StringIO() if answer is None else Terminal(answer))
    if answer is not None:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    first_contact.is_it_this_machine(parse_target(target), locate.find())


@pytest.mark.parametrize("answer", ["\n", "", "n\n", "perito\n"])
def test_a_machine_that_is_no_server_is_asked_about(
    answer: str, laptop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match="no se ha calificado nada"):
        asked(answer, monkeypatch)
    said = capsys.readouterr().err
    assert str(laptop) in said
    assert "¿querías decir perito check usuario@servidor?" in said
    assert said.endswith("[s/N] ")


@pytest.mark.parametrize("answer", ["s\n", "Sí\n", "yes\n"])
def test_whoever_says_yes_is_graded(answer: str, laptop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(answer, monkeypatch)
    assert not laptop.exists()


@pytest.mark.parametrize("ci", [None, "true"])
def test_nobody_is_asked_where_nobody_can_answer(
    ci: str | None, laptop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if ci is not None:
        monkeypatch.setenv("CI", ci)
    asked(None if ci is None else "n\n", monkeypatch)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("perito: esta máquina no tiene nada de ")


def test_a_server_is_not_asked_about(
    laptop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked("n\n", monkeypatch, target="usuario@192.0.2.7")
    laptop.mkdir()
    asked("n\n", monkeypatch)
    assert capsys.readouterr().err == ""


# ── the last run ──


def test_report_and_explain_take_the_last_run(reports: Path) -> None:
    shown = perito("report", cwd=reports.parent)
    assert (shown.status, "El servicio está parado" in shown.out) == (0, True)
    told = perito("explain", cwd=reports.parent)
    assert told.out.splitlines()[0].endswith("Nota: 5,89 / 10")
    assert "1. El servicio está parado" in told.out
    assert told.out.splitlines()[-1].endswith("perito explain --all")


@pytest.mark.parametrize("command", ["open", "report"])
def test_without_a_run_it_is_said_in_the_language_of_the_environment(command: str, tmp_path: Path) -> None:
    ended = perito(command, cwd=tmp_path, env={"PERITO_LANG": "en"})
    assert ended.said == ["no run is kept in reports: grade a server first (perito check), or name a run"]


@pytest.mark.parametrize(("language", "points"), [("es", "0,15"), ("ca", "0,15"), ("en", "0.15")])
def test_points_are_written_as_the_language_writes_numbers(language: str, points: str) -> None:
    listed = perito("explain", "--lang", language).out
    assert f"directory.mode                {points} " in listed
    assert f" {points}\n" in perito("explain", "directory.mode", "--lang", language).out


def test_a_cause_of_the_last_run_is_explained_in_that_runs_language(tmp_path: Path) -> None:
    kept = tmp_path / "reports" / TWO
    kept.mkdir(parents=True)
    (kept / "result.json").write_text(graded("stopped", language="en")[0].to_json(), encoding="utf-8")
    told = perito("explain", "1", cwd=tmp_path)
    assert "1. The service is stopped" in told.out
    assert "On the server: systemctl status flask_app.service" in told.out
    assert "En el servidor" not in told.out


def test_nothing_is_kept_and_that_is_said(tmp_path: Path) -> None:
    for command in ("report", "open"):
        ended = perito(command, cwd=tmp_path)
        assert ended.status == errors.USAGE
        assert ended.said == [
            "no hay ninguna ejecución guardada en reports: califica antes un servidor (perito check) o indica una"
        ]
    assert "directory.mode" in perito("explain", cwd=tmp_path).out


# ── perito open ──


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("1", f"{TWO}/report.html"), ("2", f"{ONE}/report.html"), ("3", "20261122-120000-roster/index.html")],
)
def test_a_run_is_found_by_its_number_and_its_place(wanted: str, found: str, reports: Path) -> None:
    assert open_page.page(wanted, reports) == reports / found
    assert open_page.page(str((reports / found).parent), reports) == reports / found
    assert open_page.page(str(reports / found), reports) == reports / found


@pytest.mark.parametrize("wanted", ["0", "4", "nowhere", "99999999999999999999"])
def test_what_is_no_run_is_said(wanted: str, reports: Path) -> None:
    with pytest.raises(UsageError):
        open_page.page(wanted, reports)


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_the_browser_gets_the_address_as_one_word(reports: Path, tmp_path: Path) -> None:
    """The run's name has a command in it, which nobody runs; the browser's own chatter goes nowhere."""
    told = tmp_path / "told"
    fake = program(tmp_path / "browser", f'echo chatter; printf "%s|" "$#" "$1" > {told}')
    ended = perito("open", cwd=reports.parent, env={"BROWSER": str(fake)})
    address = (reports / TWO / "report.html").as_uri()
    assert ended.status == 0
    assert told.read_text() == f"1|{address}|"
    assert ended.out.splitlines() == [f"reports/{TWO}/report.html", address]
    assert not list(reports.parent.rglob("X"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a browser")
def test_without_a_browser_it_says_where_the_page_lies(reports: Path) -> None:
    env = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "BROWSER": ""}
    ended = perito("open", "2", cwd=reports.parent, env=env)
    assert ended.status == 0
    assert ended.out.splitlines()[0] == f"reports/{ONE}/report.html"
    assert ended.out.splitlines()[2].startswith("Desde aquí no se abre ningún navegador")


@pytest.mark.skipif(sys.platform != "linux", reason="WSL is Linux")
@pytest.mark.parametrize("programs", [("wslview",), ("explorer.exe", "wslpath"), ("explorer.exe",), ()])
def test_under_wsl_it_is_windows_browser(
    programs: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts: dict[str, Callable[[], str]] = {
        "wslview": lambda: f'printf %s "$1" > {tmp_path}/told',
        "explorer.exe": lambda: f'printf %s "$1" > {tmp_path}/told; exit 1',
        "wslpath": lambda: "printf %s 'C:\\a b.html'",
    }
    for name in programs:
        program(tmp_path / "bin" / name, scripts[name]())
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr(browser, "KERNEL", tmp_path / "osrelease")
    (tmp_path / "osrelease").write_text("5.15.90.1-microsoft-standard-WSL2\n")
    shown = browser.show("file:///a%20b.html", tmp_path / "a b.html")
    expected = {"wslview": "file:///a%20b.html", "explorer.exe": r"C:\a b.html"}
    if len(programs) == 1 and programs[0] == "explorer.exe":
        assert not shown
    elif programs:
        assert shown
        assert (tmp_path / "told").read_text() == expected[programs[0]]
    else:
        assert not shown


def test_no_browser_in_the_terminal_is_started() -> None:
    assert browser.there({"TERM": "xterm"}, "6.1.0-debian") == ("own" if sys.platform != "linux" else "")
    assert browser.there({"DISPLAY": ":0"}, "6.1.0-debian") == "own"
