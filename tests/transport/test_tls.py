"""A request over TLS, to a server whose certificate nobody vouches for."""

from __future__ import annotations

import datetime
import socket
import ssl
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from perito.transport.base import HttpRequest
from perito.transport.http import dial, send

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BODY = b"x" * 300_000


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A server that answers one request over TLS."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mi_aplicacion")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "both.pem"
    plain = serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=_answer, args=(listener, context), daemon=True).start()
        yield listener.getsockname()[1]


def _answer(listener: socket.socket, context: ssl.SSLContext) -> None:
    accepted, _peer = listener.accept()
    try:
        with context.wrap_socket(accepted, server_side=True) as secure:
            secure.recv(4096)
            secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY))
    except OSError:
        accepted.close()


def test_a_page_over_tls(port: int) -> None:
    reply = send(HttpRequest("/", "mi_aplicacion", port=port, tls=True), dial)
    assert (reply.status, reply.failure, reply.body) == (200, "", BODY)


def test_a_server_that_speaks_no_tls() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            accepted, _peer = listener.accept()
            with accepted, suppress(OSError):
                accepted.recv(4096)
                accepted.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        Thread(target=answer, daemon=True).start()
        reply = send(HttpRequest("/", "x", port=listener.getsockname()[1], tls=True, timeout=3), dial)
    assert (reply.status, reply.failure) == (0, "not_http")


def test_a_plain_request_to_tls_is_no_page(port: int) -> None:
    reply = send(HttpRequest("/", "mi_aplicacion", port=port, timeout=3), dial)
    assert reply.status == 0
