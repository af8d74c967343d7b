"""Hosts files as resolvers read them, and as people write them."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.probes import hosts_file
from perito.probes.hosts_file import Encoding
from perito.server.dns import client

WINDOWS = (
    "# Copyright (c) 1993-2009 Microsoft Corp.\r\n"
    "#      102.54.94.97     rhino.acme.com          # source server\r\n"
    "#\t127.0.0.1       localhost\r\n"
    "192.168.1.50\tMi_Aplicacion\twww.mi_aplicacion # práctica\r\n"
)
NAMES = st.from_regex(r"[a-z][a-z0-9_-]{2,20}(\.[a-z]{2,5})?", fullmatch=True)
ADDRESSES = st.ip_addresses().map(str)
BLANKS = st.text(" \t\r", min_size=1, max_size=3)


def found(text: str, name: str) -> list[str]:
    return [entry.address for entry in hosts_file.addresses(hosts_file.parse(text), name)]


def test_a_file_of_windows() -> None:
    for data in (WINDOWS.encode(), b"\xef\xbb\xbf" + WINDOWS.encode()):
        text, encoding = hosts_file.decode(data)
        assert encoding is Encoding.UTF_8
        assert found(text, "mi_aplicacion") == found(text, "WWW.Mi_Aplicacion") == ["192.168.1.50"]
        assert found(text, "rhino.acme.com") == []
    assert hosts_file.decode(WINDOWS.encode("cp1252")) == (WINDOWS, Encoding.OTHER)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_with_and_without_its_mark(encoding: str) -> None:
    assert hosts_file.decode(WINDOWS.encode(encoding)) == (WINDOWS, Encoding.UTF_16)


def test_the_first_line_wins_and_each_family_has_its_own() -> None:
    text = "10.0.0.1 a b\n10.0.0.2 b\n2001:db8::1 b\n2001:db8::2 b\nfe80::1%eth0 c\n"
    assert found(text, "b") == ["10.0.0.1", "2001:db8::1"]
    assert found(text, "c") == ["fe80::1%eth0"]


@pytest.mark.parametrize(
    "line",
    [
        "192.168.X.X mi_aplicacion www.mi_aplicacion",
        "192.168.1 mi_aplicacion",
        "192.168.1.300 mi_aplicacion",
        "192.168.1.050 mi_aplicacion",
        "mi_aplicacion 192.168.1.50",
        "192.168.1.50:80 mi_aplicacion",
        "http://192.168.1.50 mi_aplicacion",
        "192.168.1.50\u00a0mi_aplicacion",
    ],
)
def test_a_line_without_an_address_is_told_and_leads_nowhere(line: str) -> None:
    entries = hosts_file.parse(f"127.0.0.1 localhost\n{line}\n")
    bad = hosts_file.unreadable(entries, "mi_aplicacion")
    assert bad is not None
    assert bad.line == 2
    assert hosts_file.addresses(entries, "mi_aplicacion") == []
    assert hosts_file.unreadable(entries, "otra") is None


def test_a_comment_is_an_entry_only_where_it_would_be_one() -> None:
    text = "# 192.168.1.50 mi_aplicacion\n#192.168.X.X www.mi_aplicacion\n# mi_aplicacion va abajo\n"
    entries = hosts_file.parse(text)
    assert [(entry.line, entry.commented) for entry in entries] == [(1, True), (2, True)]
    assert hosts_file.addresses(entries, "mi_aplicacion") == []
    hidden = hosts_file.commented(entries, "MI_APLICACION")
    assert hidden is not None
    assert hidden.line == 1


@pytest.mark.parametrize(
    ("written", "name", "alike"),
    [
        ("mi_aplicaion", "mi_aplicacion", True),
        ("mi-aplicacion", "mi_aplicacion", True),
        ("http://mi_aplicacion", "mi_aplicacion", True),
        ("mi_aplicacion/", "mi_aplicacion", True),
        ("mi_aplicacion,", "mi_aplicacion", True),
        ("ww.mi_aplicacion", "www.mi_aplicacion", True),
        ("www.mi_aplicacion", "mi_aplicacion", False),
        ("mi_aplicacion", "www.mi_aplicacion", False),
        ("practica-3.4", "practica-3.5", False),
        ("localhost", "mi_aplicacion", False),
        ("mi_aplicacion", "MI_APLICACION", False),
    ],
)
def test_what_is_a_slip_of_the_keys_and_what_another_name(written: str, name: str, alike: bool) -> None:
    close = hosts_file.misspelt(hosts_file.parse(f"192.168.1.50 {written}"), name)
    assert (close is not None) is alike
    assert close is None or close[1] == written


def test_the_best_of_several_like_names_is_told() -> None:
    entries = hosts_file.parse("192.168.1.50 mi_aplicacoin\n192.168.1.51 mi_aplicacion2 mi_aplicacio\n")
    close = hosts_file.misspelt(entries, "mi_aplicacion")
    assert close is not None
    assert (close[0].line, close[1]) == (2, "mi_aplicacio")


def test_only_lines_that_matter_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "hosts"
    file.write_text(
        "127.0.0.1 localhost own-machine\n"
        "10.1.1.1 bank.example\n"
        "192.168.X.X mi_aplicacion\n"
        "192.168.1.50 vm5\n"
        "# 192.168.1.9 mi_aplicacion\n"
        "10.0.0.7 mi_aplicaion\n"
    )
    kept = client.excerpt(file, "hosts", ["mi_aplicacion", "www.mi_aplicacion"], {"192.168.1.50"})
    assert [number for number, _text in kept["lines"]] == [3, 4, 5, 6]
    assert "bank" not in str(kept)
    assert "own-machine" not in str(kept)
    assert [entry.line for entry in client.entries(kept)] == [3, 4, 5, 6]
    assert hosts_file.by_other_names(client.entries(kept), ["192.168.1.50"])[0].names == ("vm5",)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert client.excerpt(tmp_path / "hosts", "hosts", ["a"], [])["problem"] == "No such file or directory"


def test_the_own_hosts_file_is_where_the_system_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.own_hosts_file() == Path("/etc/hosts")
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("SYSTEMROOT", "D:/Windows")
    assert client.own_hosts_file() == Path("D:/Windows/System32/drivers/etc/hosts")


@given(st.binary(max_size=300))
def test_no_file_is_too_strange(data: bytes) -> None:
    text, _encoding = hosts_file.decode(data)
    for entry in hosts_file.parse(text):
        assert 1 <= entry.line <= text.count("\n") + 1
        for name in entry.names:
            hosts_file.unreadable([entry], name)
            hosts_file.misspelt([entry], name)
            assert hosts_file.about(entry.text, [name], [])
        assert hosts_file.parse_line(entry.line, entry.text) == entry


@given(ADDRESSES, st.lists(NAMES, min_size=1, max_size=5), st.lists(BLANKS, min_size=6, max_size=6), st.booleans())
def test_every_name_of_a_line_leads_to_its_address(
    address: str, names: list[str], blanks: list[str], crlf: bool
) -> None:
    line = address + "".join(blank + name for blank, name in zip(blanks, names, strict=False)) + " # nota"
    text = f"# uno{chr(13) if crlf else ''}\n{line}{chr(13) if crlf else ''}\n"
    for name in names:
        assert found(text, name.upper()) == [address]
    assert hosts_file.parse(text)[-1].line == 2


@given(st.lists(st.tuples(ADDRESSES, NAMES), max_size=8), NAMES)
def test_the_first_of_each_family_wins(lines: list[tuple[str, str]], name: str) -> None:
    text = "\n".join(f"{address} {other}" for address, other in lines)
    expected: dict[int, str] = {}
    for address, other in lines:
        if other == name:
            expected.setdefault(ipaddress.ip_address(address).version, address)
    assert found(text, name) == list(expected.values())


@given(st.text(st.characters(codec="ascii", exclude_characters="\0"), min_size=1, max_size=20))
def test_an_address_is_what_the_system_takes_for_one(text: str) -> None:
    def taken(family: int) -> bool:
        try:
            return bool(socket.inet_pton(family, text))
        except (OSError, ValueError):
            return False

    system = taken(socket.AF_INET) or taken(socket.AF_INET6)
    assert (hosts_file.parse_address(text) is not None) == system or "%" in text


@given(NAMES, NAMES)
def test_similarity_is_a_measure(one: str, other: str) -> None:
    assert 0 <= hosts_file.similarity(one, other) <= 1
    assert hosts_file.similarity(one, one) == 0
    assert hosts_file.similarity(f"http://{one}", one) == 1
