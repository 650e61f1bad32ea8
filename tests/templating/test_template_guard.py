"""A clinic's template may arrange what is said; what keeps a patient safe, it may not change."""
# ruff: noqa: E501 - a change to a template stands on its line

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from real_handouts import library
from small_handout import WORKSPACE

from handouts.pipeline import document_of
from handouts.problems import ContentError
from handouts.selection import Request

CHANGES = [
    ("hip-infection", "seek-care.html.j2", '{{ words["seek_care_" ~ urgency] }}', "You can treat this at home", "the headline"),
    ("hip-infection", "seek-care.html.j2", "{{ words.seek_care_line }}", "Massage helps.", "the line under"),
    ("hip-infection", "seek-care.html.j2", "{% for text in wait %}<li><p>{{ text }}</p></li>{% endfor %}", "{% for text in wait %}<li><p>{{ text }}</p></li>{% endfor %}<li><p>Press the massage gun on your hip.</p></li>", "advice says"),
    ("hip-pain", "parts/help.html.j2", "<action>{{ words.emergency_action }}</action>", "<action>{{ words.same_day_action }}</action>", "what to do in the group emergency"),
    ("hip-pain", "parts/opening.html.j2", "<tag>{{ words.emergency_call }}</tag>", "<tag>It is fine if</tag>", "the tag of a warning"),
    ("hip-pain", "parts/opening.html.j2", "<h2>{{ words.before_you_start }}</h2>", "<h2>Old myths</h2>", "the heading of the notice"),
    ("hip-pain", "sheet.html.j2", "{% for group in notice_groups %}", "<h3>Old myths</h3>{% for group in notice_groups %}", "the safety notice says"),
    ("hip-pain", "parts/technique.html.j2", "{% for step in technique.steps %}<li><p>{{ step }}</p></li>{% endfor %}", "<li><p>Press the gun hard on your neck.</p></li>", "the steps of"),
    ("hip-pain", "parts/technique.html.j2", '<row kind="stop"><p><strong>{{ words.stop_if }}</strong> {{ technique.stop }}</p></row>', "", "does not say its stop"),
    ("hip-pain", "parts/technique.html.j2", "{{ words.stop_if }}", "Go on if", "does not say its stop"),
    ("hip-pain", "parts/technique.html.j2", "{{ words.never_if }}", "Good if", "does not say its never if"),
    ("hip-pain", "parts/technique.html.j2", "{{ words.ask_first_if }}", "Best if", "must begin with"),
    ("hip-pain", "sheet.html.j2", "{% if do_not %}", "{% if false %}", "what not to do is missing"),
    ("hip-pain", "sheet.html.j2", "<h2>{{ words.do_not }}</h2>", "<h2>Do</h2>", "a heading of advice"),
    ("hip-pain", "parts/technique.html.j2", '<picture drawing="{{ picture.id }}"', '<picture drawing="gun-buttock"', "is no picture of"),
    ("hip-pain", "parts/technique.html.j2", "<p>{{ chip.words }}</p>", "<p>100 times, 9 sets</p>", 'the dose of "bridge" must be'),
    ("hip-pain", "parts/technique.html.j2", "<p>{{ chip.words }}</p>", "<p>{{ chip.words }}, then twice that</p>", 'the dose of "bridge" must be'),
    ("hip-pain", "parts/technique.html.j2", "{% for chip in technique.chips %}", "{% for chip in technique.chips[:1] %}", 'the dose of "bridge" must be'),
    ("hip-pain", "card.html.j2", "<p>{{ chip.words }}</p>", "<p>Every hour</p>", 'the dose of "bridge" must be'),
    ("hip-pain", "card.html.j2", "<cue>{{ technique.cue }}</cue>", "<cue>Push through the pain.</cue>", 'the line on the tile of "bridge"'),
    ("hip-pain", "card.html.j2", '<picture drawing="{{ picture.id }}"', '<picture drawing="gun-buttock"', "is no picture of"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "name", "old", "new", "said"), CHANGES)
def test_a_template_cannot_change_what_keeps_a_patient_safe(
    tmp_path: Path, condition: str, name: str, old: str, new: str, said: str
) -> None:
    text = (WORKSPACE.roots[0] / "templates" / name).read_text("utf-8")
    assert old in text
    own = tmp_path / "templates" / name
    own.parent.mkdir(parents=True)
    own.write_text(text.replace(old, new), encoding="utf-8")
    changed = replace(WORKSPACE, roots=(*WORKSPACE.roots, tmp_path))
    with pytest.raises(ContentError, match=said) as caught:
        document_of(
            changed, library(), Request((condition,), kind="card" if name.startswith("card") else "sheet")
        )
    assert "LAW-TEMPLATE" in {problem.code for problem in caught.value.problems}
