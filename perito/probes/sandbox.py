"""Programs that may write when asked a question run in a mount namespace of their own: their changes vanish.

unshare(1) and mount(8), as root; where the kernel refuses (some containers), the program runs without it and the answer
says so.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from perito.probes.framing import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

MARK: Final = "perito-sandbox"
# Inside: writable paths get a layer in a memory file system that ends with the namespace.
INSIDE: Final = """\
if mount -t tmpfs -o mode=755 perito /mnt 2>/dev/null; then
  i=0
  for d in LAYERS; do
    [ -d "$d" ] || continue
    i=$((i + 1)); mkdir -p /mnt/$i/u /mnt/$i/w
    chown --reference="$d" /mnt/$i/u; chmod --reference="$d" /mnt/$i/u
    mount -t overlay -o "lowerdir=$d,upperdir=/mnt/$i/u,workdir=/mnt/$i/w" perito "$d" 2>/dev/null
  done
fi
"""
READ_ONLY: Final = """\
while read -r _ _ _ _ at _; do
  case $at in
    / | /boot* | /etc* | /home* | /opt* | /root* | /run* | /srv* | /tmp* | /usr* | /var*)
      mount -o remount,bind,ro "$(printf %b "$at")" 2>/dev/null ;;
  esac
done </proc/self/mountinfo
"""


def sandboxed(script: str, *, layers: Sequence[str], read_only: bool, network: bool, first: str = "") -> str:
    """A script run so that its changes to `layers` vanish, and with `read_only` all others are refused.

    Without `network` it sees no network but an empty one of its own. `first`: what is run inside before it, and not
    where there is no inside. Says MARK on stdout where it worked.
    """
    options = "--mount --propagation private" + ("" if network else " --net")
    inside = INSIDE.replace("LAYERS", quoted(layers)) if layers else ""
    inside = (READ_ONLY if read_only else "") + inside + f"echo {MARK}\n" + first + script
    return (
        f'if [ "$(id -u)" = 0 ] && unshare {options} true 2>/dev/null; then\n'
        f"  exec unshare {options} /bin/sh -c {shlex.quote(inside)}\nfi\n{script}"
    )
