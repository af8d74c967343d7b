"""The same verdict whenever one looks: gunicorn starting, trying an address in vain, restarted over and over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.lab.library import shipped
from tests.live.grading import graded, not_passed, roots

if TYPE_CHECKING:
    from perito.lab.fixtures import ServerFactory

MOMENTS = (0, 1, 3, 6)
NAMES = (
    "gunicorn-address-taken",
    "service-crash-loop",
    "service-restarts",
    "unit-bind-without-colon",
    "application-raises",
)

# Started, if not yet listening: what somebody starts after our login has begun is told, and rightly.
RESTART = """
began() { systemctl show -P ExecMainStartTimestampMonotonic flask_app; }
before=$(began); systemctl restart --no-block flask_app
for _ in $(seq 100); do [ "$(began)" = "$before" ] || break; sleep 0.02; done
"""


@pytest.mark.parametrize("name", NAMES)
def test_a_server_in_motion_is_judged_alike(name: str, server_factory: ServerFactory) -> None:
    server = server_factory(faults=(name,))
    pins = set(shipped().faults[name].pins)
    if name != "service-restarts":
        for moment in MOMENTS:
            server.run(RESTART + f"sleep {moment}")
            result, _evidence = graded(server)
            assert roots(result) == pins, (moment, not_passed(result))
        return
    for moment in MOMENTS:
        server.run(f"sleep {moment * 0.3}")
        result, _evidence = graded(server)
        assert roots(result) == pins, (moment, not_passed(result))


def test_a_sound_service_that_has_just_been_restarted_passes(server_factory: ServerFactory) -> None:
    server = server_factory()
    server.run(RESTART)
    result, _evidence = graded(server)
    assert not_passed(result) == {}
