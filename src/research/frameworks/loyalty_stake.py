"""What it would be worth if detractor accounts became passive ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.frameworks.loyalty import Comparison, compared
from research.statistics.effects.adjustments import g_computation
from research.statistics.effects.confounders import design
from research.statistics.samples.intervals import normal_quantile
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["revenue_at_stake"]

_SAY = Frames(__file__)


def revenue_at_stake(
    frame: pd.DataFrame,
    revenue: str = "revenue_this_year",
    *,
    confounders: Sequence[str] = (),
    cluster: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say what it would be worth if detractor accounts became passive ones.

    The adjusted difference of passives from detractors, in renewal and in growth, is applied to the
    detractors' revenue. Both parts and their sum come with an interval that allows for their being
    measured on the same accounts.

    Parameters
    ----------
    frame : of `prepare`.
    revenue : column of the yearly revenue.
    confounders, cluster : as of `Comparison`.
    confidence : of the intervals.

    Returns
    -------
    Rows ``renewal, growth, total``: ``effect, effect_low, effect_high`` (proportions; missing for
    the total), ``revenue`` (the detractors' a year), ``value, low, high`` (a year), ``base``
    (accounts behind the effect) and ``assumes``.
    """
    stake = float(frame.loc[frame["band"] == "detractor", revenue].sum())
    units = pd.Series(frame[cluster] if cluster else frame.index, index=frame.index)
    codes = pd.Series(pd.factorize(units)[0], index=frame.index)
    z = normal_quantile(confidence)
    parts = {
        name: _part(frame, name, tuple(confounders), cluster, codes)
        for name in ("renewal", "growth")
    }
    together = sum(effect for effect, _, _ in parts.values())
    sums = sum(within for _, within, _ in parts.values())
    parts["total"] = (together, np.asarray(sums), int((frame["band"] == "detractor").sum()))
    rows = {}
    for name, (effect, within, base) in parts.items():
        spread = z * _error(within)
        low, high = effect - spread, effect + spread
        single = name != "total"
        rows[name] = {
            "effect": effect if single else float("nan"),
            "effect_low": low if single else float("nan"),
            "effect_high": high if single else float("nan"),
            "revenue": stake,
            "value": stake * effect,
            "low": stake * low,
            "high": stake * high,
            "base": base,
            "assumes": _SAY.named("assumes")[name],
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("part")


def _part(
    frame: pd.DataFrame,
    name: str,
    confounders: tuple[str, ...],
    cluster: str | None,
    codes: pd.Series[int],
) -> tuple[float, Floats, int]:
    """Adjusted difference of passives from detractors, its influence by cluster, and its base."""
    chosen = Comparison(name, "band", "passive", "detractor", confounders, cluster)
    used, _ = compared(frame, chosen)
    passive = (used["band"] == "passive").to_numpy(dtype=bool)
    effect = g_computation(
        used[name].to_numpy(dtype=float), passive, design(used, chosen.confounders)
    )
    within = np.bincount(
        codes.loc[used.index], weights=effect.influence / len(used), minlength=codes.max() + 1
    ).astype(np.float64)
    return effect.estimate, within, len(used)


def _error(sums: Floats) -> float:
    used = int((sums != 0).sum())
    return float(np.sqrt((sums**2).sum() * used / max(used - 1, 1)))
