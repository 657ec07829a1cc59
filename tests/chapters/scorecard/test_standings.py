"""The scorecard of one company: of ours, and of a stranger's with themes of its own."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import yaml

from research import open_study
from research.build.checks import check
from research.chapters.scorecard import aims, standings, years
from research.chapters.scorecard.company import company
from research.display.chart import Chart
from research.display.table import Table
from research.display.text import Text
from research.errors import InputError

if TYPE_CHECKING:
    from types import ModuleType

    from research.study import Study

ROOT = Path(__file__).parents[3]
LUMWICK = ROOT / "params" / "scorecards" / "lumwick.yml"
ITEMS = ROOT / "data" / "scorecards" / "items.csv"
WEIGHTS = {"trust": 2, "interdependence": 1, "equitability": 1}


@pytest.fixture(scope="module")
def lumwick() -> Study:
    return open_study(LUMWICK)


@pytest.fixture(scope="module")
def items() -> pd.DataFrame:
    """The items as a spreadsheet would read them, each with its weight."""
    frame = pd.read_csv(ITEMS)
    frame["weight"] = [sum(WEIGHTS[one] for one in cell.split(";")) for cell in frame["drivers"]]
    return frame.assign(carried=frame["evidence"] * frame["weight"])


def table(made: Table | Chart | Text) -> Table:
    assert isinstance(made, Table)
    return made


def text(made: Table | Chart | Text) -> str:
    assert isinstance(made, Text)
    return made.markdown


def ledger(made: Table | Text) -> dict[str, Any]:
    return {one.name: one.value for one in made.results}


def test_the_made_up_evidence_rolls_up_to_the_scores_of_the_benchmark(items: pd.DataFrame) -> None:
    scores = pd.read_csv(ROOT / "data" / "2016" / "assessments.csv").set_index("firm")
    sums = items[items["year"] == 2016].groupby(["company", "theme"])[["carried", "weight"]].sum()
    for (firm, theme), row in sums.iterrows():
        assert row["carried"] == scores.loc[firm, theme] * row["weight"]


def test_the_script_writes_the_files_that_are_there(tmp_path: Path) -> None:
    script = ITEMS.with_name("make.py")
    made = _module(script)
    made.HERE = tmp_path
    made.main()
    for name in ("items.csv", "relations.csv"):
        assert (tmp_path / name).read_bytes() == ITEMS.with_name(name).read_bytes()


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("made_up_scorecards", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_data_say_that_they_are_made_up() -> None:
    assert ITEMS.with_name("README.md").read_text().startswith("These data are made up")


def test_every_page_says_that_the_company_is_made_up(lumwick: Study) -> None:
    assert "Made-up" in lumwick.config.title
    assert "made up" in lumwick.config.disclaimer
    assert "made up" in standings.themes_chart(lumwick).figure.source


def test_a_score_and_its_lines_are_those_of_the_data(lumwick: Study, items: pd.DataFrame) -> None:
    sums = items[items["year"] == 2016].groupby(["theme", "company"])[["carried", "weight"]].sum()
    farming = (sums["carried"] / sums["weight"])["farming"]
    row = table(standings.standings_table(lumwick)).frame.iloc[0]
    assert row.iloc[0] == farming["A022"]
    wanted = [farming.min(), farming.quantile(0.25), farming.median(), farming.mean()]
    wanted += [farming.quantile(0.75), farming.quantile(0.9), farming.max()]
    assert row.iloc[1:8].tolist() == pytest.approx(wanted)


def test_the_sector_is_held_against_alone(lumwick: Study, items: pd.DataFrame) -> None:
    now = items[(items["year"] == 2016) & (items["sector"] == "Manufacturing")]
    sums = now[now["theme"] == "kam"].groupby("company")[["carried", "weight"]].sum()
    kam = sums["carried"] / sums["weight"]
    made = table(standings.sector_table(lumwick))
    assert made.frame.loc["KAM", "Highest"] == kam.max()
    assert made.frame.loc["KAM", "Mean"] == pytest.approx(kam.mean())
    assert f"{len(kam)} firms in Manufacturing" in made.notes[0]


def test_targets_are_those_of_the_themes_texts(lumwick: Study) -> None:
    made = table(standings.targets_table(lumwick))
    found = ledger(made)
    lines = company(lumwick).lines
    # Farming comes first: the best score. Hunting stands sixth, and aims for the benchmark.
    assert found["scorecard.farming.target"] == lines.loc["farming", "high"]
    assert found["scorecard.farming.gap"] == lines.loc["farming", "high"] - 36
    assert found["scorecard.hunting.target"] == pytest.approx(lines.loc["hunting", "mean"] - 2.5)
    assert found["scorecard.hunting.gap"] == 0
    # People is third at most: near the best of its sector.
    assert found["scorecard.people.target"] == 68 - 2.5
    assert made.cells[0][4].text == "65.0"


def test_the_levels_are_those_of_the_objectives_tables(lumwick: Study) -> None:
    found = ledger(table(standings.targets_table(lumwick)))
    lines, places = company(lumwick).lines, company(lumwick).places
    for theme, place in places.items():
        first = lumwick_text(theme)["first_column"]
        performer = place.score >= lines.loc[theme, "upper quartile"]
        moderate = place.score >= lines.loc[theme, first]
        wanted = "performer" if performer else "moderate" if moderate else "beginner"
        assert found[f"scorecard.{theme}.level"] == wanted


def lumwick_text(theme: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / "params" / "themes" / f"{theme}.yml").read_text())


def test_its_own_cell_of_the_objectives_table_is_marked_and_no_other(lumwick: Study) -> None:
    made = table(aims.objectives_table(lumwick))
    marked = [
        (row, column)
        for row, cells in enumerate(made.cells)
        for column, cell in enumerate(cells)
        if "top3" in cell.mark
    ]
    assert marked == [(2, 2)]
    wanted = lumwick_text("farming")["objectives"]["beginner"]["best"]
    assert list(made.cells[2][2].items) == wanted
    assert made.markdown().count("]{.top3}") == len(wanted)


def test_any_theme_may_show_its_objectives(lumwick: Study) -> None:
    made = table(aims.objectives_table(lumwick, "people"))
    assert "top3" in made.cells[1][2].mark


def test_the_matrix_holds_every_theme_once(lumwick: Study) -> None:
    made = table(aims.matrix_table(lumwick))
    held = [name for row in made.frame.to_numpy() for cell in row for name in cell.split(", ")]
    shorts = {about.brief for about in company(lumwick).firms.themes.values()}
    assert sorted(name for name in held if name) == sorted(shorts)


def test_the_route_begins_with_what_comes_first(lumwick: Study) -> None:
    made = table(aims.route_table(lumwick))
    assert list(made.frame.index) == ["Farming", "People", "KAM", "Brand & CVP", "Negotiating"]
    assert list(made.frame.columns) == ["2017", "2018", "2019", "Later"]
    assert made.frame.loc["Farming"].tolist() == [
        "knowledge, strategy",
        "planning, implementation",
        "results",
        "",
    ]


def test_the_grid_is_the_weighted_mean_of_its_items(lumwick: Study, items: pd.DataFrame) -> None:
    now = items[(items["year"] == 2016) & (items["company"] == "A022")]
    found = ledger(table(years.stages_table(lumwick)))
    for (theme, stage), rows in now.groupby(["theme", "stage"]):
        wanted = rows["carried"].sum() / rows["weight"].sum()
        assert found[f"scorecard.{theme}.{stage}"] == pytest.approx(wanted)


def test_scores_of_all_years_stand_side_by_side(lumwick: Study, items: pd.DataFrame) -> None:
    own = items[items["company"] == "A022"].groupby(["year", "theme"])[["carried", "weight"]].sum()
    found = ledger(table(years.years_table(lumwick)))
    wanted = (own["carried"] / own["weight"]).to_dict()
    assert found == {
        f"scorecard.{theme}.year{year}": pytest.approx(score)
        for (year, theme), score in wanted.items()
    }
    chart = years.years_chart(lumwick)
    assert isinstance(chart, Chart)
    assert len(chart.figure.shifts) == 12
    themes = {theme for _, theme in wanted}
    moved = [round(wanted[2016, theme] - wanted[2014, theme], 9) for theme in themes]
    assert [sum(sign * move > 0 for move in moved) for sign in (1, -1)] == [3, 8]
    assert (
        chart.figure.title == "Lumwick is ahead of 2014 in three of twelve themes, behind in eight"
    )


@pytest.mark.parametrize(
    ("up", "down", "themes", "said"),
    [
        (2, 0, 2, "ahead of 2014 in two of two themes, and behind in none"),
        (0, 1, 5, "behind 2014 in one of five themes, and ahead in none"),
        (0, 0, 5, "where it was in 2014 in every theme"),
        (3, 9, 14, "ahead of 2014 in 3 of 14 themes, behind in 9"),
    ],
)
def test_a_title_hides_neither_what_rose_nor_what_fell(
    up: int, down: int, themes: int, said: str
) -> None:
    title = years._years_title("Lumwick", "2014", up, down, themes)
    assert title == f"Lumwick is {said}"


def test_the_widest_gap_is_told_with_what_its_theme_is_worth(lumwick: Study) -> None:
    assert (
        "The widest gap is in Farming, the theme that Lumwick puts first: 29.0 points short of the "
        "target “match or beat the best score”."
    ) in text(standings.findings(lumwick))


def test_a_driver_scores_the_mean_of_what_moves_it(lumwick: Study, items: pd.DataFrame) -> None:
    now = items[(items["year"] == 2016) & (items["company"] == "A022")]
    found = ledger(table(years.drivers_table(lumwick)))
    for driver in WEIGHTS:
        wanted = now[now["drivers"].str.contains(driver)]["evidence"].mean()
        assert found[f"scorecard.driver.{driver}"] == pytest.approx(wanted)


def test_capability_and_relationships_are_read_together(lumwick: Study) -> None:
    found = ledger(table(years.reading_table(lumwick)))
    relations = pd.read_csv(ITEMS.with_name("relations.csv"))
    now = relations[relations["year"] == 2016].set_index("company")
    scores = pd.read_csv(ROOT / "data" / "2016" / "assessments.csv").set_index("firm")
    able = scores.drop(columns="sector").mean(axis=1)
    assert found["scorecard.reading.quality"] == now.loc["A022", "quality"]
    assert found["scorecard.reading.quality.mean"] == pytest.approx(now["quality"].mean())
    assert found["scorecard.reading.nps"] == now.loc["A022", "nps"]
    assert found["scorecard.reading.capability"] == pytest.approx(able["A022"])
    assert ledger(years.reading_text(lumwick)) == {"scorecard.reading": "earned"}


# A stranger's own themes, stages and firms, without texts, drivers or relationships.
HEAD = ["firm", "trade", "when", "topic", "step", "shown"]


def strange(folder: Path, **card: Any) -> Path:
    rows = [
        [f"F{firm}", "Bakers" if firm < 9 else "Smiths", year, topic, step, (7 * firm + add) % 101]
        for firm in range(1, 13)
        for year in ((2020, 2021) if firm == 3 else (2021,))
        for topic, more in (("price", 0), ("care", 11))
        for step, add in (("think", more + year - 2021), ("act", more + 20))
    ]
    with (folder / "shown.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    named = {key: {"type": "single", "column": key} for key in ("firm", "trade")}
    questions = [{"name": key, **one} for key, one in named.items()]
    questions += [{"name": key, "type": "numeric", "column": key} for key in ("when", "shown")]
    codes = {"topic": ["price", "care"], "step": ["think", "act"]}
    questions += [
        {"name": key, "type": "single", "column": key, "codes": held} for key, held in codes.items()
    ]
    content = {
        "edition": "strange",
        "title": "Strange",
        "data": {
            "shown": {
                "file": "shown.csv",
                "id": ["firm", "when", "topic", "step"],
                "questions": questions,
            }
        },
        "capability": {
            "table": "shown",
            "company": "firm",
            "sector": "trade",
            "year": "when",
            "theme": "topic",
            "stage": "step",
            "evidence": "shown",
        },
        "scorecard": {"company": "F3", "priorities": ["care"], **card},
        "report": {"sections": [{"notebook": "scorecard"}]},
    }
    path = folder / "strange.yml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


def test_a_strangers_file_works_alone(tmp_path: Path) -> None:
    path = strange(tmp_path)
    assert check(path) == []
    study = open_study(path)
    found = ledger(table(standings.targets_table(study)))
    # 21 and 41, thinking and acting; care is 11 more. All firms lie 7 apart.
    assert found["scorecard.price.score"] == 31
    assert found["scorecard.care.score"] == 42
    care = pd.Series([((7 * f + 11) % 101 + (7 * f + 31) % 101) / 2 for f in range(1, 13)])
    assert found["scorecard.care.target"] == pytest.approx(care.quantile(0.9))
    for made in (standings.opening, aims.heading):
        assert "F3" in text(made(study))
    assert "care" in text(standings.findings(study))
    assert text(aims.objectives_table(study)) == ""
    assert text(aims.next_table(study)) == ""
    assert text(years.drivers_table(study)) == ""
    assert "nothing of the relationships of F3" in text(years.reading_text(study))
    assert table(years.years_table(study)).frame.loc["2020", "price"] == 30.5


def test_a_small_sector_falls_back_to_all_firms_and_says_so(tmp_path: Path) -> None:
    study = open_study(strange(tmp_path, company="F11"))
    said = text(standings.sector_table(study))
    assert "In Smiths four firms were assessed, fewer than the eight" in said
    assert "held against all firms alone" in said
    notes = table(standings.targets_table(study)).notes
    assert any("stands in for the sector's best" in note for note in notes) == any(
        "sector" in place.rule for place in company(study).places.values()
    )
    large = open_study(strange(tmp_path, company="F3"))
    assert "8 firms in Bakers" in table(standings.sector_table(large)).notes[0]


def test_without_sectors_all_firms_are_what_there_is(tmp_path: Path) -> None:
    path = strange(tmp_path)
    content = yaml.safe_load(path.read_text())
    del content["capability"]["sector"]
    path.write_text(yaml.safe_dump(content))
    assert "do not say in which sector" in text(standings.sector_table(open_study(path)))


@pytest.mark.parametrize(("fewest", "made"), [(8, Table), (9, Text)])
def test_a_sector_has_lines_from_the_fewest_firms_on(
    tmp_path: Path, fewest: int, made: type
) -> None:
    path = strange(tmp_path)
    content = yaml.safe_load(path.read_text())
    content["capability"]["fewest"] = fewest
    path.write_text(yaml.safe_dump(content))
    assert isinstance(standings.sector_table(open_study(path)), made)


def test_levels_and_targets_may_be_scores_and_rules_of_ones_own(tmp_path: Path) -> None:
    path = strange(tmp_path, priorities=["care", "price"])
    content = yaml.safe_load(path.read_text())
    content["capability"]["levels"] = {"moderate": 30, "performer": 42}
    content["capability"]["target"] = {"first": "best score", "top3": "second quartile"}
    path.write_text(yaml.safe_dump(content))
    found = ledger(table(standings.targets_table(open_study(path))))
    assert found["scorecard.care.level"] == "performer"
    assert found["scorecard.price.level"] == "moderate"
    care, price = (
        pd.Series([((7 * f + a) % 101 + (7 * f + a + 20) % 101) / 2 for f in range(1, 13)])
        for a in (11, 0)
    )
    assert found["scorecard.care.target"] == care.max()
    assert found["scorecard.price.target"] == price.median()


def test_a_company_assessed_once_has_no_earlier_scores(tmp_path: Path) -> None:
    study = open_study(strange(tmp_path, company="F5"))
    assert "for the first time" in text(years.years_chart(study))
    assert text(years.years_table(study)) == ""


@pytest.mark.parametrize(
    ("card", "fault"),
    [
        ({"company": "F99"}, "'F99' is no company that was assessed"),
        ({"priorities": ["care", "car"]}, "'car' is no theme"),
        ({"priorities": ["care", "care"]}, "'care' is ranked twice"),
    ],
)
def test_what_the_assessments_do_not_know_is_told_before_a_build(
    tmp_path: Path, card: dict[str, Any], fault: str
) -> None:
    path = strange(tmp_path, **card)
    assert any(fault in problem.what for problem in check(path))
    with pytest.raises(InputError, match=fault):
        company(open_study(path))


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("table", "showm", "'showm' is no table of data; did you mean 'shown'"),
        ("theme", "topics", "'topics' is no question of data.shown; did you mean 'topic'"),
        ("stage", "when", "'when' is of type numeric; allowed: single"),
        ("theme", "firm", "'firm' has no codes"),
    ],
)
def test_what_the_data_do_not_have_is_told_with_its_key(
    tmp_path: Path, key: str, value: str, fault: str
) -> None:
    path = strange(tmp_path)
    content = yaml.safe_load(path.read_text())
    content["capability"][key] = value
    path.write_text(yaml.safe_dump(content))
    found = [problem for problem in check(path) if fault in problem.what]
    assert [problem.key for problem in found] == [f"capability.{key}"]


def test_a_scorecard_without_assessments_says_where_they_may_be(tmp_path: Path) -> None:
    path = strange(tmp_path)
    content = yaml.safe_load(path.read_text())
    del content["capability"]
    path.write_text(yaml.safe_dump(content))
    told = [problem.what for problem in check(path)]
    assert "there is no 'capability' here: name its file with 'of'" in told
