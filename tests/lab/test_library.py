"""The lab of any practice: its deploy.sh, its faults and its variants."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.cli.commands import verify
from perito.lab import extension, images
from perito.lab import library as libraries
from perito.lab.layers import Layer
from perito.lab.library import Library
from perito.lab.server import Server
from perito.lab.tools import LibraryError
from perito.practice import locate, rubric
from perito.support import i18n
from tests.cli.running import perito

if TYPE_CHECKING:
    from perito.lab import Lab

ROOT = Path(__file__).parents[2]
RUBRIC = """schema: perito/rubric/1
practice: notice
version: "1"
model: none
title: {es: "Un aviso", en: "A notice"}
steps:
  notice:
    title: {es: "Aviso", en: "Notice"}
    checks:
      notice.there:
        points: 10
        title: {es: "Hay un aviso", en: "There is a notice"}
        unmet: {es: "No hay aviso", en: "There is no notice"}
        why: {es: "Quien entra lo lee.", en: "Whoever logs in reads it."}
        hint: {es: "¿Qué es issue(5)?", en: "What is issue(5)?"}
        see: "cat /etc/notice"
"""
CHECK = """from perito import check, expect


@check("notice.there")
def test_there_is_a_notice(host):
    expect(host.file("/etc/notice").content_string.strip()).to_equal("Solo personal")
"""
FAULT = """# pins: notice.there
# says: The notice is another one.
echo nada > /etc/notice
until_true test -s /etc/notice
"""
VARIANT = """# es: El aviso es un enlace.
mv /etc/notice /etc/real
ln -s /etc/real /etc/notice
test "$MINE" = yes
"""


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A practice of one check, with a lab."""
    return written(
        tmp_path / "notice",
        {
            "rubric.yaml": RUBRIC,
            "checks/test_01_notice.py": CHECK,
            "lab/deploy.sh": 'install -m 644 notice.txt /etc/notice\ntest -n "$DEPLOY_USER"\n',
            "lab/notice.txt": "Solo personal\n",
            "lab/prelude.sh": "MINE=yes\n",
            "lab/ready.sh": "test -s /etc/notice\n",
            "lab/faults/other-notice.sh": FAULT,
            "lab/variants/notice-link.sh": VARIANT,
        },
    )


def written(directory: Path, files: dict[str, str]) -> Path:
    """A directory with these files."""
    for name, text in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")
    return directory


def run(*words: object) -> tuple[int, str]:
    """Exit status and everything said, by the command line."""
    done = perito(*words, env={"PERITO_LANG": "en"})
    return done.status, done.err + done.out


