"""Tables by raked weights, held against R's survey, residuals by hand and samples drawn anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.answers.variables import Measure, MultipleResponse, Variable
from research.statistics.samples.calibration import Calibration
from research.statistics.samples.clusters import small_sample
from research.statistics.samples.linearisation import survey_mean
from research.statistics.samples.raking import rake
from research.statistics.tables import calibrated
from research.statistics.tables.banner import Banner, Layout
from research.statistics.tables.calibrated import Raked
from research.statistics.tables.clustering import between
from research.statistics.tables.crosstabs import crosstab

SCHOOLS = pd.read_csv(Path(__file__).parents[2] / "data" / "apiclus1.csv")
SCHOOLS["poor"] = np.where(SCHOOLS["meals"] > 50, "Yes", "No")
SCHOOLS["english"] = np.where(SCHOOLS["ell"] > 20, "many", "few")
MARGINS = ["stype", "sch.wide"]
TARGETS = {"stype": {"E": 4421, "H": 755, "M": 1018}, "sch.wide": {"No": 1072, "Yes": 5122}}
STUB = ["poor", "stype", Measure("api00")]
BANNER = Banner(["english"])


def raked(start=None, clusters=None):
    weights = rake(SCHOOLS, TARGETS, start=start).weights
    frame = SCHOOLS.assign(weight=weights)
    return frame, Calibration(SCHOOLS[MARGINS], weights, start, clusters)


def cell(table, row, column="Total"):
    cells = table.cells
    return cells[(cells["row"] == row) & (cells["column"] == column)].iloc[0]


def test_means_and_their_errors_agree_with_r():
    frame, sample = raked(SCHOOLS["pw"], SCHOOLS["dnum"])
    table = crosstab(frame, STUB, BANNER, weights="weight", clusters="dnum", raked=sample)
    mean = cell(table, "Mean")
    assert (mean["value"], mean["error"]) == pytest.approx((641.230320927, 23.9420099146), rel=1e-6)
    assert mean["clusters"] == 15
    assert "variances between clusters, less what the margins of raking explain" in table.method


@pytest.mark.parametrize("start", [None, SCHOOLS["enroll"].astype(float)])
@pytest.mark.parametrize("places", [1 << 23, 0], ids=["as they are", "sparse"])
def test_independent_respondents_have_the_variance_of_residuals(monkeypatch, start, places):
    monkeypatch.setattr(calibrated, "_FEW_PLACES", places)
    frame, sample = raked(start)
    table = crosstab(frame, STUB, BANNER, weights="weight", raked=sample)
    design = {"raked": SCHOOLS[MARGINS], "start": sample.begin}
    for values, row, unit in (
        (SCHOOLS["api00"], "Mean", 1),
        ((SCHOOLS["poor"] == "Yes").astype(float), "Yes", 100),
    ):
        for column, inside in (("Total", None), ("few", SCHOOLS["english"] == "few")):
            plain = survey_mean(values, frame["weight"], domain=inside, **design)
            # A column counts its own respondents, not all.
            factor = np.sqrt(plain.n / (plain.n - 1) * (len(SCHOOLS) - 1) / len(SCHOOLS))
            found = cell(table, row, column)
            assert found["value"] == pytest.approx(unit * plain.mean)
            assert found["error"] == pytest.approx(unit * plain.se * factor)


def test_a_part_of_the_sample_keeps_what_all_tell_of_margins():
    frame, sample = raked()
    part = frame[frame["stype"] != "E"]
    table = crosstab(part, [Measure("api00")], BANNER, weights="weight", raked=sample)
    plain = survey_mean(
        SCHOOLS["api00"],
        frame["weight"],
        domain=SCHOOLS["stype"] != "E",
        raked=SCHOOLS[MARGINS],
        start=np.ones(len(SCHOOLS)),
    )
    factor = np.sqrt(plain.n / (plain.n - 1) * (len(SCHOOLS) - 1) / len(SCHOOLS))
    assert cell(table, "Mean")["error"] == pytest.approx(plain.se * factor)


def test_a_margin_is_known_and_its_base_is_no_larger_than_its_respondents():
    frame, sample = raked()
    table = crosstab(frame, STUB, BANNER, weights="weight", raked=sample)
    known = cell(table, "H")
    assert known["value"] == pytest.approx(100 * 755 / 6194)
    assert known["error"] == 0
    assert known["high"] - known["low"] < 0.01
    bases = table.cells
    assert (bases["effective_base"] <= bases["unweighted_base"]).all()


def test_each_column_is_as_sure_as_its_answers_together():
    frame, sample = raked()
    table = crosstab(frame, ["poor"], BANNER, weights="weight", raked=sample)
    found = cell(table, "Yes")
    share = found["value"] / 100
    sure = share * (1 - share) / (found["error"] / 100) ** 2
    assert found["effective_base"] == pytest.approx(min(sure, len(SCHOOLS)))


def test_rows_of_several_answers_are_counted_each():
    frame, sample = raked()
    frame = frame.assign(a=frame["meals"] > 30, b=frame["mobility"] > 15)
    table = crosstab(
        frame, [MultipleResponse(["a", "b"], "used")], BANNER, weights="weight", raked=sample
    )
    plain = survey_mean(
        frame["b"].astype(float),
        frame["weight"],
        raked=SCHOOLS[MARGINS],
        start=np.ones(len(SCHOOLS)),
    )
    assert cell(table, "b")["error"] == pytest.approx(100 * plain.se)


def test_two_columns_take_what_margins_say_of_both():
    """A difference of shares is that of two means of residuals, of all respondents at once."""
    frame, sample = raked()
    table = crosstab(frame, [Measure("api00")], BANNER, weights="weight", raked=sample)
    weights, cells = frame["weight"].to_numpy(), sample.cells
    moves, sizes = [], []
    for name in ("few", "many"):
        inside = (frame["english"] == name).to_numpy()
        mass = np.where(inside, weights, 0.0)
        mean = mass @ frame["api00"] / mass.sum()
        values = inside * (frame["api00"] - mean) / mass.sum()
        fit = sample.fitted(np.bincount(cells, values, sample.size)[:, None])[cells, 0]
        moved = weights * (values - fit)
        sizes.append(inside.sum())
        moves.append(np.sqrt(sizes[-1] / (sizes[-1] - 1)) * (moved - moved.mean()))
    first, second = moves
    error = np.sqrt(np.square(first - second).sum())
    (test,) = table.tests[table.tests["against"] == "many"].to_dict("records")
    assert test["statistic"] == pytest.approx(test["difference"] / error)
    assert test["df"] == len(SCHOOLS) - 2


def test_intervals_hold_what_they_promise_where_margins_tell_much():
    """Of samples drawn anew 95% intervals miss the truth in about 5%; without raking far fewer."""
    rng = np.random.default_rng(1)
    groups = rng.choice(["a", "b", "c"], 20_000, p=[0.2, 0.3, 0.5])
    chance = pd.Series(groups).map({"a": 0.05, "b": 0.5, "c": 0.95}).to_numpy()
    chosen = rng.random(20_000) < chance
    truth, shares = 100 * chosen.mean(), pd.Series(groups).value_counts(normalize=True).to_dict()
    missed = np.zeros(2)
    for _ in range(200):
        at = rng.choice(20_000, 400, replace=False)
        frame = pd.DataFrame({"group": groups[at], "chosen": np.where(chosen[at], "y", "n")})
        frame["weight"] = rake(frame, {"group": shares}).weights
        sample = Calibration(frame[["group"]], frame["weight"])
        for place, known in enumerate((sample, None)):
            table = crosstab(
                frame, ["chosen"], Banner(["group"]), weights="weight", raked=known, comparison=None
            )
            found = cell(table, "y")
            missed[place] += not found["low"] <= truth <= found["high"]
    assert 0.02 <= missed[0] / 200 <= 0.09
    assert missed[1] / 200 < 0.02


def test_a_raked_sample_that_does_not_say_its_clusters_is_refused():
    frame, sample = raked()
    part = frame[:100]
    with pytest.raises(StatisticsError, match="the raked sample does not say which"):
        crosstab(part, ["poor"], BANNER, weights="weight", clusters="dnum", raked=sample)
    with pytest.raises(StatisticsError, match="raked"):
        crosstab(part, ["poor"], BANNER, weights="weight", raked="stype")


OVERLAPPING = MultipleResponse(["a", "b"], "used")


@pytest.mark.parametrize("start", [None, SCHOOLS["enroll"].astype(float)], ids=["even", "uneven"])
@pytest.mark.parametrize("places", [1 << 23, 0], ids=["as they are", "sparse"])
@pytest.mark.parametrize("heading", ["english", ("stype", "english"), OVERLAPPING])
def test_groups_of_respondents_vary_as_all_of_them_one_by_one(monkeypatch, start, places, heading):
    """Variances and covariances of columns and rests, from residuals of each respondent."""
    monkeypatch.setattr(calibrated, "_FEW_PLACES", places)
    frame, sample = raked(start)
    frame = frame.assign(a=frame["meals"] > 30, b=frame["mobility"] > 15)
    layout = Layout.of(frame, Banner([heading]))
    question = Variable(
        "stype", nets={"Upper": ["H", "M"]}, mean=True, scores={"E": 1, "M": 2, "H": 4}
    )
    values = [
        *(frame["stype"] == name for name in ("E", "H", "M")),
        frame["stype"] != "E",
        frame["stype"].map({"E": 1, "M": 2, "H": 4}),
        frame["api00"],
    ]
    held = between(frame, [question, Measure("api00")], layout, None, Raked(sample, frame.index))
    own, scope = (
        np.array([getattr(column, name)[layout.parts[0].codes] for column in layout.columns])
        for name in ("cells", "scope")
    )
    for at, value in enumerate(values):
        here, rest = (residuals(sample, inside, value) for inside in (own, scope & ~own))
        assert held.covariance[at] == pytest.approx(here.T @ here, rel=1e-9, abs=1e-12)
        assert held.variance[at] == pytest.approx((here * here).sum(axis=0), rel=1e-9, abs=1e-12)
        beside = (rest * rest).sum(axis=0)
        assert held.rest_variance[at] == pytest.approx(beside, rel=1e-9, abs=1e-12)
        both = (here * rest).sum(axis=0)
        assert held.rest_covariance[at] == pytest.approx(both, rel=1e-9, abs=1e-12)
        assert (held.shared[at] == own.astype(int) @ own.T).all()
        assert (held.rest_units[at] == (scope & ~own).sum(axis=1)).all()


def residuals(sample, columns, values):
    """What each respondent adds to the mean of each column, less what margins explain of it."""
    dummies = pd.get_dummies(sample.margins, dtype=float).to_numpy()
    moves = []
    for inside in columns:
        total = max(sample.mass @ inside, 1e-300)
        mean = sample.mass @ (inside * values) / total
        moved = (inside * (values - mean) / total).to_numpy()
        root = np.sqrt(sample.begin)
        fit = dummies @ np.linalg.lstsq(dummies * root[:, None], moved * root, rcond=None)[0]
        left = sample.mass * (moved - fit)
        moves.append(np.sqrt(small_sample(inside.sum())) * (left - left.mean()))
    return np.array(moves).T
