"""Secrets are sought in time linear in a text that was made to be slow: four times as much takes four times as long."""

from __future__ import annotations

import time

import pytest

from perito.evidence.redaction import Redactor

FLOOR = 0.004  # seconds of processor: below that a clock says nothing
MOST = 9.0  # where linear is 4 and quadratic 16
SIZE = 25_000
DEAREST = 20e-6  # seconds for a byte
WORDS = (
    b" ", b"\t", b'"', b"'", b"\\", b"{", b"(", b"-", b"--", b"a", b"7", b"/etc/", b"password=", b"password= ",
    b"password=x ", b"password = ", b"password=abc(\n", b'password="', b"'password': ", b"(password=", b"password=(",
    b"password[", b"password,", b"password=/etc/a", b"password\0", b"\\u0000password=", b"Exec=", b"--password ",
    b"https://a:b@", b"sk_live_", b"-----BEGIN PRIVATE KEY-----", b"eyJhbGci.", b"$6$a$", b"Cookie: a=b; ",
    b"Authorization: Basic ", b"Environment=", b'Environment="SECRET=b" ', b"SetCredential=a:", b"SECRET_KEY=\n",
    "contraseña=".encode(), b"pbkdf2:sha256:",
)  # fmt: skip


def seconds(data: bytes) -> float:
    """Of processor, for both ways in which a text is redacted."""
    redactor = Redactor()
    began = time.process_time()
    redactor.data(data)
    redactor.strike(data)
    return time.process_time() - began


@pytest.mark.parametrize("word", WORDS)
def test_four_times_as_much_takes_four_times_as_long(word: bytes) -> None:
    data = (word * (4 * SIZE // len(word) + 1))[: 4 * SIZE]
    for _again in range(3):  # somebody else may have had the processor
        short, long = seconds(data[:SIZE]), seconds(data)
        if long <= MOST * max(short, FLOOR) and long <= DEAREST * len(data):
            return
    pytest.fail(f"{word!r}: {short:.3f} s for {SIZE} bytes, {long:.3f} s for four times as many")
