"""Loads everything that grading needs, once: in the process that workers are forked from (a forkserver).

A server of which nothing is known is graded by the practice that ships with Perito: that compiles the checks, reads the
rubric, and renders a page. Workers then share all of it, and the first server costs what the tenth does.
"""

from __future__ import annotations

import gc
from importlib import import_module

from perito.classroom import worker
from perito.classroom.job import How, Person
from perito.evidence.recording import Evidence
from perito.evidence.session import Session
from perito.practice.locate import find

SSH = "perito.transport.ssh"  # a replay has no use for it


def warm() -> None:
    """Grade nothing, for what that loads; afterwards no collection of garbage touches the pages that workers share."""
    import_module(SSH)
    how = How(find().directory)
    session = Session.of(nothing())
    result = worker.graded(session, Person("nobody"), how, {})
    worker.documents(session.evidence, result, how)
    gc.collect()
    gc.freeze()


def nothing() -> Evidence:
    """The recording of a server that was asked nothing but who it is."""
    evidence = Evidence({"kind": "ssh", "address": "nobody"}, nonce="0" * 32)
    evidence.record("peer", {"host": "nobody", "port": 22, "user": "nobody"})
    return evidence


warm()
