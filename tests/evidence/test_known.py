"""A value seen as a secret once is taken out wherever it turns up, in any spelling; ordinary words are not."""

from __future__ import annotations

import base64
import html
import json
import random
import re
import shlex
import time
import urllib.parse
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perito.evidence.known import Known
from perito.evidence.mark import MARK
from perito.evidence.redaction import Redactor
from perito.evidence.worth import is_random, is_worth

if TYPE_CHECKING:
    from collections.abc import Callable

RANDOM = b"pL7x9QzT2mVb4Wn8"
PHRASE = 'clave-súper "secreta" de l\'Ana'.encode()
CONTROL = b"abre\x1b[31m-te\tSesamo 77"
JWT = "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2QT4"
VALUES = (RANDOM, PHRASE, CONTROL)

SPELT: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda one: one,
    "json": lambda one: json.dumps(one.decode(), ensure_ascii=False).encode(),
    "json in ASCII": lambda one: json.dumps(one.decode()).encode(),
    "json in json": lambda one: json.dumps(json.dumps(one.decode(), ensure_ascii=False), ensure_ascii=False).encode(),
    "repr": lambda one: repr(one.decode()).encode(),
    "repr of bytes": lambda one: repr(one).encode() if one.isascii() else one,
    "url": lambda one: urllib.parse.quote(one, safe="").encode(),
    "url of a form": lambda one: urllib.parse.quote_plus(one).encode(),
    "url in small letters": lambda one: re.sub("%..", lambda found: found[0].lower(), urllib.parse.quote(one)).encode(),
    "html": lambda one: html.escape(one.decode()).encode(),
    "html as jinja2 does": lambda one: html.escape(one.decode()).replace("&#x27;", "&#39;").encode(),
    "shell": lambda one: shlex.quote(one.decode()).encode(),
    "base64": base64.b64encode,
    "base64 within something": lambda one: base64.b64encode(b"usuario:" + one + b"\n"),
    "base64 within something else": lambda one: base64.urlsafe_b64encode(b"ab" + one + b"??"),
    "hex": lambda one: one.hex().encode(),
    "bytes of a journal's message": lambda one: ("[" + ",".join(map(str, b"x" + one + b"y")) + "]").encode(),
}  # fmt: skip


def knowing(*values: bytes) -> Known:
    known = Known()
    for one in values:
        known.remember(one)
    return known


@pytest.mark.parametrize("spelling", SPELT)
@pytest.mark.parametrize("value", VALUES)
def test_every_spelling_goes(value: bytes, spelling: str) -> None:
    spelt = SPELT[spelling](value)
    text = b"before: " + spelt + b" :after"
    seen = knowing(*VALUES).strike(text)
    assert MARK in seen, seen
    assert seen.startswith(b"before: ")
    assert seen.endswith(b" :after")
    left = seen.removeprefix(b"before: ").removesuffix(b" :after").replace(MARK, b"")
    least = 8 if "base64" not in spelling else 20
    whole = spelt if "base64" not in spelling else spelt[12:-6]
    assert not any(left[at : at + least] in whole for at in range(len(left) - least + 1)), left


@pytest.mark.parametrize("gap", [b"\n", b"\r\n", b"\n    ", b"\\n", b"=\n"])
def test_a_wrapped_one_goes(gap: bytes) -> None:
    for at in range(8, len(RANDOM) - 1):
        assert knowing(RANDOM).strike(b"x " + RANDOM[:at] + gap + RANDOM[at:] + b" y") == b"x " + MARK + b" y"


def test_a_cut_one_goes() -> None:
    known = knowing(RANDOM)
    assert known.strike(b"the key is " + RANDOM[:9]) == b"the key is " + MARK
    assert known.strike(RANDOM[7:] + b" is its end") == MARK + b" is its end"
    assert known.strike(b"cut: " + RANDOM[:13] + "… more".encode()) == b"cut: " + MARK + "… more".encode()
    assert knowing(b"una-clave-larga").strike(b"ends with una-clave-lar") == b"ends with " + MARK
    assert knowing(b"una-clave-larga").strike(b"this is una-clav") == b"this is una-clav", "a word like others"


