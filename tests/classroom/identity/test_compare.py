"""Who shares what, and how likely that is innocent: classes made up by hand, and any class at all."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perito.classroom.identity import odds
from perito.classroom.identity.compare import compare
from perito.classroom.identity.model import Fact, Facts, Onward, Seen
from perito.classroom.identity.words import KINDS, ROLES, TEXTS
from perito.support import i18n
from tests.classroom.identity.made import moment, student, unrelated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


@pytest.mark.parametrize("count", [0, 1, 2, 5, 30, 300])
def test_students_who_share_nothing_but_the_text_are_not_told(count: int) -> None:
    assert compare(unrelated(count)) == ()


@pytest.mark.parametrize("count", [2, 3, 5, 30])
def test_one_finished_machine_for_all_accuses_nobody(count: int) -> None:
    everybody = {f"s{n:02}": student(f"s{n:02}", image="teacher", work="teacher") for n in range(count)}
    assert compare(everybody) == ()


def test_of_one_finished_machine_for_all_those_who_changed_nothing_are_not_told() -> None:
    """Most have worked on the image they were given; two still have its files as they came."""
    everybody = {f"s{n:02}": student(f"s{n:02}", image="teacher", work="teacher") for n in range(12)}
    for who in list(everybody)[2:]:
        one = everybody[who]
        facts = tuple(
            fact.model_copy(update={"value": f"{float(fact.value) + 900_000 + int(who[1:]):.9f}"})
            if fact.kind == "changed" and fact.role != "virtualenv"
            else fact
            for fact in one.facts
        )
        everybody[who] = one.model_copy(update={"facts": facts})
    assert compare(everybody) == ()


def test_a_cloned_disk_is_told_and_its_evidence_named() -> None:
    everybody = unrelated(28) | {"ana": student("ana"), "eva": student("eva", image="ana", work="ana")}
    (found,) = compare(everybody)
    assert (found.kind, found.students, found.strength) == ("cloned-disk", ("ana", "eva"), "very-strong")
    assert found.chance <= 1 / 1000
    assert {one.kind for one in found.shared} == {"machine-id", "host-key", "mac", "image-time", "changed"}
    assert all(set(one.evidence) == {"ana", "eva"} for one in found.shared)


def test_a_clone_within_a_class_that_shares_an_image() -> None:
    everybody = {f"s{n:02}": student(f"s{n:02}", image="box") for n in range(20)}
    everybody["clone"] = student("clone", image="box", work="s03")
    (found,) = compare(everybody)
    assert (found.kind, found.students) == ("copied-files", ("s03", "clone"))
    assert {one.kind for one in found.shared} == {"changed"}


def test_work_done_apart_on_one_image_is_weak() -> None:
    (found,) = compare(unrelated(28) | {"ana": student("ana", image="box"), "eva": student("eva", image="box")})
    assert (found.kind, found.strength) == ("same-image", "weak")


def fresh_class(seconds: float) -> dict[str, Facts]:
    """Twenty on one image; of ana's disk, so many seconds after the image was made, eva has a copy."""
    everybody = {f"s{n:02}": student(f"s{n:02}", image="box") for n in range(18)}
    made = moment("box", 1_000_000)
    for who in ("ana", "eva"):
        one = student(who, image="box", work="ana")
        facts = [
            fact.model_copy(update={"value": f"{made + seconds + n / 1000:.9f}"}) if fact.kind == "changed" else fact
            for n, fact in enumerate(one.facts)
        ]
        everybody[who] = one.model_copy(update={"facts": tuple(facts)})
    return everybody


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(-3600, None), (5, "too-young"), (3500, "too-young"), (3700, "very-strong"), (86_400, "very-strong")],
)
def test_a_pair_on_a_fresh_image_is_too_young_to_say(seconds: float, told: str | None) -> None:
    """What is older than the image came with it; within the hour nobody knows; later it was copied."""
    found = [(one.strength, one.students) for one in compare(fresh_class(seconds))]
    assert found == ([(told, ("ana", "eva"))] if told else [])


def test_what_is_too_young_has_no_odds_and_hides_nothing() -> None:
    two = fresh_class(60)
    two["eva"] = two["eva"].model_copy(
        update={"facts": (*two["eva"].facts[1:], Fact(kind="boot-id", value="boot of ana"))}
    )
    strengths = {one.kind: one.strength for one in compare(two)}
    assert strengths == {"same-machine": "very-strong"}


