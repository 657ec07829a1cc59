"""Labels of charts that are no words of a dictionary: dollars, official names, one long word.

Laid over the small edition are two cases that once failed: bands of dollars as labels, and a sector
under its official name of 121 letters (section T of the International Standard Industrial
Classification).
"""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from matplotlib.text import Text

from research.chapters.priorities import breakdown, confidence, introduction, overall, theme
from research.display.chart import Chart
from research.display.drawing.fit import ELLIPSIS
from research.display.drawing.measure import text_width
from research.display.drawing.svg import write_svg
from research.display.specification.bands import Band, Bands, Marks
from research.display.specification.bars import Bar, Bars
from research.display.specification.circle import Circle, Level
from research.display.specification.columns import Column, Columns
from research.display.specification.curves import Curve, Curves, Step
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis, Entry, Specification
from research.display.specification.ranges import Range, Ranges
from research.display.specification.scatter import Corner, Point, Scatter, Views
from research.display.specification.slopes import Slope, Slopes
from research.study import Study, open_study

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HERE = Path(__file__).parent
SMALL = HERE.parent / "data" / "small"
OFFICIAL = (
    "Activities of households as employers; undifferentiated goods- and services-producing "
    "activities of households for own use"
)


def laid_over(case: str, folder: Path) -> Study:
    """The small edition with the files of a case in place of its own."""
    shutil.copytree(SMALL, folder)
    shutil.copy(HERE / case / "small.yml", folder / "params" / "small.yml")
    shutil.copy(HERE / case / "respondents.csv", folder / "data" / "respondents.csv")
    return open_study(folder / "params" / "small.yml")


def charts(study: Study) -> list[Chart]:
    return [
        breakdown.sample_chart(study, "sector"),
        overall.ranking_chart(study),
        confidence.positions_chart(study),
        introduction.model_chart(study),
        theme.distribution_chart(study, "retain"),
        theme.benchmark_chart(study, "retain"),
    ]


def drawn(chart: Chart | Specification) -> Figure:
    """Draw a chart in full, as it is saved."""
    made = chart if isinstance(chart, Chart) else Chart("fig-a", "", "", chart)
    figure = made.drawn()
    figure.set_dpi(200)
    figure.draw_without_rendering()
    return figure


def texts(figure: Figure) -> list[etree._Element]:
    """All texts of a chart, as its file has them: those that are seen."""
    root = etree.fromstring(write_svg(figure, "fig-a"))
    return list(root.iter("{http://www.w3.org/2000/svg}text"))


def words(figure: Figure) -> list[str]:
    """All that stands in a chart, each text on one line."""
    found = [text.get_text() for text in figure.findobj(Text) if text.get_visible()]
    return [" ".join(text.split("\n")) for text in found if text]


def said(text: etree._Element, name: str, otherwise: str = "") -> str:
    """An attribute of a text, or of the group that says it for all its texts."""
    groups = [text, *text.iterancestors("{http://www.w3.org/2000/svg}g")]
    return next((one.get(name) for one in groups if one.get(name)), otherwise)


def length(text: etree._Element) -> float:
    """How long a text is; one of few letters is as long as its letters are."""
    told = text.get("textLength")
    size, weight = float(said(text, "font-size")), int(said(text, "font-weight", "400"))
    return float(told) if told else text_width(text.text or "", size, weight)


def beyond(figure: Figure) -> list[str]:
    """Texts that reach over the edge of their chart."""
    width, height = (72 * inches for inches in figure.get_size_inches())
    found = []
    for text in texts(figure):
        long = length(text)
        x, y = float(text.get("x")), float(text.get("y"))
        if text.get("transform"):
            # Along a scale that stands upright, from its foot.
            assert text.get("transform").startswith("rotate(-90 ")
            inside = 0 <= x <= width and 0 <= y - long <= y <= height
        else:
            x -= {"end": long, "middle": long / 2}.get(said(text, "text-anchor"), 0)
            inside = -0.5 <= x <= x + long <= width + 0.5 and 0 <= y <= height
        if not inside:
            found.append(f"{text.text}: {x:g} to {x + long:g} of {width:g}, {y:g} of {height:g}")
    return found


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Labels of rows that run into the next one's."""
    labels = [tick for tick in figure.axes[0].get_yticklabels() if tick.get_text()]
    labels.sort(key=lambda label: -label.get_window_extent().y0)
    return [
        (upper.get_text(), lower.get_text())
        for upper, lower in pairwise(labels)
        if lower.get_window_extent().y1 > upper.get_window_extent().y0
    ]


# The cases --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dollars(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return laid_over("dollars-in-labels", tmp_path_factory.mktemp("case") / "small")


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return laid_over("long-labels", tmp_path_factory.mktemp("case") / "small")


def test_a_dollar_in_a_label_is_a_dollar(dollars):
    found = words(drawn(breakdown.sample_chart(dollars, "sector")))
    assert {"$1m to $5m", "US$5m-US$50m", "$50m_and_more$"} <= set(found)
    (title,) = (text for text in found if "espondents" in text and "US$5m-US$50m" in text)
    assert title.count("$") == 2


def test_a_dollar_is_one_in_titles_and_in_the_drawn_file_too(dollars):
    chart = theme.distribution_chart(dollars, "retain")
    assert "gave $5 to $10 each rank" in chart.svg()
    assert any("$5 to $10" in text for text in words(drawn(introduction.model_chart(dollars))))


def test_an_official_name_is_drawn_in_full_in_lines_of_its_own(official):
    figure = drawn(breakdown.sample_chart(official, "sector"))
    (label,) = (
        tick.get_text()
        for tick in figure.axes[0].get_yticklabels()
        if tick.get_text().startswith("Activities")
    )
    assert " ".join(label.split("\n")) == OFFICIAL
    assert label.count("\n") == 3