def test_a_key_goes_line_by_line() -> None:
    body = base64.b64encode(random.Random(3).randbytes(600))  # noqa: S311 - the same each time
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    redactor = Redactor()
    redactor.data(b"-----BEGIN RSA PRIVATE KEY-----\n" + b"\n".join(lines) + b"\n-----END RSA PRIVATE KEY-----\n")
    seen = redactor.strike(b"Traceback: bad line " + lines[4] + b" in the key, after " + lines[3])
    assert not any(line in seen for line in lines)


@pytest.mark.parametrize(
    "value",
    ["production", "1", "true", "app", "wsgi.py", "flask", "development", "/var/www/app/.env", "www-data", "8080",
     "20261127", "postgresql://localhost/base", "sqlite:////var/www/app.db", "config.ProductionConfig", "${SECRET_KEY}",
     "application",     "aaaaaaaaaaaa", "proxy_params", "localhost", "usuario", "%(value)s"],
)  # fmt: skip
def test_an_ordinary_value_is_only_struck_at_its_place(value: str) -> None:
    redactor = Redactor()
    assert redactor.text(f"SECRET_KEY='{value}'\n") == "SECRET_KEY='[redacted]'\n"
    assert redactor.strike_text(f"a text with {value} in it") == f"a text with {value} in it"


@pytest.mark.parametrize(
    "value",
    ["clave-super-secreta", "hunter2hunter2", "Contraseña.2026", "correct horse battery staple", RANDOM.decode(),
     "0f9d1c7b3a5e8842", "$ecreto!!1", "dev-key-for-tests", "9876543210", "TresTristesTigres"],
)  # fmt: skip
def test_a_secret_value_is_struck_everywhere(value: str) -> None:
    redactor = Redactor()
    assert redactor.text(f"CLAVE='{value}'\n") == "CLAVE='[redacted]'\n"
    assert value not in redactor.strike_text(f"KeyError: {value} in line 3")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("export CONTRASENA=hola-mundo-99", "hola-mundo-99"),
        ("CONTRASEÑA=hola-mundo-99", "hola-mundo-99"),
        ('{"contrase\\u00f1a": "hola-mundo-99"}', "hola-mundo-99"),
        ("CONTRASENYA=hola-mundo-99", "hola-mundo-99"),
        ("DB_PASS=hola-mundo-99", "hola-mundo-99"),
        ("MAIL_PWD=hola-mundo-99\nPWD=/var/www", "hola-mundo-99"),
        ("LLAVE=hola-mundo-99", "hola-mundo-99"),
        ("STRIPE=hola-mundo-99", "hola-mundo-99"),
        ("STRIPE_SK=hola-mundo-99", "hola-mundo-99"),
        ("AWS_SECRET_ACCESS_KEY=hola-mundo-99", "hola-mundo-99"),
        ("PW=hola-mundo-99", "hola-mundo-99"),
        ("COSA=" + RANDOM.decode() * 2, RANDOM.decode()),
        ("x = 1\nCOSA = '" + RANDOM.decode() + "'", RANDOM.decode()),
        ("DATABASE_URL=postgresql://ana:p%40ss-word9@db/x", "p@ss-word9"),
        ("DSN=postgresql://ana:hola-mundo-99@db/x", "hola-mundo-99"),
        ("https://ghp_Abc123Def456Ghi789Jkl012Mno345@github.com/a/b.git", "ghp_Abc123Def456Ghi789Jkl012Mno345"),
        ("Authorization: Basic " + base64.b64encode(b"ana:hola-mundo-99").decode(), "hola-mundo-99"),
        ('proxy_set_header Authorization "Bearer hola-mundo-99";', "hola-mundo-99"),
        ("ana:$apr1$abcdefgh$0123456789abcdefghijkl", "$apr1$abcdefgh$0123456789abcdefghijkl"),
        ("ana:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "W6ph5Mm5Pz8GgiULbPgzG37mj9g="),
        ("SetCredential=db:hola-mundo-99", "hola-mundo-99"),
        ("mysql --password hola-mundo-99 base", "hola-mundo-99"),
        ("machine x login ana password hola-mundo-99", "hola-mundo-99"),
        ("ExecStart=/x/gunicorn --env CLAVE=hola-mundo-99 wsgi:app", "hola-mundo-99"),
        ('{"argv": "gunicorn\\u0000--env\\u0000CLAVE=hola-mundo-99\\u0000wsgi:app"}', "hola-mundo-99"),
        ("app.config['SECRET_KEY'] = 'hola-mundo-99'", "hola-mundo-99"),
        ("app.config.update(MAIL_PASSWORD='hola-mundo-99')", "hola-mundo-99"),
        ("key sk_live_4242424242ab and more", "sk_live_4242424242ab"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
        (f"token {JWT}", JWT),
        ("Cookie: session=" + RANDOM.decode(), RANDOM.decode()),
    ],
)  # fmt: skip
def test_values_are_learnt_at_every_kind_of_place(text: str, value: str) -> None:
    redactor = Redactor()
    assert value not in redactor.text(text)
    assert value not in redactor.strike_text(f"said again: {value}.")


