"""Which checks rest on what: none of them passes on a word that a second source contradicts."""

from __future__ import annotations

from typing import Final

PIP: Final = ("tools.pip",)
PIPENV: Final = ("tools.pipenv", "tools.pipenv-version")
PYTHON: Final = ("virtualenv.python",)
FLASK: Final = ("virtualenv.flask",)
GUNICORN: Final = ("virtualenv.gunicorn",)
PROGRAM: Final = ("service.exec-start", "service.workers", "service.bind")
PACKAGES: Final = ("exercise.installed", "application.imports")
# What is only so while gunicorn runs: it is the process that is judged there, and the page that it makes.
RUNS: Final = (
    "gunicorn.loads",
    "service.active",
    "service.stable",
    "service.current",
    "service.socket-file",
    "service.listening",
    "service.socket-reachable",
    "service.socket-answers",
    "access.status",
    "access.www",
    "access.page",
    "access.log",
    "access.styles",
    "exercise.page",
    "exercise.stylesheet",
    "exercise.form",
)
