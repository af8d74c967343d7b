"""The manual page and completion in bash, zsh and fish: up to date, installed, printed, and they complete."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from perito.cli.completions import ARGUMENTS, VALUES
from perito.cli.spelt import commands
from perito.support import i18n
from release import manual
from release.manual import SHARE
from tests.cli.running import perito

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.cli.spelt import Command

BASH = """source "$1"; COMP_WORDS=(${@:2}); [[ $2 == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _perito; printf '%s\\n' "${COMPREPLY[@]}"
"""
FISH = "source $argv[1]; complete -C $argv[2]"
# A completion system that prints what it is asked for.
ZSH = """compdef() {:}; _arguments() { print -l -- "$@" }
_describe() { [[ $words[CURRENT] == -* ]] && return 1; print -l -- "${(@P)2}" }
source $1; words=(${=2}); [[ $2 == *" " ]] && words+=(""); CURRENT=$#words; _perito"""


def in_bash(line: str) -> set[str]:
    return set(said("bash", "-c", BASH, "-", SHARE / "bash-completion/completions/perito", line).splitlines())


def in_fish(line: str) -> set[str]:
    file = SHARE / "fish/vendor_completions.d/perito.fish"
    lines = said("fish", "--no-config", "-c", FISH, file, line).splitlines()
    return {one.partition("\t")[0] for one in lines}


def in_zsh(line: str) -> set[str]:
    """All that is on offer there, whatever was typed of the last word."""
    lines = said("zsh", "-f", "-c", ZSH, "-", SHARE / "zsh/site-functions/_perito", line).splitlines()
    return {one.lstrip("*").partition("[")[0].partition(":")[0] for one in lines}


def told(language: str) -> list[Command]:
    i18n.use(language)
    return commands()


def said(*words: object) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


def test_they_are_as_the_command_line_is() -> None:
    stale = {name for name, text in manual.files().items() if (SHARE / name).read_text(encoding="utf-8") != text}
    assert stale == set(), f"{sys.executable} -m release.manual"


@pytest.mark.parametrize("complete", [in_bash, in_fish, in_zsh])
def test_they_complete(complete: Callable[[str], set[str]]) -> None:
    for command in commands():
        if not command.words or command.words in {"lab up", "check"}:
            options = {name for one in command.options for name in one.names if name.startswith("--")}
            assert complete(f"perito {command.words} --".replace("  ", " ")) >= options
    assert "check" in complete("perito che")
    assert complete("perito lab ") >= {"up", "down", "verify"}
    assert "regrade" not in complete("perito lab ")
    # What was typed before does not lead astray: an option, an argument named as a command is.
    assert "--json" in complete("perito -v check local --")
    assert "--json" in complete("perito check lab --")


@pytest.mark.parametrize("complete", [in_bash, in_fish])
def test_values_that_are_known(complete: Callable[[str], set[str]]) -> None:
    assert complete("perito check --lang ") == {"es", "en", "ca"}
    assert "tunnel" in complete("perito check --http ")
    assert "local" in complete("perito check lo")


def test_no_option_with_known_values_is_gone() -> None:
    found = [one for command in commands() for one in command.options]
    assert set(VALUES) <= {name for one in found for name in one.names}
    assert set(ARGUMENTS) <= {one.names[0] for one in found if one.argument}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_they_are_printed_with_meanings_in_the_language_in_use(shell: str) -> None:
    said_in = {}
    for name in ("en_GB.UTF-8", "es_ES.UTF-8", "C.UTF-8"):
        ended = perito("completion", shell, env={"LC_ALL": name, "PERITO_LANG": ""})
        assert (ended.status, ended.err) == (0, "")
        said_in[name[:2]] = ended.out
    assert said_in["en"] in {path.read_text(encoding="utf-8") for path in SHARE.rglob("*perito*") if path.is_file()}
    assert said_in["es"] == said_in["C."]
    assert ("Grade one server." in said_in["en"]) is ("Califica un servidor." in said_in["es"]) is (shell != "bash")
    assert (said_in["en"] == said_in["es"]) is (shell == "bash")  # which shows no meanings
    meanings = {name: {one.meaning for command in told(name) for one in command.options} for name in ("es", "en")}
    assert meanings["es"].isdisjoint(meanings["en"] - {""})


def test_another_shell_is_a_line() -> None:
    ended = perito("completion", "csh")
    assert (ended.status, len(ended.said)) == (2, 1)


def test_the_manual_has_every_command_and_breaks_no_line() -> None:
    page = (SHARE / "man/man1/perito.1").read_text(encoding="utf-8")
    for command in commands():
        assert command.below or f".SS perito {command.words.replace('-', chr(92) + '-')} " in page
    requests = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert requests == {".TH", ".SH", ".SS", ".TP", ".B", ".BR"}
    assert page.isascii()
