"""What AppArmor or SELinux kept from the program or from nginx, where that explains an error of theirs."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.practice.expect import Failure, finding
from perito.server.denied import Who, mended, refusal, told
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.deployment import Deployment
    from perito.probes.denials import Denial
    from perito.probes.logs import ErrorLine


def service_denied(deployment: Deployment, words: str) -> Denial | None:
    """What explains that the unit's last start, or what it did since, was refused something; `words` are its own or
    systemd's of it."""
    run = deployment.service.last_attempt
    return refusal(deployment.server, words, Who(run.pids), run.since) if run.pids else None


def start_denied(deployment: Deployment, one: Denial, actual: str, cleared: tuple[str, ...]) -> Failure:
    """Of a service that did not start, or ended, for it."""
    changed = mended(deployment.server, one)
    if changed:
        return finding(
            "service.active/not-started-since",
            expected="active", actual=actual, proof=one.text, cleared=cleared, failed=deployment.server.clock(one.time),
            path=_("the AppArmor profile {name}").format(name=one.by), changed=deployment.server.clock(changed),
        )  # fmt: skip
    return finding(
        "service.active/apparmor" if one.system == "apparmor" else "service.active/selinux",
        expected="active", actual=actual, proof=one.text, cleared=cleared, **told(one),
    )  # fmt: skip


def loop_denied(deployment: Deployment, words: str, expected: str, actual: str) -> Failure | None:
    """Of a service that systemd starts over and over."""
    one = service_denied(deployment, words)
    if one is None:
        return None
    return finding(
        "service.stable/apparmor" if one.system == "apparmor" else "service.stable/selinux",
        expected=expected, actual=actual, proof=one.text, **told(one),
    )  # fmt: skip


def answer_denied(deployment: Deployment, words: str, expected: str, actual: str) -> Failure | None:
    """Of an application that was refused something as it answered."""
    one = service_denied(deployment, words)
    if one is None:
        return None
    return finding(
        "service.socket-answers/apparmor" if one.system == "apparmor" else "service.socket-answers/selinux",
        expected=expected, actual=actual, proof=one.text, **told(one),
    )  # fmt: skip


def socket_denied(deployment: Deployment, name: str, line: ErrorLine, cleared: tuple[str, ...]) -> Failure | None:
    """Of nginx, which was refused at the socket as it served our request; `line`: its error log's about that."""
    one = None
    with suppress(CannotLook):
        words = f"{line.message} {line.upstream.removeprefix('http://unix:').partition(':')[0]}"
        one = refusal(deployment.server, words, Who((line.pid,)), line.time)
    if one is None:
        return None
    armor, www = one.system == "apparmor", name == deployment.site.www_name
    return finding(
        ("access.www/apparmor" if armor else "access.www/selinux")
        if www
        else ("access.status/apparmor" if armor else "access.status/selinux"),
        expected="200", actual="502", proof=one.text, cleared=cleared, name=name, **told(one),
    )  # fmt: skip
