"""Which built-in condition a clinic's own one is, whatever it is called: told by its words, its codes, its title."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from tiny_clinic import REPOSITORY, TODAY

from handouts.content.copies import ALIKE, share
from handouts.content.kinds.condition import Codes, Condition
from handouts.content.library import Library, load_library
from handouts.content.recognition import ALIKE_SEEK_CARE, Recognition, words_runs
from handouts.problems import ContentError
from handouts.workspace import Workspace

CONDITIONS = REPOSITORY / "content/en/conditions"
LISTS = re.compile(r"^(forbids|wait|tell):\n(?:  .*\n)+", re.MULTILINE)


@pytest.fixture(scope="module")
def built_in() -> dict[str, Condition]:
    return dict(load_library(Workspace((REPOSITORY,), REPOSITORY / "output", TODAY)).conditions)


def loaded(folder: Path, name: str, text: str) -> Library:
    """Load a clinic's own condition, and nothing but what it reaches."""
    path = folder / f"content/en/conditions/{name}.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return load_library(Workspace((REPOSITORY, folder), folder / "output", TODAY), conditions=(name,))


def milder(name: str, techniques: str) -> str:
    """The text of a built-in condition, as somebody copies it who wants it to print treatment."""
    text = LISTS.sub("", (CONDITIONS / f"{name}.md").read_text(encoding="utf-8"))
    text = text.replace("self_care: seek-care\n", "self_care: suitable\n")
    text = re.sub(r"^(?:urgency|routine|kind_of|injury):.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^number:.*$", "number: OWN-001", text, flags=re.MULTILINE)
    text = re.sub(r"^red_flags:.*$", "red_flags: [RF-NIGHT]", text, flags=re.MULTILINE)
    return re.sub(r"^techniques:.*$", f"techniques: [{techniques}]", text, flags=re.MULTILINE)


def without(text: str, *keys: str) -> str:
    """The same without some keys and what stands under them."""
    for key in keys:
        text, found = re.subn(rf"^{key}:.*\n(?: .*\n)*", "", text, flags=re.MULTILINE)
        assert found == 1, key
    return text


def retitled(text: str, title: str) -> str:
    text = re.sub(r"^title:.*$", f"title: {title}", text, flags=re.MULTILINE)
    return re.sub(r"^name:.*$", f"name: {title}", text, flags=re.MULTILINE)


COPIES = [
    ("hip-fracture", "bridge", ()),
    ("hip-fracture", "bridge", ("codes",)),
    ("hip-fracture", "bridge", ("codes", "do_not")),
    ("hip-fracture", "bridge", ("codes", "what_we_know")),
    ("dvt-suspected", "walking", ("codes",)),
    ("gtps", "gun-buttock", ()),
    ("gtps", "gun-buttock", ("codes",)),
    ("hip-injury", "heat-pack", ("codes",)),
]


@pytest.mark.parametrize(("name", "techniques", "gone"), COPIES)
def test_a_copy_under_another_name_keeps_what_the_original_forbids(
    tmp_path: Path, name: str, techniques: str, gone: tuple[str, ...]
) -> None:
    text = retitled(without(milder(name, techniques), *gone), "Trouble")
    with pytest.raises(ContentError) as caught:
        loaded(tmp_path, "trouble", text)
    problems = [one for one in caught.value.problems if one.code == "SAF-KIND"]
    assert problems
    for problem in problems:
        assert f'"trouble" loosens {name}' in problem.message
        assert f"write kind_of: [{name}]" in str(problem.hint)
        assert "content/en/conditions/trouble.md" in str(problem.source)


def test_a_copy_that_keeps_it_all_is_held_to_what_techniques_exclude_there(tmp_path: Path) -> None:
    text = (CONDITIONS / "gtps.md").read_text(encoding="utf-8")
    ours = loaded(tmp_path / "kept", "our-hip", text).conditions["our-hip"]
    assert ours.known_as == {"our-hip", "gtps"}
    with pytest.raises(ContentError, match='excludes "gtps"'):
        loaded(tmp_path / "more", "our-hip", text.replace("techniques: [", "techniques: [gun-buttock, "))


NEW = """\
---
title: {title}
name: {title}
number: OWN-001
summary: It is sore when you get up.
codes:
  icd10: {{left: [{code}]}}
self_care: suitable
areas: [buttock]
techniques: [bridge]
red_flags: [RF-NIGHT]
in_short: [Keep moving.]
sources: [LEAP]
written: "2026-11-22"
review_due: "2027-11-22"
---
"""


