"""What DNS said, weighed and told; the questions to a real server are in tests/live/test_names.py."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.errors import UsageError
from perito.server.dns import answers, dns, words
from perito.server.dns.answers import Reply, Status
from perito.support import i18n
from perito.transport.target import nameserver, parse_domain, parse_nameserver

SERVER = "198.51.100.53:53"
REPLIES = st.builds(
    Reply,
    name=st.sampled_from(["a.", "a.aula.test."]),
    kind=st.sampled_from(["A", "AAAA"]),
    server=st.sampled_from([SERVER, "[2001:db8::53]:5353"]),
    status=st.sampled_from([one for one in Status if one is not Status.ANSWER]),
    addresses=st.just(()),
    chain=st.lists(st.sampled_from(["b.", "c."]), max_size=2).map(tuple),
    ttl=st.none() | st.integers(0, 1 << 31),
    detail=st.text(max_size=10),
)


def reply(status: Status, name: str = "a.aula.test.", kind: str = "A", **more: object) -> Reply:
    return Reply(name, kind, SERVER, status, **more)  # type: ignore[arg-type] # the fields, by name


@pytest.mark.parametrize(
    ("statuses", "sure"),
    [
        ([], True),
        ([Status.NXDOMAIN], True),
        ([Status.NODATA], True),
        ([Status.LOOP], True),
        ([Status.SERVFAIL], False),
        ([Status.REFUSED], False),
        ([Status.TIMEOUT], False),
        ([Status.UNREACHABLE], False),
        ([Status.MALFORMED], False),
        ([Status.TIMEOUT, Status.NXDOMAIN], True),
    ],
)
def test_what_makes_sure_that_a_name_has_no_address(statuses: list[Status], sure: bool) -> None:
    assert answers.unknown_for_sure([reply(status) for status in statuses]) is sure


def test_half_an_answer_makes_nothing_sure() -> None:
    assert not answers.unknown_for_sure([reply(Status.NODATA), reply(Status.TIMEOUT, kind="AAAA")])


def test_a_bare_name_refused_says_nothing_where_its_domain_answered() -> None:
    refused = reply(Status.REFUSED, name="a.")
    assert not answers.unknown_for_sure([refused])
    assert answers.unknown_for_sure([reply(Status.NXDOMAIN), refused])
    assert answers.unknown_for_sure([reply(Status.NXDOMAIN), reply(Status.REFUSED, name="www.a.")])
    assert not answers.unknown_for_sure([reply(Status.NXDOMAIN), reply(Status.REFUSED, name="a.com.")])
    assert not answers.unknown_for_sure([reply(Status.SERVFAIL), refused])
    assert not answers.unknown_for_sure([reply(Status.NXDOMAIN), reply(Status.REFUSED, name="a.", chain=("b.c.",))])


def test_the_first_full_name_with_an_address_counts() -> None:
    first = reply(Status.ANSWER, addresses=("192.0.2.1",))
    six = reply(Status.ANSWER, kind="AAAA", addresses=("2001:db8::1",))
    later = reply(Status.ANSWER, name="a.", addresses=("192.0.2.2",))
    assert answers.found([reply(Status.NXDOMAIN, name="a.b."), first, six, later]) == [first, six]


@given(REPLIES)
def test_what_is_kept_comes_back(one: Reply) -> None:
    kept = json.loads(json.dumps(one.to_json()))
    assert Reply.from_json(kept) == one


@given(st.lists(REPLIES, max_size=6))
def test_everything_can_be_told_in_both_languages(replies: list[Reply]) -> None:
    for language in i18n.LANGUAGES:
        i18n.use(language)
        said = words.said(replies)
        assert bool(said) is bool(replies)
        assert "[2001" not in said
        assert SERVER not in said


@pytest.mark.parametrize(
    ("ttl", "said"),
    [
        (300, "TTL 300 s"),
        (7200, "TTL 7200 s: a correction may take 2 hours to be seen"),
        (86400, "TTL 86400 s: a correction may take 1 day to be seen"),
        (604800, "TTL 604800 s: a correction may take 7 days to be seen"),
    ],
)
def test_a_long_ttl_is_said_in_hours_and_days(ttl: int, said: str) -> None:
    i18n.use("en")
    assert words.lasting(ttl) == said
    i18n.use("es")


@pytest.mark.parametrize(
    ("name", "search", "ndots", "tried"),
    [
        ("mi_aplicacion", (), 1, ["mi_aplicacion."]),
        (
            "mi_aplicacion",
            ("aula.test", "c.test."),
            1,
            ["mi_aplicacion.aula.test.", "mi_aplicacion.c.test.", "mi_aplicacion."],
        ),
        ("www.mi_aplicacion", ("aula.test",), 1, ["www.mi_aplicacion.", "www.mi_aplicacion.aula.test."]),
        ("www.mi_aplicacion", ("aula.test",), 2, ["www.mi_aplicacion.aula.test.", "www.mi_aplicacion."]),
        ("web.aula.test.", ("aula.test",), 1, ["web.aula.test."]),
    ],
)
def test_the_names_a_resolver_tries(name: str, search: tuple[str, ...], ndots: int, tried: list[str]) -> None:
    assert dns.candidates(name, dns.Settings((), search, ndots)) == tried


def test_nobody_to_ask_is_no_answer() -> None:
    assert dns.ask_all(["a", "b"], dns.Settings(())) == {"a": [], "b": []}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("192.0.2.53", ("192.0.2.53", 53)),
        (" 192.0.2.53:5353 ", ("192.0.2.53", 5353)),
        ("2001:db8::53", ("2001:db8::53", 53)),
        ("[2001:db8::53]:5353", ("2001:db8::53", 5353)),
        ("[2001:db8::53]", ("2001:db8::53", 53)),
    ],
)
def test_a_name_server_is_an_address_and_a_port(text: str, parts: tuple[str, int]) -> None:
    assert nameserver(parse_nameserver(text)) == parts


@pytest.mark.parametrize(
    "text", ["", "dns.example", "192.0.2", "192.0.2.53:0", "192.0.2.53:70000", "192.0.2.53:", "[::1"]
)
def test_what_is_no_name_server_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="servidor de nombres"):
        parse_nameserver(text)


def test_a_search_domain() -> None:
    assert parse_domain("Aula.Test.") == "aula.test"
    for wrong in ("", "http://aula.test", "aula test", "."):
        with pytest.raises(UsageError, match="dominio en el que buscar"):
            parse_domain(wrong)