def test_ten_images_in_a_class_are_ten_groups_and_accuse_nobody() -> None:
    (found,) = compare({f"s{n:02}": student(f"s{n:02}", image=f"box {n % 10}") for n in range(30)})
    assert (found.kind, found.strength, len(found.groups)) == ("same-image", "usual", 10)
    assert found.groups[0].students == ("s00", "s10", "s20")
    assert {what.kind for what in found.groups[0].shared} == {"machine-id", "host-key", "mac"}


def test_two_pairs_with_an_image_each_are_one_finding_of_two_groups() -> None:
    pairs = {who: student(who, image=box) for who, box in (("ana", "x"), ("eva", "x"), ("luis", "y"), ("zoe", "y"))}
    (found,) = compare(unrelated(26) | pairs)
    assert (found.strength, [one.students for one in found.groups]) == ("weak", [("ana", "eva"), ("luis", "zoe")])


def test_a_clone_in_a_class_of_ten_images_is_told() -> None:
    everybody = {f"s{n:02}": student(f"s{n:02}", image=f"box {n % 10}") for n in range(30)}
    everybody["s20"] = student("s20", image="box 0", work="s10")
    told = [one for one in compare(everybody) if one.strength != "usual"]
    assert [(one.kind, one.students, one.strength) for one in told] == [("copied-files", ("s10", "s20"), "very-strong")]


def test_three_copies_of_one_disk_are_no_image_of_the_class() -> None:
    copies = {who: student(who, image="ana", work="ana") for who in ("ana", "eva", "luis")}
    (found,) = compare(unrelated(28) | copies)
    assert (found.kind, found.strength, found.students) == ("cloned-disk", "very-strong", ("ana", "eva", "luis"))


CLASSES: dict[str, Callable[[int], dict[str, Facts]]] = {
    "unrelated": unrelated,
    "one image": lambda count: {f"s{n}": student(f"s{n}", image="box") for n in range(count)},
    "an image for three": lambda count: {f"s{n}": student(f"s{n}", image=f"box {n // 3}") for n in range(count)},
    "copies in pairs": lambda count: {
        f"s{n}": student(f"s{n}", image=f"s{n // 2 * 2}", work=f"s{n // 2 * 2}") for n in range(count)
    },
    "one server for all": lambda count: (
        unrelated(count) | {"hub": student("hub", seen=tuple(Seen(nonce=f"nonce of s{n:02}") for n in range(count)))}
    ),
}


