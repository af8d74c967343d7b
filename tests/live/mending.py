"""Mistakes made on a real server one after another, and mended one by one: what each touched is put back."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perito.lab.scripts import Change
    from perito.lab.server import Server

TREES = "etc/systemd/system etc/nginx var/www home/usuario"
ROOM = "/root/mending"  # on the server; nothing grades it
# Every file with what a mistake may change of it; a directory's times change with what is in it.
LIST = rf"""
cd / && find {TREES} -type s -prune -o -name __pycache__ -prune -o \
  \( -type d -printf '%p\0d %m %u:%g\0' \) -o -printf '%p\0%y %m %u:%g %s %T@ %l\0'
"""
# What somebody does who has edited a file: what was stopped by hand stays so.
SETTLE = """
systemctl daemon-reload
for unit in "$UNIT" nginx; do
    [ "$(systemctl is-active "$unit")" = inactive ] && continue
    systemctl reset-failed "$unit" || true
    systemctl restart "$unit" || true
done
sleep 6
true
"""
START = 'systemctl start "$UNIT" nginx || true; sleep 2'  # what another mistake keeps down stays so


@dataclass
class Mended:
    """A server with mistakes on it. `touched`: of each the files that it changed, none where it stopped something."""

    server: Server
    touched: dict[str, list[str]] = field(default_factory=dict)

    def make(self, change: Change) -> None:
        """Make a mistake, and keep what was there before."""
        place = f"{ROOM}/{change.name}"
        # Status 1: a file changed while it was read, as pipenv's and nginx's own do.
        self._run(f"mkdir -p {place}; tar -C / -cf {place}/before.tar {TREES} || [ $? = 1 ]")
        before = self._files()
        self.server.change(change)
        after = self._files()
        self.touched[change.name] = sorted(name for name in before | after if before.get(name) != after.get(name))

    def mend(self, change: Change) -> None:
        """Put back what a mistake changed; where it changed no file, start what it stopped."""
        touched = self.touched.pop(change.name)
        others = {name for names in self.touched.values() for name in names}
        assert not others & set(touched), f"{change.name} is not the only one that changed {others & set(touched)}"
        if not touched:
            self._run(START)
            return
        names = " ".join(map(shlex.quote, touched))
        self._run(f"cd / && rm -rf {names}; tar -C / -xpf {ROOM}/{change.name}/before.tar {names} || true")
        self._run(SETTLE)

    def _files(self) -> dict[str, str]:
        words = self._run(LIST).split("\0")
        return dict(zip(words[::2], words[1::2], strict=False))

    def _run(self, script: str) -> str:
        done = self.server.run(self.server.with_names(script), timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout
