"""known_hosts files as OpenSSH reads them."""

from __future__ import annotations

import base64
import subprocess
from typing import TYPE_CHECKING

import pytest

from perito.transport import hostkeys
from perito.transport.base import Reason, TransportError

if TYPE_CHECKING:
    from pathlib import Path

BLOB, OTHER = b"\0\0\0\x0bssh-ed25519" + b"a" * 36, b"\0\0\0\x0bssh-ed25519" + b"b" * 36
KEY, OTHER_KEY = (f"ssh-ed25519 {base64.b64encode(blob).decode()}" for blob in (BLOB, OTHER))


def verdict(file: Path, host: str = "server.test", port: int = 22, **options: bool) -> str:
    try:
        hostkeys.check(
            host, port, "ssh-ed25519", BLOB, [file],
            accept_new=options.get("accept_new", False), hashed=options.get("hashed", False),
        )  # fmt: skip
    except TransportError as error:
        return str(error.reason)
    return "known"


@pytest.mark.parametrize(
    ("text", "port", "expected"),
    [
        (f"server.test {KEY}\n", 22, "known"),
        (f"SERVER.test,192.0.2.1 {KEY} comment with spaces\r\n", 22, "known"),
        (f"*.test,!other.test {KEY}", 22, "known"),
        (f"*.test,!server.test {KEY}", 22, Reason.HOST_KEY_UNKNOWN),
        (f"[server.test]:2222 {KEY}", 2222, "known"),
        (f"[server.test]:2222 {KEY}", 22, Reason.HOST_KEY_UNKNOWN),
        (f"[server.test]:2223 {KEY}", 2222, Reason.HOST_KEY_UNKNOWN),
        (f"server.test {KEY}", 2222, "known"),
        (f"server.test {OTHER_KEY}", 2222, Reason.HOST_KEY_UNKNOWN),
        (f"server.test {OTHER_KEY}", 22, Reason.HOST_KEY_CHANGED),
        (f"server.test {OTHER_KEY}\nserver.test {KEY}", 22, "known"),
        (f"server.test {KEY}\n@revoked server.test {KEY}", 22, Reason.HOST_KEY_CHANGED),
        (f"@cert-authority *.test {KEY}", 22, Reason.HOST_KEY_UNKNOWN),
        (f"# server.test {KEY}", 22, Reason.HOST_KEY_UNKNOWN),
        ("server.test ssh-ed25519 ???\nserver.test\n\n|1|a|b ssh-rsa AAAA\n", 22, Reason.HOST_KEY_UNKNOWN),
        ("", 22, Reason.HOST_KEY_UNKNOWN),
    ],
)
def test_lines(tmp_path: Path, text: str, port: int, expected: str) -> None:
    file = tmp_path / "known_hosts"
    file.write_text(text)
    assert verdict(file, port=port) == expected


def test_an_authority_is_told_as_what_we_lack(tmp_path: Path) -> None:
    file = tmp_path / "known_hosts"
    file.write_text(f"# ours\n@cert-authority *.test {OTHER_KEY}\n")
    told = r"known_hosts, line 2, trusts a certificate authority .*@cert-authority"
    with pytest.raises(TransportError, match=told) as error:
        hostkeys.check("server.test", 22, "ssh-ed25519", BLOB, [file], accept_new=False, hashed=False)
    assert error.value.reason is Reason.HOST_KEY_UNKNOWN
    assert "\n" not in str(error.value)
    assert verdict(file, accept_new=True) == "known"
    assert file.read_text().endswith(f"server.test {KEY}\n")


def test_hashed_by_openssh(tmp_path: Path) -> None:
    file = tmp_path / "known_hosts"
    file.write_text(f"server.test {KEY}\n[server.test]:2222 {KEY}\n")
    subprocess.run(["ssh-keygen", "-q", "-H", "-f", str(file)], check=True, capture_output=True)
    assert "server.test" not in file.read_text()
    assert verdict(file) == verdict(file, port=2222) == "known"
    assert verdict(file, host="other.test") == Reason.HOST_KEY_UNKNOWN


@pytest.mark.parametrize("hashed", [False, True])
def test_a_new_key_is_added_once(tmp_path: Path, hashed: bool) -> None:
    file = tmp_path / "new" / "known_hosts"
    assert verdict(file, port=2222, accept_new=True, hashed=hashed) == "known"
    assert verdict(file, port=2222, accept_new=True, hashed=hashed) == "known"
    assert len(file.read_text().splitlines()) == 1
    assert ("server.test" in file.read_text()) is not hashed
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_last_line_without_its_end(tmp_path: Path) -> None:
    file = tmp_path / "known_hosts"
    file.write_text(f"other.test {KEY}")
    verdict(file, accept_new=True)
    assert [line.split()[0] for line in file.read_text().splitlines()] == ["other.test", "server.test"]


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "dir").mkdir()
    with pytest.raises(TransportError, match="cannot be written") as error:
        hostkeys.check("x", 22, "ssh-ed25519", BLOB, [tmp_path / "dir"], accept_new=True, hashed=False)
    assert error.value.reason is Reason.ERROR


def test_known_algorithms_first(tmp_path: Path) -> None:
    file = tmp_path / "known_hosts"
    file.write_text(f"x ssh-rsa {base64.b64encode(b'x').decode()}\nx {KEY}\n")
    offered = ["ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512", "rsa-sha2-256"]
    asked = hostkeys.algorithms([one.type for one in hostkeys.look_up([file], "x")], offered)
    assert asked == ["rsa-sha2-512", "rsa-sha2-256", "ssh-ed25519", "ecdsa-sha2-nistp256"]
    assert hostkeys.algorithms([], offered) == offered
