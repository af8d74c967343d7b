"""`python -m tests.interrupted [-n 200] [--seed N]`: signals at random moments on lab servers; none ends empty-handed.

Every other one is for `check`, the rest for `grade` of two servers. `--kills`: all are SIGKILL, for `grade` by a small
practice (`--of-shipped`: by the one that ships with Perito), and each killed class is resumed to the same class.json.
Exit status 1 where something was lost, 3 where no server boots.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perito.lab import Lab
from tests.cli.running import reach
from tests.interrupted import kills, left
from tests.interrupted.shot import SIGNALS, SUDO, Ended, Shot, fire, roster
from tests.live.test_one_server import layer

if TYPE_CHECKING:
    from perito.lab.server import Server

STUDENTS = 2
AGENTS = "pgrep -af '/python3 .* perito$'"
GONE = f"for i in $(seq 100); do {AGENTS} >/dev/null || exit 0; sleep 0.1; done; {AGENTS}"


Command = Callable[[Shot | None], tuple[str, list[str], Ended]]


class Range:
    """The servers that are shot at, and how each command ends where nobody disturbs it."""

    def __init__(self, servers: list[Server], directory: Path) -> None:
        self.servers, self.directory = servers, directory
        self.runs = 0
        self.before: dict[str, dict[str, tuple[int, int]]] = {}
        self.usual: dict[Command, Ended] = {}
        for command in (self.check, self.grade) * 2:  # the first one fills caches
            phase, problems, self.usual[command] = command(None)
            assert (phase, problems) == ("not interrupted", []), (phase, problems)
        self.before = {one.name: layer(one.upper) for one in servers}

    def check(self, shot: Shot | None) -> tuple[str, list[str], Ended]:
        """A signal at `perito check`: the phase it came in, what is wrong afterwards, how it ended."""
        place, server = self._place(), self.servers[0]
        words = ("--reports", "reports", "--json", "r.json", "--html", "h.html", "--junit", "j.xml")
        ended = fire(("check", *reach(server), *words), shot, place)
        phase, problems = left.of_check(place, ended)
        return phase, problems + self._on_servers(), ended

    def grade(self, shot: Shot | None) -> tuple[str, list[str], Ended]:
        """As `check`, for `perito grade`."""
        place = self._place()
        (place / "roster.yaml").write_text(roster(self.servers))
        ended = fire(("grade", "roster.yaml", "--run", "run", "-j", "2"), shot, place, SUDO)
        phase, problems = left.of_class(place, ended, len(self.servers))
        return phase, problems + self._on_servers(), ended

    def _place(self) -> Path:
        self.runs += 1
        place = self.directory / str(self.runs)
        place.mkdir()
        return place

    def _on_servers(self) -> list[str]:
        """What is left on them: agents that still run, files that are new or changed."""
        problems = []
        for one in self.servers:
            problems += [f"{one.name} still runs {line}" for line in one.run(GONE).stdout.splitlines()]
            now, was = layer(one.upper), self.before.get(one.name, {})
            changed = [name for name in now.keys() | was.keys() if now.get(name) != was.get(name)]
            problems += [f"{one.name}: {name} changed" for name in changed if self.before]
        return problems

    def aimed(self, command: Command, chance: random.Random) -> Shot:
        """A moment: every other one at random in time, the others between two lines of what the command says."""
        usual = self.usual[command]
        number, group = chance.choice(SIGNALS), chance.random() < 0.5
        if chance.random() < 0.5:
            return Shot(number, chance.uniform(0.0, usual.took), group=group)
        lines = chance.randrange(len(usual.times) + 1)
        moments = [0.0, *usual.times, usual.took]
        return Shot(number, chance.uniform(0.0, moments[lines + 1] - moments[lines]), lines, group)

    def shoot(self, rounds: int, chance: random.Random, tell: Callable[[str], object]) -> Counter[tuple[str, ...]]:
        """So many signals; how many of them in which phase of what ended how. `tell` hears of everything wrong."""
        counted: Counter[tuple[str, ...]] = Counter()
        for number in range(rounds):
            command = list(self.usual)[number % len(self.usual)]
            shot = self.aimed(command, chance)
            phase, problems, ended = command(shot)
            counted[command.__name__, phase, f"exit {ended.status}"] += 1
            counted["signals", shot.number.name + (" to all" if shot.group else "")] += 1
            counted["wrong",] += bool(problems)
            for problem in problems:
                tell(f"{command.__name__}, {shot}, {phase}: {problem}")
        return counted


def main() -> int:
    """See above."""
    parser = argparse.ArgumentParser(prog="python -m tests.interrupted")
    parser.add_argument("-n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", action="store_true")
    parser.add_argument("--of-shipped", action="store_true")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)  # noqa: S311 - for places in time, not for secrets
    lab = Lab(keep=False)
    if lab.missing():
        print(*lab.missing(), file=sys.stderr)
        return 3
    with ExitStack() as stack:
        servers = [stack.enter_context(lab.up()) for _number in range(STUDENTS)]
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if asked.kills or asked.of_shipped:
            by = None if asked.of_shipped else kills.practice(directory / "practice")
            killing = kills.Killing(servers, directory, by)
            counted = killing.kill(asked.n, chance)
            counted["wrong",] = len(killing.wrong)
            print("\n".join(killing.wrong))
        else:
            counted = Range(servers, directory).shoot(asked.n, chance, partial(print, flush=True))
    for what, count in sorted(counted.items()):
        print(f"{count:5}  {' · '.join(what)}")
    return 1 if counted["wrong",] else 0


if __name__ == "__main__":
    sys.exit(main())
