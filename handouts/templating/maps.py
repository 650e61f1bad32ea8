"""The body map of a handout as data: which windows, which regions, which labels (law 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handouts.content.kinds.drawing import DrawingInfo
    from handouts.content.library import Library
    from handouts.selection import Selection
    from handouts.templating.words import Words

SIDES = ("left", "right")


def map_of(selection: Selection, library: Library, words: Words) -> dict[str, Any] | None:
    """Front and back of the body with the areas to massage on the chosen side; None without self-massage."""
    choice = selection.body_map
    if choice is None:
        return None
    sides = SIDES if choice.side == "both" else (choice.side or "left",)
    maps = _maps(library, choice.regions)
    views = []
    for name, info in maps:
        regions = [
            f"{region}-{side}"
            for region in choice.regions
            for side in sides
            if f"{region}-{side}" in info.points
        ]
        marks = [
            point for point in info.points if point in choice.no_go or point.rsplit("-", 1)[0] in choice.no_go
        ]
        if regions or marks:
            views.append(_view(name, info, regions, marks, words))
    caption = {"left": "map_caption_side", "right": "map_caption_side", "both": "map_caption_both"}
    line = words.get(caption.get(choice.side or "", "map_caption"))
    if choice.side is None:
        line = f"{line} {words.get('shown', side=words.get('left').lower())}."
    return {"caption": line, "views": views}


def _maps(library: Library, regions: tuple[str, ...]) -> list[tuple[str, DrawingInfo]]:
    """The windows of the first map that has every region, the front before the back."""
    sets: dict[str, list[tuple[str, DrawingInfo]]] = {}
    for name, info in library.drawings.items():
        if name.startswith("map-"):
            sets.setdefault(name.rsplit("-", 1)[0], []).append((name, info))
    for views in sets.values():
        points = {point for _, info in views for point in info.points}
        if all(f"{region}-left" in points for region in regions):
            return sorted(views, key=lambda view: ("front", "side", "back").index(view[0].rsplit("-", 1)[1]))
    return []


def _view(name: str, info: DrawingInfo, regions: list[str], marks: list[str], words: Words) -> dict[str, Any]:
    """One window with its labels: a region once, and each kind of no-go point once, nearest the label column."""
    view = name.rsplit("-", 1)[1]
    labels = []
    seen: set[str] = set()
    for point in sorted([*regions, *marks], key=lambda point: -info.points[point][0]):
        kind = point.rsplit("-", 1)[0] if point.rsplit("-", 1)[-1] in SIDES else point
        if kind in seen:
            continue
        seen.add(kind)
        stop = point in marks
        labels.append(
            {
                "point": point,
                "stop": "yes" if stop else "no",
                "words": words.get(f"point_{kind}" if stop else f"region_{kind}"),
            }
        )
    labels.sort(key=lambda label: info.points[label["point"]][1])
    said = ", ".join(label["words"] for label in labels if label["stop"] == "no").lower()
    warned = " ".join(f"{label['words']}." for label in labels if label["stop"] == "yes")
    sides = {region.rsplit("-", 1)[1] for region in regions}
    side = words.get("both" if len(sides) > 1 else next(iter(sides), "left")).lower()
    alt = (
        words.get(f"map_alt_{view}", regions=said, side=side, no_go=warned)
        if regions
        else f"{words.get(view)}. {warned}"
    )
    return {
        "id": name,
        "name": words.get(view),
        "alt": alt,
        "regions": " ".join(regions),
        "no_go": " ".join(marks),
        "labels": labels,
    }
