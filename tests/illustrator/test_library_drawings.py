"""Every drawing of the library: made from its pose file, sound, legible, and enough of them for every technique."""

import os
import random
from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray
from PIL import Image

from handouts.contact_sheet import picture_of as image_of
from handouts.content.library import Library, load_library
from handouts.illustrator.cast import CAST
from handouts.illustrator.inspection import (
    LEAST_STROKE,
    LEAST_WIDTH,
    MOST_BYTES,
    overlaps,
    pose_findings,
    svg_findings,
)
from handouts.illustrator.posefile import PoseFile, read_pose_file
from handouts.illustrator.studio import data_text, finished_file, picture_of, posed_for
from handouts.problems import Source, describe
from handouts.typeset.illustration import read_drawing
from handouts.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[2]
DRAWINGS = ROOT / "content" / "illustrations"
POSES = sorted((ROOT / "content" / "poses").glob("*.yaml"))
REDRAWN = 2
"""How many pictures are drawn anew in a run; which ones changes from run to run."""
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
"""The same in all workers of a run, which must agree on what there is to test."""

SOLVED = random.Random(RUN).sample(POSES, 6)  # noqa: S311


@lru_cache(maxsize=64)
def file_of(path: Path) -> PoseFile:
    return read_pose_file(path, path.name)


@lru_cache(maxsize=1)
def library() -> Library:
    return load_library(open_workspace(ROOT))


def names() -> list[str]:
    return sorted(path.stem for path in DRAWINGS.glob("*.svg"))


@pytest.mark.parametrize("path", SOLVED, ids=lambda path: path.stem)
def test_a_position_is_one_that_a_body_can_take(path: Path) -> None:
    """Some pose files in each run; no drawing is ever written that does not pass the same checks."""
    check_positions(path)


@pytest.mark.full
@pytest.mark.parametrize("path", POSES, ids=lambda path: path.stem)
def test_every_position_is_one_that_a_body_can_take(path: Path) -> None:
    check_positions(path)


def check_positions(path: Path) -> None:
    """Contacts and overlaps within 1 cm, feet on the floor, joints within human range, goals within reach."""
    told = []
    seen = []
    for shown in file_of(path).pictures:
        if shown.scene not in seen:
            seen.append(shown.scene)
            found = pose_findings(posed_for(shown.scene), shown)
            told += [describe(problem, "short") for problem in found if problem.severity == "error"]
    assert not told, "\n".join(told)


def test_every_picture_of_a_pose_file_is_there_with_its_data_and_none_is_left_over() -> None:
    made = {shown.id for path in POSES for shown in file_of(path).pictures}
    assert made == set(names())
    assert made == {path.stem for path in DRAWINGS.glob("*.yaml")}


@pytest.mark.parametrize("name", names())
def test_a_drawing_is_light_legible_and_holds_on_a_copier(name: str) -> None:
    data = (DRAWINGS / f"{name}.svg").read_bytes()
    assert len(data) <= MOST_BYTES
    read_drawing(data, f"{name}.svg")
    person = CAST[yaml.safe_load((DRAWINGS / f"{name}.yaml").read_text())["figure"]]
    found = list(svg_findings(data.decode(), name, Source(name), inner={person.hair}))
    assert not found, found


@pytest.mark.parametrize("name", [name for name in names() if not name.startswith("map-")])
def test_what_a_drawing_marks_survives_without_colour(name: str, tmp_path: Path) -> None:
    """Where a region is marked, the grey picture still shows its dashed edge and its hatching."""
    svg = (DRAWINGS / f"{name}.svg").read_text()
    if 'class="target"' not in svg:
        pytest.skip("nothing is marked")
    plain = svg[: svg.index('<g class="target">')] + "</svg>"
    marked = svg.split('<g class="target">')[0] + "".join(
        f'<g class="target">{part.split("</g>")[0]}</g>' for part in svg.split('<g class="target">')[1:]
    ) + "</svg>"  # fmt: skip
    before, after = (grey_of(text, tmp_path / f"{name}.svg") for text in (plain, marked))
    changed = np.abs(before.astype(int) - after.astype(int)) > 40
    assert changed.sum() > 40, "the marked region is gone in grey"


