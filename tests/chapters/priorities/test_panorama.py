from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.groups import all_ranks, overall_ranks
from research.chapters.priorities import overall
from research.display.chart import Chart
from research.display.specification.heat import Heat
from research.display.specification.panels import Panels

if TYPE_CHECKING:
    from research.study import Study


def test_every_group_has_a_row_with_its_base_and_small_ones_are_marked(study: Study) -> None:
    chart = overall.heat(study)
    assert isinstance(chart, Chart)
    assert isinstance(chart.figure, Heat)
    flag, shown = study.config.privacy.flag_base, chart.figure.heats
    assert shown[0].label == "All respondents"
    assert shown[0].places == tuple(overall_ranks(study)["rank"])
    for row in shown:
        base = int(row.beside.strip("n=* "))
        assert (base < flag) == row.muted == row.beside.endswith("*")
    assert any(row.muted for row in shown)
    assert f"(* base under {flag})" in chart.figure.subtitle
    assert "small" in str(chart.notes) or "indications" in str(chart.notes)


def test_a_group_that_is_hidden_has_dashes(study: Study) -> None:
    chart = overall.heat(study)
    assert isinstance(chart, Chart)
    assert isinstance(chart.figure, Heat)
    hide = study.config.privacy.hide_base
    for row in chart.figure.heats:
        hidden = int(row.beside.strip("n=* ")) < hide
        assert (set(row.printed) == {"–"}) == hidden
        assert all(place is None for place in row.places) == hidden


def test_every_theme_has_a_panel_with_its_shares(study: Study) -> None:
    chart = overall.spread(study)
    assert isinstance(chart.figure, Panels)
    tidy = all_ranks(study)
    for panel, key in zip(chart.figure.panels, overall_ranks(study).index, strict=True):
        own = tidy[tidy["item"] == key]
        shares = 100 * own["count"] / own["base"]
        assert panel.label == study.config.theme(str(key)).short
        assert all(abs(a - b) <= 0.5 for a, b in zip(panel.values, shares, strict=False))
    assert chart.values.shape == (len(study.themes), study.ranked)
