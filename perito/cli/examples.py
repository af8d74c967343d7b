"""Commands to paste: what is shown below a command's help, and where a word is missing."""

from __future__ import annotations

from perito.support.i18n import N_

# By a command's words; the empty ones are of `perito` itself.
EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("perito check usuario@192.168.56.10", N_("your server, over SSH")),
        ("perito demo", N_("a try, without a server")),
        ("perito grade roster.csv", N_("a whole class")),
    ),
    "check": (
        ("perito check usuario@192.168.56.10", N_("your server, over SSH")),
        ("perito check local", N_("on the server itself")),
        ("perito check vm --app mi_aplicacion", N_("an alias of ~/.ssh/config; one directory")),
        ("perito check usuario@192.168.56.10 --ask-sudo-pass", N_("where sudo asks for a password")),
        ("perito check usuario@192.168.56.10 --only service,site", N_("these steps only")),
        ("perito check usuario@192.168.56.10 --json - | jq .score", N_("for a script")),
    ),
    "watch": (
        ("perito watch usuario@192.168.56.10", N_("while you work: steps turn green, Ctrl-C ends")),
        ("perito watch local", N_("on the server itself")),
    ),
    "grade": (
        ("perito grade roster.csv", N_("every server of a roster; pages in reports/")),
        ("perito grade roster.csv --run notas", N_("into a directory of your choice")),
        ("perito grade roster.csv --run notas --resume", N_("go on: only what is missing")),
        ("perito open", N_("the class's page, in the browser")),
    ),
    "report": (
        ("perito report", N_("the last run again")),
        ("perito report notas --student ana", N_("one student of a class")),
        ("perito report --html page.html", N_("the last run, as a page")),
    ),
    "explain": (
        ("perito explain", N_("the causes of the last run")),
        ("perito explain 1", N_("its first cause, down to the line")),
        ("perito explain service.active", N_("why a check ended as it did")),
        ("perito explain --all", N_("every check of the practice")),
    ),
    "open": (
        ("perito open", N_("the last run's page")),
        ("perito open 2", N_("that of the run before")),
        ("perito open notas", N_("a class's")),
    ),
    "completion": (
        ("perito completion bash > ~/.local/share/bash-completion/completions/perito", N_("from the next shell on")),
    ),
}
START = (
    (N_("Check your server"), "perito check usuario@192.168.56.10"),
    (N_("Try it without one"), "perito demo"),
    (N_("Grade a class"), "perito grade roster.csv"),
)
