"""Regressions of a survey as tables of coefficients: linear, yes or no, and ordered answers."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.miscmodels.ordinal_model import OrderedModel

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched
from research.statistics.answers.arguments import (
    column_of,
    columns_of,
    confidence_level,
    framed,
    numbers,
    one_of,
)
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.designs import Design

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.clusters import Clusters

    Floats = NDArray[np.float64]

__all__ = ["Regression", "regression"]

Kind = Literal["linear", "logit", "ordinal"]
_NAMES = {
    "linear": "linear regression",
    "logit": "logistic regression",
    "ordinal": "ordinal logistic regression (proportional odds)",
}
# A slope beyond this on a standardised predictor is one that tells the answers apart completely.
_SEPARATED = 25
# Nobody's answer is known so surely but where they are told apart.
_CERTAIN = 1e-4


@dataclass(frozen=True)
class Regression(StatisticalResult):
    """A regression of a survey.

    Parameters
    ----------
    table : one row a coefficient, indexed by its name: ``coefficient``, ``se``, ``statistic``,
        ``df``, ``p``, ``low``, ``high``; of yes or no and of ordered answers also ``odds_ratio``
        with ``odds_low`` and ``odds_high``. Ordered answers have a row for each threshold between
        neighbours, and no intercept.
    covariance : of the coefficients, both sides named.
    n, left_out : respondents used, and those without an answer to something.
    units : independent respondents or clusters.
    method : the method in words.
    """

    table: pd.DataFrame
    covariance: pd.DataFrame
    n: int
    left_out: int
    units: int
    method: str

    @property
    def frame(self) -> pd.DataFrame:
        """The table of coefficients."""
        return self.table


def regression(
    frame: pd.DataFrame,
    outcome: str,
    predictors: Sequence[str],
    *,
    kind: Kind = "linear",
    weights: str | None = None,
    strata: str | None = None,
    clusters: Clusters | None = None,
    population: str | None = None,
    confidence: float = 0.95,
) -> Regression:
    """Regress an answer on others, with standard errors that know how the sample was drawn.

    Parameters
    ----------
    frame : one row a respondent; who lacks an answer is left out.
    outcome : column of the answer: numbers for ``linear``, 0 and 1 (or true and false) for
        ``logit``, numbers or an ordered categorical with three or more values for ``ordinal``.
    predictors : columns: numbers as they are, of anything else a coefficient for each value after
        the first.
    kind : ``linear``, ``logit`` or ``ordinal`` (proportional odds; a positive coefficient goes with
        higher answers).
    weights, strata, population : columns of the sample's design, see `survey_mean`.
    clusters : column, or one label a respondent; accounts, say.
    confidence : two-sided level.

    Returns
    -------
    The table of coefficients.

    Raises
    ------
    StatisticsError
        If a column is missing or of the wrong kind, predictors say the same or tell the answers
        apart completely, or fewer clusters are left than coefficients.

    Notes
    -----
    Weighted estimates of statsmodels; variances are sandwiches of the linearised scores between
    clusters (Binder 1983, International Statistical Review 51:279), and t has clusters less strata
    and less coefficients, plus one, as degrees of freedom.

    Examples
    --------
    >>> firms = pd.DataFrame({"spend": [3.0, 4, 6, 7, 9, 9], "years": [1, 2, 3, 4, 5, 6]})
    >>> found = regression(firms, "spend", ["years"])
    >>> found.table["coefficient"].round(3).to_dict()
    {'const': 1.733, 'years': 1.314}
    """
    one_of("kind", kind, get_args(Kind))
    confidence_level(confidence)
    data = _read(frame, outcome, predictors, kind, weights, strata, clusters, population)
    fitted = {"linear": _linear, "logit": _logit, "ordinal": _ordinal}[kind](data)
    covariance, df = data.design.covariance(fitted.moves)
    size = len(fitted.names)
    df = df + 1 - (size if kind != "ordinal" else data.X.shape[1])
    if df < 1:
        msg = f"{size} coefficients of {data.units} independent units leave no degree of freedom; "
        msg += "allowed: more clusters (or respondents) than coefficients"
        raise StatisticsError(msg)
    names = pd.Index(fitted.names)
    return Regression(
        table=_table(fitted, covariance, df, kind, confidence),
        covariance=pd.DataFrame(covariance, index=names, columns=names),
        n=len(data.y),
        left_out=data.left_out,
        units=data.units,
        method=f"{_NAMES[kind]}, {data.design.method}",
    )


@dataclass(frozen=True)
class _Data:
    """Complete answers: outcome, predictors without a constant, and the design."""

    y: Floats
    X: pd.DataFrame
    design: Design
    left_out: int
    units: int
    levels: list[Any]

    @property
    def mass(self) -> Floats:
        """Weights in units of their mean."""
        return np.asarray(self.design.mass / self.design.mass.mean(), dtype=np.float64)


@dataclass(frozen=True)
class _Fitted:
    """Coefficients, and what a unit of weight of each respondent adds to each."""

    names: list[str]
    values: Floats
    moves: Floats


def _read(
    frame: pd.DataFrame,
    outcome: str,
    predictors: Sequence[str],
    kind: Kind,
    weights: str | None,
    strata: str | None,
    clusters: Clusters | None,
    population: str | None,
) -> _Data:
    framed("data", frame)
    columns_of(frame, outcome, "outcome", least=1)
    names = columns_of(frame, predictors, "predictors", least=1)
    given = {"weights": weights, "strata": strata, "population": population}
    design = {what: column_of(frame, name, what) for what, name in given.items()}
    columns = [outcome, *names, *(name for name in design.values() if name is not None)]
    known = frame[columns].notna().all(axis=1)
    if outcome in names or not known.any():
        itself = f"the outcome {outcome!r} is among its predictors"
        fault = itself if outcome in names else "nobody answered everything"
        msg = f"{fault}; allowed: other columns, and respondents with all answers"
        raise StatisticsError(msg)
    kept = frame[known]
    y, levels = _outcome(kept[outcome], kind)
    X = _coded(kept, names)
    if isinstance(clusters, str):
        clusters = frame[columns_of(frame, clusters, "clusters")[0]]
    if clusters is not None:
        clusters = matched(clusters, frame.index, "clusters")[known]
    own = {what: None if name is None else kept[name] for what, name in design.items()}
    drawn = Design.of(
        kept.index,
        own["weights"],
        strata=own["strata"],
        clusters=clusters,
        population=own["population"],
    )
    units = len(kept) if clusters is None else int(clusters.nunique())
    return _Data(y, X, drawn, int((~known).sum()), units, levels)


def _outcome(values: pd.Series[Any], kind: Kind) -> tuple[Floats, list[Any]]:
    if kind == "ordinal":
        ordered = isinstance(values.dtype, pd.CategoricalDtype) and bool(values.cat.ordered)
        if not ordered:
            numbers(values, f"the outcome {values.name!r}")
        coded = values.cat.remove_unused_categories() if ordered else values.astype("category")
        levels = list(coded.cat.categories)
        if len(levels) < 3:
            msg = f"the outcome {values.name!r} has the values {levels}; allowed: three or more in "
            msg += "order (kind='logit' for two)"
            raise StatisticsError(msg)
        return np.asarray(coded.cat.codes, dtype=np.float64), levels
    y = numbers(values, f"the outcome {values.name!r}")
    if kind == "logit" and (not np.isin(y, (0, 1)).all() or np.ptp(y) == 0):
        msg = f"the outcome {values.name!r} holds {np.unique(y)[:5].tolist()}; allowed: both 0 and "
        msg += "1, and nothing else"
        raise StatisticsError(msg)
    return y, []


def _coded(frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    parts = []
    for name in names:
        column = frame[name]
        if pd.api.types.is_numeric_dtype(column):
            parts.append(column.astype(float).to_frame())
        else:
            values = column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype(str)
            parts.append(pd.get_dummies(values, prefix=name, drop_first=True, dtype=float))
    X = pd.concat(parts, axis=1)
    X.columns = X.columns.astype(str)
    numbers(X, "predictors", gaps=False)
    full = np.column_stack([np.ones(len(X)), X])
    if np.linalg.matrix_rank(full / np.maximum(np.abs(full).max(axis=0), 1e-300)) < full.shape[1]:
        msg = f"the predictors {list(X.columns)} say the same, or one does not vary; allowed: "
        msg += "columns of which none follows from the others"
        raise StatisticsError(msg)
    return X


def _linear(data: _Data) -> _Fitted:
    X = sm.add_constant(data.X, has_constant="add")
    fit = sm.WLS(data.y, X, weights=data.mass).fit()
    return _scored(data, list(X.columns), fit.params, np.asarray(X) * fit.resid.to_numpy()[:, None])


def _logit(data: _Data) -> _Fitted:
    X = sm.add_constant(data.X, has_constant="add")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = sm.GLM(data.y, X, family=sm.families.Binomial(), var_weights=data.mass).fit()
    spread = np.asarray(X).std(axis=0)
    _require_apart(np.asarray(fit.params) * spread)
    chance = np.asarray(fit.fittedvalues)
    if np.abs(data.y - chance).max() < _CERTAIN:
        _require_apart(np.array([np.inf]))
    scores = np.asarray(X) * (data.y - chance)[:, None]
    return _scored(data, list(X.columns), fit.params, scores, chance * (1 - chance))


def _scored(
    data: _Data, names: list[str], values: Any, scores: Floats, curve: Any = 1.0
) -> _Fitted:
    """Moves of coefficients of one index: scores times the inverse of the curvature."""
    X = np.column_stack([np.ones(len(data.X)), data.X])
    bread = np.linalg.inv(X.T @ (X * (data.design.mass * curve)[:, None]))
    return _Fitted(names, np.asarray(values, dtype=float), scores @ bread)


class _Weighted(OrderedModel):  # type: ignore[misc]
    """Statsmodels' ordered model with a weight for each respondent's likelihood."""

    mass: Floats

    def loglike(self, params: Floats) -> float:
        """Weighted log-likelihood."""
        return float(self.mass @ self.loglikeobs(params))

    def score(self, params: Floats) -> Floats:
        """Weighted score."""
        found: Floats = self.mass @ self.score_obs(params)
        return found


def _ordinal(data: _Data) -> _Fitted:
    centre, scale = data.X.mean(), data.X.std(ddof=0)
    model = _Weighted(data.y, (data.X - centre) / scale, distr="logit")
    model.mass = data.mass
    found = optimize.minimize(
        lambda p: -model.loglike(p) / len(data.y),
        model.start_params,
        jac=lambda p: -model.score(p) / len(data.y),
        method="BFGS",
        options={"gtol": 1e-9, "maxiter": 1000},
    )
    size = data.X.shape[1]
    _require_apart(found.x[:size])
    cuts = np.asarray(model.transform_threshold_params(found.x))[1:-1]
    slopes = found.x[:size] / scale.to_numpy()
    values = np.concatenate([slopes, cuts + slopes @ centre.to_numpy()])
    scores = _ordered_scores(values, data)
    curvature = _curvature(values, data)
    labels = [f"{a} | {b}" for a, b in zip(data.levels[:-1], data.levels[1:], strict=True)]
    moves = scores @ np.linalg.inv(curvature)
    return _Fitted([*data.X.columns, *labels], values, moves)


def _ordered_scores(values: Floats, data: _Data) -> Floats:
    """Derivatives of each respondent's log-likelihood by slopes and thresholds."""
    X, code = data.X.to_numpy(), data.y.astype(int)
    size = X.shape[1]
    cuts = np.concatenate([[-np.inf], values[size:], [np.inf]])
    index = X @ values[:size]
    upper, lower = (stats.logistic.cdf(cuts[code + step] - index) for step in (1, 0))
    chance = np.maximum(upper - lower, 1e-300)
    rise, fall = upper * (1 - upper) / chance, lower * (1 - lower) / chance
    scores = np.zeros((len(X), values.size))
    scores[:, :size] = -X * (rise - fall)[:, None]
    rows = np.arange(len(X))
    inner = code < cuts.size - 2
    scores[rows[inner], size + code[inner]] += rise[inner]
    inner = code > 0
    scores[rows[inner], size + code[inner] - 1] -= fall[inner]
    return scores


