"""An outcome and what may drive it, as columns of numbers with their names; what drives it most."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from research.chapters.thinness import enough
from research.errors import StatisticsError, ThinDataError
from research.statistics.drivers.decomposition import MOST_DRIVERS
from research.statistics.drivers.key_drivers import Importance, importance
from research.tabulation.tab import RESPONDENTS
from research.wording.figures import grouped
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from research.statistics.drivers.answered import Kind

__all__ = ["Driven"]

_SAY = Frames(__file__)


@dataclass(frozen=True, eq=False)
class Driven:
    """An outcome and its drivers as columns of numbers, and what they are called.

    Parameters
    ----------
    frame : one row a respondent who was asked the outcome and every driver, with the columns that
        follow.
    outcome : its column.
    label : what is driven, in running text.
    labels : what each driver is called, by its column, in the order asked for.
    asked : what the question of each column is called, in a table of who answered.
    words : of each driver, in names of the ledger.
    title, population : of the chapter, and whom it is about.
    slug, dotted : end of its identifiers, and middle of its names in the ledger.
    kind : of the outcome.
    cluster : its column; ``None`` where there is none.
    rated, scale : whether all drivers are ratings on one scale, and what their means are.
    draws, confidence, seed : of the intervals.
    least : fewer complete answers, or fewer of either of two outcomes, tell of people.
    weight, weighted : its column and its name; ``None`` and empty where there is none.
    notes : what must be said of how answers became numbers.
    rows : what those who answered are called.
    left_out : a sentence on those who were not asked all; empty where all were.
    """

    frame: pd.DataFrame
    outcome: str
    label: str
    labels: Mapping[str, str]
    asked: Mapping[str, str]
    words: Mapping[str, str]
    title: str
    population: str
    slug: str
    dotted: str
    kind: Kind
    cluster: str | None
    rated: bool
    scale: str
    draws: int
    confidence: float
    seed: int
    least: int
    weight: str | None = None
    weighted: str = ""
    notes: tuple[str, ...] = ()
    rows: str = RESPONDENTS.many
    left_out: str = ""

    @cached_property
    def found(self) -> Importance:
        """Importance of each driver.

        Raises
        ------
        ThinDataError
            If the answers are too few, or do not vary.
        """
        enough(len(self.frame) > 0, _SAY("nobody"))
        self._require_enough()
        try:
            return importance(
                self.frame,
                self.outcome,
                list(self.labels),
                kind=self.kind,
                weights=self.weight,
                clusters=self.cluster,
                draws=self.draws,
                confidence=self.confidence,
                seed=self.seed,
            )
        except StatisticsError as error:
            reason = str(error).partition(";")[0]
            # The outcome's column may be a plain word ("left"), so it counts where a reason opens.
            reason = re.sub(rf"^{re.escape(self.outcome)}\b", lambda _: self.label, reason)
            raise ThinDataError(self.labelled(reason)) from error

    def _require_enough(self) -> None:
        count, most = len(self.labels), MOST_DRIVERS
        enough(count > 0, _SAY("no driver"))
        enough(count <= most, _SAY("many", count=count, most=most))
        complete = self.frame[[self.outcome, *self.labels]].dropna()
        base, least = grouped(len(complete)), self.least
        enough(len(complete) >= least, _SAY("few", base=base, rows=self.rows, least=least))
        if self.kind == "binary":
            given = complete[self.outcome].value_counts()
            fewest = int(given.min()) if len(given) > 1 else self.least
            enough(fewest >= self.least, _SAY("one side", outcome=self.label, least=self.least))

    def labelled(self, note: str) -> str:
        """Put labels in the place of columns in a note of the statistics.

        Parameters
        ----------
        note : a sentence or clause.
        """
        longest = sorted(self.labels, key=len, reverse=True)
        known = "|".join(map(re.escape, longest))
        return re.sub(rf"\b(?:{known})\b", lambda match: self.labels[match[0]], note)

    @property
    def ordered(self) -> pd.DataFrame:
        """Drivers by importance, with their labels."""
        table = self.found.drivers.sort_values("share", ascending=False)
        return table.assign(label=[self.labels[str(key)] for key in table.index])

    @property
    def leaders(self) -> list[str]:
        """Labels of the drivers that may be the first of all."""
        table = self.ordered
        return [str(label) for label in table["label"][table["rank_low"] == 1]]

    @property
    def tells(self) -> bool:
        """Whether the drivers explain more than as many columns drawn by lot would."""
        by_lot = len(self.labels) / max(self.found.clusters - 1, 1)
        return bool(self.found.r2_low > by_lot)
