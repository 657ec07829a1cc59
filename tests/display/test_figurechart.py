"""Figures of one's own as charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
import seaborn.objects as so
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from research.display.figurechart import chart_of_figure, figure_of
from research.display.figuredata import described, drawn_values, titled
from research.display.result import RESULT_MIME

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTS = pd.Series({"Banking": 12, "Retail": 8.5}, name="count").rename_axis("sector")


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with mpl.rc_context():
        mpl.use("agg")
        yield
        plt.close("all")


def bars() -> Figure:
    figure = Figure()
    axes = figure.subplots()
    axes.bar(COUNTS.index, COUNTS)
    axes.set(xlabel="Sector", ylabel="Firms")
    return figure


def test_figures_axes_arrays_and_grids_lead_to_one_figure() -> None:
    figure, panels = plt.subplots(1, 2)
    assert figure_of(figure) is figure
    assert figure_of(panels) is figure
    assert figure_of((figure, panels)) is figure
    assert figure_of({"a": panels[0]}) is figure
    frame = pd.DataFrame({"x": [1, 2, 3], "y": [2, 3, 1], "g": ["a", "b", "a"]})
    grid = sns.relplot(frame, x="x", y="y", col="g")
    assert figure_of(grid) is grid.figure
    assert figure_of(frame.plot(x="x", y="y")) is plt.gcf()
    for other in (None, "text", [1, 2], np.ones(2), frame, 3):
        assert figure_of(other) is None


# seaborn 0.13.2 passes a keyword that pandas 3 warns of.
@pytest.mark.filterwarnings("ignore:The copy keyword")
def test_a_plot_of_seaborn_is_drawn_when_it_is_asked_for() -> None:
    frame = pd.DataFrame({"x": [1, 2, 3], "y": [2, 3, 1]})
    drawn = figure_of(so.Plot(frame, x="x", y="y").add(so.Dot()))
    assert isinstance(drawn, Figure)
    assert drawn.axes[0].get_xlabel() == "x"


def test_axes_of_several_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="axes of 2 figures: show each"):
        figure_of([bars(), bars()])


def test_a_figure_is_named_by_its_title_or_its_axes() -> None:
    figure = bars()
    assert titled(figure) == "Firms by Sector"
    figure.axes[0].set_title("Who answered", loc="left")
    assert titled(figure) == "Who answered"
    figure.suptitle("The sample")
    assert titled(figure) == "The sample"
    assert titled(Figure()) == ""


def test_a_description_tells_the_kind_the_axes_and_the_marks() -> None:
    assert described(bars()) == "Bar chart: Firms by Sector: Banking 12, Retail 8.5."
    figure = Figure()
    axes = figure.subplots()
    for name in ("Us", "Rivals"):
        axes.plot([2015, 2016], [1, 2], label=name)
    axes.axhline(1.5)
    axes.set(xlabel="Year", ylabel="Score")
    assert described(figure) == "Line chart: Score by Year; it shows Us and Rivals."
    assert described(Figure()) == "Chart."


def test_the_values_that_it_draws_are_its_data() -> None:
    values, whole = drawn_values(bars())
    assert whole
    assert values.reset_index().to_numpy().tolist() == [["", "Banking", 12.0], ["", "Retail", 8.5]]
    assert list(values.columns) == ["Sector", "Firms"]
    figure = Figure()
    axes = figure.subplots()
    axes.barh(COUNTS.index, COUNTS)
    assert drawn_values(figure)[0]["Across"].tolist() == ["Banking", "Retail"]
    axes = Figure().subplots()
    axes.scatter([1, 2], [3, 4], label="firms")
    found = drawn_values(axes.get_figure())[0]  # type: ignore[arg-type]
    assert found.loc["firms"].to_numpy().tolist() == [[1, 3], [2, 4]]


def test_a_map_of_shades_gives_its_rows() -> None:
    shares = pd.DataFrame([[0.1, 0.2], [0.3, 0.4]], index=["a", "b"], columns=["x", "y"])
    values, _ = drawn_values(figure_of(sns.heatmap(shares)))  # type: ignore[arg-type]
    assert values.loc["b"].to_numpy().tolist() == [["x", 0.3], ["y", 0.4]]


def test_a_chart_without_words_gets_some_and_its_author_is_told() -> None:
    chart, remarks = chart_of_figure(bars())
    assert chart.caption == "Firms by Sector"
    assert chart.alt == "Bar chart: Firms by Sector: Banking 12, Retail 8.5."
    assert chart.id.startswith("fig-own-")
    assert len(remarks) == 1
    assert f"'{chart.id}' has no alt text of its own" in remarks[0]
    assert remarks[0].endswith("give alt=, what it tells those who do not see it")


def test_words_and_data_of_ones_own_are_kept() -> None:
    chart, remarks = chart_of_figure(
        bars(), id="fig-mine", caption="Who", alt="Banking leads.", note="Base: 20.", data=COUNTS
    )
    assert not remarks
    payload = chart.bundle()[RESULT_MIME]
    assert [payload[key] for key in ("id", "caption", "alt")] == [
        "fig-mine",
        "Who",
        "Banking leads.",
    ]
    assert payload["notes"] == ["Base: 20."]
    assert payload["data"]["rows"] == [["Banking", 12], ["Retail", 8.5]]


def test_a_cloud_too_large_for_the_workbook_is_left_out_and_told_of() -> None:
    figure = Figure()
    figure.subplots().scatter(np.arange(6000), np.arange(6000))
    chart, remarks = chart_of_figure(figure, alt="A cloud.")
    assert chart.values.empty
    assert "draws more than 5,000 values" in remarks[0]
    assert chart.bundle()[RESULT_MIME]["data"]["rows"] == []


def test_a_figure_that_was_shown_is_not_displayed_again() -> None:
    figure, axes = plt.subplots()
    axes.plot([1, 2])
    chart_of_figure(figure)
    assert not plt.get_fignums()


def test_an_id_stays_when_the_values_change() -> None:
    other = bars()
    other.axes[0].patches[0].set_height(3)
    assert chart_of_figure(bars())[0].id == chart_of_figure(other)[0].id
    other.axes[0].set_ylabel("People")
    assert chart_of_figure(bars())[0].id != chart_of_figure(other)[0].id


def test_an_axis_without_a_name_leaves_what_the_other_says() -> None:
    figure = bars()
    figure.axes[0].set_ylabel("")
    assert titled(figure) == "By Sector"
