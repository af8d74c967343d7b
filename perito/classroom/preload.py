"""Loads everything that grading needs, once: in the process that workers are forked from (a forkserver).

It grades an empty recording by the shipped practice: that compiles the checks, reads the rubric, and renders a page.
Workers share all of it, and the first server takes no longer than the tenth.
"""

from __future__ import annotations

import gc
from importlib import import_module

from perito.classroom import worker
from perito.classroom.job import How, Person
from perito.evidence.recording import Evidence
from perito.evidence.session import Session
from perito.practice.locate import find

LIVE = ("perito.transport.ssh", "perito.transport.http")  # what a replay does not use, and loads late otherwise


def warm() -> None:
    """Grade an empty recording, to load the modules; afterwards garbage collection leaves the shared pages alone."""
    for name in LIVE:
        import_module(name)
    how = How(find().directory)
    session = Session.of(nothing())
    result = worker.graded(session, Person("nobody"), how, {})
    worker.documents(session.evidence, result, how)
    gc.collect()
    gc.freeze()
    gc.enable()


def nothing() -> Evidence:
    """The recording of a server that was asked only for its name."""
    evidence = Evidence({"kind": "ssh", "address": "nobody"}, nonce="0" * 32)
    evidence.record("peer", {"host": "nobody", "port": 22, "user": "nobody"})
    return evidence


warm()
