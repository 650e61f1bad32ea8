"""Bring an outline onto a grid of whole numbers, with as few and as short PDF operators as show the same.

A point moves by half a step at most. What becomes nothing on the grid is left out; curves that become nearly
straight become lines, lines that go on straight become one (ISO 32000-1, 8.5.2).
"""

from dataclasses import field

from handouts.dataclass import dataclass
from handouts.typeset.outline import Outline

Point = tuple[int, int]


@dataclass(slots=True)
class Part:
    """One stretch of a path, from where the pen is set down; `closed` if the line must go back there."""

    start: Point
    closed: bool = False
    here: Point = (0, 0)
    operators: list[str] = field(default_factory=list)
    corners: list[Point] | None = field(default_factory=list)
    """The ends of its lines, or None once it has a curve."""
    last: Point | None = None
    """Where the last operator began, if that is a line."""

    speck: bool = False
    """Whether it is a curve too small for the grid, whose line still shows all around it."""

    def __post_init__(self) -> None:
        self.here = self.start

    def line(self, end: Point) -> None:
        """Draw a line, or draw the last one out if this goes on the same way."""
        (x, y), (end_x, end_y) = self.here, end
        if end == self.here:
            return
        text = f"{end_x} {end_y} l"
        if self.last is not None:
            dx, dy = x - self.last[0], y - self.last[1]
            if dx * (end_y - y) == dy * (end_x - x) and dx * (end_x - x) + dy * (end_y - y) > 0:
                self.operators.pop()
                if self.corners:
                    self.corners.pop()
                self.here = self.last
        self.operators.append(text)
        if self.corners is not None:
            self.corners.append(end)
        self.last, self.here = self.here, end

    def curve(self, first: Point, second: Point, end: Point) -> None:
        """Draw a curve with the shortest operator that can."""
        here = self.here
        if first == second == end == here:
            self.speck = True
            return
        if _straight(here, first, second, end):
            self.line(end)
            return
        if first == here:
            text = f"{second[0]} {second[1]} {end[0]} {end[1]} v"
        elif second == end:
            text = f"{first[0]} {first[1]} {end[0]} {end[1]} y"
        else:
            text = f"{first[0]} {first[1]} {second[0]} {second[1]} {end[0]} {end[1]} c"
        self.operators.append(text)
        self.here, self.last, self.corners = end, None, None

    def finish(self, *, line: bool, dots: bool) -> bool:
        """Leave out what closing does anyway, and set the pen down; False if there is nothing to see."""
        x, y = self.start
        if self.last is not None and self.here == self.start and (self.closed or not line):
            self.operators.pop()
            if self.corners:
                self.corners.pop()
        self.speck = self.speck and line and not self.operators
        if not self.operators and (dots or self.speck):
            self.operators.append(f"{x} {y} l")
        if not self.operators or (not line and self.corners is not None and len(self.corners) < 2):
            return False
        size = self._rectangle(line=line)
        if size is not None:
            self.operators = [f"{x} {y} {size[0]} {size[1]} re"]
            self.closed = False
        else:
            self.operators.insert(0, f"{x} {y} m")
        return True

    def _rectangle(self, *, line: bool) -> Point | None:
        """Width and height, if the part is an upright rectangle drawn the way `re` draws it."""
        if self.corners is None or len(self.corners) != 3 or (line and not self.closed):
            return None
        (x, y), (first, second, third) = self.start, self.corners
        across, down = second[0] - x, second[1] - y
        if (first, third) == ((x + across, y), (x, y + down)):
            return across, down
        # The other way round shows the same, unless dashes start from the corner.
        if (first, third) == ((x, y + down), (x + across, y)) and not line:
            return across, down
        return None


def _straight(here: Point, first: Point, second: Point, end: Point) -> bool:
    """Whether a curve goes forward only and stays within 3/4 of a step (0.04 mm) of a straight line."""
    x, y = here
    dx, dy = end[0] - x, end[1] - y
    size = dx * dx + dy * dy
    for px, py in (first, second):
        across = dx * (py - y) - dy * (px - x)
        along = dx * (px - x) + dy * (py - y)
        if across * across > size or not 0 <= along <= size:
            return False
    return size > 0


def grid_parts(
    outline: Outline, origin: tuple[float, float], steps: float, *, line: bool, dots: bool
) -> list[Part]:
    """Write an outline in parts, with `origin` as the zero of the grid and `steps` to a unit.

    `line` says that it has a line and not only a fill; `dots`, that a line without length shows as a dot.
    """
    x0, y0 = origin
    across = [round((x - x0) * steps) for x in outline.numbers[::2]]
    down = [round((y - y0) * steps) for y in outline.numbers[1::2]]
    points = list(zip(across, down, strict=True))
    parts: list[Part] = []
    index = 0
    for operator in outline.operators:
        if operator == "c":
            parts[-1].curve(points[index], points[index + 1], points[index + 2])
            index += 3
        elif operator == "z":
            parts[-1].closed = True
        else:
            if operator == "m":
                parts.append(Part(points[index]))
            else:
                parts[-1].line(points[index])
            index += 1
    return [part for part in parts if part.finish(line=line, dots=dots)]