@pytest.mark.parametrize(
    ("title", "code", "kind"),
    [
        ("Trouble", "S72.001B", "hip-fracture"),
        ("Trouble", "I82.401", "dvt-suspected"),
        ("Trouble", "M76.01", "gtps"),
        ("Broken hip", "M25.50", "hip-fracture"),
        ("My hip fracture", "M25.50", "hip-fracture"),
        ("Clot in the leg", "M25.50", "dvt-suspected"),
        ("Hip pain in teens", "M25.50", "child-hip"),
        ("GTPS", "M25.50", "gtps"),
    ],
)
def test_a_code_or_a_title_tells_what_it_is(tmp_path: Path, title: str, code: str, kind: str) -> None:
    with pytest.raises(ContentError) as caught:
        loaded(tmp_path, "trouble", NEW.format(title=title, code=code))
    assert f"write kind_of: [{kind}]" in str(caught.value.problems[0].hint)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Stiff hip", "M25.651"),
        ("Hip pain", "M25.551"),
        ("Torn hip muscle", "S76.912A"),
        ("Pinched nerve", "G57.90"),
        ("Hip pain after sport", "M25.551"),
        ("Sore shin", "M76.811"),
    ],
)
def test_another_condition_of_the_clinics_own_is_nobodys_kind(tmp_path: Path, title: str, code: str) -> None:
    own = loaded(tmp_path, "trouble", NEW.format(title=title, code=code)).conditions["trouble"]
    assert own.known_as == {"trouble"}


def test_words_laid_over_a_condition_may_not_make_another_of_it(tmp_path: Path) -> None:
    text = retitled((CONDITIONS / "doms.md").read_text(encoding="utf-8"), "Broken hip")
    with pytest.raises(ContentError, match='"doms" loosens hip-fracture'):
        loaded(tmp_path, "doms", text)


def test_every_built_in_condition_may_be_laid_over_itself(
    tmp_path: Path, built_in: dict[str, Condition]
) -> None:
    shutil.copytree(CONDITIONS, tmp_path / "content/en/conditions")
    own = load_library(Workspace((REPOSITORY, tmp_path), tmp_path / "output", TODAY)).conditions
    assert {name: one.kind_of for name, one in own.items()} == {
        name: one.kind_of for name, one in built_in.items()
    }


def one_word_changed(text: str | None) -> str:
    """Another word in the middle of each sentence."""
    sentences = [sentence.split() for sentence in re.split(r"(?<=[.!?]) ", text or "")]
    return " ".join(
        " ".join((*words[: len(words) // 2], "otherwise", *words[len(words) // 2 + 1 :]))
        for words in sentences
    )


def test_one_word_changed_in_each_sentence_hides_no_copy(built_in: dict[str, Condition]) -> None:
    recognition = Recognition(built_in, in_words=True)
    held = [one for one in built_in.values() if one.self_care == "seek-care" or one.forbids]
    assert len(held) > 20
    for one in held:
        copy = replace(
            one,
            id="copy",
            title="Trouble",
            name="Trouble",
            codes=Codes(),
            summary=one_word_changed(one.summary),
            do_not=tuple(map(one_word_changed, one.do_not)),
            what_we_know=one_word_changed(one.what_we_know),
        )
        assert one.id in {name for likeness in recognition.likenesses(copy) for name in likeness.names}


def test_the_threshold_lies_between_two_conditions_and_a_copy(built_in: dict[str, Condition]) -> None:
    runs = {name: words_runs(one) for name, one in built_in.items()}
    pairs = [(one, other, share(runs[one], runs[other])) for one, other in combinations(runs, 2)]
    assert len(pairs) > 400
    assert max(alike for _, _, alike in pairs) < ALIKE
    care = {name for name, one in built_in.items() if one.self_care == "seek-care"}
    assert max(alike for one, other, alike in pairs if (one in care) != (other in care)) < ALIKE_SEEK_CARE / 2


def test_no_built_in_condition_that_is_printed_looks_like_one_to_seek_care_for(
    built_in: dict[str, Condition],
) -> None:
    recognition = Recognition(built_in, in_words=True)
    printed = [one for one in built_in.values() if one.self_care != "seek-care"]
    assert len(printed) > 20
    for one in printed:
        bare = replace(one, codes=Codes())
        found = {name for likeness in recognition.likenesses(bare) for name in likeness.names}
        assert not [name for name in found if built_in[name].self_care == "seek-care"], one.id
