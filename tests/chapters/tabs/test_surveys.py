"""Surveys that a further table holds, side by side as waves are."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.build.checks import check
from research.chapters.questions import waves
from research.chapters.tabs.planned import study_tab, study_tabs
from research.display.table import Table
from research.errors import InputError
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]
CONTACTS = pd.read_csv(ROOT / "data" / "2016" / "contacts.csv")
ACCOUNTS = pd.read_csv(ROOT / "data" / "2016" / "accounts.csv").set_index("account")
# An account without a parent is one of its own.
TOGETHER = ACCOUNTS["parent"].fillna(ACCOUNTS.index.to_series())


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def worth(survey: int) -> pd.Series:
    """What each contact of a survey is worth to the score, by the parent of the account."""
    own = CONTACTS[(CONTACTS["survey"] == survey) & CONTACTS["recommend"].notna()]
    points = np.select([own["recommend"] >= 9, own["recommend"] <= 6], [100.0, -100.0], 0.0)
    return pd.Series(points, index=own["account"].map(TOGETHER))


def test_the_score_of_each_survey_and_its_change(study: Study) -> None:
    """By hand: a ratio for each survey, linearised and summed by parent over both."""
    tab = study_tab(study, "recommend", "waves", table="contacts")
    held = {survey: worth(survey) for survey in (2015, 2016)}
    moves, sizes = {}, {}
    for survey, points in held.items():
        assert tab.values[f"wave.{survey}"].loc["score"] == pytest.approx(points.mean())
        assert tab.base_of("score", f"wave.{survey}") == len(points)
        sums = ((points - points.mean()) / len(points)).groupby(level=0).sum()
        sizes[survey] = len(sums)
        moves[survey] = sums * np.sqrt(len(sums) / (len(sums) - 1))
        error = np.sqrt((moves[survey] ** 2).sum())
        assert tab.values[f"wave.{survey}"].loc["error"] == pytest.approx(error)
    moved = moves[2016].sub(moves[2015], fill_value=0)
    [test] = tab.tests[tab.tests["line"] == "score"].to_dict("records")
    assert test["difference"] == pytest.approx(held[2016].mean() - held[2015].mean())
    assert test["error"] == pytest.approx(np.sqrt((moved**2).sum()))
    both = len(set(moves[2015].index) | set(moves[2016].index))
    assert test["df"] == both - 2
    p = 2 * stats.t.sf(abs(test["difference"]) / test["error"], test["df"])
    assert test["p"] == pytest.approx(p)
    apart = np.sqrt(sum((own**2).sum() for own in moves.values()))
    assert test["error"] < 0.8 * apart
    assert "accounts that answered in both surveys" in tab.method


def test_each_column_is_that_of_the_survey_alone(study: Study) -> None:
    tab = study_tab(study, "recommend", "waves", table="contacts")
    assert [point.label for point in tab.points] == ["2015", "2016"]
    for survey in ("2015", "2016"):
        [alone] = study_tabs(study, ["recommend"], table="contacts", filters={"survey": [survey]})
        own, same = tab.values[f"wave.{survey}"], alone.values["total"]
        assert own.loc["promoters"] == pytest.approx(same.loc["promoters"])
        parents = alone.bases["answered"]["total"].loc["unweighted"]
        assert tab.bases["answered"][f"wave.{survey}"].loc["unweighted"] == parents
    assert tab.base == "All contacts"


def test_the_chapter_ranks_the_changes_of_a_further_table(study: Study) -> None:
    asked = ["recommend", "ratings"]
    table = waves.changes_table(study, "previous", asked, table="contacts")
    assert isinstance(table, Table)
    assert table.id == "tbl-waves-contacts-previous"
    score = {one.name: one.value for one in table.results}["change.contacts.recommend.score.points"]
    assert score == pytest.approx(worth(2016).mean() - worth(2015).mean())
    said = waves.opening(study, asked, table="contacts").markdown
    assert "What changed from 2015 to 2016" in said
    assert "none shows a change beyond chance" in said
    # The note on waves is of the respondents' surveys.
    assert study.config.waves.note[:30] not in said


def test_a_filter_of_one_survey_and_surveys_as_columns_exclude_each_other(study: Study) -> None:
    with pytest.raises(InputError, match="have a column for each survey"):
        study_tabs(study, ["recommend"], "waves", table="contacts", filters={"survey": ["2015"]})


def test_a_table_of_one_survey_has_no_waves(study: Study) -> None:
    with pytest.raises(InputError, match="'waves' is no banner"):
        study_tabs(study, ["industry"], "waves", table="accounts")


@pytest.mark.parametrize(
    ("table", "told"),
    [("contacts", ""), ("accounts", "no column says which survey a row is of")],
)
def test_a_section_of_a_table_without_surveys_is_told(
    tmp_path: Path, table: str, told: str
) -> None:
    for name in ("params", "data", "notebooks", "reports/2016/texts", "reports/2015/texts"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name)
    path = tmp_path / "params" / "2016.yml"
    text = path.read_text(encoding="utf-8")
    section = "    - notebook: waves\n      parameters: {questions: all, table: " + table + "}\n"
    assert "  sections:\n" in text
    path.write_text(text.replace("  sections:\n", "  sections:\n" + section, 1), encoding="utf-8")
    found = [problem.what for problem in check(path) if "survey a row" in problem.what]
    assert bool(found) == bool(told)
    assert all(told in one for one in found)
