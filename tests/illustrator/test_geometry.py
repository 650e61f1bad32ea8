"""Rotations, meshes and fields, as properties of what they must keep."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from handouts.illustrator.geometry import (
    Mesh,
    axes,
    carrying,
    inside_distance,
    part_of_turn,
    quartered,
    rounded,
    subdivided,
    turn,
    turn_vector,
    twist_angle,
    unit,
)
from handouts.illustrator.head import sphere

NUMBER = st.floats(-1, 1, allow_nan=False).map(lambda value: round(value, 3))
VECTOR = st.tuples(NUMBER, NUMBER, NUMBER).filter(lambda v: sum(x * x for x in v) > 0.05)
ANGLE = st.floats(-175, 175, allow_nan=False)


@given(VECTOR, ANGLE)
def test_a_turn_keeps_lengths_and_handedness(axis: tuple[float, float, float], degrees: float) -> None:
    rotation = turn(axis, degrees)
    assert np.allclose(rotation @ rotation.T, np.eye(3), atol=1e-9)
    assert np.isclose(np.linalg.det(rotation), 1)
    assert np.allclose(rotation @ unit(axis), unit(axis), atol=1e-9)


@given(VECTOR, ANGLE)
def test_a_turn_is_found_again_in_its_matrix(axis: tuple[float, float, float], degrees: float) -> None:
    assert np.allclose(turn_vector(turn(axis, degrees)), unit(axis) * np.radians(degrees), atol=1e-4)


@given(VECTOR, ANGLE)
def test_two_halves_of_a_turn_are_the_whole(axis: tuple[float, float, float], degrees: float) -> None:
    rotation = turn(axis, degrees)
    half = part_of_turn(rotation, 0.5)
    assert np.allclose(half @ half, rotation, atol=1e-4)


@given(VECTOR, ANGLE, VECTOR, st.floats(-80, 80))
def test_twist_finds_the_angle_about_its_axis(
    axis: tuple[float, float, float], degrees: float, other: tuple[float, float, float], swing: float
) -> None:
    aside = np.cross(unit(axis), unit(other))
    if np.linalg.norm(aside) < 0.1:
        return
    rotation = turn(aside, swing) @ turn(axis, degrees)
    found = twist_angle(rotation, np.asarray(axis))
    assert abs((found - degrees + 180) % 360 - 180) < 0.01


@given(VECTOR, VECTOR, VECTOR, VECTOR)
def test_carrying_brings_the_first_direction_exactly(
    a: tuple[float, float, float],
    b: tuple[float, float, float],
    c: tuple[float, float, float],
    d: tuple[float, float, float],
) -> None:
    if np.linalg.norm(np.cross(a, b)) < 0.05 or np.linalg.norm(np.cross(c, d)) < 0.05:
        return
    assert np.allclose(carrying(a, b, c, d) @ unit(a), unit(c), atol=1e-9)
    assert np.isclose(np.linalg.det(axes(a, b)), 1)


def area_of(mesh: Mesh) -> float:
    corners = mesh.vertices[mesh.faces]
    return float(
        np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1).sum()
        / 2
    )


def test_a_sphere_is_round_and_its_normals_point_out() -> None:
    ball = sphere(3)
    assert np.allclose(np.linalg.norm(ball.vertices, axis=1), 1)
    assert (np.sum(ball.normals() * ball.vertices, axis=1) > 0.99).all()
    assert abs(area_of(ball) - 4 * np.pi) < 0.1


def test_quartering_keeps_the_shape() -> None:
    ball = sphere(1)
    finer = quartered(ball)
    assert len(finer.faces) == 4 * len(ball.faces)
    assert np.isclose(area_of(finer), area_of(ball))


def test_subdivision_carries_attributes_with_the_same_weights() -> None:
    ball = sphere(2)
    finer, attributes = subdivided(ball, ball.vertices.copy())
    assert len(finer.faces) == 4 * len(ball.faces)
    assert np.allclose(finer.vertices, attributes)


def test_inside_distance_is_above_zero_inside_only() -> None:
    square = np.array([[0, 0], [2, 0], [2, 2], [0, 2.0]])
    points = np.array([[1, 1], [0.5, 1], [3, 1], [-1, -1.0]])
    assert np.allclose(inside_distance(points, square), [1, 0.5, -1, -np.sqrt(2)])


def test_a_rounded_polygon_stays_within_its_corners() -> None:
    curve = rounded(np.array([[0, 0], [2, 0], [2, 2], [0, 2.0]]))
    assert len(curve) == 32
    assert (inside_distance(curve, np.array([[0, 0], [2, 0], [2, 2], [0, 2.0]])) >= -1e-9).all()
