"""Charts of questions by wave, of tabs made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.chapters.tabs.trends import trend_chart
from research.display.specification.trends import Trends
from research.prose.waves_view import WavesView
from research.tabulation.changes import wave_changes
from research.tabulation.tab import Break, Line
from tests.prose.answered import question
from tests.prose.waved import BEFORE, LABELS, NOW, POINTS, waved

SCORE = [Line("score", "Net Promoter Score", "score", "score")]
NAMES = ["Adlon", "Corvex", "Ensa", "Movara", "Onyx"]


def charted(*tabs, **more):
    return trend_chart(WavesView(tabs, wave_changes(tabs)), tabs[0], **more)


def score(values, **more):
    return waved(SCORE, [values], asked=question("nps"), **more)


def options(count, values=None):
    lines = [Line(name.lower(), name, "category") for name in NAMES[:count]]
    held = values or [[10.0 + 5 * at] * 5 for at in range(count)]
    rows = {line.key: {"column": line.key, "text": line.label} for line in lines}
    return waved(lines, held, asked=question("multi", rows=rows))


def test_a_score_is_one_line_with_its_intervals_and_the_message_on_top():
    chart = charted(score([10, 11, 12, 10, 30]), source="made up", confidence=0.95)
    assert chart.id == "fig-asked"
    figure = chart.figure
    assert isinstance(figure, Trends)
    assert not figure.panels
    assert figure.title == "The Net Promoter Score rose from +10 in Q1 2026 to +30 in Q2 2026"
    assert figure.times == LABELS
    [line] = figure.trends
    assert [moment.printed for moment in line.moments] == ["+10", "+11", "+12", "+10", "+30"]
    assert line.moments[0].low == pytest.approx(10 - 1.96 * 2)
    assert figure.shown == "The Net Promoter Score. All respondents; 300 answers a wave"
    assert "Bands are 95% intervals." in chart.notes
    assert chart.alt == (
        "A line from wave to wave, with its interval: Net Promoter Score: +10 in Q2 2025, +11 in "
        "Q3 2025, +12 in Q4 2025, +10 in Q1 2026 and +30 in Q2 2026."
    )


def test_a_scale_ends_where_a_score_or_a_percentage_does():
    near = charted(score([85, 90, 92, 94, 96])).figure.axis
    assert (near.low, near.high) == (None, 100)
    low = charted(score([-99, -98, -97, -96, -95])).figure.axis
    assert (low.low, low.high) == (-100, None)
    within = charted(score([10, 11, 12, 10, 30])).figure.axis
    assert (within.low, within.high) == (None, None)
    shares = charted(options(2, [[1.0, 2, 3, 2, 4], [92.0, 93, 94, 97, 98]])).figure.axis
    assert (shares.low, shares.high) == (0, 100)


def test_the_line_breaks_where_the_question_was_changed_and_says_how():
    broken = [Break(POINTS[2].key, BEFORE, ("wording", "base"), "Q4 and Q1 are apart.")]
    chart = charted(score([10, 11, 12, 10, 30], breaks=broken))
    assert chart.figure.trends[0].breaks == (3,)
    assert [(one.place, one.text) for one in chart.figure.breaks] == [
        (3, "asked in other words and asked of others")
    ]
    assert "Q4 and Q1 are apart." in chart.notes
    assert "the line breaks before Q1 2026 (asked in other words and asked of others)" in chart.alt


@pytest.mark.parametrize(("count", "panels"), [(2, False), (3, False), (4, True), (5, True)])
def test_few_lines_stand_together_and_many_have_panels(count, panels):
    figure = charted(options(count)).figure
    assert figure.panels == panels
    assert [line.label for line in figure.trends] == NAMES[:count]
    assert len({line.role for line in figure.trends}) == (1 if panels else count)


def test_in_panels_those_stand_out_that_changed_beyond_chance():
    values = [[10.0] * 5, [20, 20, 20, 20, 50], [30.0] * 5, [60, 60, 60, 60, 20]]
    chart = charted(options(4, values))
    assert [line.role for line in chart.figure.trends] == ["other", "subject", "other", "contrast"]
    assert any("in colour" in note for note in chart.notes)


def test_percentages_are_shares_of_one_in_the_workbook():
    chart = charted(options(2))
    assert chart.values["Value"].tolist() == pytest.approx([0.1] * 5 + [0.15] * 5)
    assert chart.values["Wave"].tolist() == [*LABELS, *LABELS]
    assert chart.shares == ["Value", "Low", "High"]
    assert charted(score([10.0] * 5)).shares == []


def test_a_wave_without_a_figure_leaves_a_gap():
    chart = charted(options(2, [[np.nan, np.nan, 20, 21, 22], [30.0] * 5]))
    assert list(chart.figure.trends[0].runs()) == [[2, 3, 4]]


def test_small_bases_are_marked_and_told():
    tab = score([10, 11, 12, 10, 12])
    small = {kind: frame.assign(**{BEFORE: 60.0}) for kind, frame in tab.bases.items()}
    chart = charted(replace(tab, bases=small))
    assert chart.figure.trends[0].moments[3].printed == "+10*"
    assert "\\* base under 100." in chart.notes
    assert "60 to 300 answers a wave" in chart.figure.shown


def test_there_is_no_chart_of_what_the_last_wave_hides():
    hidden = score([10, 11, 12, 10, np.nan])
    assert charted(hidden) is None
    assert hidden.points[-1].key == NOW


def test_several_figures_of_two_waves_are_dumbbells():
    lines = [Line(name.lower(), name, "category") for name in NAMES[:3]]
    rows = {line.key: {"column": line.key, "text": line.label} for line in lines}
    values = [[20, 50], [30, 31], [70, 40]]
    asked = question("multi", rows=rows)
    chart = charted(waved(lines, values, asked=asked, columns=POINTS[-2:]))
    figure = chart.figure
    assert figure.kind == "shifts"
    assert figure.ends == ("Q1 2026", "Q2 2026")
    assert [(one.label, one.printed, one.role) for one in figure.shifts] == [
        ("Adlon", "20% to 50%", "subject"),
        ("Corvex", "30% to 31%", "other"),
        ("Ensa", "70% to 40%", "contrast"),
    ]
    assert chart.values["Q2 2026"].tolist() == [0.5, 0.31, 0.4]
    assert chart.shares == ["Q1 2026", "Q2 2026"]
    assert any("in colour" in note for note in chart.notes)
    still = charted(waved(lines[1:2], values[1:2], asked=asked, columns=POINTS[-2:]))
    assert not any("in colour" in note for note in still.notes)
    lone = charted(waved(SCORE, [[10, 40]], asked=question("nps"), columns=POINTS[-2:]))
    assert lone.figure.kind == "trends"
