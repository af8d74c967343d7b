"""Commands that a report tells people to run: what a server calls its files is a word of them, and no command."""

from __future__ import annotations

import pytest

from perito.practice.words import commanded, wanted


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("cat -n {it}", "/etc/nginx/sites-available/mi_aplicacion", "cat -n /etc/nginx/sites-available/mi_aplicacion"),
        ("cat {it}/.env", "/var/www/peña-ñ", "cat /var/www/peña-ñ/.env"),
        ("cat -n {it}", "/etc/mi sitio", "cat -n '/etc/mi sitio'"),
        ("cat -A {it}/.env", "/srv/x;reboot", "cat -A '/srv/x;reboot'/.env"),
        ("cat {it}", "/srv/$(reboot)`id`'x", r"cat '/srv/$(reboot)`id`'\''x'"),
        ("curl -H 'Host: {it}' /", "*.prueba", "curl -H 'Host: *.prueba' /"),
        ("curl -H 'Host: {it}' /", "a'; reboot; '", r"curl -H 'Host: a'\''; reboot; '\''' /"),
        ("systemctl cat {it}", "una.service, otra.service", "systemctl cat una.service otra.service"),
        ("systemctl cat {it}", r"mi\x2dapp.service", r"systemctl cat 'mi\x2dapp.service'"),
        ("sudo kill {it}", "70 74 77", "sudo kill 70 74 77"),
        ("curl http://{it}/", "[fd00::1]", "curl http://[fd00::1]/"),
        ("cat {it}", r"C:\Windows\System32\drivers\etc\hosts", r"cat C:\Windows\System32\drivers\etc\hosts"),
        ("ls {it}", "—", "ls —"),
        ("ls {other}", "x", "ls {other}"),
    ],
)
def test_what_a_server_calls_its_files_is_a_word(text: str, value: str, shown: str) -> None:
    assert commanded(text, {"it": value}) == shown


def test_of_the_wanted_lines_those_that_are_commands_are_filled_in_so() -> None:
    names = {"found": "mi env.txt", "place": "/srv/a b"}
    text = "mv {place}/{found} {place}/.env\nroot {place};\n"
    assert wanted(text, names) == "mv '/srv/a b'/'mi env.txt' '/srv/a b'/.env\nroot /srv/a b;\n"
