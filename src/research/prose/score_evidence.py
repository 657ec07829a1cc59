"""Scores: capability of themes, overall and by sector, as sentences rest on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from research.prose.claims import OVERALL

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from research.prose.names import Names

__all__ = ["Benchmark", "Scores"]


@dataclass(frozen=True)
class Scores:
    """Highest, mean and lowest capability score, 0 to 100."""

    high: float
    mean: float
    low: float

    @property
    def range(self) -> float:
        """Points between the highest and the lowest score."""
        return self.high - self.low

    def value(self, measure: str) -> float:
        """One of ``high``, ``mean``, ``low`` and ``range``."""
        return float(getattr(self, measure))


@dataclass(frozen=True)
class Benchmark:
    """Capability scores of the themes, overall and by sector.

    Parameters
    ----------
    scores : theme to group (``overall`` or a reference such as ``benchmark.telco``) to scores.
    rest : theme to the scores of the sectors that have no line of their own.
    """

    scores: Mapping[str, Mapping[str, Scores]]
    rest: Mapping[str, tuple[Scores, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, frame: pd.DataFrame, names: Names, breakdown: str = "benchmark") -> Benchmark:
        """From a tidy frame: ``theme``, ``group`` (label, key or ``overall``), high, mean, low.

        Groups without a name are the rest: never spoken of, but no superlative overlooks them. A
        theme without an overall row has no benchmark.
        """
        scores: dict[str, dict[str, Scores]] = {}
        rest: dict[str, tuple[Scores, ...]] = {}
        for row in frame.to_dict("records"):
            group = str(row["group"])
            reference = OVERALL if group == OVERALL else names.reference(breakdown, group)
            values = [float(row[key]) for key in ("high", "mean", "low")]
            theme = str(row["theme"])
            if any(value != value for value in values):
                continue
            if reference:
                scores.setdefault(theme, {})[reference] = Scores(*values)
            else:
                rest[theme] = (*rest.get(theme, ()), Scores(*values))
        return cls({theme: kept for theme, kept in scores.items() if OVERALL in kept}, rest)

    def overall(self, measure: str) -> dict[str, float]:
        """A score of every theme over all firms."""
        return {theme: kept[OVERALL].value(measure) for theme, kept in self.scores.items()}

    def sectors(self, theme: str, measure: str) -> dict[str, float]:
        """A score of a theme by sector."""
        kept = self.scores[theme]
        return {key: scores.value(measure) for key, scores in kept.items() if key != OVERALL}

    def elsewhere(self, theme: str, measure: str) -> list[float]:
        """A score of a theme in each sector that has no line of its own."""
        return [scores.value(measure) for scores in self.rest.get(theme, ())]

    def ahead(self, theme: str, measure: str) -> tuple[str, float]:
        """The sector shown with the highest score, and the next score in any sector."""
        shown = self.sectors(theme, measure)
        first = max(shown, key=lambda group: shown[group])
        rest = [value for group, value in shown.items() if group != first]
        return first, max([*rest, *self.elsewhere(theme, measure)])

    def rivalled(self, theme: str, measure: str, *, lowest: bool = False) -> bool:
        """Whether a sector without a line scores as high (or as low) as the first of those with."""
        sign = -1 if lowest else 1
        edge = max(sign * value for value in self.sectors(theme, measure).values())
        return any(sign * value >= edge for value in self.elsewhere(theme, measure))
