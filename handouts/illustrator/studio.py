"""Draw the pictures of pose files, and write them with their data beside."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from handouts.illustrator.contact import Posed, solve
from handouts.illustrator.drawing import drawn
from handouts.illustrator.framing import fitting_window
from handouts.illustrator.inspection import file_findings, picture_findings, pose_findings
from handouts.illustrator.places import NoSuchPropError
from handouts.illustrator.posefile import PoseFile, Shown, read_pose_file
from handouts.illustrator.result import Result
from handouts.problems import ContentError, HandoutsError, Problem, did_you_mean, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.illustrator.schema import Picture, Scene


Job = tuple[Path, str, frozenset[str] | None]
"""A pose file, its name as shown, and which of its pictures (None: all)."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What one pose file gave: drawings with their data by id, or what is wrong."""

    drawings: Mapping[str, tuple[str, str]]
    problems: tuple[Problem, ...]


def finished_files(
    jobs: Sequence[Job], *, figure: str | None = None, processes: int | None = None
) -> Iterator[Finished]:
    """Draw and judge pose files, in order; many at once where there are processors for it."""
    draw = partial(finished_file, figure=figure)
    count = min(processes or os.cpu_count() or 1, len(jobs))
    if count <= 1:
        yield from map(draw, jobs)
        return
    with ProcessPoolExecutor(count) as pool:
        yield from pool.map(draw, jobs)


def finished_file(job: Job, *, figure: str | None = None) -> Finished:
    """Draw and judge one pose file. A fault in it is told, not raised; NoTracerError is raised."""
    path, shown, wanted = job
    try:
        file = read_pose_file(path, shown, figure=figure)
        results = list(pictures_of(file, wanted))
    except HandoutsError as fault:
        return Finished({}, tuple(fault.problems))
    problems = [
        problem
        for result in results
        for problem in (*pose_findings(result.posed, result.shown), *picture_findings(result))
    ]
    if wanted is None:
        problems += file_findings(file, results)
    drawings = {result.shown.id: (result.drawn.svg, data_text(result.data)) for result in results}
    return Finished(drawings, tuple(dict.fromkeys(problems)))


def data_text(data: Mapping[str, object]) -> str:
    """The file beside a drawing."""
    return yaml.safe_dump(dict(data), sort_keys=False, default_flow_style=None, width=100)


@lru_cache(maxsize=8)
def posed_for(scene: Scene) -> Posed:
    """The figure of a scene; the last few are kept, for a file's pictures share them."""
    return solve(scene)


def pictures_of(file: PoseFile, wanted: frozenset[str] | None = None) -> Iterator[Result]:
    """Draw the pictures of a file, or those wanted. Raises NoTracerError, ContentError."""
    for shown in file.pictures:
        if wanted is None or shown.id in wanted:
            yield picture_of(file, shown)


def picture_of(file: PoseFile, shown: Shown) -> Result:
    """Draw one picture. Raises ContentError for a place on a prop that is not in the room."""
    try:
        return _picture_of(file, shown)
    except NoSuchPropError as missing:
        name = str(missing.args[0])
        known = [prop.id for prop in shown.scene.props if prop.id]
        hint = did_you_mean(name, known) or f"Props with an id: {', '.join(known) or 'none'}."
        message = f'{shown.id} speaks of a prop "{name}", which is not in the room'
        raise ContentError(error("REF-PROP", message, shown.source, hint)) from None


def _picture_of(file: PoseFile, shown: Shown) -> Result:
    own = posed_for(shown.scene)
    others: list[Posed] = [own]
    arrows = [own.point(place) for one in shown.picture.arrows for place in one.through]
    if shown.picture.zoom is None:
        others = [posed_for(file.scenes[key]) for key in shown.fit]
        for other in file.pictures:
            if other.id != shown.id and other.key in shown.fit and _alike(other.picture, shown.picture):
                posed = posed_for(other.scene)
                arrows += [posed.point(place) for one in other.picture.arrows for place in one.through]
    window = fitting_window(shown.picture, others, arrows, own)
    ghost = None if shown.ghost is None else posed_for(shown.ghost)
    return Result(shown, drawn(shown.picture, own, window, ghost), own)


def _alike(one: Picture, other: Picture) -> bool:
    """Whether two pictures are seen the same way, and so share their scale."""
    return one.camera == other.camera and one.frame == other.frame and one.zoom is None
