"""Other processes' view of the files against ours: namespaces(7), chroot(2), mounts over what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from perito.server.sources import Contradiction, Source
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perito.probes.integrity.raw import Raw, View
    from perito.server.integrity.reading import Asked

CHECKS: Final = ("integrity.view",)
# Where packages and the practice put what is looked at: a mount there hides it.
DIRECTORIES: Final = ("/etc/nginx", "/etc/systemd", "/usr/bin", "/usr/sbin", "/bin", "/sbin", "/var/lib/dpkg")
MODULES: Final = "/usr/lib/python3"  # and what follows: python3.11, python3/dist-packages
FILES: Final = ("/etc/passwd", "/etc/group", "/etc/shadow", "/etc/nsswitch.conf", "/etc/ld.so.preload")
SERVING: Final = ("python", "nginx", "gunicorn")
DOORS: Final = (22, 80, 443)
OF_THE_KERNEL: Final = ("self", "thread-self", "net", "version", "mounts")


def views(asked: Asked, services: Sequence[str]) -> Iterator[Contradiction]:
    """What is mounted over, and processes that see other files than we do: those of `services`, of nginx and of our
    login, and whoever answers for them."""
    found, number = asked.raw
    yield from _proc(found, number)
    for mount in found.mounts:
        if _hides(mount.at):
            yield Contradiction(
                finding="integrity.view/mounted-over", about=mount.at,
                first=Source("/proc/self/mountinfo", f"{mount.root} ({mount.kind})"),
                second=Source(mount.at, _("what lies below cannot be seen")), all=True,
            )  # fmt: skip
    ours = found.namespaces.get("pid")
    for view in found.views:
        if view.namespaces.get("pid") not in {None, "", ours}:
            continue  # a container's, which has files of its own
        if (view.apart or view.root not in {"/", ""}) and _neighbours(asked, view, services):
            continue
        if view.apart or view.root not in {"/", ""}:
            path = min(view.apart, default="/")
            own, other = view.apart.get(path, ("/", view.root))
            yield Contradiction(
                finding="integrity.view/other-files", about=path, first=Source(_("our login"), own),
                second=Source(f"{view.exe or '?'} (PID {view.pid})", other), evidence=(number,), all=True,
            )  # fmt: skip


def _neighbours(asked: Asked, view: View, services: Sequence[str]) -> bool:
    """Whether a process is of a service that nobody asked about, and holds nothing that visitors or we come through."""
    running, _number = asked.processes
    unit = next((one.unit for one in running if one.pid == view.pid), "")
    serves = view.exe.rpartition("/")[2].startswith(SERVING)
    if not serves or not unit.endswith(".service") or unit in {*services, "nginx.service"}:
        return False
    found, _number = asked.raw
    held = [one for one in found.sockets if view.pid in one.pids]
    doors = {*DOORS, asked.server.session.target.get("port")}
    written = asked.server.nginx_files.texts.values()
    return not any(one.port in doors or (one.path and any(one.path in text for text in written)) for one in held)


def _proc(found: Raw, number: int) -> Iterator[Contradiction]:
    at = next((one.at for one in found.mounts if _of_the_kernel(one.at)), "" if found.real else "/proc")
    if at:
        yield Contradiction(
            finding="integrity.view/proc", about=at, first=Source("/proc/self/mountinfo", at),
            second=Source("/proc", _("the kernel alone should speak there")), evidence=(number,), all=True,
        )  # fmt: skip


def _of_the_kernel(path: str) -> bool:
    """Whether a mount hides what /proc says of processes and sockets; containers have others of good reason."""
    name = path.removeprefix("/proc/").partition("/")[0] if path.startswith("/proc/") else ""
    return name.isdigit() or name in OF_THE_KERNEL


def _hides(path: str) -> bool:
    below = (MODULES, *(f"{one}/" for one in DIRECTORIES))
    return path in {*FILES, *DIRECTORIES} or path.startswith(below)
