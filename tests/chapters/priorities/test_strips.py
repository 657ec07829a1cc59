from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.groups import overall_ranks, shown_ranks
from research.chapters.priorities import theme
from research.display.chart import Chart
from research.display.specification.strips import Strips

if TYPE_CHECKING:
    from research.study import Study


def test_a_strip_has_everybody_first_and_then_each_group_that_is_shown(study: Study) -> None:
    chart = theme.ranks_strip(study, "offer")
    assert isinstance(chart, Chart)
    assert isinstance(chart.figure, Strips)
    first, *groups = chart.figure.strips
    overall = overall_ranks(study).loc["offer", "rank"]
    assert (first.label, first.place, chart.figure.line) == ("All respondents", overall, overall)
    shown = [
        row["rank"]
        for part in study.config.breakdowns
        for row in shown_ranks(study, part.key).to_dict("records")
        if row["item"] == "offer"
    ]
    assert [one.place for one in groups] == shown
    assert sum(one.apart for one in groups) == len(study.config.breakdowns)
    assert all(one.low <= one.place <= one.high for one in groups if one.low is not None)


def test_a_strip_stands_without_a_number_beside_its_table(study: Study) -> None:
    chart = theme.ranks_strip(study, "offer")
    assert isinstance(chart, Chart)
    assert chart.markdown().startswith("![](figures/strip-offer){.strip-offer .strip fig-alt=")
    assert chart.bundle()["application/vnd.research.result+json"]["placed"]
    assert chart.alt.endswith(f"{chart.figure.listing()}.")
