"""Every command of README.md, CONTRIBUTING.md and docs/ is run by something, or the page says (to us) why it is not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from typer.main import get_command

from perito.cli.app import app
from tests.cli.running import ROOT
from tests.docs.blocks import blocks, lab_of, pages, words_of

BLOCKS = [block for page in pages() for block in blocks(page)]
SHELLS = [block for block in BLOCKS if block.shell]
INDENTED = re.compile(r"^ {4,}(?:\$ |sudo )?(?:perito|\./dev|pipx?|apt|apt-get|scripts/\w+|python3?) .*$", re.M)


@pytest.mark.parametrize("block", SHELLS, ids=lambda block: block.place)
def test_a_block_is_followed_run_or_excused(block: Any) -> None:
    followed = lab_of(block.page) is not None
    assert followed or block.not_run or block.run_by, f"{block.place}: nothing runs it, and nothing says why"
    if block.run_by:
        test = ROOT / block.run_by.partition("::")[0]
        assert test.is_file(), f"{block.place}: {block.run_by} is gone"
        assert block.run_by.partition("::")[2] in test.read_text(encoding="utf-8")
    assert not block.not_run or len(block.not_run.split()) > 3, f"{block.place}: the reason, in words"


def test_no_command_hides_in_an_indented_block() -> None:
    """Where nothing would look for it."""
    found = []
    for page in pages():
        text = page.read_text(encoding="utf-8")
        fenced = re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.S | re.M)
        found += [f"{page.relative_to(ROOT)}: {line.strip()}" for line in INDENTED.findall(fenced)]
    assert found == []


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """The command of `perito` that the words call, and its arguments."""
    command: Any = get_command(app)
    rest = words
    while rest and rest[0] in getattr(command, "commands", {}):
        command, rest = command.commands[rest[0]], rest[1:]
        if not getattr(command, "commands", {}):
            break
    return command, rest


CALLS = [
    (block.place, words[1:])
    for block in SHELLS
    for command in block.commands()
    if (words := words_of(command)) and words[0] == "perito"
]


@pytest.mark.parametrize(("place", "words"), CALLS, ids=lambda value: value if isinstance(value, str) else "-")
def test_every_call_of_perito_has_options_that_exist(place: str, words: list[str]) -> None:
    """Also of what cannot be run here: the command line's own parser takes it."""
    words = [word for word in words if word not in {"-v", "-vv", "--version"}]
    command, rest = command_of(words)
    if not words or getattr(command, "commands", {}):
        assert rest == [], f"{place}: no such command: {words}"
        return
    known = {name for one in command.params for name in [*one.opts, *one.secondary_opts]}
    given = [word.partition("=")[0] for word in rest if word.startswith("-") and word != "-" and not word[1:].isdigit()]
    assert [one for one in given if one not in known and one[:2] not in known] == [], place
    arguments = [one for one in command.params if one.param_type_name == "argument" and one.required]
    assert not arguments or [word for word in rest if not word.startswith("-")], f"{place}: something is missing"


def test_there_are_such_blocks() -> None:
    """The net has fish in it: a change of what a block is must not make the tests above pass on nothing."""
    assert len(SHELLS) > 40
    assert len(CALLS) > 50


def test_the_lab_s_packages_are_those_that_dev_installs() -> None:
    """docs/lab.md and ./dev name the same."""
    told = next(words_of(block.commands()[0])[2:] for block in SHELLS if block.commands()[0].startswith("apt install"))
    match = re.search(r"^LAB='([^']*)'", (ROOT / "dev").read_text(encoding="utf-8"), re.M)
    assert match
    assert set(told) == {pair.partition(":")[2] for pair in match[1].split()}
