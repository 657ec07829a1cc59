"""Tabs of further tables: whose rows they are, of which survey, and what is told of few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from research.chapters.tabs.planned import study_tab, study_tabs
from research.chapters.tabs.rows import rows_of, waves_of, weight_of
from research.chapters.tabs.table import table_of
from research.errors import InputError
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path

PARAMS = """
edition: small
title: Small
data:
  answers:
    file: ../data/answers.csv
    id: id
    questions:
      - {name: sector, type: single, column: sector, codes: {1: A, 2: B, 3: C}}
  ratings:
    file: ../data/ratings.csv
    id: [id, item]
    of: answers
    by: id
    one: rating
    many: ratings
    questions:
      - {name: item, type: single, column: item, codes: [x, y, z]}
      - {name: good, type: single, column: good, codes: {1: "Yes", 0: "No"}}
      - {name: mark, type: scale, column: mark, range: [1, 7]}
  accounts:
    file: ../data/accounts.csv
    id: account
    questions:
      - {name: region, type: single, column: region, codes: [north, south]}
  contacts:
    file: ../data/contacts.csv
    id: [contact, survey]
    of: accounts
    by: account
    wave: survey
    questions:
      - {name: liked, type: single, column: liked, codes: {1: "Yes", 0: "No"}}
weights:
  main: {column: weight}
banners:
  sector: [{question: sector}]
  item: [{question: item}, {question: sector}]
  region: [{question: region}]
report:
  sections:
    - heading: Answers
