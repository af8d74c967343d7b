"""`./dev fuzz [SECONDS] [--runs N] [TARGET…]`: damages real answers for so long, and says what the readers made of it.

    SECONDS      of processor over all targets (default: 600)
    --runs N     instead: so many executions over all targets
    --seed N     other random numbers (default: of the day)
    --atheris    let the coverage lead, target by target (installs nothing: `pip install -e '.[fuzz]'`)
    --list       the targets
    --keep       put inputs that did harm into the corpus: do so once they are mended

Inputs that did harm lie under .cache/fuzz/. The exit status is 1 where there are any.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from typing import TYPE_CHECKING

from release.packages import ROOT
from tests.fuzz import corpus, every, guided
from tests.fuzz.engine import Finding, Record, execute, fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.fuzz.target import Target

HARM = ROOT / ".cache" / "fuzz"


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The words of the command line."""
    parser = argparse.ArgumentParser(
        prog="./dev fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*", metavar="SECONDS | TARGET")
    parser.add_argument("--runs", type=int)
    parser.add_argument("--seed", type=int, default=int(time.time()) // 86400)
    parser.add_argument("--atheris", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--keep", action="store_true")
    return parser.parse_intermixed_args(words)


def main(words: Sequence[str]) -> int:
    """The command line."""
    asked = parsed(words)
    numbers = [float(word) for word in asked.words if word.replace(".", "", 1).isdigit()]
    names = [word for word in asked.words if not word.replace(".", "", 1).isdigit()]
    try:
        chosen = every.chosen(names)
    except KeyError as unknown:
        print(f"./dev fuzz: no target has {unknown} in its name; --list has them", file=sys.stderr)
        return 2
    if asked.list:
        print(*(one.name for one in chosen), sep="\n")
        return 0
    if asked.keep:
        return keep(chosen)
    seconds = numbers[0] if numbers else 600.0
    if asked.atheris:
        return guided.run(chosen, seconds / len(chosen))
    return run(chosen, seconds, asked.runs, asked.seed)


def run(chosen: Sequence[Target], seconds: float, runs: int | None, seed: int) -> int:
    """Each target for its share of the time or of the executions; 1 where harm was done."""
    total, harm = Record(), 0
    for one in chosen:
        if runs is None:
            record = fuzz(one, seconds=seconds / len(chosen), seed=seed)
        else:
            record = fuzz(one, runs=max(1, runs // len(chosen)), seed=seed)
        total.executions += record.executions
        total.seconds += record.seconds
        harm += len(record.findings)
        tell(one, record)
    rate = total.executions / max(total.seconds, 1e-9)
    print(
        f"{total.executions:,} executions in {total.seconds:.0f} s of processor, {rate:,.0f} a second: {harm} findings"
    )
    return 1 if harm else 0


def tell(target: Target, record: Record) -> None:
    """A line for a target, and one for each finding."""
    rate = record.executions / max(record.seconds, 1e-9)
    print(f"{target.name:46} {record.executions:9,} {rate:9,.0f}/s  slowest {record.slowest:5.2f} s", flush=True)
    for one in record.findings.values():
        print(f"  ✘ {one.what} at {one.where}: {one.detail}\n    {written(one)}", flush=True)
    for one in record.stumbles.values():
        print(f"  · caught by the guard: {one.what} at {one.where}: {one.detail[:80]}", flush=True)


def written(finding: Finding) -> str:
    """The file that an input was put into."""
    path = HARM / finding.target / hashlib.sha256(finding.data).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(finding.data)
    return str(path.relative_to(ROOT))


def keep(chosen: Iterable[Target]) -> int:
    """Put the inputs under .cache/fuzz/ into the corpus. 1 where one still does harm."""
    new: dict[str, list[bytes]] = {}
    still = 0
    for target in chosen:
        for path in sorted((HARM / target.name).glob("*")) if (HARM / target.name).is_dir() else ():
            data, record = path.read_bytes(), Record()
            execute(target, data, record)
            if record.findings:
                still += 1
                print(f"{path.relative_to(ROOT)}: {next(iter(record.findings.values()))}", file=sys.stderr)
            else:
                new.setdefault(target.name, []).append(data)
    print(f"{corpus.keep(new, harm=True)} inputs are new in {corpus.ARCHIVE.relative_to(ROOT)}")
    return 1 if still else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
