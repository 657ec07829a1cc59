from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
import statsmodels.api as sm

from research.chapters.questions.topic_effects import effects_table
from research.display.table import Table
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study("params/2016.yml")


@pytest.fixture(scope="module")
def effects(supplier) -> Table:
    table = effects_table(supplier, table="contacts")
    assert isinstance(table, Table)
    return table


def test_points_are_those_of_one_regression_on_all_topics(effects):
    contacts = pd.read_csv("data/2016/contacts.csv")
    codes = pd.read_csv("data/2016/comments.csv")
    own = contacts.merge(codes, on=["contact", "survey"])
    own = own[own["survey"] == 2016]
    points = {one.name.split(".")[2]: one.value for one in effects.results if "points" in one.name}
    X = pd.DataFrame({key: own[["code_1", "code_2"]].eq(key).any(axis=1) for key in points})
    fitted = sm.OLS(own["recommend"], sm.add_constant(X.astype(float))).fit().params
    assert points == pytest.approx(fitted.drop("const").to_dict())
    assert all(one.base == len(own) for one in effects.results)


def test_praise_goes_with_more_and_problems_with_less(effects):
    for row, kind in zip(effects.frame.to_dict("records"), effects.cells, strict=True):
        assert (row["Points"] > 0) == (kind[0].text == "praise")
        assert row["Points, low"] < row["Points"] < row["Points, high"]


def test_topics_of_a_few_are_left_out_and_named(effects):
    assert "Saves calls" not in effects.labels
    assert "Saves calls" in effects.notes[-1]


def test_nothing_is_computed_where_comments_belong_to_no_number(tmp_path):
    text = (ROOT / "params" / "2016.yml").read_text(encoding="utf-8")
    (tmp_path / "params").mkdir()
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "params" / "loose.yml"
    loose = text.replace("column: comment, of: recommend", "column: comment")
    path.write_text(loose.replace('edition: "2016"', "edition: loose"), encoding="utf-8")
    assert effects_table(open_study(path), table="contacts").markdown == ""