def _curvature(values: Floats, data: _Data) -> Floats:
    """Weighted information: less the derivative of the scores, by central differences."""
    steps = 1e-5 * np.maximum(np.abs(values), 1e-2)
    rows = []
    for at, step in enumerate(steps):
        move = np.zeros_like(values)
        move[at] = step
        up, down = (_ordered_scores(values + s * move, data) for s in (1, -1))
        rows.append(-(data.design.mass @ (up - down)) / (2 * step))
    found = np.array(rows)
    even: Floats = (found + found.T) / 2
    return even


def _require_apart(slopes: Floats) -> None:
    if not np.isfinite(slopes).all() or np.abs(slopes).max(initial=0.0) > _SEPARATED:
        msg = "the predictors tell the answers apart completely, so their coefficients have no "
        msg += "limit; allowed: fewer predictors, or coarser categories"
        raise StatisticsError(msg)


def _table(
    fitted: _Fitted, covariance: Floats, df: int, kind: Kind, confidence: float
) -> pd.DataFrame:
    error = np.sqrt(np.diag(covariance))
    half = float(stats.t.ppf(0.5 + confidence / 2, df)) * error
    statistic = np.divide(fitted.values, error, out=np.full(error.shape, np.nan), where=error > 0)
    table = pd.DataFrame(
        {
            "coefficient": fitted.values,
            "se": error,
            "statistic": statistic,
            "df": df,
            "p": 2 * stats.t.sf(np.abs(statistic), df),
            "low": fitted.values - half,
            "high": fitted.values + half,
        },
        index=pd.Index(fitted.names, name="term"),
    )
    if kind != "linear":
        for name, source in (
            ("odds_ratio", "coefficient"),
            ("odds_low", "low"),
            ("odds_high", "high"),
        ):
            table[name] = np.exp(table[source])
    return table