@pytest.mark.parametrize(
    "text",
    [
        "PWD=/var/www/app\nOLDPWD=/root\n",
        "proxy_pass http://unix:/run/app.sock;\nproxy_pass=http://127.0.0.1\n",
        "LoadCredential=clave:/etc/clave\n",
        "Environment=CLAVE=%d/clave\nEnvironment=TOKEN_FILE=/run/secrets/token\n",
        "INVOCATION_ID=0f9d1c7b3a5e88420f9d1c7b3a5e8842\nInvocationID=0f9d1c7b3a5e88420f9d1c7b3a5e8842\n",
        "www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n",
        "x = clave(1)\nif contrasena == otra: pass\n",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert Redactor().text(text) == text


def test_an_argument_ends_where_the_next_begins() -> None:
    line = '{"argv": "gunicorn\\u0000--env\\u0000TOKEN=abc\\u0000wsgi:app\\u0000"}'
    assert Redactor().text(line) == line.replace("abc", "[redacted]")


def test_pieces_of_code_are_no_values() -> None:
    redactor = Redactor()
    redactor.text("token = obtener_token\nf(password=usuario.password, clave=datos_de_entrada)\n")
    text = "def obtener_token(): return usuario.password, datos_de_entrada"
    assert redactor.strike_text(text) == text


def test_what_is_random() -> None:
    drawn = random.Random(1)  # noqa: S311 - the same each time
    texts = [base64.b64encode(drawn.randbytes(24)) for _ in range(300)] + [
        drawn.randbytes(16).hex().encode() for _ in range(300)
    ]
    assert sum(map(is_random, texts)) >= 590
    words = [b"mi_aplicacion", b"python3-virtualenv", b"2026-11-27T03:44:42", b"ProductionConfig", b"multi-user.target",
             b"/usr/lib/python3.11/site-packages", b"SomeClassNameOfJava", b"un texto con palabras"]  # fmt: skip
    assert not any(map(is_random, words))
    assert not is_worth(b"abc123")


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=8, max_size=60).filter(is_worth), st.binary(max_size=30), st.binary(max_size=30))
def test_no_known_value_gets_through(value: bytes, before: bytes, after: bytes) -> None:
    known = knowing(value)
    assert value not in known.strike(before + value + after + value)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([RANDOM, PHRASE, b" ", b"\n", RANDOM[:9], MARK, b"x=", b"pL7x9QzT"]), max_size=12))
def test_struck_once_is_enough(parts: list[bytes]) -> None:
    known = knowing(*VALUES)
    once = known.strike(b"".join(parts))
    assert known.strike(once) == once


def many(count: int) -> Known:
    drawn = random.Random(5)  # noqa: S311 - the same each time
    return knowing(*(base64.b64encode(drawn.randbytes(18)) for _ in range(count // 2)),
                   *(b"clave-super-secreta-%d" % one for one in range(count // 2)))  # fmt: skip


LOG = (
    b'27/Nov/2026 [crit] connect() to unix:/var/www/x/x.sock failed, client: 127.0.0.1, "GET /?a=b&clave=1 HTTP/1.1"\n'
)


@pytest.mark.parametrize(
    "unit",
    [LOG, b"98,99,100,101,", b"clave-super-x ", b"clave-super-secreta-7 ", b"abcdefgh", b"\n", b"\\n"],
    ids=["log", "numbers", "beginnings", "secrets", "period", "lines", "escaped lines"],
)
def test_five_megabytes_take_no_time_whatever_is_known(unit: bytes) -> None:
    known = many(200)
    known.remember(b"abcdefgh" * 500 + b"9X")
    known.strike(b"the table is made")
    began = time.process_time()
    known.strike(unit * (5_000_000 // len(unit)))
    assert time.process_time() - began < 8
