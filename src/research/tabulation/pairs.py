"""Pairs: the means of a grid's rows held against each other, as the same respondents give them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.statistics.samples.corrections import adjusted
from research.statistics.samples.paired import paired_means
from research.statistics.tables.counts import pieces
from research.tabulation.respondents import ACCOUNT, WEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.corrections import Correction
    from research.tabulation.respondents import Respondents
    from research.tabulation.stub import Stub

__all__ = ["PairedRows", "paired_rows"]

_MEAN = "mean"


@dataclass(frozen=True, eq=False)
class PairedRows:
    """Rows of one grid, compared when somebody asks.

    Parameters
    ----------
    stubs : of the rows.
    respondents : who is tabulated.
    correction : for having made as many comparisons as there are pairs.
    level : below which a corrected p-value is beyond chance.
    """

    stubs: tuple[Stub, ...]
    respondents: Respondents
    correction: Correction
    level: float

    @property
    def nested(self) -> bool:
        """Whether respondents are nested in clusters, so that tests are between these."""
        return self.respondents.accounts is not None

    @cached_property
    def tests(self) -> pd.DataFrame:
        """One row a pair of rows, over everybody.

        As `research.statistics.samples.paired.paired_means`, with ``p_adjusted`` and
        ``significant`` beside.
        """
        held = {name: column for stub in self.stubs for name, column in stub.columns.items()}
        frame = self.respondents.frame(held)
        rows = {stub.row: _values(stub, frame) for stub in self.stubs}
        found = paired_means(
            pd.DataFrame(rows, index=frame.index),
            frame.get(WEIGHT),
            clusters=frame.get(ACCOUNT),
            raked=self.respondents.raked,
        )
        p = adjusted(found["p"], self.correction)
        return found.assign(p_adjusted=p, significant=p <= self.level)

    def apart(self, one: str, other: str) -> bool | None:
        """Whether the means of two rows differ by more than chance; None where not compared.

        Parameters
        ----------
        one, other : keys of rows.
        """
        tests = self.tests
        own = tests[tests["first"].isin([one, other]) & tests["second"].isin([one, other])]
        known = own[own["p"].notna()]
        return bool(known["significant"].iloc[0]) if len(known) else None


def paired_rows(
    stubs: Sequence[Stub], respondents: Respondents, correction: Correction, level: float
) -> dict[str, PairedRows]:
    """Give what compares the rows of each grid, by the name of its question.

    Parameters
    ----------
    stubs : of all questions.
    respondents, correction, level : as of `PairedRows`.
    """
    grids: dict[str, list[Stub]] = {}
    for stub in stubs:
        if stub.row and stub.question.type == "grid":
            grids.setdefault(stub.question.name, []).append(stub)
    return {
        name: PairedRows(tuple(rows), respondents, correction, level)
        for name, rows in grids.items()
        if len(rows) > 1
    }


def _values(stub: Stub, frame: pd.DataFrame) -> NDArray[np.float64]:
    """What each respondent adds to the mean of a row, NaN for who gave no number."""
    for part in stub.parts:
        for place, line in enumerate(part.lines):
            if line is not None and line.kind == _MEAN:
                [piece] = pieces(frame, part.asked)
                known = piece.codes < piece.size
                if piece.values is not None:
                    return np.where(known, piece.values + piece.rows[place].origin, np.nan)
                worth = np.append(piece.picks[place], np.nan)
                return np.asarray(worth[piece.codes], dtype=np.float64)
    return np.full(len(frame), np.nan)
