"""Real servers that share a disk, a machine, a page or nothing, graded as `perito grade` does.

All servers of the lab come from one golden image, finished deployment and all: the innocent case.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from perito.classroom import changed_key, first_contact, worker
from perito.classroom.identity import rebuilt
from perito.classroom.identity.compare import compare
from perito.classroom.identity.facts import facts_of
from perito.classroom.identity.model import Facts
from perito.classroom.identity.of_run import IDENTITY, of_run
from perito.classroom.job import How, Job, Person
from perito.classroom.roster import Student
from perito.evidence.session import Session
from perito.practice import locate
from perito.probes.identity import INSTALLED_FILES
from perito.support import i18n
from tests.cli.running import perito
from tests.live.grading import target_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.classroom.job import Done
    from perito.lab.lab import Lab
    from perito.lab.server import Server

# Two hours from now: the image may have been made a minute ago.
DEPLOYED = (
    "cd /var/www/mi_aplicacion; sed -i 's/desplegada/de {who}/' application.py; touch -d '+2 hours'"
    " application.py wsgi.py /etc/nginx/sites-available/mi_aplicacion /etc/systemd/system/flask_app.service"
)
OWN_WORK = (
    f"{DEPLOYED} .env Pipfile Pipfile.lock /home/usuario/.local/share/virtualenvs/*/pyvenv.cfg"
    " /etc/passwd /var/lib/dpkg/status"
)
RELAY = (
    "systemctl stop nginx && systemd-run --unit=relay --socket-property=ListenStream=0.0.0.0:80"
    " /usr/lib/systemd/systemd-socket-proxyd {address}:80"
)
PASSED_ON = (
    "sed -i 's#proxy_pass .*#proxy_pass http://{address};#' /etc/nginx/sites-available/mi_aplicacion"
    " && nginx -t -q && systemctl reload nginx"
)


def graded(server: Server, who: str) -> Done:
    """What a worker makes of a server."""
    job = Job(Person(who, directory=who), target_of(server), How(locate.find().directory, deadline=60))
    done = worker.grade_server(job)
    assert done.student.status == "graded", done.student
    return done


def facts(done: Done) -> Facts:
    return Facts.model_validate_json(done.files[IDENTITY])


@dataclass
class Class:
    """Five unrelated servers of one golden image; others are brought up beside them."""

    lab: Lab
    stack: ExitStack
    servers: dict[str, Server] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)

    def server(self, who: str, work: str = "") -> Server:
        server = self.servers[who] = self.stack.enter_context(self.lab.up())
        if work:
            said = server.run(work.format(who=who))
            assert said.returncode == 0, said
        return server

    def grade(self, who: str) -> None:
        self.facts[who] = facts(graded(self.servers[who], who))


@pytest.fixture(scope="module")
def five(lab: Lab) -> Iterator[Class]:
    with ExitStack() as stack:
        found = Class(lab, stack)
        for who in ("a1", "a2", "a3", "a4", "a5"):
            found.server(who)
            found.grade(who)
        yield found


def test_five_unrelated_servers_of_one_golden_image_accuse_nobody(five: Class) -> None:
    assert compare(five.facts) == ()
    kinds = [{fact.kind for fact in one.facts} for one in five.facts.values()]
    everything = {"nonce", "address", "host-key", "boot-id", "machine-id", "mac", "accounts", "content", "changed"}
    assert all(everything <= one for one in kinds)  # it was all seen, and they do share files, accounts and times
    shared = [{(fact.kind, fact.value) for fact in one.facts} for one in five.facts.values()]
    assert {kind for kind, _value in set.intersection(*shared)} >= {"changed", "accounts", "content", "image-time"}


def test_nobody_is_accused_where_some_have_worked_on_the_image_and_some_have_not(five: Class) -> None:
    servers = {who: five.server(who, DEPLOYED) for who in ("w1", "w2", "w3")}
    own = {who: facts(graded(server, who)) for who, server in servers.items()}
    assert compare({"a1": five.facts["a1"], "a2": five.facts["a2"], "a3": five.facts["a3"], **own}) == ()


def test_a_cloned_disk(five: Class) -> None:
    first = five.server("first", OWN_WORK)
    clone = five.stack.enter_context(five.lab.clone(first))
    two = {"first": facts(graded(first, "first")), "clone": facts(graded(clone, "clone"))}
    (found,) = compare(five.facts | two)
    assert (found.kind, set(found.students), found.strength) == ("cloned-disk", {"first", "clone"}, "strong")
    assert {"host-key", "machine-id", "changed"} <= {one.kind for one in found.shared}
    assert "boot-id" not in {one.kind for one in found.shared}


def test_a_clone_with_a_new_machine_id_and_new_host_keys(five: Class) -> None:
    first = five.server("other", OWN_WORK)
    clone = five.stack.enter_context(five.lab.clone(first))
    again = "rm /etc/ssh/ssh_host_* && ssh-keygen -q -A && systemctl restart ssh && systemd-id128 new > /etc/machine-id"
    assert clone.run(again).returncode == 0
    keys = clone.run("cut -d ' ' -f 1,2 /etc/ssh/ssh_host_*.pub").stdout.splitlines()
    clone.known_hosts.write_text("".join(f"{clone.address} {key}\n" for key in keys))
    two = {"other": facts(graded(first, "other")), "again": facts(graded(clone, "again"))}
    (found,) = compare(five.facts | two)
    assert found.students == ("other", "again")
    assert {one.kind for one in found.shared} & {"host-key", "machine-id", "mac"} == set()
    assert sum(one.kind == "changed" for one in found.shared) >= 5


def test_one_machine_handed_in_by_two(five: Class) -> None:
    again = facts(graded(five.servers["a2"], "again"))
    (found,) = compare(five.facts | {"again": again})
    assert (found.kind, found.students, found.strength) == ("same-machine", ("a2", "again"), "very-strong")
    assert {"boot-id", "address", "host-key", "machine-id"} <= {one.kind for one in found.shared}


def test_nginx_that_passes_on_to_a_classmate(five: Class) -> None:
    five.server("lazy", PASSED_ON.replace("{address}", five.servers["a3"].address))
    five.grade("lazy")
    (found,) = compare(five.facts)  # a3 was graded before: its log knew nothing yet
    assert (found.kind, found.students) == ("relayed-page", ("lazy", "a3"))
    assert [one.kind for one in found.shared] == ["onward"]
    again = {**five.facts, "a3": facts(graded(five.servers["a3"], "a3"))}
    (found,) = compare(again)
    assert (found.students, found.strength) == (("lazy", "a3"), "very-strong")
    assert {one.kind for one in found.shared} == {"onward", "visit"}
    del five.facts["lazy"]


def test_a_port_that_is_relayed_to_a_classmate(five: Class) -> None:
    """Nothing in its files says so; only the visit arrives elsewhere."""
    lazy = five.server("relay", RELAY.replace("{address}", five.servers["a4"].address))
    visitor = facts(graded(lazy, "relay"))
    again = {**five.facts, "relay": visitor, "a4": facts(graded(five.servers["a4"], "a4"))}
    (found,) = compare(again)
    assert (found.kind, found.students, found.strength) == ("relayed-page", ("relay", "a4"), "very-strong")
    assert lazy.address in found.shared[0].text


def test_one_recording_filed_twice_and_an_old_one(five: Class, tmp_path: Path) -> None:
    done = graded(five.servers["a5"], "a5")
    (tmp_path / "evidence.jsonl.gz").write_bytes(done.files[worker.EVIDENCE])
    session = Session.replay(tmp_path / "evidence.jsonl.gz")
    assert facts_of(session.evidence) == facts(done)
    copied = {"a5": facts(done), "copy": facts_of(session.evidence)}
    (found,) = compare({**five.facts, **copied})
    assert (found.kind, found.students) == ("copied-recording", ("a5", "copy"))
    old = session.evidence
    old.exchanges = old.exchanges[:-2]  # as recordings were before anybody asked
    kinds = {fact.kind for fact in facts_of(old).facts}
    assert kinds == {"nonce", "address", "machine-id"}


def test_it_is_the_last_thing_asked_and_costs_one_round_trip(five: Class, tmp_path: Path) -> None:
    done = graded(five.servers["a1"], "a1")
    (tmp_path / "evidence.jsonl.gz").write_bytes(done.files[worker.EVIDENCE])
    evidence = Session.replay(tmp_path / "evidence.jsonl.gz").evidence
    exchanges = evidence.exchanges
    assert [one.title for one in exchanges[-2:]] == ["host key", "identity"]
    result = json.loads(done.files[worker.RESULT])
    assert evidence.stats["command"] == sum(one.kind == "command" for one in exchanges) - 1
    assert evidence.stats["round_trips"] == result["stats"]["round_trips"]
    assert "boot_id" not in done.files[worker.PAGE].decode()


def test_grade_tells_the_teacher_and_not_the_students(five: Class, tmp_path: Path) -> None:
    again = {"a1": five.servers["a1"], "a2": five.servers["a2"], "a3": five.servers["a2"]}
    entries = [
        {
            "id": who,
            "host": one.address,
            "user": one.user,
            "identity": str(one.key),
            "known_hosts": str(one.known_hosts),
        }
        for who, one in again.items()
    ]
    (tmp_path / "roster.yaml").write_text(json.dumps({"students": entries}))
    run = tmp_path / "run"
    ended = perito("grade", tmp_path / "roster.yaml", "--run", run, "--lang", "en")
    assert ended.status == 0, ended
    document = json.loads((run / "class.json").read_text())
    (finding,) = document["identity"]
    assert (finding["kind"], finding["students"]) == ("same-machine", ["a2", "a3"])
    assert all(one["score"]["grade"] == 10 for one in document["students"])
    assert finding["text"] in (run / "index.html").read_text()
    assert "Identity" in ended.out
    for who in again:
        assert "One machine" not in (run / who / "report.html").read_text()
        assert "identity" not in (run / who / "result.json").read_text()
    (run / "a2" / IDENTITY).write_text("{")
    assert of_run(run, {who: who for who in again}) == ()


NEW_KEYS = "cd /etc/ssh; rm ssh_host_*; ssh-keygen -q -t ed25519 -N '' -f ssh_host_ed25519_key; systemctl restart ssh"
REBUILT = f"tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id; {NEW_KEYS}"


def test_a_server_with_new_keys_is_told_from_one_built_anew(lab: Lab, tmp_path: Path) -> None:
    """Against what it was when it was graded: the disk as it was, and then another one on the same card."""
    with lab.up() as server:
        done = graded(server, "a01")
        i18n.use("en")
        before = changed_key.Before(tmp_path, Facts.model_validate_json(done.files[IDENTITY]))
        assert {one.shown for one in before.facts.facts if one.kind == "installed"} == set(INSTALLED_FILES)
        file = tmp_path / "class.known_hosts"
        student = Student("a01", "", "", replace(target_of(server), known_hosts=None))
        file.write_bytes(server.known_hosts.read_bytes())
        for change, said in ((NEW_KEYS, "same"), (REBUILT, "rebuilt")):
            done_there = server.run(change)
            assert done_there.returncode == 0, done_there.stderr
            found = first_contact.scan(student, file, 10.0)
            assert found.changed
            if said == "rebuilt":  # it has booted since, too
                booted = [one for one in before.facts.facts if one.kind != "boot-id"]
                before = replace(before, facts=before.facts.model_copy(update={"facts": tuple(booted)}))
            looked = changed_key.look(found, before, 10.0)
            assert looked.trouble == ""
            assert (looked.rebuilt.verdict, looked.rebuilt.warning) == (rebuilt.VERDICTS[said], "")
            told = {one.text: one.same for one in looked.rebuilt.compared}
            assert told["the machine id (as a digest)"] is (said == "same")
            assert told["when it was installed, or its keys were made"] is False
