"""Completion for bash, zsh and fish: commands, options, values where there are few. It starts no Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice import locate, rubric
from perito.support.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.cli.spelt import Command, Option

# Options whose values are known beforehand; all others are completed as files.
PRACTICE = rubric.load(locate.find().rubric)
VALUES = {
    "--lang": LANGUAGES,
    "--as": ("student", "teacher"),
    "--http": ("auto", "direct", "tunnel"),
    "--executor": ("local", "dask"),
    "--suite": ("bookworm", "trixie"),
    "--only": tuple(PRACTICE.steps),
}
ARGUMENTS = {
    "TARGET": ("local",),
    "SHELL": ("bash", "zsh", "fish"),
    "N|ID|TITLE": (*PRACTICE.steps, *PRACTICE.checks, *sorted(PRACTICE.words.everything())),
}
HEAD = "# Written by Perito from its command line: `perito completion SHELL`.\n"


def first_words(command: Command) -> list[str]:
    """What may come first where no option does: the commands below it, or an argument's values."""
    values = [value for one in command.options if one.argument for value in ARGUMENTS.get(one.names[0], ())]
    return [*command.below, *values]


def spelt(command: Command) -> list[str]:
    """All names of its options."""
    return [name for one in command.options if not one.argument for name in one.names]


def bash(found: Sequence[Command]) -> str:
    """bash(1), Programmable Completion."""
    groups = "|".join(f'"{one.words}"' for one in found if one.below)
    cases = "".join(map(_bash_case, found))
    values = "".join(
        f"        {name}) COMPREPLY=($(compgen -W '{' '.join(words)}' -- \"$cur\")); return ;;\n"
        for name, words in VALUES.items()
    )
    options = [option for one in found for option in one.options if option.value]
    valued = "|".join(sorted({name for option in options for name in option.names}))
    return f"""{HEAD}_perito() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} at="" word first options
    COMPREPLY=()
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case $at in
            {groups}) [[ $word == -* ]] || at="${{at:+$at }}$word" ;;
        esac
    done
    case $prev in
{values}        {valued}) return ;;
    esac
    case $at in
{cases}        *) return ;;
    esac
    if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$cur"))
    else
        COMPREPLY=($(compgen -W "$first" -- "$cur"))
    fi
}}
complete -o default -F _perito perito
"""


def _bash_case(one: Command) -> str:
    first, options = " ".join(first_words(one)), " ".join(spelt(one))
    return f"        '{one.words}') first='{first}'; options='{options}' ;;\n"


def zsh(found: Sequence[Command]) -> str:
    """zshcompsys(1)."""
    groups = "|".join(f'"{one.words}"' for one in found if one.below)
    meanings = {one.words: one.meaning for one in found}
    cases = ""
    for one in found:
        if one.below:
            below = " ".join(_zsh_quoted(f"{name}:{meanings[f'{one.words} {name}'.strip()]}") for name in one.below)
            cases += f'        "{one.words}") local -a below=({below}); _describe command below'
            cases += f" || _arguments {' '.join(_zsh_option(option) for option in one.options)} ;;\n"
        else:
            words = " ".join(first_words(one))
            rest = f"'*:argument:(({words}))'" if words else "'*:argument:_files'"
            options = " ".join(_zsh_option(option) for option in one.options if not option.argument)
            cases += f'        "{one.words}") _arguments {options} {rest} ;;\n'
    return f"""#compdef perito
{HEAD}_perito() {{
    local at="" word
    for word in "${{(@)words[2,CURRENT-1]}}"; do
        case $at in
            {groups}) [[ $word == -* ]] || at="${{at:+$at }}$word" ;;
        esac
    done
    case $at in
{cases}    esac
}}
if [[ $funcstack[1] == _perito ]]; then _perito "$@"; else compdef _perito perito; fi
"""


def _zsh_option(option: Option) -> str:
    meaning = option.meaning.replace("\\", "\\\\").replace("[", "(").replace("]", ")").replace(":", "\\:")
    known = next((VALUES[name] for name in option.names if name in VALUES), ())
    kind = f"({' '.join(known)})" if known else "_files"
    value = f":{option.value.replace(':', ' ')}:{kind}" if option.value else ""
    return " ".join(_zsh_quoted(f"*{name}[{meaning}]{value}") for name in option.names)


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def fish(found: Sequence[Command]) -> str:
    """complete(1) of fish."""
    groups = " ".join(f"'{one.words}'" for one in found if one.below)
    meanings = {one.words: one.meaning for one in found}
    lines = []
    for one in found:
        here = f"complete -c perito -n \"__perito_at '{one.words}'\""
        for name in first_words(one):
            said = meanings.get(f"{one.words} {name}".strip(), "")
            lines.append(f"{here} {'-f ' if one.below else ''}-a {name}{f' -d {_fish_quoted(said)}' if said else ''}")
        for option in one.options:
            if not option.argument:
                lines.append(f"{here} {_fish_option(option)}")
    return f"""{HEAD}function __perito_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        if contains -- $at {groups}; and not string match -q -- '-*' $word
            set at (string trim -- "$at $word")
        end
    end
    test "$at" = "$argv[1]"
end
{chr(10).join(lines)}
"""


def _fish_option(option: Option) -> str:
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    known = next((VALUES[name] for name in option.names if name in VALUES), ())
    value = f" -x -a '{' '.join(known)}'" if known else " -r" if option.value else ""
    return f"{names}{value} -d {_fish_quoted(option.meaning)}"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