@pytest.mark.parametrize("case", ["dollars", "official"])
def test_every_chart_of_the_cases_stays_inside_its_edges(case, request):
    for chart in charts(request.getfixturevalue(case)):
        figure = drawn(chart)
        assert not beyond(figure), chart.id
        assert not overlapping(figure), chart.id


# Other instances of their kinds -----------------------------------------------------------------

LABELS = [
    "$%$ and",
    "\\alpha_{x}^2 $\\frac{1}{2}$",
    "_^{}$",
    "",
    " ",
    "one\ntwo\r\nthree\tfour",
    OFFICIAL,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "W" * 400,
    "word " * 80,
    "e\u0301" * 200,
]


def of_labels(labels: list[str]) -> list[Specification]:
    """A chart of every kind that has labels of rows or points, with these."""
    places = range(1, len(labels) + 1)
    count = len(labels)
    return [
        Bars(
            title=OFFICIAL,
            subtitle=OFFICIAL,
            bars=tuple(
                Bar(label=label, value=count - place, printed=f"1,{place:03} ({place}%)")
                for label, place in zip(labels, places, strict=True)
            ),
        ),
        Dots(
            dots=tuple(
                Dot(
                    label=label,
                    estimate=place,
                    low=0,
                    high=place + 1,
                    printed="14.9  (−5.9 to 23.9)",
                )
                for label, place in zip(labels, places, strict=True)
            ),
            axis=Axis(label=OFFICIAL * 2),
        ),
        Bands(
            bands=tuple(
                Band(label=label, position=place, low=1, high=place, wide_low=1, wide_high=count)
                for label, place in zip(labels, places, strict=True)
            ),
            marks=Marks(dot="found", narrow="open by itself", wide="open at once"),
            axis=Axis(label=OFFICIAL * 2),
        ),
        Ranges(
            ranges=tuple(Range(label=label, low=1, mean=50, high=99) for label in labels),
            axis=Axis(label=OFFICIAL * 2, low=0, high=100),
        ),
        Slopes(
            slopes=tuple(
                Slope(
                    label=label,
                    before=place,
                    after=count + 1 - place,
                    printed_before=f"{place}=",
                    printed_after=f"{place}",
                    role="subject",
                )
                for label, place in zip(labels, places, strict=True)
            ),
            ends=(OFFICIAL, "$2016$"),
        ),
        Curves(
            curves=tuple(
                Curve(
                    label=label,
                    steps=(
                        Step(time=0, share=100 - place, low=40, high=100),
                        Step(time=9, share=90 - 5 * place, low=30, high=99),
                    ),
                )
                for label, place in zip(labels, places, strict=True)
            ),
            time=Axis(label=OFFICIAL * 2),
            axis=Axis(label=OFFICIAL),
        ),
        Scatter(
            points=tuple(
                Point(label=label, x=place, y=10 * place)
                for label, place in zip(labels, places, strict=True)
            ),
            x=Axis(label=OFFICIAL * 2),
            y=Axis(label=OFFICIAL, log=True),
            corners=(Corner(side="right", end="top", text="$here$"),),
            key=(Entry(role="subject", text="_the $x$ of it"),),
        ),
        Views(
            points=(Point(x=1, y=2), Point(x=2, y=3)),
            heads=(OFFICIAL, "$after$"),
            key=(Entry(role="subject", text=OFFICIAL), Entry(role="other", text="$b$")),
        ),
        Columns(
            columns=tuple(Column(label=label, value=5) for label in labels),
            axis=Axis(label=OFFICIAL * 2),
        ),
        Circle(
            stages=(*labels[:3], OFFICIAL),
            drivers=tuple(labels[:5]),
            levels=(
                Level(label=OFFICIAL, contents=tuple(labels)),
                Level(label="$a$", contents=("b",)),
            ),
        ),
    ]


@pytest.mark.parametrize("label", LABELS, ids=range(len(LABELS)))
def test_no_label_keeps_a_chart_from_being_drawn_or_leaves_it(label):
    for chart in of_labels([label, "Plain", label]):
        figure = drawn(chart)
        assert not beyond(figure), chart.kind
        assert not overlapping(figure), chart.kind


def test_words_that_matplotlib_would_read_as_mathematics_or_hide_are_printed():
    for chart in of_labels(["$%$ and", "\\alpha_{x}^2"]):
        found = words(drawn(chart))
        if chart.kind in {"bars", "dots", "bands", "ranges", "slopes", "scatter"}:
            assert {"$%$ and", "\\alpha_{x}^2"} <= set(found), chart.kind
        assert not [text for text in found if "mathdefault" in text], chart.kind
    scatter = next(chart for chart in of_labels(["a"]) if chart.kind == "scatter")
    assert {"_the $x$ of it", "$here$"} <= set(words(drawn(scatter)))


@pytest.mark.parametrize("count", [30, 45, 300])
def test_many_rows_stay_on_a_page_and_say_how_many_are_not_shown(count):
    labels = [f"{place} {OFFICIAL}" for place in range(count)]
    for chart in of_labels(labels)[:4]:
        figure = drawn(chart)
        assert figure.get_figheight() <= 9.1, chart.kind
        assert not overlapping(figure), chart.kind
        ticks = [tick.get_text() for tick in figure.axes[0].get_yticklabels()]
        named = [tick for tick in ticks if ELLIPSIS in tick]
        more = [tick for tick in ticks if tick.startswith("and ")]
        assert len(named) + sum(int(tick.split()[1]) for tick in more) == count
