"""The systemd unit as loaded (practice, items 18–19)."""

from __future__ import annotations

from pathlib import PurePosixPath

from perito.models.flask.directory import WEB_GROUP
from perito.models.flask.gunicorn import CommandFacts
from perito.practice.expect import Failure
from perito.probes.accounts import may
from perito.probes.systemd import unit_files
from perito.support.i18n import _


class UnitFacts(CommandFacts):
    """What systemd made of the unit."""

    def user_must_be_sound(self) -> None:
        """Raises Failure unless User= is somebody who may work in the directory, and not root."""
        here = self.server.see(self.directory_probe())[self.names.directory]
        user, owner = self.unit.user, here.owner if here is not None else self.server.deploy_user
        cleared = self.cleared_by_keys("User")
        if not user or user in {"root", "0"}:
            raise Failure(owner, user or _("no User=, so root"), self.line_of("User"), cleared=cleared)
        if (self.unit_text.value("Service", "DynamicUser") or "no") not in {"no", "false", "off", "0"}:
            raise Failure(owner, user, self.line_of("DynamicUser"), cleared=cleared)
        account = self.server.accounts.user(user)
        if account is None:
            raise Failure(owner, user, _("There is no user {user} (217/USER).").format(user=user), cleared=cleared)
        if account.name not in {owner, WEB_GROUP} and owner in self.ordinary_users:
            raise Failure(owner, user, self.line_of("User"), cleared=cleared)

    def must_be_reloaded(self) -> None:
        """Raises Failure where systemd knows an older version, also because it refused the new one."""
        if self.unit.need_daemon_reload:
            refused = "service.exec-start" if self._too_many_commands() else None
            raise Failure("NeedDaemonReload=no", "NeedDaemonReload=yes", because=refused, independent=not refused)

    def _too_many_commands(self) -> list[str]:
        """Several ExecStart= where systemd takes only one: systemd.service(5)."""
        commands = self.unit_text.values("Service", "ExecStart")
        return commands if len(commands) > 1 and self.unit_text.value("Service", "Type") != "oneshot" else []

    @property
    def group_name(self) -> str:
        """Group= by name, also where it is given by number."""
        found = self.server.accounts.group(self.unit.group)
        return found.name if found is not None else self.unit.group

    def missing_group(self) -> str:
        """Says so where Group= names a group that does not exist."""
        group = self.unit.group
        if group and self.server.accounts.group(group) is None:
            return _("There is no group {group} (216/GROUP).").format(group=group)
        return ""

    @property
    def path_entries(self) -> list[str]:
        """The directories of PATH that Environment= sets."""
        return [entry.rstrip("/") for entry in self.variables.get("PATH", "").split(":")]

    @property
    def path_as_loaded(self) -> str:
        """PATH as systemd loaded it."""
        return self.variables.get("PATH", "")

    @property
    def wanted_by(self) -> list[str]:
        """Targets of WantedBy= and RequiredBy=, as written."""
        lines = [
            *self.unit_text.values("Install", "WantedBy"),
            *self.unit_text.values("Install", "RequiredBy"),
        ]
        return [target for line in lines for target in line.split()]

    @property
    def boot_links(self) -> list[str]:
        """Links that pull the unit in at boot, from targets that a boot reaches."""
        reached = {"multi-user.target", "default.target", "graphical.target"}
        links = unit_files.wants_links(self.server.unit_links, self.unit.name)
        return [link.path for link in links if link.exists and link.wanted_by in reached]

    def bind_must_be_usable(self) -> None:
        """Raises Failure unless gunicorn is told a Unix socket, in a directory its user may write."""
        if not self.sockets:
            shown = ", ".join(bind.raw for bind in self.binds) or _("no --bind: 127.0.0.1:8000")
            cleared = (*self.cleared_by_keys("ExecStart"), "service.user")
            raise Failure("unix:/…", shown, self.line_of("ExecStart"), cleared=cleared)
        socket = str(self.socket)
        above = str(PurePosixPath(socket).parent)
        if self._made_by_systemd(above):
            return
        found = self.way(above)
        here = ("directory.owner", "directory.group", "directory.mode")
        cleared = self.cleared_by_keys("ExecStart") + (() if above == self.names.directory else here)
        if found is None:
            nowhere = _("there is no directory {path}").format(path=above)
            raise Failure(socket, nowhere, self.line_of("ExecStart"), cleared=(*cleared, "service.user"))
        if not (found.acl or may(self.identity, found, "w")):
            raise Failure(
                _("a directory that {user} may write to").format(user=self.user),
                f"{above} ({found.owner}:{found.group} {found.mode & 0o7777:o})",
                self.line_of("ExecStart"),
                cleared=cleared,
            )

    def _made_by_systemd(self, directory: str) -> bool:
        """RuntimeDirectory= of systemd.exec(5): made when the service starts, gone when it stops."""
        made = " ".join(self.unit_text.values("Service", "RuntimeDirectory")).split()
        return any(directory == f"/run/{name}" or directory == f"/var/run/{name}" for name in made)
