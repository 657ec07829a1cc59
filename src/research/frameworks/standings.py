"""Standings: from which score a firm is among the best tenth, the best quarter or the average."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["QUANTILES", "standings"]

# Quartiles are counted from the top: a firm in the third is below the median, and above a quarter.
QUANTILES = {
    "third quartile": 0.25,
    "second quartile": 0.50,
    "upper quartile": 0.75,
    "top decile": 0.90,
}


def standings(assessments: pd.DataFrame, themes: Sequence[str], *, band: float) -> pd.DataFrame:
    """Give the score from which a firm has each standing in each theme.

    Parameters
    ----------
    assessments : one row a firm; scores of 0 to 100, one column a theme.
    themes : columns of the scores.
    band : points about the mean within which a firm is at the benchmark.

    Returns
    -------
    Frame by theme: ``third quartile``, ``benchmark``, ``second quartile``, ``upper quartile``,
    ``top decile``. A quantile between two scores is interpolated between them (type 7 of Hyndman
    and Fan, "Sample quantiles in statistical packages", The American Statistician 50, 1996).
    Missing where nobody was assessed.

    Examples
    --------
    >>> import pandas as pd
    >>> scores = pd.DataFrame({"win": [10, 20, 30, 40, 100]})
    >>> standings(scores, ["win"], band=2.5).loc["win"].tolist()
    [20.0, 37.5, 30.0, 40.0, 76.0]
    """
    scores = assessments[list(themes)]
    found = scores.quantile(list(QUANTILES.values())).T.set_axis(list(QUANTILES), axis=1)
    found.insert(1, "benchmark", scores.mean() - band)
    return found.rename_axis("theme")