def grey_of(svg: str, path: Path) -> NDArray[np.uint8]:
    path.write_text(svg)
    return np.asarray(image_of(path, path.stem, greyscale=True).convert("L"))


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that clearly differ, edges half a pixel off forgiven."""
    if one.size != other.size:
        return 1.0
    a, b = (
        np.asarray(image.convert("L").resize((one.width // 2, one.height // 2))) for image in (one, other)
    )
    return float((np.abs(a.astype(int) - b.astype(int)) > 60).mean())


PICTURES = [(path, shown.id) for path in POSES for shown in file_of(path).pictures]


@pytest.mark.parametrize(("path", "name"), random.Random(RUN).sample(PICTURES, REDRAWN), ids=str)  # noqa: S311
def test_a_drawing_is_what_its_pose_file_makes(path: Path, name: str, tmp_path: Path) -> None:
    file = file_of(path)
    shown = next(one for one in file.pictures if one.id == name)
    result = picture_of(file, shown)
    fresh = tmp_path / f"{name}.svg"
    fresh.write_text(result.drawn.svg)
    assert difference(image_of(DRAWINGS / f"{name}.svg", name), image_of(fresh, name)) < 0.004
    assert (DRAWINGS / f"{name}.yaml").read_text() == data_text(result.data)


def test_every_technique_has_two_pictures_and_every_step_one() -> None:
    for technique in library().techniques.values():
        pictures = technique.pictures
        assert len(pictures) >= 2, technique.id
        shown = {step for picture in pictures for step in picture.steps}
        assert shown == set(range(1, len(technique.steps) + 1)), f"{technique.id}: steps {shown}"
        assert all(picture.alt and picture.caption for picture in pictures)


def test_every_muscle_that_a_technique_is_for_is_seen_in_one_of_its_pictures() -> None:
    drawings = library().drawings
    for technique in library().techniques.values():
        marked = {region for picture in technique.pictures for region in drawings[picture.id].regions}
        if technique.targets:
            assert marked & set(technique.targets), f"{technique.id} marks {marked} of {technique.targets}"


def test_the_cast_is_used_evenly() -> None:
    used = Counter(library().drawings[one.pictures[0].id].figure for one in library().techniques.values())
    assert set(used) == set(CAST)
    assert max(used.values()) - min(used.values()) <= 2, used


def test_sided_techniques_are_drawn_on_a_side_and_others_are_not() -> None:
    drawings = library().drawings
    for technique in library().techniques.values():
        sides = {drawings[picture.id].drawn_side for picture in technique.pictures}
        assert (sides == {"left"}) if technique.sided else (sides == {"none"}), (technique.id, sides)


def test_every_area_has_a_body_map_whose_labels_have_words() -> None:
    areas = {name.split("-", 1)[1].rsplit("-", 1)[0] for name in names() if name.startswith("map-")}
    assert areas == {"hip", "back", "neck-shoulder", "knee", "leg-foot", "elbow"}
    words = library().words
    for name, info in library().drawings.items():
        if not name.startswith("map-"):
            continue
        svg = (DRAWINGS / f"{name}.svg").read_text()
        for point, (x, y) in info.points.items():
            kind = point.removesuffix("-left").removesuffix("-right")
            is_region = f'id="region-{point}"' in svg
            assert f"{'region' if is_region else 'point'}_{kind}" in words, f"{name}: {point}"
            assert 0 < x < 440, f"{name}: {point} is outside"
            assert 0 < y < 445, f"{name}: {point} is outside"


def test_the_thinnest_line_is_told_in_points() -> None:
    thin = (
        '<svg viewBox="0 0 774 300"><g fill="none" stroke="#26333b"><path stroke-width="1" d=""/></g></svg>'
    )
    (found,) = svg_findings(thin, "thin", Source("thin"))
    assert f"{1.0 * LEAST_WIDTH / 25.4 * 72 / 774:.2f} pt" in found.message
    assert str(LEAST_STROKE) in found.message


def test_a_file_with_a_fault_gives_no_drawing(tmp_path: Path) -> None:
    path = tmp_path / "far.yaml"
    path.write_text(
        "title: Far\nfigure: ben\npose: {reach: {left_arm: {to: [3, 0, 1], pole: [0, 0, -1]}}}\npictures: {far: {}}\n"
    )
    done = finished_file((path, "far.yaml", None))
    assert any(one.code == "DRAW-REACH" for one in done.problems)
    assert "left_arm cannot get there" in done.problems[0].message


def test_overlaps_are_named_by_their_parts() -> None:
    shown = file_of(POSES[0]).pictures[0]
    assert all(depth > 0.01 for _, _, depth in overlaps(posed_for(shown.scene)))
