"""One programme as the edition appraises it: inputs, accounts without it, flows and draws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from research.chapters.supplier.loyalty import about_part, asked_of, climbed
from research.errors import InputError, Problem
from research.frameworks.roi import (
    INPUTS,
    Flows,
    Input,
    Portfolio,
    flows,
    lifetime_value,
    likely,
    net_present_value,
    payback,
    return_on_cost,
    simulate,
)

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from research.edition.roi import Roi
    from research.study import Study

    Floats = NDArray[np.float64]

__all__ = ["EFFECTS", "Appraisal", "appraised"]

EFFECTS = ("renewal", "growth")
"""Inputs that the parameter file does not give: loyalty economics does."""


@dataclass(frozen=True)
class Appraisal:
    """A programme with its inputs, at their likely values and drawn."""

    study: Study
    asked: Roi

    @cached_property
    def held(self) -> pd.DataFrame:
        """Accounts that a programme could move: those compared and not treated."""
        frame, loyalty = about_part(self.study, "").loyalty, asked_of(self.study)
        return frame[frame[loyalty.group] == loyalty.control]

    @cached_property
    def portfolio(self) -> Portfolio:
        """What these accounts did without the programme."""
        frame, asked = self.held, self.asked
        return Portfolio(
            revenue=float(frame[asked.revenue].mean()),
            renewal=float(frame[asked.renewal].mean()),
            growth=float(frame[asked.growth].mean()),
            deciding=float(frame[asked.renewal].notna().mean()),
            years=asked.years,
        )

    @cached_property
    def inputs(self) -> dict[str, Input]:
        """Inputs of the author, and the effects that the edition quotes with their intervals."""
        most = self.asked.accounts.ends[1]
        if most > len(self.held):
            fault = f"{most:g} accounts are to be reached, and there are {len(self.held)}"
            raise InputError([Problem(self.study.path, fault, key="supplier.roi.accounts")])
        given = {name: getattr(self.asked, name) for name in INPUTS if name not in EFFECTS}
        found = {name: Input(one.likely, *one.ends) for name, one in given.items()}
        return {**found, "renewal": self._effect("renewal"), "growth": self._effect("growth")}

    def _effect(self, name: str) -> Input:
        rungs = climbed(self.study, "", getattr(self.asked, name)).rungs
        quoted: dict[str, Any] = dict(rungs.loc[asked_of(self.study).quoted])
        value, low, high = (float(quoted[end]) / 100 for end in ("estimate", "low", "high"))
        return Input(value, low, high, drawn="normal")

    @cached_property
    def flows(self) -> Flows:
        """Costs and gains at the likely values."""
        return flows(likely(self.inputs), self.portfolio)

    @cached_property
    def drawn(self) -> tuple[pd.DataFrame, Floats]:
        """Draws, and what each has added up to by year."""
        settings = self.study.config.statistics
        return simulate(
            self.inputs,
            self.portfolio,
            draws=self.asked.draws,
            seed=settings.seed,
            confidence=settings.confidence,
        )

    @cached_property
    def value(self) -> dict[str, float]:
        """What the draws have a column of, at the likely values."""
        values, rate = likely(self.inputs), self.inputs["discount"].likely
        gain, cost = (net_present_value(x, rate) for x in (self.flows.gain, self.flows.cost))
        return {
            "gain": float(gain),
            "cost": float(cost),
            "value": float(gain - cost),
            "return": float(return_on_cost(self.flows, rate)),
            "payback": float(payback(self.flows.net)),
            "as_is": float(lifetime_value(values, self.portfolio, moved=False)),
            "moved": float(lifetime_value(values, self.portfolio, moved=True)),
        }

    def range(self, drawn: pd.Series[Any] | Floats) -> tuple[float, float]:
        """Give the ends between which the draws lie at the edition's level, each a draw's value."""
        # A rank that is whole but for a binary fraction is whole.
        outside = round((1 - self.study.config.statistics.confidence) / 2, 12)
        low, high = np.quantile(drawn, [outside, 1 - outside], method="inverted_cdf")
        return float(low), float(high)

    @cached_property
    def came(self) -> list[float]:
        """What the actual years have added up to."""
        net = [one.gain - one.cost for one in self.asked.actual]
        return [float(value) for value in np.cumsum(net)]

    @property
    def chance(self) -> float:
        """Percentage of draws that bring more than they cost."""
        return 100 * float((self.drawn[0]["value"] > 0).mean())


@lru_cache(maxsize=4)
def appraised(study: Study) -> Appraisal:
    """Give the programme of an edition, appraised once.

    Raises
    ------
    InputError
        When the parameter file names none.
    """
    asked = study.supplier.roi
    if asked is None:
        raise InputError([Problem(study.path, "this key is missing", key="supplier.roi")])
    return Appraisal(study, asked)
