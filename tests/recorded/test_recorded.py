"""Every recorded server comes out as the live one does: without root, without a network, in half a second.

Where a probe's question has changed since, its answer was not recorded: `./dev record` asks anew.
"""

from __future__ import annotations

import gzip
import socket
from typing import TYPE_CHECKING

import pytest

from perito.evidence.session import Session
from perito.lab.library import shipped
from perito.models.flask import patience
from perito.models.web import settling
from tests.live.grading import assert_as_told, assert_sound, of_session, roots
from tests.recorded import store
from tests.recorded.asked import asked_again, comparable
from tests.recorded.chained import assert_chained
from tests.recorded.screen import assert_told_on_the_last_screen

if TYPE_CHECKING:
    from pathlib import Path

FAULTS = shipped().faults
KNOWN = FAULTS | shipped().variants
FREE = 3  # questions that some odd server may need beyond what was foreseen; each costs a round trip of its own
MOST = 6  # round trips, all in all


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a connection fails."""

    def refuse(*_: object) -> None:
        raise AssertionError("a replay opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, unpacked."""
    place = tmp_path_factory.mktemp("library")
    for name, data in store.library().items():
        (place / f"{name}{store.SUFFIX}").write_bytes(data)
    return place


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_it_comes_out_as_the_live_server(name: str, library: Path) -> None:
    path = library / f"{name}{store.SUFFIX}"
    assert path.exists(), f"{name} is not recorded: ./dev record {name}"
    result = of_session(Session.replay(path))
    assert_as_told(result, KNOWN[name])
    assert_told_on_the_last_screen(result)
    assert_chained(result)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_asked_anew_it_says_the_same(name: str, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is foreseen goes out together, and changes nothing."""
    replay = Session.replay(library / f"{name}{store.SUFFIX}")
    result = of_session(replay)
    monkeypatch.setattr(settling, "MOMENTS", 0)  # a recording does not come to rest by being waited for
    monkeypatch.setattr(patience, "_until_told", lambda *_asked: None)
    again = asked_again(replay.evidence)
    assert comparable(of_session(again)) == comparable(result)
    if not KNOWN[name].unseen:  # who may not become root is asked what can be asked without
        assert again.misses <= FREE
        assert again.round_trips <= MOST


@pytest.mark.parametrize("name", sorted(set(store.DEMO) - {"sound"}))
def test_the_demonstration_has_its_causes(name: str) -> None:
    result = of_session(Session.replay(store.demo(name)))
    assert roots(result) == {pin for fault in store.DEMO[name] for pin in FAULTS[fault].pins}
    assert result.complete, result.problems


def test_the_demonstration_has_a_sound_server() -> None:
    assert_sound(of_session(Session.replay(store.demo("sound"))))


def test_a_replay_ended_when_the_grading_did() -> None:
    session = Session.replay(store.demo("sound"))
    assert of_session(session).finished == session.evidence.finished is not None


def test_the_archive_holds_what_the_library_has_and_no_more() -> None:
    assert set(store.library()) == set(KNOWN)


def test_no_recording_names_a_package_registry() -> None:
    files = store.library() | {name: gzip.decompress(store.demo(name).read_bytes()) for name in store.DEMO}
    assert {name: found for name, data in files.items() if (found := store.betrays(data))} == {}
    assert b"index.invalid" in files["sound"]


def test_what_betrays_is_found() -> None:
    assert store.betrays(f'url = "https://{store.REGISTRIES[0].upper()}/simple"'.encode()) == [store.REGISTRIES[0]]
    assert store.betrays(b"nameserver 192.0.2.1\n", ("192.0.2.1", "192.0.2.10")) == ["192.0.2.1"]


def test_the_recordings_stay_small() -> None:
    assert sum(path.stat().st_size for path in store.HERE.glob("*.?z")) < 3_000_000


def test_the_same_recordings_make_the_same_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"b": b"2\n", "a": b"1\n"}
    made = []
    for place in ("one", "two"):
        monkeypatch.setattr(store, "LIBRARY", tmp_path / place)
        store.write_library(files)
        assert store.library() == files
        made.append((tmp_path / place).read_bytes())
    assert made[0] == made[1]
