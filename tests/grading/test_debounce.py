"""When a watched server is checked again, by what each look shows: seconds are counted, never waited for."""

from __future__ import annotations

import pytest

from perito.grading.debounce import LONGEST, SETTLING, Pace

QUIET = {"/etc/hosts": "1", "unit x": "running"}
EDITED = {**QUIET, "/etc/hosts": "2"}


class Server:
    """Time passes, and what the watch sees is what `state` says. `checks`: when each check began."""

    def __init__(self, every: float = 2.0, full: float = 300.0) -> None:
        self.pace, self.now, self.state, self.checks = Pace(every, full), 0.0, dict(QUIET), list[float]()
        self.visits = dict[str, str]()  # what a check itself leaves behind

    def look(self, seen: dict[str, str] | None = None) -> None:
        before = dict(self.state) if seen is None else seen
        if self.pace.due(self.now, before):
            self.checks.append(self.now)
            self.now += 1.0
            for key in self.visits:
                self.state[key] = f"visit {len(self.checks)}"
            self.pace.checked(self.now, before, dict(self.state))
        self.now += self.pace.pause()

    def wait(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end:
            self.look()


@pytest.fixture
def server() -> Server:
    """Checked once, and quiet."""
    server = Server()
    server.look()
    assert server.checks == [0.0]
    return server


def test_where_nothing_changes_nothing_is_checked(server: Server) -> None:
    server.wait(290)
    assert server.checks == [0.0]


def test_now_and_then_it_is_checked_anyway(server: Server) -> None:
    server.wait(610)
    first, second, third = server.checks
    assert 300 <= second - first <= third - second + 1 <= 304


def test_a_change_is_checked_when_it_has_stayed_for_a_moment_and_once(server: Server) -> None:
    server.wait(20)
    changed = server.now
    server.state = dict(EDITED)
    server.wait(60)
    assert server.checks == [0.0, changed + SETTLING]


def test_what_is_as_it_was_before_it_was_checked_is_no_change(server: Server) -> None:
    server.state = dict(EDITED)
    server.look()
    server.state = dict(QUIET)
    server.wait(60)
    assert server.checks == [0.0]


def test_while_it_changes_all_the_time_it_is_checked_now_and_then_only(server: Server) -> None:
    begun = server.now
    while server.now < begun + 60:
        server.state = {**server.state, f"/package {server.now}": "new"}
        server.look()
    after = server.checks[1:]
    assert 4 <= len(after) <= 60 / LONGEST
    assert after[0] >= begun + LONGEST
    server.wait(20)
    assert len(server.checks) == len(after) + 2  # and once more when it has come to rest


def test_what_changes_during_a_check_is_a_reason_for_another(server: Server) -> None:
    server.state = dict(EDITED)
    server.visits = {"unit x": ""}
    server.wait(3)
    server.visits = {}
    server.wait(20)
    assert len(server.checks) == 3


def test_what_every_visit_changes_is_learnt_and_no_reason(server: Server) -> None:
    server.visits = {"/var/www/x/visits.txt": ""}
    server.state = dict(EDITED)
    server.wait(280)
    assert len(server.checks) == 3
    server.state["/var/www/x/visits.txt"] = "written by hand"
    server.wait(10)
    assert len(server.checks) == 4  # between checks it was not we who changed it
    server.state["/etc/hosts"] = "3"
    server.wait(10)
    assert len(server.checks) == 5


def test_a_look_that_shows_nothing_is_no_change(server: Server) -> None:
    for _ in range(10):
        assert not server.pace.due(server.now, None)
    assert server.pace.due(server.now + 300, None)


def test_after_a_lost_connection_it_is_checked_at_once(server: Server) -> None:
    server.pace.anew()
    server.look()
    assert len(server.checks) == 2


def test_it_looks_more_often_while_something_changes(server: Server) -> None:
    assert server.pace.pause() == 2.0
    server.state = dict(EDITED)
    server.look()
    assert server.pace.pause() == SETTLING
    assert Pace(0.5, 60).pause() == 0.5
