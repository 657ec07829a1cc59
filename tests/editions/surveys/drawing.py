"""Answers drawn at random, the same from the same seed, and places for planted oddities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.simulation.people import made_up_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from surveys.truth import Flags, Texts

__all__ = ["Draws", "texts"]


def texts(values: Sequence[object]) -> Texts:
    """Cells as text, None where there is nothing."""
    cells = np.empty(len(values), dtype=object)
    cells[:] = [None if value is None else str(value) for value in values]
    return cells


class Draws:
    """Draws for a number of respondents.

    Parameters
    ----------
    seed : the same seed gives the same survey.
    size : respondents.
    """

    def __init__(self, seed: int, size: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.seed = seed
        self.size = size
        self._untouched = [int(place) for place in self.rng.permutation(size)]

    def pick(self, shares: Mapping[str, float]) -> Texts:
        """One code for each respondent, at these shares."""
        weights = np.array(list(shares.values()))
        at = self.rng.choice(len(weights), self.size, p=weights / weights.sum())
        return texts([list(shares)[place] for place in at])

    def rate(self, low: int, high: int, mean: float, spread: float = 1.1) -> Texts:
        """One whole number of a scale for each respondent."""
        drawn = np.rint(self.rng.normal(mean, spread, self.size)).clip(low, high).astype(int)
        return texts(drawn.tolist())

    def chance(self, share: float) -> Flags:
        """Who falls into a share, one by one."""
        return self.rng.random(self.size) < share

    def orders(self, items: Sequence[str], appeal: Sequence[float]) -> list[list[str]]:
        """An order of all items for each respondent, the more appealing first more often."""
        pull = np.array(appeal) + self.rng.gumbel(size=(self.size, len(items)))
        return [[items[place] for place in row] for row in np.argsort(-pull, axis=1)]

    def spots(self, count: int, among: Flags | None = None) -> NDArray[np.int64]:
        """Respondents for one kind of oddity: nobody gets two, so that each can be counted."""
        free = [at for at in self._untouched if among is None or among[at]][:count]
        assert len(free) == count, "too few respondents for all the oddities"
        self._untouched = [at for at in self._untouched if at not in free]
        return np.array(free, dtype=np.int64)

    def people(self) -> pd.DataFrame:
        """A name, an address and a firm for each respondent; none of them exists."""
        return made_up_people(["Management"] * self.size, seed=self.seed)

    def remarks(self, wordings: Sequence[str], share: float) -> Texts:
        """A made-up remark of a share of the respondents."""
        said = self.chance(share)
        at = self.rng.integers(len(wordings), size=self.size)
        return texts(
            [wordings[place] if some else None for place, some in zip(at, said, strict=True)]
        )
