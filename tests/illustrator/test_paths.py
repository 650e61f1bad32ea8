"""Curves, strokes and traced shapes keep to what they were made from."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from handouts.illustrator import tracing
from handouts.illustrator.curves import fitted, number, path_data
from handouts.illustrator.overlays import hatching
from handouts.illustrator.raster import grown, opened, rasterised, shrunk
from handouts.illustrator.strokes import stroked
from handouts.illustrator.tracing import NoTracerError, traced
from handouts.typeset.svg_path import parse_path

Array = NDArray[Any]
T = np.linspace(0, 1, 200)
WAVE = np.stack([200 * T, 40 * np.sin(6 * T)], axis=1)


def on(curve: Array, t: Array) -> Array:
    rest = 1 - t
    weights = np.stack([rest**3, 3 * rest**2 * t, 3 * rest * t**2, t**3], axis=1)
    return weights @ curve


@pytest.mark.parametrize("tolerance", [0.3, 1.0, 3.0])
def test_fitted_curves_stay_within_their_tolerance(tolerance: float) -> None:
    curves = fitted(WAVE, tolerance)
    dense = np.concatenate([on(curve, np.linspace(0, 1, 80)) for curve in curves])
    away = np.linalg.norm(WAVE[:, None] - dense[None], axis=2).min(axis=1)
    assert away.max() < tolerance + 0.3
    assert len(fitted(WAVE, 3.0)) <= len(fitted(WAVE, 0.3))
    assert all(np.allclose(a[3], b[0]) for a, b in pairwise(curves))


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0"), (-0.01, "0"), (0.5, ".5"), (-0.5, "-.5"), (12.0, "12"), (100.0, "100"), (-3.5, "-3.5")],
)
def test_numbers_are_written_short(value: float, written: str) -> None:
    assert number(value, 2) == written


def test_path_data_can_be_read_again_and_a_straight_line_is_a_line() -> None:
    data = path_data([np.array([[0, 0], [10, 0], [20, 0], [30, 0.0]])], 1.0, 2)
    assert data == "M0 0l30 0"
    parse_path(path_data(fitted(WAVE, 1.0), 2.5, 2))


def picture(draw: Callable[[Array, Array], Array], size: tuple[int, int] = (220, 260)) -> Array:
    y, x = np.mgrid[: size[0], : size[1]]
    return draw(x.astype(float), y.astype(float))


def test_a_ring_becomes_one_closed_stroke() -> None:
    widths = picture(lambda x, y: np.where(np.abs(np.hypot(x - 120, y - 110) - 80) < 2.5, 2.0, 0))
    ((width, data),) = stroked(widths, 2.5, 0.8, 2)
    assert width == 2
    assert data.count("M") == 1
    numbers = [float(one) for one in re.findall(r"-?\d*\.?\d+", data.split("c")[0])]
    assert abs(np.hypot(numbers[0] - 48, numbers[1] - 44) - 32) < 1


def test_a_cross_goes_straight_on_at_its_joint() -> None:
    widths = picture(lambda x, y: np.where((np.abs(x - 130) < 2) | (np.abs(y - 110) < 2), 1.5, 0))
    ((_, data),) = stroked(widths, 2.5, 0.8, 2)
    assert data.count("M") == 2, "two lines, not four"


def test_crumbs_and_spurs_are_left_out() -> None:
    def draw(x: Array, y: Array) -> Array:
        line, spur = np.abs(y - 110) < 2, (np.abs(x - 130) < 2) & (y < 110) & (y > 102)
        crumb = np.hypot(x - 40, y - 40) < 3
        return np.where(line | spur | crumb, 1.5, 0)

    ((_, data),) = stroked(picture(draw), 2.5, 0.8, 2)
    assert data.count("M") == 1


def test_a_traced_disk_has_its_area_and_its_hole() -> None:
    disk = picture(lambda x, y: (np.hypot(x - 120, y - 110) < 80) & (np.hypot(x - 120, y - 110) > 30))
    data = traced(disk, 2.5, 2)
    outline = parse_path(data)
    assert data.count("M") == 2
    assert data.endswith("z")
    assert len(outline.operators) < 40
    first = np.array(outline.numbers[:2])
    assert abs(float(np.linalg.norm(first - [48, 44])) - 32) < 0.6


def test_a_small_shape_vanishes() -> None:
    assert traced(picture(lambda x, y: np.hypot(x - 9, y - 9) < 3), 2.5, 2) == ""


def test_without_the_tracing_program_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    tracing.tracer.cache_clear()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoTracerError):
        traced(picture(lambda x, _: x > 20), 2.5, 2)
    monkeypatch.undo()
    tracing.tracer.cache_clear()


def test_growing_and_shrinking_are_opposites_but_for_thin_things() -> None:
    disk = picture(lambda x, y: np.hypot(x - 120, y - 110) < 50)
    assert abs(float(grown(disk, 5).sum()) - np.pi * 55**2) < 250
    assert abs(float(shrunk(disk, 5).sum()) - np.pi * 45**2) < 250
    hair = picture(lambda x, _: np.abs(x - 100) < 2)
    assert not opened(hair, 4).any()
    assert (opened(disk, 5) <= disk).all()


def test_the_nearer_triangle_wins() -> None:
    points = np.array([[0, 0, 5], [20, 0, 5], [0, 20, 5], [0, 0, 1], [20, 0, 1], [0, 20, 1.0]])
    shown = rasterised(points, np.array([[0, 1, 2], [3, 4, 5]]), 20, 20)
    assert shown.triangle[2, 2] == 1
    assert shown.depth[2, 2] == 1
    assert shown.triangle[19, 19] == -1


def test_hatching_keeps_inside_its_mask() -> None:
    mask = picture(lambda x, y: np.hypot(x - 120, y - 110) < 60)
    data = hatching(mask, 2.5)
    assert data.count("M") > 4
    for x, y, run in re.findall(r"M(\d+) (\d+)l(\d+)-\3", data):
        assert np.hypot(float(x) + float(run) / 2 - 48, float(y) - float(run) / 2 - 44) < 26