def test_its_own_mistakes_and_variants_are_verified_on_its_own_servers(lab: Lab, practice: Path) -> None:
    assert lab.missing() == []
    status, said = run("lab", "verify", "--practice", practice, "-j", 2)
    assert said.splitlines()[-2:] == [
        "bookworm: faults found 1/1, pinned 1/1, said 1/1, sound variants clean 2/2",
        "checks without a fault 0",
    ]
    assert status == 0
    (practice / "lab/variants/notice-link.sh").write_text(VARIANT + "echo nada > /etc/notice\n", encoding="utf-8")
    status, said = run("lab", "verify", "--practice", practice, "notice-link")
    assert status == 1
    assert "bookworm notice-link: missed —; falsely blamed notice.there" in said
    (practice / "lab/faults/other-notice.sh").write_text(FAULT + "cat /nowhere\n", encoding="utf-8")
    status, said = run("lab", "verify", "--practice", practice, "other-notice")
    assert status == 2
    assert "cat: /nowhere" in next(line for line in said.splitlines() if "other-notice" in line)


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("true\nls /nowhere\ntrue\n", "deploy.sh:2: it ended with status 2: ls: cannot access '/nowhere'"),
        ("true\n\necho $nothing\n", "deploy.sh:3: it ended with status 1: nothing: unbound variable"),
        ("echo away >&2\nexit 4\n", "deploy.sh: it ended with status 4: away"),
        ("if true; then\n", "deploy.sh:2: it ended with status 2: syntax error: unexpected end of file"),
    ],
)
def test_where_deploy_sh_fails_is_one_line(
    lab: Lab, practice: Path, script: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (practice / "lab/deploy.sh").write_text(script, encoding="utf-8")
    monkeypatch.setattr("perito.lab.images._", str)
    with pytest.raises(LibraryError) as refused:
        lab.prepare(library=Library(practice))
    assert f"{practice}/lab/{says}" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_status == 2


def test_an_image_is_named_after_what_it_is_made_of(practice: Path) -> None:
    below = Layer(practice / "layers/bookworm-plain-1")
    names = [images.layer(Library(practice), below, "bookworm").directory.name]
    for file, text in (("lab/notice.txt", "x"), ("lab/deploy.sh", "true\n"), ("lab/deep/er.txt", "y")):
        written(practice, {file: text})
        names.append(images.layer(Library(practice), below, "bookworm").directory.name)
    assert len(set(names)) == 4
    for file in ("lab/faults/other-notice.sh", "lab/variants/notice-link.sh", "lab/prelude.sh", "lab/ready.sh"):
        written(practice, {file: "# says: x\n"})
    assert images.layer(Library(practice), below, "bookworm").directory.name == names[-1]
    assert images.layer(Library(practice), Layer(practice / "layers/other"), "bookworm").directory.name not in names


def test_without_a_lab_it_is_one_line(practice: Path) -> None:
    for kind in ("up", "verify", "faults"):
        (practice / "lab/deploy.sh").unlink(missing_ok=True)
        assert run("lab", kind, "--practice", practice) == (2, f"perito: {practice}/lab: no deploy.sh in it\n")
    (practice / "lab").rename(practice / "elsewhere")
    status, said = run("lab", "up", "--practice", practice)
    assert (status, said.count("\n")) == (2, 1)
    assert str(practice) in said


def test_names_that_nobody_has_are_one_line(practice: Path) -> None:
    status, said = run("lab", "up", "--practice", practice, "--fault", "other-notic")
    assert (status, said) == (
        2,
        "perito: no fault is called 'other-notic' (did you mean other-notice?)\n",
    )
    status, said = run("lab", "verify", "--practice", practice, "directory-mode-755")
    assert (status, said.count("\n")) == (2, 1)
    written(practice, {"lab/faults/wrong.sh": "# pins: notice.their\n# says: x\n"})
    status, said = run("lab", "verify", "--practice", practice)
    assert (status, said.count("\n")) == (2, 1)
    assert f"{practice}/lab/faults/wrong.sh" in said
    assert "notice.there" in said
    written(practice, {"lab/faults/wrong.sh": "# pins: notice.there\n"})
    status, said = run("lab", "faults", "--practice", practice)
    assert (status, said.count("\n")) == (2, 1)


def test_the_lab_of_the_practice_at_the_root_is_the_one_that_ships(tmp_path: Path) -> None:
    shipped = libraries.of(locate.find())
    assert shipped == libraries.shipped() == Library(ROOT)
    assert "directory-mode-755" in shipped.faults
    assert shipped.further == ("exercise",)
    copy = written(tmp_path / "copy", {"rubric.yaml": "model: flask\n", "checks/test_x.py": ""})
    assert libraries.of(locate.find(copy)) == Library(copy, ROOT)


@pytest.mark.parametrize(
    ("text", "found"),
    [("login=ana\n# a comment\nexport password='k7 tejado'\n\n", {"login": "ana", "password": "k7 tejado"}), ("", {})],
)
def test_the_inputs_of_a_lab_are_read_as_a_env_file_is(text: str, found: dict[str, str], practice: Path) -> None:
    (practice / "lab" / "inputs").write_text(text)
    assert Library(practice).inputs == found


@pytest.mark.parametrize(("text", "line"), [("a=1\nlogin\n", 2), ("a=1\nb='open\n", 2), ("=1\n", 1)])
def test_a_line_of_inputs_that_is_none_has_its_place(text: str, line: int, practice: Path) -> None:
    (practice / "lab" / "inputs").write_text(text)
    with pytest.raises(LibraryError, match=rf"lab/inputs:{line}:1: "):
        Library(practice).inputs  # noqa: B018 - it is read here


UNREADABLE = {
    "an unknown key": ("faults/a.sh", "# pin: notice.there\n# says: x\n", ":1:3: pin: .* (did you mean pins?)"),
    "a key twice": ("faults/a.sh", "# says: x\n# pins: notice.there\n#  says: y\n", ":3:4: says: "),
    "no pins": ("faults/a.sh", "# says: x\ntrue\n", ":1:1: .*# pins: CHECK"),
    "a pin that is none": (
        "faults/a.sh",
        "# says: x\n# pins: notice.there, notice\n",
        ":2:23: notice: .*CHECK/FINDING",
    ),
    "pins of a variant": ("variants/a.sh", "# says: x\n# pins: notice.there\n", ":2:9: "),
    "no description": ("variants/a.sh", "true\n", ":1:1: .*# says: "),
    "two of one name": ("variants/other-notice.sh", "# says: x\n", ":1:1: .*faults/other-notice.sh"),
    "the name of none": ("variants/as-deployed.sh", "# says: x\n", ":1:1: as-deployed "),
    "no such deployment": ("variants/a.sh", "# says: x\n# on: extr\n", ":2:7: .*'extr' (did you mean extra?)"),
    "no such name": ("variants/a.sh", "# says: x\n# sets: DIRR=/x\n", ":2:9: DIRR .*lab/names (did you mean DIR?)"),
    "no value": ("variants/a.sh", "# says: x\n# sets: DIR\n", ":2:9: .*NAME=VALUE"),
    "an open quote": ("variants/a.sh", "# says: x\n# sets: DIR='x\n", ":2:9: No closing quotation"),
    "no text": ("faults/a.sh", "# says: \udcff\n", ":1:9: .*UTF-8"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_change_that_cannot_be_is_one_line_with_its_place(case: str, practice: Path) -> None:
    i18n.use("en")
    written(practice, {"lab/names": "DIR=/etc\n", "lab/extra/deploy.sh": "true\n", "lab/extra/names": ""})
    assert len(Library(practice).changes) == 3
    file, text, says = UNREADABLE[case]
    (practice / "lab" / file).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(LibraryError) as refused:
        Library(practice).changes  # noqa: B018 - it is read here
    wanted = re.sub(r"([()?])", r"\\\1", says)
    assert re.match(re.escape(f"{practice}/lab/{file}") + wanted, str(refused.value))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("command", ["up", "verify", "faults"])
def test_nothing_boots_where_a_lab_cannot_be_read(command: str, practice: Path) -> None:
    written(practice, {"lab/faults/wrong.sh": "# says: x\n# pins: notice.there, notice.their\n"})
    status, said = run("lab", command, "--practice", practice)
    place = f"{practice}/lab/faults/wrong.sh:2:23"
    assert (status, said) == (
        2,
        f"perito: {place}: no check is called 'notice.their' (did you mean notice.there?)\n",
    )
    (practice / "lab/faults/wrong.sh").unlink()
    (practice / "lab/faults/other-notice.sh").unlink()
    status, said = run("lab", command, "--practice", practice)
    assert (status, said.count("\n")) == (2, 1)
    assert f"{practice}/lab/faults: " in said


def test_names_are_variables_of_the_shell(practice: Path) -> None:
    written(practice, {"lab/names": "DIR=/etc\nmi-dir=/x\n"})
    with pytest.raises(LibraryError, match=r"lab/names:2:1: mi-dir: "):
        Library(practice).names()
    written(practice, {"lab/names": "LABEL=mi-app\nDIR=/etc\n", "lab/otra/names": "DIR=/x\n"})
    assert Library(practice).variables("otra") == {"MI_APP_DIR": "/etc", "DIR": "/x"}


def test_only_a_lab_with_an_extension_has_cases_of_one(practice: Path) -> None:
    assert extension.catalogue(Library(practice)) == {}
    assert "crashed" in extension.catalogue(libraries.shipped())


def test_what_a_change_loses_is_a_check_of_the_practice(practice: Path) -> None:
    written(practice, {"lab/variants/less.sh": "# says: x\n# loses: notice.their\n"})
    with pytest.raises(LibraryError, match=r"less\.sh:2:10: .*notice\.there"):
        Library(practice).prove({"notice.there"}, ())
    written(practice, {"lab/variants/less.sh": "# says: x\n# loses: notice.there\n"})
    Library(practice).prove({"notice.there"}, ())


def test_what_a_change_is_pinned_to_is_a_finding_of_the_practice(practice: Path) -> None:
    written(practice, {"lab/faults/gone.sh": "# says: x\n# pins: notice.there/gonne\n"})
    with pytest.raises(LibraryError, match=r"gone\.sh:2:9: .*notice\.there/gonne.*notice\.there/gone"):
        Library(practice).prove({"notice.there"}, {"notice.there/gone"})
    Library(practice).prove({"notice.there"}, {"notice.there/gonne"})


def test_a_practice_stands_on_the_lab_of_the_one_that_it_extends(practice: Path, tmp_path: Path) -> None:
    heir = written(tmp_path / "heir", {"rubric.yaml": f"extends: {practice}\n"})
    found = libraries.of(locate.find(heir))
    assert found == Library(heir, practice)
    assert set(found.faults) == {"other-notice"}


HEIR = """schema: perito/rubric/1
practice: heir
extends: {base}
title: {{es: "Otro", en: "Another"}}
points: {{notice.there: 4}}
steps:
  more:
    title: {{es: "Más", en: "More"}}
    checks:
      more.there: {{points: 6, title: {{es: "Hay más", en: "There is more"}}}}
"""
MORE = """from perito import check, expect


@check("more.there")
def test_there_is_more(host):
    expect(host.file("/etc/more").content_string.strip()).to_equal("mas")
"""


@pytest.fixture
def heir(practice: Path, tmp_path: Path) -> Path:
    """A practice that extends the other one, with a check, a fault and a variant of its own, and no deploy.sh."""
    written(practice, {"lab/names": "DIR=/etc\nAPP=x\n", "lab/inputs": "word=si\n"})
    return written(
        tmp_path / "heir",
        {
            "rubric.yaml": HEIR.format(base="../notice"),
            "checks/test_02_more.py": MORE,
            "lab/also.sh": 'install -m 644 more.txt "$DIR/more"\n',
            "lab/more.txt": "mas\n",
            "lab/names": "APP=y\n",
            "lab/prelude.sh": "ALSO=$MINE\n",
            "lab/ready.sh": "test -s /etc/more\n",
            "lab/faults/no-more.sh": "# pins: more.there\n# says: x\nrm /etc/more\n",
            "lab/faults/other-notice.sh": FAULT.replace("another one", "empty").replace("echo nada", "echo ninguno"),
            "lab/variants/longer.sh": '# says: x\ntest "$ALSO" = yes\necho mas > /etc/more\n',
        },
    )


def test_a_lab_without_deploy_sh_has_the_files_of_its_base_and_its_own(practice: Path, heir: Path) -> None:
    found = libraries.of(locate.find(heir))
    assert (found, found.directories) == (Library(heir, practice), (heir / "lab", practice / "lab"))
    assert set(found.changes) == {"other-notice", "no-more", "as-deployed", "notice-link", "longer"}
    assert found.faults["other-notice"].said("en") == "The notice is empty."
    assert found.names() == {"DIR": "/etc", "APP": "y"}
    assert found.given == {"PERITO_INPUT_WORD": "si"}
    assert found.script("ready.sh") == "test -s /etc/notice\n\ntest -s /etc/more\n"
    assert found.prelude.endswith("MINE=yes\n\nALSO=$MINE\n")
    assert found.file("deploy.sh") == practice / "lab/deploy.sh"


def test_its_image_is_its_base_s_until_it_deploys_more(practice: Path, heir: Path) -> None:
    below = Layer(practice / "layers/below")

    def image(place: Path) -> str:
        return images.layer(libraries.of(locate.find(place)), below, "bookworm").directory.name

    before = image(heir)
    written(heir, {"lab/more.txt": "mucho mas\n"})
    assert len({image(practice), before, image(heir)}) == 3
    for name in ("also.sh", "more.txt", "names"):
        (heir / "lab" / name).unlink()
    assert image(heir) == image(practice)


def test_pins_of_a_base_that_are_not_used_are_no_error_and_its_own_are(practice: Path, heir: Path) -> None:
    """`notice.there` is left out: its base's fault has no meaning, and is not verified."""
    i18n.use("en")
    text = HEIR.format(base="../notice").replace("points: {notice.there: 4}", "skip: [notice.*]")
    written(heir, {"rubric.yaml": text.replace("points: 6", "points: 10")})
    (heir / "lab/faults/other-notice.sh").unlink()
    written(practice, {"lab/variants/less.sh": "# says: x\n# loses: notice.there\nrm /etc/notice\n"})
    loaded = rubric.load(heir / "rubric.yaml")
    chosen = verify._chosen((), None, loaded, libraries.of(locate.find(heir)))
    names = {one.name: one.loses for one in chosen}
    assert names == dict.fromkeys(("no-more", "as-deployed", "notice-link", "less", "longer"), ())
    status, said = run("lint", "--practice", heir)
    assert status == 0, said
    written(heir, {"lab/faults/wrong.sh": "# says: x\n# pins: notice.there\n"})
    status, said = run("lint", "--practice", heir)
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith(f"perito: {heir}/lab/faults/wrong.sh:2:9: no check is called 'notice.there'")


def test_a_lab_of_its_own_takes_nothing_from_a_base(practice: Path, heir: Path) -> None:
    written(heir, {"lab/deploy.sh": "true\n"})
    found = libraries.of(locate.find(heir))
    assert (found, set(found.faults)) == (Library(heir), {"no-more", "other-notice"})
    assert set(found.variants) == {"longer"}


def test_an_heir_is_verified_on_its_base_s_servers(lab: Lab, practice: Path, heir: Path) -> None:
    status, said = run("lab", "verify", "--practice", heir, "-j", 2)
    assert said.splitlines()[-2:] == [
        "bookworm: faults found 2/2, pinned 2/2, said 2/2, sound variants clean 3/3",
        "checks without a fault 0",
    ], said
    assert status == 0
    written(heir, {"lab/also.sh": "true\ncat /nowhere\n"})
    status, said = run("lab", "verify", "--practice", heir, "longer")
    assert (status, said.count("\n")) == (2, 1)
    assert f"{heir}/lab/also.sh:2: it ended with status 1: cat: /nowhere" in said


FURTHER = {
    "lab/names": "LABEL=one\nAPP=uno\nPLACE=/etc/notice\n",
    "lab/booted.sh": 'systemctl is-active --quiet ssh\nstudent "id -un" > "$PLACE.by"\n',
    "lab/ready.sh": 'test -s "$PLACE" && test -s "$PLACE.by"\n',
    "lab/second/names": "APP=dos\nPLACE=/etc/second\n",
    "lab/second/deploy.sh": 'test ! -e deploy.txt\necho "$ONE_PLACE" > "$PLACE"\nstudent "id -un" >> "$PLACE"\n',
    "lab/variants/second-moved.sh": """# says: x
# on: second
# sets: PLACE=/etc/moved
mv "$PLACE" /etc/moved
test -e "$ONE_PLACE"
""",
    "lab/deploy.txt": "x\n",
}


def test_any_lab_may_have_a_booted_part_and_further_deployments(lab: Lab, practice: Path) -> None:
    library = Library(written(practice, FURTHER))
    with lab.up(library=library) as alone:
        assert alone.run("cat /etc/notice.by").stdout == "usuario\n"
        assert (alone.apps, alone.run("ls /etc/second").returncode) == ((("", "uno"),), 2)
    with lab.up(library=library, variants=["second-moved"]) as both:
        assert both.apps == (("one", "uno"), ("second", "dos"))
        assert both.run("cat /etc/moved /etc/second.by").stdout.split() == ["/etc/notice", "usuario", "usuario"]
        assert both.further["second"]["PLACE"] == "/etc/moved"
        assert type(both).load(both.directory).further == both.further
    written(practice, {"lab/booted.sh": "echo no >&2\nfalse\n"})
    with pytest.raises(LibraryError, match=r"/lab/booted\.sh: .* 1: no$"):
        lab.up(library=library)


def test_what_an_older_perito_left_is_listed_and_taken_down(tmp_path: Path) -> None:
    older = {"name": "a", "suite": "bookworm", "identity": "0", "names": {"app": "x"}, "exercise": None, "practice": ""}
    ended = {"number": 0, "owner": None, "supervisor": None, "init": None}
    written(tmp_path / "a", {"server.json": json.dumps({**older, **ended})})
    server = Server.load(tmp_path / "a")
    assert (server.name, server.names, server.apps, server.running) == ("a", {}, (), False)
    server.down()
    assert not (tmp_path / "a").exists()


def test_lint_reads_the_lab_of_a_practice(practice: Path) -> None:
    status, said = run("lint", "--practice", practice)
    assert status == 0, said
    written(practice, {"lab/faults/gone.sh": "# says: x\n# pins: notice.theer\n"})
    status, said = run("lint", "--practice", practice)
    assert (status, said.count("\n")) == (2, 1)
    assert f"{practice}/lab/faults/gone.sh:2:9: no check is called 'notice.theer' (did you mean notice.there?)" in said


def test_each_change_is_told_in_the_language_in_use(practice: Path) -> None:
    written(practice, {"lab/faults/gone.sh": "# pins: notice.there\n# es: No hay aviso.\n# en: There is none.\n"})
    said = {
        one: perito("lab", "faults", "--practice", practice, env={"PERITO_LANG": one}).out for one in ("es", "en", "ca")
    }
    assert ["No hay aviso." in text for text in said.values()] == [True, False, False]
    assert ["There is none." in text for text in said.values()] == [False, True, True]