def steps(everybody: dict[str, Facts]) -> int:
    """How many lines of the comparison run: each comparison of two students, values or findings is in one of them."""
    count = 0

    def count_lines(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        if "identity" not in frame.f_code.co_filename:
            return None
        count += event == "line" or event == "call"
        return count_lines

    before = sys.gettrace()
    sys.settrace(count_lines)
    try:
        compare(everybody)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", CLASSES)
def test_twice_the_students_take_twice_the_comparisons(name: str) -> None:
    once, twice = (steps(CLASSES[name](count)) for count in (45, 90))
    assert twice <= 2.1 * once


def test_half_of_the_class_on_one_box_is_not_told() -> None:
    everybody = unrelated(10) | {f"b{n}": student(f"b{n}", image="box") for n in range(10)}
    assert compare(everybody) == ()


def test_one_machine_handed_in_twice() -> None:
    two = {"ana": student("ana"), "eva": student("eva", image="ana", work="ana", boot_id="boot of ana")}
    (found,) = compare(two)  # in a class of two, too: nothing made for everybody has one boot id
    assert (found.kind, found.strength) == ("same-machine", "very-strong")


def test_one_recording_under_two_names() -> None:
    one = student("ana")
    (found,) = compare(unrelated(3) | {"ana": one, "eva": one})
    assert (found.kind, found.students) == ("copied-recording", ("ana", "eva"))
    assert found.chance < 1e-9


def test_one_time_alone_says_little() -> None:
    first, second = student("ana"), student("eva")
    same = next(fact for fact in first.facts if fact.kind == "changed")
    facts = tuple(same if (one.kind, one.role) == (same.kind, same.role) else one for one in second.facts)
    everybody = unrelated(28) | {"ana": first, "eva": second.model_copy(update={"facts": facts})}
    (found,) = compare(everybody)
    assert (found.kind, found.strength) == ("copied-files", "weak")


def test_a_page_from_another_server() -> None:
    arrived = Seen(nonce="nonce of eva", client="192.0.2.7", evidence=9)
    passed = Onward(host="host of ana", file="/etc/nginx/sites-available/x", evidence=4)
    ana, eva = student("ana", seen=(arrived,)), student("eva", onward=(passed,))
    (both,) = compare(unrelated(3) | {"ana": ana, "eva": eva})
    assert (both.kind, both.students) == ("relayed-page", ("eva", "ana"))
    assert [one.evidence for one in both.shared] == [{"ana": 9}, {"eva": 4}]
    (visit,) = compare({"ana": ana, "eva": student("eva")})
    (onward,) = compare({"ana": student("ana"), "eva": eva})
    assert both.chance < visit.chance < onward.chance
    assert [one.strength for one in (both, visit, onward)] == ["very-strong", "very-strong", "weak"]


def test_an_address_that_several_have_says_nothing_of_whose_page_it_is() -> None:
    """Behind VirtualBox's NAT every machine is 10.0.2.15."""
    behind_nat = {who: student(who, hosts=("10.0.2.15",)) for who in ("ana", "luis")}
    passed = student("eva", hosts=("10.0.2.15",), onward=(Onward(host="10.0.2.15"),))
    assert compare(behind_nat | {"eva": passed}) == ()


def test_visits_of_ones_own_and_of_nobodys_are_not_told() -> None:
    seen = (Seen(nonce="nonce of ana"), Seen(nonce="of a grading long ago"))
    assert compare({"ana": student("ana", seen=seen), "eva": student("eva")}) == ()


def test_one_machine_is_not_told_again_as_two_pages() -> None:
    seen = (Seen(nonce="nonce of ana"), Seen(nonce="nonce of eva"))
    two = {who: student(who, boot_id="one", seen=seen) for who in ("ana", "eva")}
    assert [one.kind for one in compare(two)] == ["same-machine"]


def test_who_is_unknown_is_no_finding() -> None:
    nothing = Facts()
    assert compare({"ana": nothing, "eva": nothing, "luis": Facts(nonce="x")}) == ()


def test_share_is_sure_of_all_and_small_for_two_of_many() -> None:
    assert [odds.share(k, 9) for k in (9, 5, 2)] == [1, 1 / 8, 1 / 512]
    assert odds.share(1, 1) == 1


@pytest.mark.parametrize(
    ("chance", "word"), [(1e-9, "very-strong"), (0.001, "very-strong"), (0.02, "strong"), (0.2, "weak"), (0.21, "")]
)
def test_words_for_chances(chance: float, word: str) -> None:
    assert odds.strength(chance) == word


def test_every_kind_has_its_source_and_its_words() -> None:
    assert set(KINDS) == set(odds.SOURCE)
    assert set(odds.LEAST) == {kind for kind, source in odds.SOURCE.items() if source != odds.WORK}
    assert set(ROLES) >= {"unit", "site", "virtualenv", "image"}


@pytest.mark.usefixtures("_spanish_again")
def test_every_text_is_in_both_languages() -> None:
    clone = unrelated(28) | {"ana": student("ana"), "eva": student("eva", image="ana", work="ana")}
    said = {}
    for language in i18n.LANGUAGES:
        i18n.use(language)
        said[language] = [(one.text, one.innocent, [what.text for what in one.shared]) for one in compare(clone)]
        assert len({i18n._(text) for text, _innocent in TEXTS.values()}) == len(TEXTS)
    assert said["es"][0][0].startswith("El mismo disco")
    assert all(one != other for one, other in zip(said["es"][0][:2], said["en"][0][:2], strict=True))
    assert not re.search(r"\{\w+\}", str(said))


@pytest.fixture
def _spanish_again() -> Iterator[None]:
    yield
    i18n.use("es")


VALUES = st.sampled_from(["", "one", "two", "three"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=12))
def test_any_class(picked: list[tuple[str, str, str]]) -> None:
    """Chances are chances, students are of the class, order in the class decides nothing."""
    everybody = {
        f"s{n}": student(f"s{n}", image=image, work=work, text=text) for n, (image, work, text) in enumerate(picked)
    }
    found = compare(everybody)
    assert all(0 < one.chance <= odds.TOLD or one.strength == odds.USUAL for one in found)
    assert all(one.strength and (one.shared or one.groups) for one in found)
    assert all(set(one.students) <= set(everybody) and len(set(one.students)) > 1 for one in found)
    turned = compare(dict(reversed(everybody.items())))
    assert {(one.kind, frozenset(one.students)) for one in found} == {
        (one.kind, frozenset(one.students)) for one in turned
    }
