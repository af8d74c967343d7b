"""gunicorn's command line and configuration, read by gunicorn itself (practice, items 15-16 and 18)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.probes.base import Probe


@dataclass(frozen=True, slots=True)
class Bind:
    """Where gunicorn listens. kind: unix, tcp, fd. `raw` is the text given to --bind."""

    kind: str
    path: str = ""
    host: str = ""
    port: int = 0
    raw: str = ""

    def resolved(self, cwd: str) -> Bind:
        """A relative socket path made absolute, as gunicorn run in `cwd` creates it."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class GunicornArgs:
    """A command line that starts gunicorn. program: the gunicorn (or python) executable; wrapper: what stood before
    it (`pipenv run`, `sh -c`, `env`); command: the inner argv, wrapper removed; settings: what the arguments (and
    GUNICORN_CMD_ARGS) set, by gunicorn's own names; environment: variables set by `env X=y` or the shell.
    error: gunicorn's own refusal of the arguments. is_gunicorn: False where this runs something else."""

    program: str = ""
    is_gunicorn: bool = False
    wrapper: str = ""
    command: tuple[str, ...] = ()
    app: str | None = None
    binds: tuple[Bind, ...] = ()
    workers: int | None = None
    config: str | None = None
    chdir: str | None = None
    umask: int | None = None
    daemon: bool = False
    user: str | None = None
    group: str | None = None
    pythonpath: str | None = None
    settings: dict[str, object] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True)
class ConfigCheck:
    """What `gunicorn --print-config` said: it reads its settings and imports the application, then ends.

    ok: the application loaded. certain: False where our way of asking (read-only file systems, no network) may
    itself be why it failed. kind: as journal.Telling.kind, or `hangs`, `not_executable`, `no_such_user`.
    """

    ok: bool
    certain: bool = True
    settings: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    message: str = ""
    exception: str = ""
    file: str = ""
    line: int = 0
    output: str = ""
    exit_code: int | None = None


def parse_address(raw: str) -> Bind | None:
    """As gunicorn.util.parse_address; None where gunicorn refuses it."""
    raise NotImplementedError


def parse_command(argv: Sequence[str], environment: Mapping[str, str] | None = None) -> GunicornArgs:
    """What a command line asks of gunicorn. `environment`: GUNICORN_CMD_ARGS is read from it. Never raises."""
    raise NotImplementedError


def read_config_py(text: str) -> dict[str, object]:
    """The literal assignments of a gunicorn.conf.py, by ast; what is computed is left out."""
    raise NotImplementedError


def check_config(
    user: str | None, group: str | None, argv: Sequence[str], cwd: str, env: Mapping[str, str]
) -> Probe[ConfigCheck]:
    """Run that gunicorn's own check as `user`:`group` in `cwd` (as root; user None: as the login user). argv is
    GunicornArgs.command. File systems are made read-only and the network empty for it where the kernel lets us."""
    raise NotImplementedError
