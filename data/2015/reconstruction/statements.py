"""What was published of the assessments, as statements that many draws are held against at once.

A statement names a theme and a measure (low, mean, high or range), and says one of these:

- ``is``, ``least`` or ``most``: of the score over all firms, as printed, or of ``sectors``;
- ``edge``: ``sectors`` have the highest or the lowest score of those shown, ``by`` some points;
- ``above`` or ``below``: the sectors shown that lie beyond a number, or the benchmark, ``by`` some
  points: ``which`` they are, or their ``count``;
- ``first``: the theme has the highest or the lowest score of all themes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["Spread", "holds", "sentence"]


@dataclass(frozen=True)
class Spread:
    """Lowest, mean and highest score of one theme in each sector, in d draws.

    Parameters
    ----------
    low, mean, high : (d, number of sectors), 0 to 100.
    sizes : firms of each sector.
    sectors : their names.
    shown : names of those that the publication shows.
    """

    low: NDArray[np.float64]
    mean: NDArray[np.float64]
    high: NDArray[np.float64]
    sizes: NDArray[np.integer[Any]]
    sectors: tuple[str, ...]
    shown: tuple[str, ...]

    def only(self, draw: int) -> Spread:
        """One of the draws."""
        cells = {name: getattr(self, name)[[draw]] for name in ("low", "mean", "high")}
        return replace(self, **cells)

    def cells(self, measure: str) -> NDArray[np.float64]:
        """A measure by draw and sector."""
        if measure == "range":
            return self.high - self.low
        found: NDArray[np.float64] = getattr(self, measure)
        return found

    def whole(self, measure: str) -> NDArray[np.float64]:
        """A measure over all firms, by draw."""
        low, high = self.low.min(axis=1), self.high.max(axis=1)
        mean = self.mean @ self.sizes / self.sizes.sum()
        return np.asarray({"low": low, "mean": mean, "high": high, "range": high - low}[measure])

    def places(self, sectors: tuple[str, ...]) -> list[int]:
        """Where sectors stand."""
        return [self.sectors.index(sector) for sector in sectors]

    def possible(self) -> NDArray[np.bool_]:
        """Draws in which each sector can have whole scores with these ends and this mean."""
        rest = self.mean * self.sizes - self.low - self.high
        inner = self.sizes - 2
        fits = (self.low <= self.high) & (self.low * inner <= rest) & (rest <= self.high * inner)
        return np.asarray(fits.all(axis=1))


def holds(
    one: Mapping[str, Any], spread: Spread, others: Mapping[str, Spread]
) -> NDArray[np.bool_]:
    """Whether a statement holds, by draw.

    Parameters
    ----------
    one : the statement.
    spread : scores of its theme.
    others : scores of the themes there are; some may have one draw for all.
    """
    if "first" in one:
        return _first(one, spread, others)
    if "edge" in one:
        return _edge(one, spread)
    if "above" in one or "below" in one:
        return _beyond(one, spread)
    return _bounded(one, spread)


def sentence(one: Mapping[str, Any]) -> str:
    """A statement in words, for an error."""
    said = ", ".join(f"{key} {value}" for key, value in one.items() if key != "theme")
    return f"{one['theme']}: not as published: {said}"


def _bounded(one: Mapping[str, Any], spread: Spread) -> NDArray[np.bool_]:
    measure = one["measure"]
    if "sectors" in one:
        cells = spread.cells(measure)[:, spread.places(_named(one["sectors"], spread))]
    else:
        cells = spread.whole(measure)[:, None]
    least, most = one.get("least", -np.inf), one.get("most", np.inf)
    fits = (np.rint(cells) == one["is"]) if "is" in one else (cells >= least) & (cells <= most)
    return np.asarray(fits.all(axis=1))


def _edge(one: Mapping[str, Any], spread: Spread) -> NDArray[np.bool_]:
    sign = 1 if one["edge"] == "highest" else -1
    own = _named(one["sectors"], spread)
    among = spread.sectors if one.get("among") == "all" else spread.shown
    rest = tuple(sector for sector in among if sector not in own)
    cells = sign * spread.cells(one["measure"])
    behind = cells[:, spread.places(rest)].max(axis=1) + one.get("by", 0)
    return np.asarray(cells[:, spread.places(own)].min(axis=1) >= behind)


def _beyond(one: Mapping[str, Any], spread: Spread) -> NDArray[np.bool_]:
    sign, bound = (1, one["above"]) if "above" in one else (-1, one["below"])
    limit = spread.whole(one["measure"])[:, None] if bound == "benchmark" else float(bound)
    cells = spread.cells(one["measure"])[:, spread.places(spread.shown)]
    past = sign * (cells - limit) > one.get("by", 0)
    if "which" in one:
        wanted = np.isin(np.array(spread.shown), one["which"])
        return np.asarray((past == wanted).all(axis=1))
    least, most = one["count"]
    return np.asarray((past.sum(axis=1) >= least) & (past.sum(axis=1) <= most))


def _first(
    one: Mapping[str, Any], spread: Spread, others: Mapping[str, Spread]
) -> NDArray[np.bool_]:
    sign = 1 if one["first"] == "highest" else -1
    own = sign * spread.whole(one["measure"])
    fits = np.ones(1, dtype=bool)
    for theme, other in others.items():
        if theme != one["theme"]:
            fits = fits & (sign * other.whole(one["measure"]) < own)
    return np.broadcast_to(fits, np.broadcast_shapes(fits.shape, own.shape)).copy()


def _named(sectors: str | list[str], spread: Spread) -> tuple[str, ...]:
    return spread.shown if sectors == "shown" else tuple(sectors)
