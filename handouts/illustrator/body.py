"""The people as data: one mesh topology, one skeleton, the shape of each body.

World axes: +x is the figure's left, -y its front, +z up; metres. All bodies share vertices, faces and skin
weights, and are scaled to one leg length, so that a pose fits anybody. Whatever is drawn on a body (clothes,
hair, face, muscles) is defined on the *canonical* body's rest positions and carries over vertex by vertex.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from handouts.illustrator.geometry import Array, Faces, Mask

Side = Literal["L", "R"]
SIDES: Final[tuple[Side, Side]] = ("L", "R")
FIGURES: Final = Path(__file__).parent / "figures"
STEP: Final = 0.00005
"""Metres in one step of the differences that a body's file holds."""

_SIDED: Final = {
    "foot": r"(foot|toe).*",
    "toes": r"toe.*",
    "shank": r"(lowerleg|upperleg02|foot|toe).*",
    "shin": r"(lowerleg|foot|toe).*",
    "kneecap": r"upperleg02.*",
    "knee": r"(lowerleg01|upperleg02).*",
    "thigh": r"upperleg.*",
    "leg": r"(upperleg|lowerleg|foot|toe).*",
    "hand": r"(wrist|metacarpal|finger).*",
    "palm": r"(wrist|metacarpal|finger\d-1).*",
    "forearm": r"lowerarm.*",
    "elbow": r"(lowerarm01|upperarm02).*",
    "arm": r"(shoulder01|upperarm|lowerarm|wrist|metacarpal|finger).*",
    "flank": r"(clavicle|shoulder01|upperarm).*",
}
_WHOLE: Final = {
    "pelvis": r"root|pelvis.*|upperleg01.*",
    "seat": r"root|pelvis.*|upperleg.*",
    "back": r"spine.*",
    "upper_back": r"spine0[12]|clavicle.*|shoulder.*",
    "low_back": r"spine0[345]",
    "head": r"head|neck03",
    "trunk": r"root|pelvis.*|spine.*|clavicle.*|shoulder.*",
    "all": r".*",
}
PARTS: Final = {
    **_WHOLE,
    **{
        f"{word}_{name}": rf"{pattern}\.{side}"
        for word, side in (("left", "L"), ("right", "R"))
        for name, pattern in _SIDED.items()
    },
}
"""Parts of the body by name, as patterns of bone names. A vertex belongs to the bone that moves it most."""

_GROUPS: Final = {
    "head": r"(head|neck|eye).*",
    "hand": r"(finger|metacarpal|wrist).*",
    "arm": r"(upperarm|lowerarm|finger|metacarpal|wrist).*",
    "foot": r"(foot|toe).*",
    "toe": r"toe.*",
}


def side_of(part: str) -> Side | None:
    """Say on which side a part such as `left_hand` lies."""
    return "L" if part.startswith("left_") else "R" if part.startswith("right_") else None


@dataclass(frozen=True, eq=False)
class Body:
    """One person at rest, in an A-pose: `rest` n x 3, `weights` n x bones, `heads` where each bone begins."""

    name: str
    canonical: Array
    rest: Array
    faces: Faces
    weights: Array
    bones: tuple[str, ...]
    parents: tuple[int, ...]
    heads: Array
    canonical_heads: Array

    @cached_property
    def index(self) -> dict[str, int]:
        """Bone name -> number."""
        return {name: number for number, name in enumerate(self.bones)}

    @cached_property
    def dominant(self) -> list[str]:
        """For each vertex the bone that moves it most."""
        return [self.bones[number] for number in self.weights.argmax(axis=1)]

    @cached_property
    def groups(self) -> dict[str, Array]:
        """For each vertex the share of its weight that belongs to the head, a hand, an arm, a foot, the toes."""
        return {
            name: self.weights[:, [bool(re.fullmatch(pattern, bone)) for bone in self.bones]].sum(axis=1)
            for name, pattern in _GROUPS.items()
        }

    @cached_property
    def _masks(self) -> dict[str, Mask]:
        return {}

    def part(self, name: str) -> Mask:
        """Which vertices belong to a part of the body."""
        if name not in self._masks:
            pattern = re.compile(PARTS[name])
            wanted = {bone for bone in self.bones if pattern.fullmatch(bone)}
            self._masks[name] = np.array([bone in wanted for bone in self.dominant])
        return self._masks[name]

    @cached_property
    def _averaging(self) -> sparse.csr_matrix:
        """The mean over the neighbours of each vertex."""
        count = len(self.rest)
        edges = np.concatenate([self.faces[:, pair] for pair in ([0, 1], [1, 2], [2, 0])])
        near = sparse.coo_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(count, count))
        both = sparse.csr_matrix(near + near.T).sign()
        return sparse.csr_matrix(sparse.diags(1 / np.maximum(1, np.asarray(both.sum(axis=1)).ravel())) @ both)

    @lru_cache(maxsize=32)  # noqa: B019 - bodies live as long as the process
    def _smoother(self, times: int) -> list[sparse.csr_matrix]:
        """Smoothing many times as few products: squares of the one step, to be applied in turn."""
        step = sparse.csr_matrix(0.4 * sparse.identity(len(self.rest)) + 0.6 * self._averaging)
        twice = sparse.csr_matrix(step @ step)
        return [twice] * (times // 2) + [step] * (times % 2)

    def smooth(self, values: Array, times: int) -> Array:
        """Laplacian smoothing over the mesh of any values at the vertices."""
        for matrix in self._smoother(times):
            values = matrix @ values
        return values

    def nearest(self, canonical: Array) -> int:
        """The vertex nearest to a place on the canonical body."""
        return int(((self.canonical - canonical) ** 2).sum(axis=1).argmin())


@lru_cache(maxsize=16)
def load_body(name: str) -> Body:
    """Read one body from its file. Raises FileNotFoundError if there is none of that name."""
    with np.load(FIGURES / "reference.npz") as shared, np.load(FIGURES / f"{name}.npz") as own:
        canonical = shared["v"].astype(float)
        bones = tuple(str(bone) for bone in shared["labels"])
        weights = np.zeros((len(canonical), len(bones)))
        rows = np.arange(len(canonical))[:, None]
        np.add.at(weights, (rows, shared["wi"].astype(int)), shared["ww"].astype(float))
        return Body(
            name=name,
            canonical=canonical,
            rest=canonical + own["dv"] * STEP,
            faces=shared["f"].astype(np.int64),
            weights=weights / weights.sum(axis=1, keepdims=True),
            bones=bones,
            parents=tuple(int(parent) for parent in shared["parents"]),
            heads=own["h"].astype(float),
            canonical_heads=shared["h"].astype(float),
        )
