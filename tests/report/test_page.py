"""What goes into the page: charts as drawings of it, anyone else's pictures as pictures."""

import base64

import pytest

from research.display.chart import Chart
from research.display.specification.bars import Bar, Bars
from research.report.page import embed, inline

CHART = Chart(
    id="fig-a",
    caption="",
    alt="",
    figure=Bars(title="T", bars=(Bar(label="</text><script>", value=1, printed="& so on"),)),
)


def image(svg: str, more: str = 'alt="What it says"') -> str:
    content = base64.b64encode(svg.encode()).decode()
    return f'<p><img src="data:image/svg+xml;base64,{content}" {more} /></p>'


def test_a_chart_is_drawn_in_the_page_with_its_description():
    page = inline(image(CHART.svg(), 'class="ranking" alt="Bars &amp; more"'))
    assert page.startswith("<p><svg ")
    assert 'class="drawn ranking" role="img" aria-label="Bars &amp; more" ' in page
    assert page.endswith("</svg></p>")


def test_a_chart_that_decorates_is_hidden_from_those_who_hear_the_page():
    page = inline(image(CHART.svg(), 'class="motif" alt="" role="presentation"'))
    assert 'class="drawn motif" aria-hidden="true" ' in page
    assert 'role="' not in page


def test_labels_are_no_markup_of_the_page():
    page = inline(image(CHART.svg()))
    assert "<script" not in page
    assert "&lt;/text&gt;&lt;script&gt;" in page
    assert "&amp; so on" in page


@pytest.mark.parametrize(
    "svg",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" class="drawn-by-me"><style>p{}</style></svg>',
    ],
)
def test_a_picture_of_anyone_else_stays_a_picture(svg):
    assert inline(image(svg)) == image(svg)


def test_pictures_in_dots_are_put_inside(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "x.png").write_bytes(b"\x89PNG")
    content = base64.b64encode(b"\x89PNG").decode()
    page = embed('<img src="figures/x.png" alt="X">', tmp_path)
    assert page == f'<img src="data:image/png;base64,{content}" alt="X">'


def test_a_chart_is_taken_in_the_form_that_is_for_the_page(tmp_path):
    (tmp_path / "figures").mkdir()
    for name, title in (("x.svg", "Outlined"), ("x.page.svg", "Text"), ("y.svg", "Only")):
        chart = Chart(id=name, caption="", alt="", figure=Bars(title=title, bars=()))
        (tmp_path / "figures" / name).write_text(chart.svg(), encoding="utf-8")
    images = '<img src="figures/x.svg" alt="X"><img src="figures/y.svg" alt="Y">'
    page = embed(images, tmp_path)
    assert "Outlined" not in page
    assert ">Text<" in page
    assert ">Only<" in page
