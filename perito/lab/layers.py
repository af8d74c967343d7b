"""The layers that servers boot from: built once, named by the hash of everything that they are made from."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perito.lab.names import PASSWORD, USER
from perito.lab.tools import RECIPES, LabError, call, stop
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SUITES = ("bookworm", "trixie")
ROLES = ("dns",)
PACKAGES = "packages.txt"  # what Debian's installer leaves
BUILD_TIMEOUT = 1800.0
ATTEMPTS = 3
WIDEST = 160  # characters of a command that is waited for

# pip's index and certificates on this machine; variables with paths of this machine mean nothing inside.
PASSED_ON = (
    "PIP_INDEX_URL",
    "PIP_TRUSTED_HOST",
    "PIPENV_PYPI_MIRROR",
    "http_proxy",
    "https_proxy",
    "no_proxy",
)
CERTIFICATES = "/run/ca-certificates.crt"


@dataclass(frozen=True)
class Layer:
    """One layer of a suite: `directory`/upper holds its files, `lower` the layers below it, nearest first."""

    directory: Path
    lower: tuple[Layer, ...] = ()

    @property
    def files(self) -> Path:
        return self.directory / "upper"

    def stack(self) -> str:
        """The layers as overlayfs wants them (lowerdir=)."""
        return ":".join(str(layer.files) for layer in (self, *self.lower))


def base(root: Path, suite: str, authorized_key: str) -> Layer:
    """The layer of a fresh Debian, without building it. Raises LabError for an unknown suite."""
    if suite not in SUITES:
        raise LabError(_("no such suite: {suite}; the lab knows {known}").format(suite=suite, known=", ".join(SUITES)))
    made_of = [
        suite,
        authorized_key,
        USER,
        PASSWORD,
        _recipe(PACKAGES),
        _recipe("base.sh"),
        _recipe("build.sh"),
    ]
    return Layer(root / "layers" / f"{suite}-base-{_digest(made_of)}")


def role(below: Layer, suite: str, name: str) -> Layer:
    """The layer that gives a fresh Debian (`below`) a role, without building it.

    Raises LabError for an unknown role.
    """
    if name not in ROLES:
        raise LabError(_("no such role: {role}; the lab knows {known}").format(role=name, known=", ".join(ROLES)))
    made_of = [below.directory.name, _recipe(f"role-{name}.sh")]
    return Layer(below.directory.parent / f"{suite}-{name}-{_digest(made_of)}", (below, *below.lower))


def build_base(layer: Layer, suite: str, authorized_key: str) -> None:
    """Bootstrap Debian into the layer's directory. Raises LabError."""
    wanted = ",".join(_recipe(PACKAGES).split())
    bootstrap = ["mmdebstrap", "--quiet", "--mode=root", "--variant=minbase", f"--include={wanted}", suite]
    for attempt in range(ATTEMPTS):
        try:
            # Its own temporary files are removed with the draft when it is killed.
            _isolated(["env", f"TMPDIR={layer.directory}", *bootstrap, str(layer.files)])
            break
        except LabError:
            # Mirrors answer 503 now and then.
            if attempt == ATTEMPTS - 1:
                raise
            shutil.rmtree(layer.files)
            layer.files.mkdir()
    _write_environment(layer, {"DEPLOY_USER": USER, "PASSWORD": PASSWORD, "AUTHORIZED_KEY": authorized_key})
    _run_recipe(layer, RECIPES / "base.sh", "root")


