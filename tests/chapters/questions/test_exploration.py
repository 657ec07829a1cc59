"""Tables as a researcher asks for them in a notebook."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from research import statistics
from research.chapters.questions.exploration import crosstab, topline
from research.errors import InputError, StatisticsError
from research.report.executed import executed, results
from tests.report.test_parting import notebook

if TYPE_CHECKING:
    from research.chapters.questions.exploration import Topline
    from research.study import Study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def lines(customers: Study) -> dict[str, list[str]]:
    """A topline as printed, by question."""
    table = topline(customers).tables[0]
    _, rows = table.printed()
    return {row[0].text: [cell.text for cell in row[1:]] for row in rows}


def test_a_crosstab_shows_itself_as_the_report_prints_it(customers: Study) -> None:
    found = crosstab(customers, "recommend", by=["sector", "region"])
    assert repr(found) == "<Crosstabs: recommend; 1 table>"
    html = found._repr_html_()
    assert html.count("<table") == 1
    assert "Q1. Likelihood to recommend" in html
    assert "Food &amp; beverages" in html
    assert "West" in html
    assert found.markdown() == found.tables[0].markdown()
    assert found.method
    assert found.shown() == found.tables


def test_the_frame_is_tidy_and_unrounded(customers: Study) -> None:
    found = crosstab(customers, ["recommend", "care"], by="status")
    frame, tab = found.frame, found.tabs[0]
    assert list(dict.fromkeys(frame["question"])) == ["recommend", "care"]
    assert not frame.duplicated(["question", "row", "line", "point"]).any()
    score = frame.query("question == 'recommend' and line == 'score'").set_index("point")
    for point in tab.points:
        assert score.loc[point.key, "value"] == tab.values.loc["score", point.key]
        assert score.loc[point.key, "unweighted"] == tab.base_of("score", point.key)
        assert score.loc[point.key, "letter"] == point.letter


def test_a_banner_is_named_or_made_of_questions(customers: Study) -> None:
    by_name = crosstab(customers, "care", by="profile").frame
    assert {"sector.food", "size.fewerthan250employees"} <= set(by_name["point"])
    one = crosstab(customers, "care", by="region")
    assert {head for point in one.tabs[0].points for head in point.heads} == {"Region"}
    assert crosstab(customers, "care").frame["point"].unique().tolist() == ["total"]


def test_only_tables_of_everybody_enter_the_ledger(customers: Study) -> None:
    assert crosstab(customers, "care").tables[0].results
    assert crosstab(customers, "care", weight="main").tables[0].results
    narrowed = crosstab(customers, "care", filter={"region": "north"})
    assert (
        narrowed.frame["unweighted"].max() < crosstab(customers, "care").frame["unweighted"].max()
    )
    assert not narrowed.tables[0].results
    assert not crosstab(customers, "care", weight="none").tables[0].results
    assert not topline(customers, "care", filter={"region": ["north", "south"]}).tables[0].results


def test_tables_stand_beside_those_of_other_chapters(customers: Study) -> None:
    table = crosstab(customers, "care", by="region").tables[0]
    shown = [executed(chapter, notebook(table)) for chapter in ("mine", "yours")]
    assert [found.id for found in results(shown)] == [
        "tbl-own-mine-care-region",
        "tbl-own-yours-care-region",
    ]


def test_questions_are_drawn_too_a_grid_by_its_summary(customers: Study) -> None:
    found = crosstab(customers, ["recommend", "service"], by="profile")
    assert [chart.id for chart in found.charts] == [
        "fig-own-recommend-profile",
        "fig-own-service-profile",
    ]
    assert all(chart.alt and chart.caption for chart in found.charts)
    assert len(found.tables) == 1 + 1 + 5


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        (
            "Q5 Care after the sale (Customers)",
            r"^Top 2 \d+%; Bottom 2 \d+%; Mean \d\.\d\d \(of 301 who gave a number\); Don't",
        ),
        ("Q1 Likelihood to recommend", r"Promoters .*; Net Promoter Score [+−]\d+ \(of 401 who"),
        ("S2 Sector", r"Industry \d+% \((Manufacturing|Food|Energy).*\); Retail \d+%; Other \d+%$"),
        ("Q9 What matters most", r"Mean rank: Uptime of machines \d\.\d; "),
        ("Q4 Our service: Expertise", r"^Top 2"),
    ],
)
def test_a_topline_tells_of_each_question_what_matters(
    lines: dict[str, list[str]], question: str, answers: str
) -> None:
    said, base = lines[question]
    assert re.search(answers, said)
    assert 30 < int(base) <= 412


def test_a_topline_tells_of_the_rows_of_a_grid_and_not_of_their_summary(
    lines: dict[str, list[str]],
) -> None:
    assert [name for name in lines if name.startswith("Q4")] == [
        f"Q4 Our service: {row}"
        for row in (
            "Speed of answer", "Expertise", "Delivery on time", "Advice", "Fairness of prices",
        )
    ]  # fmt: skip


def test_a_topline_gives_the_workbook_a_line_an_answer(customers: Study) -> None:
    table: Topline = topline(customers, ["region"])  # type: ignore[assignment]
    data = table.tables[0].data()
    assert data["columns"] == ["Question", "Answer", "Value", "Base"]
    assert [row[1] for row in data["rows"]] == ["North", "South", "West", "East"]
    assert sum(row[2] for row in data["rows"]) == pytest.approx(100)


def test_each_crosstab_says_where_the_other_is(customers: Study) -> None:
    with pytest.raises(TypeError, match=r"research\.statistics\.crosstab takes a plain frame"):
        crosstab(customers.answers, "care")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"topline of research takes a study"):
        topline("params/customers.yml")  # type: ignore[arg-type]
    with pytest.raises(StatisticsError, match=r"crosstab of research takes the study itself"):
        statistics.crosstab(customers, ["care"], ["region"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"questions": "cara"}, r"'cara' is no question \(did you mean 'care'\?\)"),
        ({"by": "profil"}, r"'profil' is no banner \(did you mean 'profile'\?\)"),
        ({"by": ["secter"]}, r"'secter' is no question \(did you mean 'sector'\?\)"),
        ({"filter": {"region": "nroth"}}, r"'nroth' is no answer of 'region'"),
        ({"weight": "man"}, r"there is no weight 'man'"),
    ],
)
def test_names_that_are_none_are_told_with_what_was_meant(customers, words, said: str) -> None:
    with pytest.raises(InputError, match=said):
        crosstab(customers, **{"questions": "care", **words})
