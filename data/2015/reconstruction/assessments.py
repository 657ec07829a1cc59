"""The ensemble of assessments: scores of firms that differ in all that was not published.

The publication quotes single scores and says in words how sectors compare. Every other lowest, mean
and highest score, and the number of firms of each sector, is drawn anew for each member, and a draw
is kept when it shows whatever assessments.yml lists as published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from reconstruction.ensemble import MEMBER
from reconstruction.finder import TargetsNotMetError
from reconstruction.statements import Spread, holds, sentence
from research.simulation.assessments import made_up_assessments

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["assessed_member", "unmet_scores"]

_BATCH = 20_000
_BATCHES = 40


def assessed_member(settings: Mapping[str, Any], number: int) -> pd.DataFrame:
    """One reconstruction of the assessments.

    Parameters
    ----------
    settings : as assessments.yml holds them.
    number : of the member, from 1; the same number gives the same member.

    Returns
    -------
    pandas.DataFrame
        A row a firm: number of the member, sector, a score for each theme.

    Raises
    ------
    TargetsNotMetError
        When none of many draws shows what was published of a theme.
    """
    generator = np.random.default_rng([settings["seed"], number])
    shown, bounds = set(settings["shown"]), settings["ensemble"]["firms"]
    firms = {
        sector: int(generator.integers(*bounds["shown" if sector in shown else "other"]))
        for sector in settings["firms"]
    }
    sizes = np.array(list(firms.values()))
    leaders = {one["theme"]: one for one in settings["published"] if "first" in one}
    others = [theme for theme in settings["scores"] if theme not in leaders]
    made: dict[str, Spread] = {}
    for theme in (*leaders, *others):
        made[theme] = _drawn(settings, theme, sizes, made, generator)
    scores = {
        theme: {
            sector: (int(made[theme].low[0, at]), float(made[theme].mean[0, at]),
                     int(made[theme].high[0, at]))
            for at, sector in enumerate(firms)
        }
        for theme in settings["scores"]
    }  # fmt: skip
    seed = int(generator.integers(2**31))
    found = made_up_assessments(firms, scores, seed=seed).drop(columns="firm")
    found.insert(0, MEMBER, number)
    return found


def unmet_scores(settings: Mapping[str, Any], found: pd.DataFrame) -> list[str]:
    """Sentences on what assessments do not show although it is published; empty as it should be."""
    groups, sectors = found.groupby("sector"), list(settings["firms"])
    sizes = groups.size().loc[sectors].to_numpy(dtype=np.int64)
    spreads = {}
    for theme in settings["scores"]:
        low, mean, high = (
            groups[theme].agg(name).loc[sectors].to_numpy(dtype=float)[None, :]
            for name in ("min", "mean", "max")
        )
        spreads[theme] = Spread(low, mean, high, sizes, tuple(sectors), tuple(settings["shown"]))
    return [
        sentence(one)
        for one in settings["published"]
        if not holds(one, spreads[one["theme"]], spreads)[0]
    ]


def _drawn(
    settings: Mapping[str, Any],
    theme: str,
    sizes: NDArray[np.int64],
    made: Mapping[str, Spread],
    generator: np.random.Generator,
) -> Spread:
    """The first draw of a theme's scores that shows what was published of them."""
    published = [one for one in settings["published"] if one["theme"] == theme or "first" in one]
    for _ in range(_BATCHES):
        tried = _batch(settings, theme, sizes, generator)
        kept = tried.possible()
        for one in published:
            if one["theme"] == theme or one["theme"] in made:
                kept &= holds(one, tried if one["theme"] == theme else made[one["theme"]],
                              {**made, theme: tried})  # fmt: skip
        if kept.any():
            return tried.only(int(np.argmax(kept)))
    msg = f"{theme}: no draw shows what was published of its scores"
    raise TargetsNotMetError([msg])


def _batch(
    settings: Mapping[str, Any],
    theme: str,
    sizes: NDArray[np.int64],
    generator: np.random.Generator,
) -> Spread:
    """Many draws of a theme's scores around those first chosen, with what is exact set."""
    sectors, drift = list(settings["firms"]), settings["ensemble"]["drift"]
    centre = np.array([settings["scores"][theme][sector] for sector in sectors], dtype=float)
    low, mean, high = (
        centre[:, at] + generator.uniform(-drift[name], drift[name], (_BATCH, len(sectors)))
        for at, name in enumerate(("low", "mean", "high"))
    )
    low, high = 1 + np.abs(np.rint(low) - 1), 99 - np.abs(np.rint(high) - 99)
    cells = {"low": low, "mean": mean, "high": high}
    own = [one for one in settings["published"] if one["theme"] == theme]
    for measure in ("low", "high"):
        _keep_inside(cells[measure], measure, own, generator)
    exact = [one for one in own if "is" in one]
    for one in exact:
        if one["measure"] == "mean" and "sectors" not in one:
            wanted = one["is"] + generator.uniform(-0.45, 0.45, (_BATCH, 1))
            mean += wanted - (mean @ sizes / sizes.sum())[:, None]
    for one in exact:
        for sector in one.get("sectors", ()):
            cells[one["measure"]][:, sectors.index(sector)] = one["is"]
    mean = np.rint(mean * sizes) / sizes
    return Spread(low, mean, high, sizes, tuple(sectors), tuple(settings["shown"]))


def _keep_inside(
    cells: NDArray[np.float64],
    measure: str,
    own: list[Mapping[str, Any]],
    generator: np.random.Generator,
) -> None:
    """Turn scores back that go beyond the published end of all firms', which one sector has.

    Where only bounds of the end are published, it is drawn between them. A sector that is named as
    its holder is set apart.
    """
    about = [one for one in own if one["measure"] == measure]
    named = any("is" in one and "sectors" in one for one in about)
    sign = 1 if measure == "high" else -1
    for one in about:
        if "sectors" in one or not ({"is", "most"} & set(one)):
            continue
        least, most = one.get("is", one.get("least")), one.get("is", one.get("most"))
        end = generator.integers(least, most, endpoint=True, size=(len(cells), 1))
        cells[:] = end - sign * np.abs(cells - end)
        if not named:
            holder = generator.integers(cells.shape[1], size=len(cells))
            cells[np.arange(len(cells)), holder] = end[:, 0]