def indexes() -> dict[str, str]:
    """How package indexes are reached from inside: environment variables."""
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    certificates = dict.fromkeys(("PIP_CERT", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"), CERTIFICATES)
    return {**certificates, **passed_on}


def build_deployed(layer: Layer, variables: Mapping[str, str]) -> None:
    """Carry out, as root, the deploy.sh that stands in the layer's directory `staged`. Raises LabError."""
    _write_environment(layer, {**variables, "DEPLOY_USER": USER, "PASSWORD": PASSWORD, **indexes()})
    _run_recipe(layer, RECIPES / "deploy.sh", "root")


def build_role(layer: Layer, name: str) -> None:
    """Install a role's packages. Raises LabError."""
    passed_on = {variable: os.environ[variable] for variable in PASSED_ON if variable in os.environ}
    _write_environment(layer, passed_on)
    _run_recipe(layer, RECIPES / f"role-{name}.sh", "root")


def ensure(layer: Layer, build: Callable[[Layer], None]) -> None:
    """Build the layer if missing. A waiting process prints whom it waits for; a killed build is discarded.

    `build` gets a layer in a temporary directory, which takes the layer's name when all is done.
    """
    if layer.directory.exists():
        return
    layer.directory.parent.mkdir(parents=True, exist_ok=True)
    with locked(layer.directory.parent / "lock", say=_waiting):
        if layer.directory.exists():
            return
        _clear(layer.directory.parent)
        draft = Layer(layer.directory.with_name(f".building-{layer.directory.name}"), layer.lower)
        for part in ("upper", "work", "root"):
            (draft.directory / part).mkdir(parents=True)
        try:
            build(draft)
            (draft.directory / "environment").unlink()
            os.sync()
            draft.directory.rename(layer.directory)
        finally:
            _clear(layer.directory.parent)


def sweep(root: Path) -> None:
    """Remove the remains of a killed build; does nothing while one is running."""
    place = root / "layers"
    if place.exists():
        with suppress(BlockingIOError), locked(place / "lock", wait=False):
            _clear(place)


@contextmanager
def locked(file: Path, wait: bool = True, say: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the lock `file`; the kernel releases it when this process ends, in any way.

    `say` is called with the holder to wait for. Raises BlockingIOError where another holds it and `wait` is false.
    """
    import fcntl  # only where servers are booted: Windows has none

    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not wait:
                raise
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
            if say is not None and holder != str(os.getpid()):
                say(_who(holder))
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _waiting(holder: str) -> None:
    said = _("another build is under way; waiting for {holder}").format(holder=holder)
    print(f"perito: {said}", file=sys.stderr, flush=True)


def _who(holder: str) -> str:
    """A process by its number and command; where it cannot be seen, that it is another user's."""
    if not holder.isdecimal():
        return _("another process")
    try:
        words = Path(f"/proc/{holder}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return _("process {pid}").format(pid=holder)
    command, process = shlex.join(word for word in words if word), _("process {pid}").format(pid=holder)
    return f"{process}: {shown(command) or '?'}"


def shown(text: str) -> str:
    """Text for one line of a terminal, without anything that moves its cursor."""
    plain = "".join(one if one.isprintable() else "?" for one in text)
    return plain if len(plain) <= WIDEST else f"{plain[: WIDEST - 1]}…"


def _clear(place: Path) -> None:
    """Remove the remains of builds; the build lock is held."""
    stop(_group(place))
    for remains in place.glob(".building-*"):
        shutil.rmtree(remains)


def _group(place: Path) -> str:
    """The cgroup of builds in this place; two labs may build at once."""
    return f"build-{_digest([str(place)])}"


def _isolated(command: list[str]) -> None:
    # Killing this process kills the build, and with its namespaces go its mounts and processes.
    namespaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    call(["setpriv", "--pdeathsig", "KILL", *namespaces, *command], timeout=BUILD_TIMEOUT)


def _run_recipe(layer: Layer, recipe: Path, user: str) -> None:
    lower = ":".join(str(below.files) for below in layer.lower)
    group = _group(layer.directory.parent)
    build = [RECIPES / "build.sh", layer.directory, lower, recipe, user, group]
    _isolated(["sh", *map(str, build)])


def _write_environment(layer: Layer, variables: dict[str, str]) -> None:
    lines = [f"{name}={shlex.quote(value)}\n" for name, value in variables.items()]
    (layer.directory / "environment").write_text("".join(lines))


def _recipe(name: str) -> str:
    return (RECIPES / name).read_text()


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
