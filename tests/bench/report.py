"""The figures of a run, one line for each goal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

FORM = re.compile(r"^(B\d|N-)[a-z0-9-]* \S+ .+ \(goal .+\) (holds|falls short)$")


@dataclass(frozen=True)
class Line:
    """One goal: what was seen, and the least or the most that was wanted."""

    id: str
    figure: float | None
    unit: str
    goal: float
    at_most: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether the goal was met; what was not measured was not."""
        if self.figure is None:
            return False
        return self.figure <= self.goal if self.at_most else self.figure >= self.goal

    def __str__(self) -> str:
        figure = "-" if self.figure is None else f"{self.figure:.3g}"
        sign = "≤" if self.at_most else "≥"
        ending = "holds" if self.holds else "falls short"
        return f"{self.id} {figure} {self.unit} (goal {sign} {self.goal:g}) {ending}"


def at_least(name: str, figure: float | None, unit: str, goal: float) -> Line:
    """Return a goal that wants much."""
    return Line(name, figure, unit, goal)


def at_most(name: str, figure: float | None, unit: str, goal: float) -> Line:
    """Return a goal that wants little."""
    return Line(name, figure, unit, goal, at_most=True)


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value that `part` of all are not above."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of the rounds' ratios: both sides of a round saw the same machine."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))
