"""Read a pose file: its positions (`keys`) and its pictures, each merged over what the file says for all.

Every fault is told at its line and column, with the range or the nearest name.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

from handouts.illustrator.cast import CAST
from handouts.illustrator.schema import PartName, Picture, Scene
from handouts.problems import ContentError, Problem, did_you_mean, error
from handouts.reading import Located, as_model, read_yaml
from handouts.workspace import is_portable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from handouts.problems import Source
    from handouts.reading.located import KeyPath, Place

_OWN: Final = ("title", "keys", "pictures")
_OF_PICTURES: Final = ("key", "ghost", "fit_keys")
_WHOLE: Final = frozenset({"to", "touch", "at", "surface", "world", "joint", "point", "prop"})
"""A set of keys with one of these is a place or a goal: it is replaced, never mixed with another."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a pose file: the position it shows, the one it shows as a ghost, and how."""

    id: str
    key: str
    scene: Scene
    picture: Picture
    ghost: Scene | None
    fit: tuple[str, ...]
    source: Source
    located: Located


@dataclass(frozen=True, slots=True)
class PoseFile:
    """A pose file as read. `scenes` are its positions by key."""

    id: str
    title: str
    scenes: Mapping[str, Scene]
    pictures: tuple[Shown, ...]
    source: Source


def read_pose_file(path: Path, shown: str, *, figure: str | None = None) -> PoseFile:
    """Read and check a pose file, with another `figure` if one is asked for. Raises ContentError with every fault."""
    located = read_yaml(path, shown)
    title = _title(located)
    if figure is not None and isinstance(located.data, dict):
        located.data["figure"] = figure
    parts = located.parts()
    base = _without(located, _OWN)
    keys = parts["keys"].parts() if "keys" in parts else {}
    keys = keys or {"only": Located({}, {}, {}, shown)}
    merged = {name: _merged(base, part) for name, part in keys.items()}
    for part in keys.values():
        _refuse_unknown(part, (*Scene.model_fields, *Picture.model_fields))
    faults: list[Problem] = []
    scenes: dict[str, Scene] = {}
    for name, one in merged.items():
        try:
            scenes[name] = _scene(one)
        except ContentError as fault:
            faults += fault.problems
    pictures: list[Shown] = []
    for name, part in (parts["pictures"].parts() if "pictures" in parts else {}).items():
        try:
            pictures.append(_picture(name, part, merged))
        except ContentError as fault:
            faults += [problem for problem in fault.problems if problem not in faults]
    if not pictures and not faults:
        faults.append(
            error("FIELD-MISSING", "this file has no pictures", located.at(), "Name one: pictures: {...}")
        )
    if faults:
        raise ContentError(*faults)
    return PoseFile(path.stem, title, scenes, tuple(pictures), located.at())


def _title(located: Located) -> str:
    """What the file is called; and a refusal of what is no pose file."""
    if not isinstance(located.data, dict):
        message, hint = "this does not hold keys and values", "Copy a pose file that is like it."
        raise ContentError(error("FIELD-VALUE", message, located.at(), hint))
    _refuse_unknown(located, (*_OWN, *Scene.model_fields, *Picture.model_fields))
    title = located.data.get("title")
    if not isinstance(title, str):
        raise ContentError(error("FIELD-MISSING", '"title" is missing', located.at()))
    return title


def picture_ids(path: Path, shown: str) -> tuple[str, ...]:
    """The ids of the pictures of a pose file, without reading more of it. Raises ContentError if it is no YAML."""
    parts = read_yaml(path, shown).parts()
    return tuple(parts["pictures"].parts()) if "pictures" in parts else ()


def _refuse_unknown(located: Located, known: Iterable[str]) -> None:
    known = tuple(known)
    if not isinstance(located.data, dict):
        raise ContentError(error("FIELD-VALUE", "this is not a set of keys and values", located.at()))
    unknown = [str(key) for key in located.data if key not in known]
    if unknown:
        raise ContentError(
            *(
                error(
                    "FIELD-UNKNOWN",
                    f'"{key}" is not a key that belongs here',
                    located.key_at(key),
                    did_you_mean(key, known),
                )
                for key in unknown
            )
        )


