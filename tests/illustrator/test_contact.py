"""Figures that rest on and touch what they should, judged by an independent measure."""

import os
import random

import numpy as np
import pytest
from scipy.spatial import cKDTree

from handouts.illustrator.cast import CAST
from handouts.illustrator.contact import solve
from handouts.illustrator.geometry import Mesh
from handouts.illustrator.head import sphere
from handouts.illustrator.inspection import overlaps
from handouts.illustrator.places import NoSuchPropError
from handouts.illustrator.schema import Scene
from handouts.illustrator.surface import Surface

SIT = {
    "pose": {
        "stance": {"base": "standing", "pelvis": [0, 0, 0.56]},
        "pelvis": {"tilt": 10},
        "reach": {
            "left_leg": {"to": [0.12, -0.36, 0.085], "pole": [0.1, -1, 0.6], "foot": [0.1, -1, 0]},
            "right_leg": {"to": [-0.12, -0.36, 0.085], "pole": [-0.1, -1, 0.6], "foot": [-0.1, -1, 0]},
            "left_arm": {
                "touch": {"point": "thigh_front", "side": "left"},
                "pole": [0.8, 0.8, 0.2], "hand": [-0.1, -1, -0.2], "gap": 0.03,
            },
        },
    },
    "contacts": [
        {"part": "seat", "plane": 0.45, "sink": 0.006},
        {"part": "left_foot", "plane": 0.0},
        {"part": "right_foot", "plane": 0.0},
        {"part": "left_hand", "to": "body"},
    ],
    "props": [{"kind": "chair", "id": "chair", "at": [0, 0.08, 0], "soft": True}],
}  # fmt: skip


SEATED = random.Random(os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))).sample(sorted(CAST), 3)  # noqa: S311
"""Who sits down in this run; the same in all its workers, and all of them in the full matrix."""


@pytest.mark.parametrize(
    "figure",
    [name if name in SEATED else pytest.param(name, marks=pytest.mark.full) for name in sorted(CAST)],
)
def test_anybody_sits_with_feet_down_and_a_hand_on_the_thigh(figure: str) -> None:
    posed = solve(Scene.model_validate({**SIT, "figure": figure}))
    assert all(abs(gap.gap) < 0.01 for gap in posed.gaps), posed.gaps
    body, skin = posed.body, posed.vertices
    for foot in ("left_foot", "right_foot"):
        assert abs(skin[body.part(foot)][:, 2].min()) < 0.005
    hand, leg = skin[body.part("left_hand")], skin[body.part("left_leg")]
    nearest, _ = cKDTree(leg).query(hand)
    assert np.min(nearest) < 0.012, "the hand lies on the thigh"
    assert not [one for one in overlaps(posed) if "hand" in one[0]]
    top = posed.props["chair"].mesh.vertices
    assert abs(skin[body.part("seat")][:, 2].min() - 0.45) < 0.02
    assert np.isclose(top[:, 2].max(), 0.88)


def test_a_solution_is_the_same_every_time() -> None:
    scene = Scene.model_validate(SIT)
    assert np.array_equal(solve(scene).vertices, solve(scene).vertices)


def test_distances_have_a_sign() -> None:
    ball = sphere(4)
    surface = Surface(Mesh(0.2 * ball.vertices, ball.faces))
    found = surface.distances(np.array([[0, 0, 0.25], [0, 0, 0.17], [0, 0, 3]]))
    assert found[0] == pytest.approx(0.05, abs=0.003)
    assert found[1] == pytest.approx(-0.03, abs=0.003)
    assert found[2] == pytest.approx(0.12)


def test_a_limb_through_the_trunk_is_found() -> None:
    through = {
        "pose": {
            "stance": {"pelvis": [0, 0, 0.95]},
            "reach": {
                "left_arm": {
                    "to": [0.0, 0.02, 1.15],
                    "pole": [1, 0, 0],
                    "hand": [-1, 0, 0],
                    "palm": [0, 0, -1],
                }
            },
        }
    }
    found = list(overlaps(solve(Scene.model_validate(through))))
    assert any(part == "left_hand" and into == "trunk" and depth > 0.02 for part, into, depth in found), found


def test_a_place_on_a_prop_that_is_not_there_is_told() -> None:
    lost = {"props": [{"kind": "ball", "id": "ball", "at": {"prop": "table"}}]}
    with pytest.raises(NoSuchPropError):
        solve(Scene.model_validate(lost))


@pytest.mark.parametrize("point", ["elbow_outside", "shoulder"])
def test_a_pack_lies_on_the_arm_that_it_is_put_on(point: str) -> None:
    pack = {"kind": "ice", "id": "ice", "at": {"point": point}, "z": [0.8, -0.5, 0.3]}
    posed = solve(Scene.model_validate({**SIT, "props": [{**pack, "size": [0.14, 0.12, 0.03]}]}))
    sheet = posed.props["ice"].mesh.vertices
    away, _ = cKDTree(posed.vertices).query(sheet[len(sheet) // 2 :])
    assert np.percentile(away, 60) < 0.014, "it follows the arm, not the trunk behind it"
