"""The body map of a handout as data: which windows, which regions, which labels (law 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from handouts.content.kinds.drawing import DrawingInfo
    from handouts.content.library import Library
    from handouts.selection import Selection
    from handouts.templating.words import Words

SIDES = ("left", "right")


VIEWS = ("front", "back", "left", "right", "sole")
"""Where a body map is seen from, in the order of the windows; the last word of a drawing's id."""


def map_of(selection: Selection, library: Library, words: Words) -> dict[str, Any] | None:
    """The body with the areas to massage on the chosen side; None without self-massage.

    As few windows as show every area and every place to leave alone.
    """
    choice = selection.body_map
    if choice is None:
        return None
    sided = any(condition.sidedness == "sided" for condition in selection.conditions)
    sides = SIDES if choice.side == "both" or not (choice.side or sided) else (choice.side or "left",)
    wanted = [f"{region}-{side}" for region in choice.regions for side in sides]
    views, shown = [], set[str]()
    for name, info in _maps(library, wanted, choice.no_go, sides):
        regions = [region for region in wanted if region in info.points]
        marks = [point for point in info.points if _kind(point) in choice.no_go]
        new = {*regions, *map(_kind, marks)} - shown
        if new:
            shown |= new
            views.append(_view(name, info, regions, marks, words))
    caption = {"left": "map_caption_side", "right": "map_caption_side", "both": "map_caption_both"}
    line = words.get(caption.get(choice.side or "", "map_caption"))
    if choice.side is None and sided:
        line = f"{line} {words.get('shown', side=words.get('left').lower())}."
    return {"caption": line, "views": views}


def _kind(point: str) -> str:
    """A point without its side."""
    return point.rsplit("-", 1)[0] if point.rsplit("-", 1)[-1] in SIDES else point


def _maps(
    library: Library, wanted: list[str], no_go: Collection[str], sides: Collection[str]
) -> list[tuple[str, DrawingInfo]]:
    """The windows of as few body maps as show every region: the map that shows most first, front before back.

    Of maps that show as much, the one that shows it, and the places to leave alone, in the fewest windows. A window
    on the body from one side is for that side only.
    """
    sets: dict[str, list[tuple[str, DrawingInfo]]] = {}
    for name, info in library.drawings.items():
        view = name.rsplit("-", 1)[-1]
        if name.startswith("map-") and view in VIEWS and (view not in SIDES or view in sides):
            sets.setdefault(name.rsplit("-", 1)[0], []).append((name, info))
    missing, chosen = set(wanted), []
    while missing:
        shows = {
            area: missing & {point for _, info in views for point in info.points}
            for area, views in sets.items()
        }
        best = max(
            sorted(shows),
            key=lambda area: (len(shows[area]), -_windows(sets[area], shows[area], no_go)),
            default=None,
        )
        if best is None or not shows[best]:
            break
        missing -= shows[best]
        chosen += sorted(sets.pop(best), key=lambda view: VIEWS.index(view[0].rsplit("-", 1)[1]))
    return chosen


def _windows(views: list[tuple[str, DrawingInfo]], regions: set[str], no_go: Collection[str]) -> int:
    """How many windows it takes to show regions and no-go points; those that no window shows count as one more."""
    missing = regions | set(no_go)
    count = 0
    for points in sorted(
        ({*info.points, *map(_kind, info.points)} for _, info in views), key=lambda own: -len(own & missing)
    ):
        if missing & points:
            count, missing = count + 1, missing - points
    return count + len(missing)


def _view(name: str, info: DrawingInfo, regions: list[str], marks: list[str], words: Words) -> dict[str, Any]:
    """One window with its labels: a region once, and each kind of no-go point once, nearest the label column."""
    view = name.rsplit("-", 1)[1]
    labels = []
    seen: set[str] = set()
    for point in sorted([*regions, *marks], key=lambda point: -info.points[point][0]):
        kind = _kind(point)
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
        else f"{words.get(f'view_{view}')}. {warned}"
    )
    return {
        "id": name,
        "name": words.get(f"view_{view}"),
        "alt": alt,
        "regions": " ".join(regions),
        "no_go": " ".join(marks),
        "labels": labels,
    }