def _picture(name: str, part: Located, merged: Mapping[str, Located]) -> Shown:
    _refuse_unknown(part, (*_OF_PICTURES, *Scene.model_fields, *Picture.model_fields))
    if not is_portable(name):
        hint = "Lower-case letters, digits and hyphens, such as bridge-start."
        raise ContentError(error("IDS-NAME", f'"{name}" cannot name a picture', part.at(), hint))
    said = part.data if isinstance(part.data, dict) else {}
    key = str(said.get("key") or next(iter(merged)))
    ghost = said.get("ghost")
    for field, value in (("key", key), ("ghost", ghost)):
        if value is not None and (not isinstance(value, str) or value not in merged):
            nearest = did_you_mean(str(value), merged)
            raise ContentError(error("REF-KEY", f'there is no key "{value}"', part.at(field), nearest))
    fit = said.get("fit_keys") or list(merged)
    if not isinstance(fit, list) or any(str(one) not in merged for one in fit):
        hint = f"Keys of this file: {', '.join(merged)}."
        raise ContentError(
            error("REF-KEY", "this is not a list of the file's keys", part.at("fit_keys"), hint)
        )
    over = _without(part, _OF_PICTURES)
    whole = _merged(merged[key], over)
    picture = as_model(Picture, _only(whole, Picture.model_fields))
    behind = _scene(_merged(merged[str(ghost)], _only(over, Scene.model_fields))) if ghost else None
    return Shown(name, key, _scene(whole), picture, behind, tuple(map(str, fit)), part.at(), whole)


def _scene(located: Located) -> Scene:
    scene = as_model(Scene, _only(located, Scene.model_fields))
    if scene.figure not in CAST:
        message = f'there is no figure "{scene.figure}"'
        hint = did_you_mean(scene.figure, CAST) or f"Figures: {', '.join(CAST)}."
        raise ContentError(error("REF-FIGURE", message, located.at("figure"), hint))
    _refuse_dead_contacts(scene, located)
    return scene


def _refuse_dead_contacts(scene: Scene, located: Located) -> None:
    """Refuse contacts that nothing can meet, and props that are not in the room."""
    ids = {prop.id for prop in scene.props}
    parts = {"body", "other_hand", *get_args(PartName)}
    for number, prop in enumerate(scene.props):
        if prop.touch is not None and prop.touch not in ids | {"body"}:
            hint = did_you_mean(prop.touch, [one for one in ids if one]) or "Give the other prop an id."
            where = located.at("props", number, "touch")
            raise ContentError(error("REF-PROP", f'there is no prop "{prop.touch}" to touch', where, hint))
    for number, contact in enumerate(scene.contacts):
        to = contact.to
        if to is not None and (to not in ids | parts or to == contact.part):
            known = [*parts, *(one for one in ids if one)]
            hint = did_you_mean(to, known) or f"Known: {', '.join(sorted(known))}."
            raise ContentError(
                error("REF-PROP", f'there is no "{to}" to touch', located.at("contacts", number, "to"), hint)
            )
        limb: str | None = contact.via if isinstance(contact.via, str) else None
        usual = contact.part.replace("_foot", "_leg").replace("_toes", "_leg").replace("_hand", "_arm")
        limb = limb or (usual if usual.endswith(("_leg", "_arm")) and usual != contact.part else None)
        if limb and limb.endswith(("_leg", "_arm")) and getattr(scene.pose.reach, limb) is None:
            message = f"{contact.part} is moved by {limb}, which does not reach for anything"
            hint = f"Give reach: {limb}: ..., or via: stance."
            raise ContentError(error("POSE-CONTACT", message, located.at("contacts", number), hint))


# Merging with places kept


def _without(located: Located, names: Iterable[str]) -> Located:
    data = located.data if isinstance(located.data, dict) else {}
    return _with_data(located, {key: value for key, value in data.items() if key not in names})


def _only(located: Located, names: Iterable[str]) -> Located:
    data = located.data if isinstance(located.data, dict) else {}
    return _with_data(located, {key: value for key, value in data.items() if key in names})


def _with_data(located: Located, data: dict[str, object]) -> Located:
    return Located(data, located.positions, located.keys, located.shown, located.base)


def _merged(below: Located, above: Located) -> Located:
    """What `above` says laid over `below`; each value keeps the place where it was written."""
    positions: dict[KeyPath, Place] = _rooted(below.positions, below.base)
    keys: dict[KeyPath, Place] = _rooted(below.keys, below.base)
    over = above.data if isinstance(above.data, dict) else {}
    under = below.data if isinstance(below.data, dict) else {}
    data = _laid_over(copy.deepcopy(under), over)
    positions |= _rooted(above.positions, above.base)
    keys |= _rooted(above.keys, above.base)
    return Located(data, positions, keys, below.shown)


def _rooted(places: Mapping[KeyPath, Place], base: KeyPath) -> dict[KeyPath, Place]:
    depth = len(base)
    return {path[depth:]: place for path, place in places.items() if path[:depth] == base}


def _laid_over(below: dict[str, object], above: dict[str, object]) -> dict[str, object]:
    for key, value in above.items():
        own = below.get(key)
        if isinstance(own, dict) and isinstance(value, dict) and not _WHOLE & value.keys():
            _laid_over(own, value)
        else:
            below[key] = copy.deepcopy(value)
    return below
