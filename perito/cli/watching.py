"""`perito watch`: no logic, as in app.py, which registers it."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from perito.cli.groups import grouped
from perito.cli.options import ConfigFile, Deadline, GradingOptions, Lang, NoConfig, ReachOptions, TargetName, told


@grouped
def watch(
    target: TargetName,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    *,
    reach: ReachOptions,
    how: GradingOptions,
    every: Annotated[float, typer.Option(metavar="S", help="Seconds between looks whether something changed.")] = 2.0,
    full: Annotated[
        float, typer.Option(metavar="S", help="Check again after so many seconds, whether or not something changed.")
    ] = 300.0,
    deadline: Deadline = 120.0,
    lang: Lang = "es",
) -> None:
    """Keep looking at one server, and check it again whenever something on it changed. Ctrl-C ends."""
    from perito.cli.commands import check
    from perito.cli.commands import watch as command
    from perito.grading.settings import Grading, Judging

    told(config)
    judging = Judging(whole=how.whole, inputs=tuple(how.inputs or ()))
    audience = how.audience or "student"
    load = partial(Grading.of, how.practice, how.only, lang, audience, how.fail_under, 0, how.waivers, judging)
    values = {"target": target, **vars(reach), "practice": how.practice, "deadline": deadline}
    raise typer.Exit(command.run(check.Options.given(values, load=load), every, full))


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(watch)
