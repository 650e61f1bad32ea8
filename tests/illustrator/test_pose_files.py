"""What a therapist may get wrong in a pose file, and where it is told."""

import re
from pathlib import Path
from typing import Any

import pytest

from handouts.illustrator.posefile import picture_ids, read_pose_file
from handouts.illustrator.schema import Pose
from handouts.illustrator.studio import finished_file
from handouts.problems import ContentError

GOOD = """\
title: Stand
figure: ben
camera: {azimuth: 60, elevation: 5}
pose:
  stance: {base: standing}
  left_knee: 4
  reach:
    left_arm: {to: [0.3, -0.3, 1.1], pole: [0.6, 0.4, -1], hand: [0, -1, 0], palm: [0, 0, -1]}
contacts:
  - {part: left_foot, plane: 0, via: stance}
props:
  - {kind: chair, id: chair, at: [0, 0.4, 0]}
keys:
  start: {}
  finish:
    pose: {left_knee: 40}
pictures:
  stand-start: {key: start}
  stand-finish: {key: finish, ghost: start, arrows: [{through: [[0, 0, 1], [0, 0, 1.2]]}]}
"""


def problems_of(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "stand.yaml"
    path.write_text(text)
    with pytest.raises(ContentError) as refused:
        read_pose_file(path, "stand.yaml")
    return [
        f"{place.line}:{place.column} {one.code} {one.message} {one.hint or ''}"
        for one in refused.value.problems
        if (place := one.source) is not None
    ]


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "stand.yaml"
    path.write_text(GOOD)
    file = read_pose_file(path, "stand.yaml")
    assert set(file.scenes) == {"start", "finish"}
    start, finish = file.pictures
    assert finish.scene.pose.left_knee == 40
    assert start.scene.pose.left_knee == 4
    assert finish.ghost == start.scene
    assert finish.picture.camera.azimuth == 60
    assert picture_ids(path, "stand.yaml") == ("stand-start", "stand-finish")


def test_another_figure_may_be_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "stand.yaml"
    path.write_text(GOOD)
    assert read_pose_file(path, "stand.yaml", figure="grace").pictures[0].scene.figure == "grace"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("left_knee: 4\n", "left_knee: 190\n", "6:14 FIELD-VALUE input should be less than or equal to 155"),
        ("left_knee: 40", "left_knee: -30", "16:23 FIELD-VALUE input should be greater than or equal to -5"),
        ("left_knee: 4\n", "left_kne: 4\n", '"left_kne" is not a key that belongs here Did you mean "left_knee"'),
        ("figure: ben", "figure: bob", '2:9 REF-FIGURE there is no figure "bob"'),
        ("kind: chair", "kind: char", '12:12 FIELD-CHOICE "char" is not a choice here Did you mean "chair"?'),
        ("part: left_foot", "part: left_foots", '"left_foots" is not a choice here Did you mean "left_foot"?'),
        ("key: finish,", "key: finsh,", 'REF-KEY there is no key "finsh" Did you mean "finish"?'),
        ("ghost: start", "ghost: strat", 'REF-KEY there is no key "strat" Did you mean "start"?'),
        ("plane: 0, via: stance", "via: stance", "POSE-CONTACT a contact has either a plane or a to"),
        ("plane: 0, via: stance", "to: char", 'REF-PROP there is no "char" to touch Did you mean "chair"?'),
        ("plane: 0, via: stance", "plane: 0", "left_foot is moved by left_leg, which does not reach for anything"),
        ("to: [0.3, -0.3, 1.1], pole", "pole", "POSE-REACH give either to or touch"),
        ("plane: 0, via: stance", "plane: 0, via: [spine, bogus, 3]", "spine has no angle bogus It has: flex, side"),
        ("plane: 0, via: stance", "to: left_bogus", 'REF-PROP there is no "left_bogus" to touch'),
        ("plane: 0, via: stance", "to: left_foot, via: none", 'REF-PROP there is no "left_foot" to touch'),
        ("at: [0, 0.4, 0]", "touch: ball", 'REF-PROP there is no prop "ball" to touch'),
        ("ghost: start", "ghost: [1]", "REF-KEY"),
        ("key: finish,", "key: finish, fit_keys: [{}],", "REF-KEY this is not a list of the file's keys"),
        ("key: finish,", "key: finish, zoom: {at: [0, 0, 1], width: 1, size: [0, 0]},", "greater than or equal to 50"),
        ("camera: {", "cmera: {", '"cmera" is not a key that belongs here Did you mean "camera"?'),
        ("title: Stand\n", "", '"title" is missing'),
        ("  stand-start: {key: start}", "  Stand Start: {key: start}", 'IDS-NAME "Stand Start" cannot name a picture'),
        ("through: [[0, 0, 1], [0, 0, 1.2]]", "through: [{joint: left_kneee}, [0, 0, 1]]", "is not a choice here"),
        ("through: [[0, 0, 1], [0, 0, 1.2]]", "through: [{side: left}, [0, 0, 1]]", "a place is [x, y, z], or one of"),
    ],
)  # fmt: skip
def test_a_fault_is_told_where_it_stands(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    found = problems_of(tmp_path, GOOD.replace(old, new))
    assert any(told in one for one in found), found


def test_a_file_that_is_a_list_is_refused(tmp_path: Path) -> None:
    assert "does not hold keys and values" in problems_of(tmp_path, "- one\n")[0]


def test_a_file_without_pictures_is_refused(tmp_path: Path) -> None:
    assert "has no pictures" in problems_of(tmp_path, GOOD[: GOOD.index("pictures:")])[0]


README = Path(__file__).resolve().parents[2] / "handouts" / "illustrator" / "README.md"


def test_the_guide_tells_the_range_of_every_joint() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (?:`(\w+)`)? ?\| (-?\d+) \| (-?\d+) \|", README.read_text(), re.MULTILINE
    )
    told = {(key, angle): (float(least), float(most)) for key, angle, least, most in rows}
    held = {}
    for key, field in Pose.model_fields.items():
        if key.startswith("right_") or key in ("left_fingers", "reach"):
            continue
        annotation: Any = field.annotation
        if hasattr(annotation, "model_fields"):
            for angle, own in annotation.model_fields.items():
                limits = [one for one in own.metadata if hasattr(one, "ge") or hasattr(one, "le")]
                if limits:
                    held[key, angle] = (_limit(own.metadata, "ge"), _limit(own.metadata, "le"))
        else:
            held[key, ""] = (_limit(field.metadata, "ge"), _limit(field.metadata, "le"))
    assert told == held


def _limit(metadata: list[Any], name: str) -> float:
    return float(next(getattr(one, name) for one in metadata if hasattr(one, name)))


def test_the_worked_example_of_the_guide_can_be_drawn(tmp_path: Path) -> None:
    example = README.read_text().split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "bridge.yaml"
    path.write_text(example)
    done = finished_file((path, "bridge.yaml", None))
    assert set(done.drawings) == {"bridge-start", "bridge-finish"}
    assert not [one for one in done.problems if one.severity == "error"]
