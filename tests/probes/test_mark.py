"""The mark of our requests: nothing of ours in it, found again, and gone where people read."""

from __future__ import annotations

import re
import subprocess

from perito.probes import mark
from perito.probes.identity import MARKED, identity

NONCE = "0123456789abcdef" * 2


def test_every_request_has_a_mark_of_its_own_that_looks_like_a_version_of_something() -> None:
    tokens = {mark.value(NONCE, label, name) for label in ("poc", "exercise") for name in ("mi_a", "www.")}
    assert len(tokens) == 4
    assert all(re.fullmatch(r"[0-9a-f]{40}", one) and one.startswith(NONCE) for one in tokens)
    words = {mark.query(mark.value(f"{n:032x}", "poc", "mi_a")).partition("=")[0] for n in range(200)}
    assert words == set(mark.WORDS)


def test_a_name_for_the_form_is_no_word_of_ours() -> None:
    names = {mark.somebody(f"{n:032x}") for n in range(200)}
    assert len(names) == 200
    assert all(re.fullmatch(r"Lucia[a-z]{8}", one) for one in names)


def test_people_read_addresses_without_it() -> None:
    for query in (mark.query(mark.value(NONCE, "poc", "mi_a")), f"perito={NONCE}.poc.mi_a"):
        assert mark.without(f"https://mi-app/?{query}", NONCE) == "https://mi-app/"
        assert mark.without(f"https://mi-app/x?a=1&{query}", NONCE) == "https://mi-app/x?a=1"
    assert mark.without("https://mi-app/?v=2", NONCE) == "https://mi-app/?v=2"


def test_a_server_finds_the_visits_of_every_grading_in_its_logs() -> None:
    token = mark.value(NONCE, "poc", "mi_a")
    lines = [
        f'192.0.2.9 - - [x] "GET /?{mark.query(token)} HTTP/1.1" 200 5 "-" "Mozilla"',
        f'192.0.2.9 - - [x] "GET /?perito={NONCE}.poc.mi_a HTTP/1.1" 200 5 "-" "Mozilla"',
        '192.0.2.8 - - [x] "GET /style.css?v=0123456789abcdef HTTP/1.1" 200',
        '192.0.2.8 - - [x] "GET /?v=0123456789abcdef0123456789abcdef HTTP/1.1" 200',
    ]
    script = f"sed -nE 's/^(([0-9a-fA-F.:]+) )?.*[?&]{MARKED}.*/\\4 \\2/p'"
    assert script in identity([], []).command.script
    said = subprocess.run(["sh", "-c", script], input="\n".join(lines), capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == [f"{NONCE} 192.0.2.9"] * 2
