"""Whatever is wrong: one clear sentence, the right status, no traceback, and nothing lost that was seen."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from perito.evidence import recording
from tests.cli.running import APP, check, document, perito, reach

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.fixtures import ServerFactory
    from perito.lab.server import Server


def one_sentence(said: list[str], *parts: str) -> None:
    assert len(said) == 1, said
    for part in parts:
        assert part in said[0]


# ── the connection ──


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("usuario@no-such-host.invalid", "no-such-host.invalid"),
        ("ssh://usuario@127.0.0.1:1", "conexión rechazada en 127.0.0.1"),
    ],
)
def test_nobody_there(target: str, part: str, tmp_path: Path) -> None:
    ended = perito("check", target, "--timeout", "5", cwd=tmp_path)
    assert ended.status == 3
    one_sentence(ended.said, part)
    assert list(tmp_path.iterdir()) == []


def test_errors_of_our_own_are_in_the_language_of_the_report(tmp_path: Path) -> None:
    """With --lang, and where nothing has been read yet: of an option, of an address, of a connection."""
    closed = ("check", "ssh://usuario@127.0.0.1:1", "--timeout", "5")
    for words, status, spanish, english in (
        (closed, 3, "conexión rechazada en 127.0.0.1, puerto 1", "connection refused on 127.0.0.1, port 1"),
        (("check", "ssh://a@b:1/x"), 2, "lleva algo detrás del puerto", "has something after the port"),
        (("check", "a@b", "--timeout", "0"), 2, "son segundos, más de 0", "seconds, above 0"),
    ):
        for language, part in (("es", spanish), ("en", english)):
            ended = perito(*words, "--lang", language, cwd=tmp_path)
            assert ended.status == status
            one_sentence(ended.said, part)


def test_not_let_in(sound: Server, tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key"], check=True)
    wrong_key = check(sound, "--identity", tmp_path / "key", cwd=tmp_path)
    nobody = perito("check", f"ssh://nadie@{sound.address}", *reach(sound)[1:], cwd=tmp_path)
    for ended, part in ((wrong_key, f"se ha probado: la clave {tmp_path / 'key'}"), (nobody, "nadie@")):
        assert ended.status == 3
        one_sentence(ended.said, part, "no deja entrar con lo que se ha probado")


def test_the_host_key_is_checked(sound: Server, server_factory: ServerFactory, tmp_path: Path) -> None:
    other, known = server_factory(), tmp_path / "known_hosts"
    known.write_text(other.known_hosts.read_text().replace(other.address, sound.address))
    changed = check(sound, "--known-hosts", known, cwd=tmp_path)
    assert changed.status == 3
    one_sentence(changed.said, "la clave de host de", "ha cambiado", str(known))
    known.write_text("")
    unknown = check(sound, "--known-hosts", known, cwd=tmp_path)
    assert unknown.status == 3
    one_sentence(unknown.said[:1], "no se conoce la clave de host de")
    assert "--accept-new" in unknown.err
    accepted = check(sound, "--known-hosts", known, "--accept-new", "--only", "tools", "--no-report", cwd=tmp_path)
    assert (accepted.status, accepted.said) == (0, [])
    assert check(sound, "--known-hosts", known, "--only", "tools", "--no-report", cwd=tmp_path).status == 0


# ── sudo ──


@pytest.mark.parametrize(
    ("secret", "option", "reason"),
    [
        (None, "--ask-sudo-pass", "sudo pide una contraseña y no se ha dado ninguna"),
        ("equivocada", "--sudo-password-env", "la contraseña de sudo no es correcta"),
    ],
    ids=["none", "wrong"],
)
def test_without_sudos_password_the_grade_is_provisional(
    secret: str | None, option: str, reason: str, server_factory: ServerFactory, tmp_path: Path
) -> None:
    server = server_factory(sudo_password=True)
    words = ["--app", APP, "--json", "r.json", "--evidence", "e.jsonl", "--no-report"]
    given = ["--sudo-password-env", "SECRET"] if secret else []
    ended = check(server, *words, *given, cwd=tmp_path, env={"SECRET": secret or ""})
    assert ended.status == 3
    result = document(tmp_path / "r.json")
    assert not result["complete"]
    assert "failed" not in {one["outcome"] for one in result["checks"]}
    (about_sudo,) = [one["text"] for one in result["problems"] if one["reason"] == "no_root"]
    assert about_sudo == result["problems"][0]["text"]
    assert "sudo" in about_sudo
    assert option in about_sudo
    assert reason in about_sudo
    assert "sudo pide una contraseña" in ended.out
    assert len(recording.load(tmp_path / "e.jsonl").exchanges) > 20


def test_a_user_without_sudo(server_factory: ServerFactory, tmp_path: Path) -> None:
    server = server_factory()
    server.run("rm -f /etc/sudoers.d/*; gpasswd -d usuario sudo; sed -i '/^usuario/d;/^%sudo/d' /etc/sudoers")
    words = ("--app", APP, "--json", "r.json", "--evidence", "e.jsonl", "--no-report", "--sudo-password-env", "PW")
    ended = check(server, *words, cwd=tmp_path, env={"PW": server.password})
    assert ended.status == 3
    assert document(tmp_path / "r.json")["problems"][0]["reason"] == "no_root"
    said = "La cuenta usuario no puede ser root con sudo, así que no se ha visto lo que solo ve root"
    assert said in " ".join(ended.out.replace("│", " ").split())
    assert len(recording.load(tmp_path / "e.jsonl").exchanges) > 20


def test_passwords_are_taken_from_the_environment_and_never_written(
    server_factory: ServerFactory, tmp_path: Path
) -> None:
    secret = "Contraseña-7Xq:%s"
    server = server_factory(sudo_password=True)
    server.run(f"printf 'usuario:%s\\n' '{secret}' | chpasswd")
    where = (f"ssh://{server.user}@{server.address}", "--known-hosts", server.known_hosts, "--app", APP)
    words = ("--password-env", "PW", "--sudo-password-env", "PW", "--evidence", "e.jsonl", "--html", "r.html", "-vv")
    ended = perito(
        "check",
        *where,
        *words,
        "--reports",
        "kept",
        cwd=tmp_path,
        env={"PW": secret, "SSH_AUTH_SOCK": "", "HOME": "/nowhere"},
    )
    assert (ended.status, ended.said) == (0, [])
    written = [path.read_text() for path in tmp_path.rglob("*") if path.suffix in {".json", ".jsonl", ".html"}]
    assert len(written) == 4
    seen = "\n".join([*written, ended.out, ended.err, *server.log()])
    assert "sudo" in written[0] + written[1]  # the process table was looked at while sudo was in use
    assert "7Xq" not in seen
    missing = perito("check", *where, "--password-env", "NOT_SET_ANYWHERE", cwd=tmp_path)
    assert missing.status == 2
    one_sentence(missing.said, "NOT_SET_ANYWHERE")


# ── names, rubrics, files ──


def test_an_unknown_application_names_those_found(sound: Server, tmp_path: Path) -> None:
    ended = check(sound, "--app", "mi_aplicasion", "--evidence", "e.jsonl", "--reports", "kept", cwd=tmp_path)
    assert ended.status == 2
    one_sentence(ended.said, "mi_aplicasion", "encontrado: mi_aplicacion", "¿Querías decir mi_aplicacion?")
    (kept,) = (tmp_path / "kept").iterdir()
    for path in (tmp_path / "e.jsonl", kept / "evidence.jsonl.gz"):
        assert len(recording.load(path).exchanges) > 10


def test_a_broken_rubric_is_told_before_connecting(practice: Path, tmp_path: Path) -> None:
    rubric = practice / "rubric.yaml"
    whole = rubric.read_text()
    line = next(number for number, text in enumerate(whole.splitlines(), 1) if "points:" in text)
    rubric.write_text(whole.replace("points: ", "points: lots # ", 1))
    ended = perito("check", "nowhere.invalid", "--practice", practice, cwd=tmp_path)
    assert ended.status == 2
    one_sentence(ended.said, f"{rubric}:{line}:5: ", "points")
    rubric.write_text(whole + "\n  }: {")
    ended = perito("lint", "--practice", practice)
    assert ended.status == 2
    one_sentence(ended.said, f"{rubric}:{len(whole.splitlines()) + 2}:")


def test_a_practice_that_is_none(practice: Path, sound: Server, tmp_path: Path) -> None:
    for path in (practice / "checks").iterdir():
        path.unlink()
    empty = check(sound, "--practice", practice, "--no-report", cwd=tmp_path)
    shutil.rmtree(practice / "checks")
    without = check(sound, "--practice", practice, cwd=tmp_path)
    nowhere = check(sound, "--practice", tmp_path / "nowhere", cwd=tmp_path)
    for ended, part in ((empty, "ninguna comprobación"), (without, "falta checks"), (nowhere, "no existe")):
        assert ended.status == 2
        one_sentence(ended.said, part)


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("def test_ok(host):\n    pass\n\ndef test_bad(host:\n    pass\n", 4, "SyntaxError"),
        ("import os\nimport does_not_exist\n", 2, "does_not_exist"),
        ("def test_bad(hots):\n    pass\n", 1, "hots"),
    ],
    ids=["syntax", "import", "fixture"],
)
def test_a_teachers_mistake_is_shown_where_it_is(
    source: str, line: int, what: str, practice: Path, sound: Server, tmp_path: Path
) -> None:
    own = practice / "checks" / "test_90_own.py"
    own.write_text(source)
    words = ("--practice", practice, "--app", APP, "--evidence", "e.jsonl", "--no-report")
    ended = check(sound, *words, cwd=tmp_path)
    assert ended.status == (3 if what == "hots" else 2)
    assert what in ended.err + ended.out
    if what != "hots":
        one_sentence(ended.said, f"practice/checks/{own.name}:{line}:", what)
    assert len(recording.load(tmp_path / "e.jsonl").exchanges) > 20


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--lang", "xx"), "--lang: 'xx'"),
        (("--as", "x"), "--as: 'x'"),
        (("--http", "x"), "--http: 'x'"),
        (("--timeout", "0"), "--timeout 0: son segundos, más de 0"),
        (("--timeout", "nan"), "--timeout nan"),
        (("--wait", "-1"), "--wait -1: son segundos, 0 o más"),
        (("--wait", "inf"), "--wait inf"),
        (("--timeout", "soon"), "un número"),
        (("--url-base", "example"), "--url-base 'example'"),
        (("--url-base", "http://x:99999"), "--url-base"),
        (("--identity", "nowhere"), "--identity nowhere: no existe ese archivo"),
        (("--hosts-file", "nowhere"), "--hosts-file nowhere: no existe ese archivo"),
        (("--nameserver", "dns.example"), "'dns.example' no es un servidor de nombres"),
        (("--nameserver", "192.0.2.53:0"), "'192.0.2.53:0' no es un servidor de nombres"),
        (("--search", "aula test"), "'aula test' no es un dominio"),
        (("--ssh-config", "nowhere"), "--ssh-config nowhere: no existe ese archivo"),
        (("--known-hosts", "nowhere"), "--known-hosts nowhere: no existe ese archivo"),
        (("--only", "nothing"), "--only: ningún paso se llama 'nothing'"),
        (("--app", "../etc"), "../etc"),
        (("--nonsense",), "no hay ninguna opción llamada --nonsense"),
        (("--waivers", "nowhere.yaml"), "nowhere.yaml: no existe"),
    ],
)
def test_a_wrong_option_is_told_before_connecting(words: tuple[str, ...], part: str, tmp_path: Path) -> None:
    ended = perito("check", "usuario@nowhere.invalid", *words, cwd=tmp_path)
    assert ended.status == 2
    one_sentence(ended.said, part)


@pytest.mark.parametrize("target", ["", "ssh://", "http://x", "user@host:22", "ssh://u:secret@host", "-oProxy"])
def test_a_target_that_is_none(target: str, tmp_path: Path) -> None:
    ended = perito("check", "--", target, cwd=tmp_path)
    assert ended.status == 2
    assert len(ended.said) == 1
    assert "secret" not in ended.err


def test_missing_and_unknown_words() -> None:
    for words, part in ((("check",), "TARGET"), (("grad",), "grad"), (("explain", "nothing"), "'nothing'")):
        ended = perito(*words)
        assert ended.status == 2
        one_sentence(ended.said, part)


def test_one_file_that_cannot_be_written_loses_no_other(sound: Server, tmp_path: Path) -> None:
    (tmp_path / "directory").mkdir()
    bad = ("--json", "/proc/nowhere/r.json", "--html", "directory", "--evidence", "/proc/nowhere/e.jsonl")
    ended = check(sound, "--app", APP, *bad, "--reports", "/proc/nowhere", "--junit", "r.xml", cwd=tmp_path)
    assert ended.status == 2
    assert "10,00 / 10" in ended.out
    assert (tmp_path / "r.xml").is_file()
    assert any("/proc/nowhere/r.json: no se puede escribir" in line for line in ended.said)
    assert any("directory: no se puede escribir: es un directorio" in line for line in ended.said)
    assert any("/proc/nowhere/e.jsonl" in line for line in ended.said)


@pytest.mark.parametrize(
    "content", [b"", b"garbage", b"{}\n", b'{"schema": "perito/evidence/9"}\n', b"\x1f\x8b\x08\0bad"]
)
@pytest.mark.parametrize("name", ["e.jsonl", "e.jsonl.gz"])
def test_evidence_that_is_none(content: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    ended = perito("regrade", tmp_path / name)
    assert ended.status == 2
    one_sentence(ended.said, str(tmp_path / name))


@pytest.mark.parametrize("content", [b"", b"{}", b"[", b'{"schema": "perito/result/9"}', b"\xff\xfe"])
def test_a_result_that_is_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "result.json").write_bytes(content)
    for path in (tmp_path, tmp_path / "result.json"):
        ended = perito("report", path)
        assert ended.status == 2
        one_sentence(ended.said, "result.json: no es el documento de un resultado: ")
        assert ": :" not in ended.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "- {check: directory.mod, reason: x, expires: 2099-01-01}",
            ":1:4: 0.check: ninguna comprobación se llama 'directory.mod'",
        ),
        ("- check: directory.mode\n  expires: 2099-01-01", ":1:3: 0.reason: falta esta clave"),
        ("- check: directory.mode\n  reason: x\n  expires: soon", ":3:3: 0.expires: tiene que ser una fecha"),
        ("- check: [", ":2:1: "),
        ("directory.mode: x", ":1:1: "),
    ],
)
def test_waivers_that_make_no_sense(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "waivers.yaml").write_text(text + "\n")
    ended = perito("check", "usuario@nowhere.invalid", "--waivers", "waivers.yaml", cwd=tmp_path)
    assert ended.status == 2
    one_sentence(ended.said, f"waivers.yaml{said}")


def test_a_waiver_for_a_deployment_that_is_not_there(sound: Server, tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_text("- {check: directory.mode, deployment: zz, reason: x, expires: 2099-01-01}\n")
    ended = check(sound, "--waivers", "w.yaml", "--no-report", cwd=tmp_path)
    assert ended.status == 2
    one_sentence(ended.said, "w.yaml:1:", "ningún despliegue se llama 'zz'", "poc")