"""


def drawn() -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng(7)
    people = pd.DataFrame(
        {
            "id": [f"R{number}" for number in range(64)],
            "sector": [1] * 30 + [2] * 30 + [3] * 4,
            "weight": [0.5, 1.5] * 32,
        }
    )
    liking = rng.normal(0, 1, 64)
    ratings = pd.DataFrame(
        [
            (f"R{number}", item, int(liking[number] + shift > 0), mark)
            for number in range(64)
            for item, shift in (("x", 0.4), ("y", 0.0), ("z", -0.3))[: number % 3 + 1]
            for mark in [int(np.clip(round(4 + 1.5 * liking[number] + rng.normal(0, 0.6)), 1, 7))]
        ],
        columns=["id", "item", "good", "mark"],
    )
    accounts = pd.DataFrame(
        {"account": [f"A{n}" for n in range(20)], "region": ["north", "south"] * 10}
    )
    contacts = pd.DataFrame(
        [
            (f"C{n}", survey, f"A{n % 20}", int((n + (survey == "2016")) % 3 == 0))
            for n in range(60)
            for survey in ("2015", "2016", "900")
            if n % 4 or survey != "2015"
        ],
        columns=["contact", "survey", "account", "liked"],
    )
    return {"answers": people, "ratings": ratings, "accounts": accounts, "contacts": contacts}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return made(tmp_path_factory.mktemp("small"))


def made(root: Path, params: str = PARAMS) -> Study:
    for folder in ("params", "data"):
        (root / folder).mkdir()
    for name, frame in drawn().items():
        frame.to_csv(root / "data" / f"{name}.csv", index=False)
    path = root / "params" / "small.yml"
    path.write_text(params, encoding="utf-8")
    return open_study(path)


def test_bases_are_counted_in_rows_and_in_those_whom_they_belong_to(study):
    ratings = drawn()["ratings"]
    tab = study_tab(study, "good", "item", table="ratings")
    base = tab.bases["answered"]
    assert base["total"].loc[["unweighted", "parents"]].tolist() == [len(ratings), 64]
    for item in "xyz":
        many = (ratings["item"] == item).sum()
        assert base[f"item.{item}"].loc[["unweighted", "parents"]].tolist() == [many, many]
    of_b = ratings.merge(drawn()["answers"], on="id").query("sector == 2")
    assert base["sector.b"].loc[["unweighted", "parents"]].tolist() == [len(of_b), 30]


def test_both_bases_are_printed(study):
    table = table_of(study_tab(study, "good", "sector", table="ratings"))
    printed = table.markdown()
    assert "Base, unweighted (ratings)" in printed
    assert "by respondents" in printed
    assert table.id == "tbl-ratings-good-sector"


def test_names_in_the_ledger_begin_with_the_table(study):
    table = table_of(study_tab(study, "good", table="ratings"))
    assert {one.name for one in table.results} == {"ratings.good.yes", "ratings.good.no"}


def test_the_error_of_a_mean_is_between_respondents(study):
    """By the linearised variance of a ratio with one cluster a respondent, worked out by hand."""
    ratings, people = drawn()["ratings"], drawn()["answers"]
    weight = ratings["id"].map(people.set_index("id")["weight"]).to_numpy()
    mark = ratings["mark"].to_numpy(dtype=float)
    mean = (weight * mark).sum() / weight.sum()
    parts = pd.Series(weight * (mark - mean) / weight.sum()).groupby(ratings["id"]).sum()
    variance = 64 / 63 * (parts**2).sum()
    tab = study_tab(study, "mark", table="ratings")
    assert tab.values["total"].loc["mean"] == pytest.approx(mean)
    assert tab.values["total"].loc["error"] == pytest.approx(np.sqrt(variance))
    alone = np.sqrt(np.average((mark - mean) ** 2, weights=weight) / len(mark))
    assert tab.values["total"].loc["error"] > 1.2 * alone


def test_the_error_of_a_difference_takes_respondents_who_are_in_both_columns_once(study):
    """Linearised over respondents, worked out by hand; two independent columns would err more."""
    ratings = drawn()["ratings"]
    weight = ratings["id"].map(drawn()["answers"].set_index("id")["weight"]).to_numpy()
    mark = ratings["mark"].to_numpy(dtype=float)
    parts = {}
    for item in "xy":
        inside = (ratings["item"] == item).to_numpy()
        mean = np.average(mark[inside], weights=weight[inside])
        share = np.where(inside, weight * (mark - mean) / weight[inside].sum(), 0.0)
        parts[item] = pd.Series(share).groupby(ratings["id"]).sum()
    both = parts["x"] - parts["y"]
    tab = study_tab(study, "mark", "item", table="ratings")
    tests = tab.tests.set_index(["line", "first", "second"])
    error = tests.loc[("mean", "item.x", "item.y"), "error"]
    assert error == pytest.approx(np.sqrt((both**2).sum()), rel=0.03)
    apart = np.sqrt((parts["x"] ** 2).sum() + (parts["y"] ** 2).sum())
    assert error < 0.8 * apart


def test_rows_of_a_respondent_bear_the_weight_of_the_respondent(study):
    rows = rows_of(study, "ratings")
    weights = weight_of(study, "main", rows)
    own = drawn()["answers"].set_index("id")["weight"]
    assert weights.tolist() == own.reindex(drawn()["ratings"]["id"]).tolist()


def test_few_respondents_are_hidden_however_many_rows_they_have(study):
    tab = study_tab(study, "good", "sector", table="ratings")
    ratings = drawn()["ratings"].merge(drawn()["answers"], on="id")
    assert (ratings["sector"] == 3).sum() < 10
    twice = made_twice(study)
    [more] = study_tabs(twice, ["good"], "sector", table="ratings")
    assert len(twice.read("ratings")) > 2 * len(ratings)
    assert not more.shown("yes", "sector.c")
    assert not tab.shown("yes", "sector.c")
    assert np.isnan(more.bases["answered"]["sector.c"].loc["parents"])


def made_twice(study: Study) -> Study:
    """Each respondent with three times the rows: those of a few are many then."""
    root = study.root / "twice"
    root.mkdir(exist_ok=True)
    found = made(root, PARAMS.replace("[x, y, z]", "[x, y, z, x1, y1, z1, x2, y2, z2]"))
    frame = drawn()["ratings"]
    more = [frame.assign(item=frame["item"] + end) for end in ("", "1", "2")]
    pd.concat(more).to_csv(root / "data" / "ratings.csv", index=False)
    return found


def test_the_latest_survey_is_tabulated_where_none_is_named(study):
    contacts = drawn()["contacts"]
    assert waves_of(study, "contacts") == ["900", "2015", "2016"]
    tab = study_tab(study, "liked", table="contacts")
    latest = contacts[contacts["survey"] == "2016"]
    assert tab.base_of("yes") == len(latest) == 60
    assert tab.values["total"].loc["yes"] == pytest.approx(100 * latest["liked"].mean())
    assert tab.base == "All rows (survey 2016)"


def test_a_row_that_belongs_to_none_counts_in_the_total_alone(tmp_path):
    study = made(tmp_path)
    path = tmp_path / "data" / "contacts.csv"
    path.write_text(path.read_text(encoding="utf-8") + "C99,2016,A99,1\n", encoding="utf-8")
    tab = study_tab(study, "liked", "region", table="contacts")
    assert tab.base_of("yes") == 61
    # What the total has beyond both regions would be the answer of one.
    assert sum(tab.shown("yes", key) for key in ("region.north", "region.south")) == 1
    rows = rows_of(study, "contacts")
    assert rows.answers.frame["region"].isna().sum() == 1
    assert rows.clusters.nunique() == 21


def test_an_earlier_survey_is_named_by_a_filter(study):
    [tab] = study_tabs(study, ["liked"], "region", table="contacts", filters={"survey": ["2015"]})
    assert tab.base_of("yes") == 45
    assert tab.bases["answered"]["total"].loc["parents"] == 15


def test_a_banner_of_another_table_is_refused_by_name(study):
    with pytest.raises(InputError, match="'region' is no banner of the table 'ratings'"):
        study_tabs(study, ["good"], "region", table="ratings")


def test_a_table_and_a_survey_that_are_none_are_refused(study):
    with pytest.raises(InputError, match="'rating' is no table of data"):
        study_tabs(study, table="rating")
    with pytest.raises(InputError, match="'2014' is no survey of the table 'contacts'"):
        study_tabs(study, table="contacts", filters={"survey": ["2014"]})


def test_questions_of_the_rows_split_them_and_letters_rest_on_clusters(study):
    tab = study_tab(study, "good", "item", table="ratings")
    assert "between clusters" in tab.method
    assert {point.key for point in tab.points} >= {"item.x", "item.y", "item.z", "sector.a"}


RAKED = PARAMS.replace(
    "main: {column: weight}",
    "main: {rake: {sector: {A: 0.3, B: 0.5, C: 0.2}}, start: weight}",
)


def test_what_margins_explain_leaves_the_variance_of_rows_too(tmp_path: Path) -> None:
    """R's survey 4.1-1: calibrate by raking, then svyratio of sums by respondent."""
    study = made(tmp_path, RAKED)
    tab = study_tab(study, "mark", "item", table="ratings")
    known = {
        "total": (3.70562770563, 0.174023066840, 64),
        "item.x": (3.46833333333, 0.228198037904, 64),
        "item.y": (4.05789473684, 0.203691348894, 42),
    }
    for point, (mean, error, size) in known.items():
        # A column counts its own respondents, not all 64.
        factor = np.sqrt(size / (size - 1) * 63 / 64)
        assert tab.values[point].loc["mean"] == pytest.approx(mean, rel=1e-9)
        assert tab.values[point].loc["error"] == pytest.approx(error * factor, rel=1e-9)
    tests = tab.tests.set_index(["line", "first", "second"])
    row = tests.loc[("mean", "item.x", "item.y")]
    assert row["difference"] == pytest.approx(3.46833333333 - 4.05789473684, rel=1e-8)
    assert row["error"] == pytest.approx(0.245826145457, rel=0.02)
    assert "less what the margins of raking explain" in tab.method


def test_rows_that_a_filter_leaves_keep_what_all_tell_of_margins(tmp_path: Path) -> None:
    study = made(tmp_path, RAKED)
    whole = study_tab(study, "mark", "item", table="ratings")
    [part] = study_tabs(study, ["mark"], filters={"item": ["x"]}, table="ratings")
    for frame in ("values", "low", "high"):
        own, same = getattr(part, frame)["total"], getattr(whole, frame)["item.x"]
        assert own.loc["mean"] == pytest.approx(same.loc["mean"])
