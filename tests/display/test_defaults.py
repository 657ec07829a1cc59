"""Figures of a researcher's own: whole, in the house style, and as chosen where anything was."""

from __future__ import annotations

from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from lxml import etree
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from research.display.chart import Chart
from research.display.palette import ACCENT, CONTRAST, INK, MUTED, RULE
from research.typefaces.house import FAMILY

LONG = [f"Relationship and value building, and what else there is, {n}" for n in range(4)]


def figure() -> Figure:
    """A figure as pyplot makes it, without its state."""
    with mpl.rc_context(mpl.rcParamsDefault):
        made = Figure()
        made.subplots()
    return made


def shown(made: Figure) -> Chart:
    chart = Chart(
        id="fig-own", caption="Own", alt="Own", figure=made, data=pd.DataFrame({"x": [1]})
    )
    chart.bundle()
    return chart


def plain() -> Figure:
    made = figure()
    axes = made.axes[0]
    with mpl.rc_context(mpl.rcParamsDefault):
        axes.plot([1, 2, 3], [2, 1, 4], label="one")
        axes.plot([1, 2, 3], [1, 3, 2], label="other")
        axes.set(title="A title", xlabel="Year", ylabel="Share")
    return made


def test_what_was_left_to_matplotlib_is_in_the_house_style():
    made = plain()
    shown(made)
    axes = made.axes[0]
    assert [to_hex(line.get_color()) for line in axes.lines] == [ACCENT, CONTRAST]
    assert axes.title.get_fontfamily() == [FAMILY]
    assert to_hex(axes.title.get_color()) == INK
    assert to_hex(axes.xaxis.label.get_color()) == MUTED
    assert {to_hex(label.get_color()) for label in axes.get_xticklabels()} == {MUTED}
    assert [axes.spines[side].get_visible() for side in ("top", "right", "left")] == [0, 0, 1]
    assert to_hex(axes.spines["left"].get_edgecolor()) == RULE
    assert to_hex(axes.xaxis.get_major_ticks()[0].tick1line.get_markeredgecolor()) == RULE


def test_its_text_is_text_in_the_fonts_of_the_page():
    svg = shown(plain()).svg()
    assert ">A title</text>" in svg
    assert "DejaVu" not in svg


def test_what_its_author_chose_stays():
    made = figure()
    axes = made.axes[0]
    axes.plot([1, 2], [2, 1], color="#ff00ff")
    axes.set_title("Chosen", color="#00aa00", fontfamily="monospace", fontweight="bold")
    axes.spines["right"].set_visible(False)
    axes.spines["top"].set_edgecolor("#ff0000")
    shown(made)
    assert to_hex(axes.lines[0].get_color()) == "#ff00ff"
    assert to_hex(axes.title.get_color()) == "#00aa00"
    assert axes.title.get_fontfamily() == ["monospace"]
    assert axes.title.get_fontweight() == "bold"
    # A frame of three lines is a choice.
    assert axes.spines["top"].get_visible()
    assert to_hex(axes.spines["top"].get_edgecolor()) == "#ff0000"


def test_once_shown_a_figure_is_shown_the_same_again():
    chart = shown(plain())
    assert (chart.svg(), chart.png()) == (chart.svg(), chart.png())
    assert shown(plain()).svg() == chart.svg()


def view_box(svg: str) -> tuple[float, ...]:
    return tuple(float(part) for part in etree.fromstring(svg).attrib["viewBox"].split())


def test_a_legend_outside_of_the_axes_is_not_clipped():
    made = plain()
    with mpl.rc_context(mpl.rcParamsDefault):
        made.axes[0].legend(loc="center left", bbox_to_anchor=(1.02, 0.5))
    svg = shown(made).svg()
    width = view_box(svg)[2]
    assert width > made.get_figwidth() * 72 - 40
    ends = [
        # Of so few letters the length is not said: they are less wide than high.
        float(text.attrib["x"]) + float(text.attrib.get("textLength", 30))
        for text in etree.fromstring(svg).iter("{*}text")
        if text.text in ("one", "other")
    ]
    assert len(ends) == 2
    assert max(ends) < width


