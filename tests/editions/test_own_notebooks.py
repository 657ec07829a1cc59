"""A researcher's own notebook as a section: frames, figures, crosstabs and texts."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from research.build.verbs import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.pipeline.events import Summary

ROOT = Path(__file__).parents[2]

SECTIONS = """report:
  engine: pandoc
  formats: [html]
  digits: ["412", "2", "10"]
  sections:
    - heading: My own work
    - notebook: mine
      each: {region: [north, south]}
    - notebook: plain-look
    - notebook: crosstab
      parameters: {questions: [recommend], banner: profile}
"""
OPEN = """
from matplotlib import pyplot as plt
import seaborn as sns
from research import crosstab, open_study, show, topline
study = open_study(params)
"""
CHOOSE = """
answers = study.answers[study.answers["region"] == region.capitalize()]
answers.head()
"""
FRAMES = """
sizes = answers.groupby("sector", observed=True)["employees"].agg(["count", "median"])
show(sizes, caption="Employees by sector")
show(answers["sector"].value_counts(normalize=True))
"""
FIGURES = """
axes = answers.groupby("sector", observed=True).size().plot.bar(ylabel="Answers")
show(axes)
figure, axes = plt.subplots()
for sector, own in answers.groupby("sector", observed=True):
    axes.scatter(own["employees"], own["spend"], label=sector)
axes.legend(bbox_to_anchor=(1.02, 1))
show(figure, caption="Spending", alt="Large firms spend more.")
"""
CROSSTABS = """
show(crosstab(study, "recommend", by=["sector", "size"], filter={"region": region}))
show("Plain *words*.")
"""


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory, notebook: Callable[..., bytes]
) -> tuple[Path, Summary]:
    root = tmp_path_factory.mktemp("own")
    shutil.copytree(ROOT / "data" / "customers", root / "data" / "customers")
    for name in ("params", "notebooks"):
        (root / name).mkdir()
    head = (ROOT / "params" / "customers.yml").read_text(encoding="utf-8").partition("report:\n")[0]
    params = root / "params" / "own.yml"
    params.write_text(head + SECTIONS, encoding="utf-8")
    first = 'params = "params/own.yml"'
    mine = notebook(
        f'{first}\nregion = "north"', "## What I found", OPEN, CHOOSE, FRAMES, FIGURES, CROSSTABS
    )
    plain = notebook(first, OPEN, 'show(crosstab(study, "recommend", by="profile"))', "print(1)")
    (root / "notebooks" / "mine.ipynb").write_bytes(mine)
    (root / "notebooks" / "plain-look.ipynb").write_bytes(plain)
    return root, build(params)


@pytest.fixture(scope="module")
def page(built: tuple[Path, Summary]) -> BeautifulSoup:
    root, summary = built
    assert summary.ok, summary.failures
    report = next(root.glob("reports/*/report.html"))
    return BeautifulSoup(report.read_text(encoding="utf-8"), "html.parser")


def test_every_result_has_an_id_of_its_own(page: BeautifulSoup) -> None:
    ids = Counter(tag["id"] for tag in page.find_all(id=True))
    assert not {anchor: count for anchor, count in ids.items() if count > 1}
    for region in ("north", "south"):
        assert f"tbl-own-mine-{region}-employees-by-sector" in ids
        assert f"tbl-own-mine-{region}-recommend-sector-size" in ids
        assert f"fig-own-mine-{region}-spending" in ids
    assert {"tbl-own-plain-look-recommend-profile", "tbl-tab-recommend-profile"} <= ids.keys()


def test_frames_stand_as_tables_with_caption_and_numbers_of_the_house(page: BeautifulSoup) -> None:
    table = page.find(id="tbl-own-mine-north-employees-by-sector")
    assert table is not None
    said = table.get_text(" ", strip=True)
    assert "Employees by sector" in said
    assert "Manufacturing 24" in said


def test_figures_are_drawn_in_the_type_of_the_house(page: BeautifulSoup) -> None:
    figure = page.find(id="fig-own-mine-south-spending")
    assert figure is not None
    drawn = figure.find("svg")
    assert drawn is not None
    assert "Source Sans" in str(drawn.get("font-family"))
    assert "Food & beverages" in drawn.get_text(" ")


def test_a_notebook_without_a_heading_is_headed_by_its_name(page: BeautifulSoup) -> None:
    heads = {
        name: section.get_text(" ", strip=True)
        for name in ("plain-look", "mine-north", "mine-south")
        if (section := page.find(id=f"sec-{name}")) is not None
    }
    assert heads["plain-look"].startswith("Plain look")
    assert heads["mine-north"].startswith("What I found")
    assert heads["mine-south"].startswith("What I found")


def test_the_build_names_what_it_left_out_and_what_is_to_mend(
    built: tuple[Path, Summary],
) -> None:
    said = [each for each in built[1].warnings if each.startswith("chapter ")]
    left = (
        "is not in the report: show() puts it there, and the tag lab says that it is for you alone"
    )
    assert said[:3] == [
        f"chapter mine-north: output of cell 4 ('answers.head()') {left}",
        f"chapter mine-south: output of cell 4 ('answers.head()') {left}",
        f"chapter plain-look: output of cell 4 ('print(1)') {left}",
    ]
    assert len(said) == 5
    assert all(
        "has no alt text of its own, and 'Bar chart: Answers by sector" in each for each in said[3:]
    )


def test_the_ledger_has_figures_of_everybody_alone(built: tuple[Path, Summary]) -> None:
    ledger = json.loads(next(built[0].glob("reports/*/results.json")).read_bytes())
    places = {record["where"] for record in ledger}
    assert "tbl-own-plain-look-recommend-profile" in places
    assert not [place for place in places if place.startswith("tbl-own-mine")]
