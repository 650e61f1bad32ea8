"""A posed skeleton: symmetric, of constant bone lengths, reaching where it is sent."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.illustrator.body import FIGURES, PARTS, load_body
from handouts.illustrator.cast import CAST
from handouts.illustrator.schema import Hip, LegReach, Pose, Shoulder, Stance
from handouts.illustrator.skeleton import ArmGoal, Skeleton

BODIES = sorted({person.body for person in CAST.values()})


def posed(pose: Pose, body: str = "man") -> Skeleton:
    skeleton = Skeleton(load_body(body))
    skeleton.pose(pose, {})
    return skeleton


def length(skeleton: Skeleton, one: str, other: str) -> float:
    return float(np.linalg.norm(skeleton.joint(one) - skeleton.joint(other)))


@pytest.mark.parametrize("name", BODIES)
def test_every_body_has_one_topology_and_one_leg_length(name: str) -> None:
    body, reference = load_body(name), np.load(FIGURES / "reference.npz")
    assert body.rest.shape == reference["v"].shape
    assert np.isfinite(body.rest).all()
    hip, knee, ankle = (body.heads[body.index[bone]] for bone in ("upperleg01.L", "lowerleg01.L", "foot.L"))
    assert abs(float(np.linalg.norm(hip - knee) + np.linalg.norm(knee - ankle)) - 0.887) < 0.002
    assert np.allclose(body.weights.sum(axis=1), 1)


def test_every_part_of_the_body_has_vertices() -> None:
    body = load_body("woman")
    assert all(body.part(name).any() for name in PARTS)


ANGLES = st.builds(
    lambda flex, abduct, rotate: {"flex": flex, "abduct": abduct, "rotate": rotate},
    st.floats(-25, 100), st.floats(-20, 50), st.floats(-40, 40),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(ANGLES, ANGLES, st.floats(0, 140), st.floats(0, 140))
def test_left_and_right_mirror_each_other(
    hip: dict[str, float], arm: dict[str, float], knee: float, elbow: float
) -> None:
    one = posed(Pose(left_hip=Hip(**hip), left_shoulder=Shoulder(**arm), left_knee=knee, left_elbow=elbow))
    other = posed(
        Pose(right_hip=Hip(**hip), right_shoulder=Shoulder(**arm), right_knee=knee, right_elbow=elbow)
    )
    for bone in ("foot", "lowerleg01", "wrist", "finger2-1", "lowerarm01"):
        assert np.allclose(one.joint(f"{bone}.L") * [-1, 1, 1], other.joint(f"{bone}.R"), atol=2e-3)


@settings(max_examples=25, deadline=None)
@given(ANGLES, st.floats(0, 140))
def test_bones_keep_their_lengths(hip: dict[str, float], knee: float) -> None:
    rest, bent = posed(Pose()), posed(Pose(left_hip=Hip(**hip), left_knee=knee))
    for pair in (
        ("upperleg01.L", "lowerleg01.L"),
        ("lowerleg01.L", "foot.L"),
        ("upperarm01.R", "lowerarm01.R"),
    ):
        assert np.isclose(
            length(rest, *pair), length(bent, *pair), atol=3e-4
        )  # twist is shared, so a joint slips a hair


def test_the_angles_mean_what_physiotherapists_mean() -> None:
    upright = posed(Pose(stance=Stance(pelvis=(0, 0, 0.95))))
    sitting = posed(Pose(left_hip=Hip(flex=90), left_knee=90))
    knee, hip, ankle = (sitting.joint(bone) for bone in ("lowerleg01.L", "upperleg01.L", "foot.L"))
    assert knee[1] < hip[1] - 0.4, "flexion brings the thigh forward, which is -y"
    assert abs(knee[2] - hip[2]) < 0.05
    assert ankle[2] < knee[2] - 0.38, "a bent knee lets the shin hang"
    out = posed(Pose(left_hip=Hip(abduct=40)))
    assert out.joint("foot.L")[0] > upright.joint("foot.L")[0] + 0.4, "abduction leads away from the middle"
    up = posed(Pose(right_shoulder=Shoulder(flex=170)))
    assert up.joint("wrist.R")[2] > up.joint("head")[2]


@settings(max_examples=40, deadline=None)
@given(st.floats(0.25, 0.85), st.floats(-60, 60), st.floats(-20, 90))
def test_a_leg_gets_where_it_is_sent_when_it_can(distance: float, aside: float, forward: float) -> None:
    skeleton = posed(Pose())
    hip = skeleton.joint("upperleg01.L")
    a, f = np.radians([aside, forward])
    goal = hip + distance * np.array([np.sin(a) * np.cos(f), -np.sin(f), -np.cos(a) * np.cos(f)])
    skeleton.reach_leg("L", goal, LegReach.model_validate({"to": [0, 0, 0], "pole": (0.1, -1, 0.4)}))
    assert np.allclose(skeleton.joint("foot.L"), goal, atol=2e-3)


def test_an_arm_stops_short_of_what_is_too_far_and_says_how_far() -> None:
    skeleton = posed(Pose())
    far = np.array([0, -2.0, 1.2])
    assert skeleton.shortfall("L", far, leg=False) > 1
    skeleton.reach_arm("L", ArmGoal(far, np.array([0, 0, -1.0]), None, None))
    wrist, shoulder = skeleton.joint("wrist.L"), skeleton.joint("upperarm01.L")
    assert 0.5 < np.linalg.norm(wrist - shoulder) < 0.62
