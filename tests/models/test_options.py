"""Options and columns of rosters belong to models; a practice whose model does not have them refuses them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from perito import models
from perito.errors import UsageError
from perito.models import options
from perito.practice import locate
from perito.transport.target import Target, parse_target
from tests.cli.running import perito
from tests.models.test_models import practice_of

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = {
    "apps": ("--app", "mine", "examines no deployments"),
    "service": ("--service", "mine", "looks for no unit by its name"),
    "site": ("--site", "mine", "looks for no site by its name"),
    "server_name": ("--server-name", "mine.test", "visits no site by its name"),
    "heroku": ("--heroku", "mine", "has no part that lies elsewhere"),
}


@pytest.mark.parametrize("field", GIVEN)
def test_an_option_of_another_model_is_refused_in_one_line_and_nobody_connects(tmp_path: Path, field: str) -> None:
    option, value, said = GIVEN[field]
    words = ("check", "user@nowhere.invalid", "--practice", practice_of(tmp_path / "p"), option, value)
    ended = perito(*words, "--no-report", "--lang", "en", cwd=tmp_path)
    assert ended.said == [f"{option}: the practice small {said}"]
    assert ended.status == 2


def test_every_name_that_can_be_given_is_some_model_s() -> None:
    assert set(options.OPTIONS) <= {one.name for one in fields(Target)}
    assert all(options.owners(field) for field in options.OPTIONS)


def test_the_model_none_has_none_and_the_shipped_practice_s_has_all(tmp_path: Path) -> None:
    names = {name: value for name, (_option, value, _said) in GIVEN.items() if name != "apps"}
    target = Target(apps=(("", "mine"),), **names)  # type: ignore[arg-type] # all of them texts
    options.check(locate.find(), "flask", target)
    with pytest.raises(UsageError):
        options.check(locate.Practice(practice_of(tmp_path / "p")), "small", target)
    options.check(locate.Practice(practice_of(tmp_path / "q")), "small", parse_target("user@host"))


@pytest.mark.parametrize("field", ["apps", "service", "site", "server_name"])
def test_a_column_of_a_roster_is_refused_with_its_place(tmp_path: Path, field: str) -> None:
    option, value, said = GIVEN[field]
    column = option.removeprefix("--").replace("-", "_")
    (tmp_path / "class.csv").write_text(
        f"id,host,{column}\nana,user@nowhere.invalid,\nben,user@nowhere.invalid,{value}\n"
    )
    words = ("grade", "class.csv", "--practice", practice_of(tmp_path / "p"), "--run", "run", "--lang", "en")
    ended = perito(*words, cwd=tmp_path)
    assert ended.said == [f"class.csv:3:1: {column}: the practice small {said}"]
    assert ended.status == 2
    assert not (tmp_path / "run").exists()


@pytest.mark.usefixtures("in_english")
def test_help_says_whose_they_are() -> None:
    groups = options.groups()
    assert {one for names in groups.values() for one in names.split()} == {
        option.lstrip("-") for option, *_more in options.OPTIONS.values()
    }
    for title, names in groups.items():
        for field in (one for one, (option, *_more) in options.OPTIONS.items() if option.lstrip("-") in names.split()):
            assert all(name in title for name in options.owners(field)), (title, field)
            assert not [name for name in models.SHIPPED if name in title and name not in options.owners(field)]
    ended = perito("check", "--help", "--lang", "en")
    assert "What on the server (models flask and web):" in ended.out, ended.out[:300]
    assert "What lies elsewhere (model flask):" in ended.out, ended.out[:300]
