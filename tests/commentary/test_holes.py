from __future__ import annotations

from research.commentary.holes import cut, filled, held, hole

CHAPTER = """## Overall

Words of it (@tbl-other).

::: {#tbl-overall .ranktable}

| a |
|---|
| 1 |

Shares.

:::

![Sectors](figures/fig-sectors){#fig-sectors fig-alt="Bars."}

### More

Last words.
"""


def test_headings_and_what_is_numbered_stay():
    short = cut("overall", CHAPTER)
    assert "## Overall\n" in short
    assert "### More\n" in short
    assert "{#tbl-overall}" in short
    assert "{#fig-sectors " in short
    assert "| 1 |" not in short
    assert "ords" not in short
    assert short.count("<!--hole overall:") == short.count("<!--/hole-->") == 2


def test_what_others_may_refer_to_and_what_opens_a_block_stays_whole():
    assert "[here]{#sec-mine}" in cut("a", "Words [here]{#sec-mine}.\n")
    block = "::: {.minute}\n\n# Title\n\nWords.\n\n:::\n"
    assert cut("a", block).count("hole") == 0


def test_the_motif_of_the_cover_stays():
    assert "{.motif}" in cut("a", "Words.\n\n![](figures/motif){.motif}\n")


PAGE = (
    "<h1>A</h1><!--hole a:1-->stub<!--/hole-->\n<h2>B</h2><p>New.</p><!--hole b:1--><!--/hole-->\n"
)


def test_holes_hold_what_the_whole_page_has_there():
    whole = '<h1>A</h1><p>One <abbr title="x">KAM</abbr>.</p><h2>B</h2><p>New.</p><p>Two.</p>'
    assert held(PAGE + "<i>end</i>", whole + "<i>end</i>") == {
        "a:1": "<p>One KAM.</p>",
        "b:1": "<p>Two.</p>",
    }


def test_of_holes_next_to_each_other_the_last_holds_all():
    page = "<b><!--hole a:1-->x<!--/hole--><!--hole a:2-->y<!--/hole--></b>"
    found = held(page, "<b>one two</b>")
    assert filled(page, found) == "<b>one two</b>"


def test_pages_of_different_texts_are_not_put_together():
    assert held(PAGE, "<h1>Other</h1><h2>B</h2>") == {}
    assert held(PAGE, "<h1>A</h1>x<h2>B</h2><p>Old.</p>") == {}
    assert held("<p>a</p><!--hole a:1-->x<!--/hole--><p>b</p>", "<p>a</p>y<p>b</p>more") == {}


def test_a_hole_that_nothing_is_known_of_stays_empty():
    assert filled("<p><!--hole a:1-->stub<!--/hole--></p>", {}) == "<p></p>"
    assert "hole index:0" in hole("index:0")
