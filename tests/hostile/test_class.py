"""A class in which two servers are hostile: the third has its grade, in the time of the others' deadline."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.cli.running import APP
from tests.hostile.attack import Attempt, attack
from tests.hostile.sshd import serving

if TYPE_CHECKING:
    import socket

    from perito.lab.server import Server

SECONDS = 15.0  # of each server


def silent(_connection: socket.socket) -> None:
    time.sleep(60)


def flooding(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"x" * 65536)


@attack("floods", "a class with a server that floods and one that says nothing", "the other students have their grades")
def test_the_others_of_a_class_are_graded(attempt: Attempt, lab_server: Server) -> None:
    with serving(flooding) as first, serving(silent) as second:
        (attempt.place / "known").touch()
        (attempt.place / "clase.yaml").write_text(
            f"defaults: {{user: usuario, app: {APP}, known_hosts: known}}\n"
            "students:\n"
            f"- {{id: flood, host: 127.0.0.1, port: {first}}}\n"
            f"- {{id: silent, host: 127.0.0.1, port: {second}}}\n"
            f"- {{id: sound, host: {lab_server.address}, identity: {lab_server.key},"
            f" known_hosts: {lab_server.known_hosts}}}\n"
        )
        ended = attempt.perito(
            "grade", "clase.yaml", "--run", "curso", "-j", 3, "--deadline", SECONDS, "--lang", "en",
            deadline=SECONDS + 30, memory=150,
        )  # fmt: skip
    students = {one["id"]: one for one in ended.document("curso/class.json")["students"]}
    assert students["sound"]["status"] == "graded"
    assert students["sound"]["complete"]
    assert students["sound"]["score"]["grade"] == 10
    assert {students["flood"]["status"], students["silent"]["status"]}.isdisjoint({"graded"})
    attempt.happened(f"10, {students['flood']['status']}, {students['silent']['status']}")
