"""Releases of gunicorn and Flask, known by their wheels: a RECORD that was written anew does not pass for one of them.

By version the SHA-256 of the wheel's rows of RECORD for Python files, `path,sha256=…`, sorted and joined by line feeds.
Releases that are not among them are not compared. `scripts/released-packages flask==3.1.3 …` prints rows.
"""

from __future__ import annotations

from typing import Final

RELEASED: Final[dict[str, dict[str, str]]] = {
    "flask": {
        "2.0.2": "233012d608deaa948b2fb9d1860a027caef70aaf9a97bbfb85555a5d99cf64c8",
        "2.3.3": "f3a6d04ffcdcccd18158018740d4eb2eef1139e988947aef4ee87dd3bd6962b6",
        "3.0.3": "82fa9b95c7e3897ccc88635c60738ff8f0a89d28e4c3e173cc56eff91d8da016",
        "3.1.2": "24993c62ae222d50d0e5b40a758f78cd7e7b07d30bb481d439d34d43e9f781c1",
        "3.1.3": "f9b5ba9aae19c8f2b87a0410d8f3c25be4183fda47448a05ca3b623ddac5adf5",
    },
    "gunicorn": {
        "20.1.0": "9e419903abd726d9b85852d1c2d5001e3bd395b539967c9b05d844c5c3ea65e4",
        "21.2.0": "7f343a23f60407b15be4a78b8e4dda97f923f6b9ef92a3ca86aca98910b4fe6f",
        "22.0.0": "919464acd433cc42a97a240c8b1a1b499998aecf463abaafa848527eb13565ae",
        "23.0.0": "f9ff31b2d700c3a0bf01684af1f89d902aef951b5dac1782c820a99f19cdf010",
        "25.3.0": "22130853595aadfd937a2e0b4794d7b77e609da019372e93562d4cb7581c3620",
        "26.2.0": "9d7fadadcab8557c4dad49cff89176517a7aad79183708d9c798a80d5bd45e42",
        "27.0.1": "cfaa0f1e7561cde54c0a6bd6dfd07589667d8708770feabf91cffa1cc51d10c0",
    },
}