@pytest.mark.parametrize("across", [True, False])
def test_long_labels_of_seaborn_s_bars_stand_apart_and_whole_on_the_page(across: bool):
    made = figure()
    axes = made.axes[0]
    names = {"x": "label", "y": "value"} if across else {"y": "label", "x": "value"}
    with mpl.rc_context(mpl.rcParamsDefault):
        sns.barplot(pd.DataFrame({"label": LONG, "value": range(4)}), ax=axes, **names)
    svg = shown(made).svg()
    labels = axes.get_xticklabels() if across else axes.get_yticklabels()
    joined = [" ".join(label.get_text().split()) for label in labels]
    assert joined == LONG
    boxes = [label.get_window_extent() for label in labels]
    first, last = ("x1", "x0") if across else ("y1", "y0")
    boxes.sort(key=lambda box: getattr(box, last))
    assert all(getattr(a, first) <= getattr(b, last) + 1 for a, b in pairwise(boxes))
    assert view_box(svg)[2] < 600
    assert {to_hex(bar.get_facecolor()) for bar in axes.patches} == {ACCENT}


def test_labels_that_cannot_be_broken_are_turned_and_those_that_fit_stay():
    made = figure()
    with mpl.rc_context(mpl.rcParamsDefault):
        names = [f"unbreakablelabelofdata{n}" for n in range(8)]
        made.axes[0].bar(names, range(8))
    shown(made)
    assert {label.get_rotation() for label in made.axes[0].get_xticklabels()} == {35}
    few = figure()
    few.axes[0].bar(["Yes", "No"], [1, 2])
    shown(few)
    assert [label.get_text() for label in few.axes[0].get_xticklabels()] == ["Yes", "No"]
    assert {label.get_rotation() for label in few.axes[0].get_xticklabels()} == {0}


def test_points_of_seaborn_s_theme_have_the_report_s_colours_on_white():
    with mpl.rc_context(mpl.rcParamsDefault):
        sns.set_theme()
        made = Figure()
        axes = made.subplots()
        sns.scatterplot(x=np.arange(4), y=np.arange(4), hue=list("abab"), ax=axes)
    shown(made)
    points = axes.collections[0]
    assert [to_hex(colour) for colour in points.get_facecolor()] == [ACCENT, CONTRAST] * 2
    assert to_hex(axes.get_facecolor()) == "#ffffff"
    assert to_hex(axes.get_legend().get_frame().get_facecolor()) == "#ffffff"


def test_colours_by_value_and_transparency_stay():
    made = figure()
    axes = made.axes[0]
    with mpl.rc_context(mpl.rcParamsDefault):
        axes.scatter([1, 2], [1, 2], c=[0.1, 0.9])
        axes.bar([1], [2], alpha=0.5)
    drawn = axes.collections[0].to_rgba([0.1, 0.9])
    shown(made)
    assert np.allclose(axes.collections[0].get_facecolor(), drawn, atol=0.01)
    *_, alpha = axes.patches[0].get_facecolor()
    assert (to_hex(axes.patches[0].get_facecolor()), alpha) == (ACCENT, 0.5)


def test_powers_on_a_scale_and_mathematics_in_titles_are_set_and_single_dollars_stay():
    made = figure()
    axes = made.axes[0]
    with mpl.rc_context(mpl.rcParamsDefault):
        axes.loglog([1, 1000], [1, 100])
        axes.set_ylabel("US$ a year")
    svg = shown(made).svg()
    assert "mathdefault" not in svg
    assert not axes.yaxis.label.get_parse_math()
    assert axes.get_xticklabels()[0].get_parse_math()


def test_labels_in_other_scripts_get_fonts():
    """Of the one that is at hand on any machine, which comes with matplotlib."""
    made = figure()
    with mpl.rc_context(mpl.rcParamsDefault):
        made.axes[0].bar(["ქართული", "العربية"], [1, 2])
    assert "ქართული" in shown(made).svg()
