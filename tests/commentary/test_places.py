from research.commentary.places import Place, Places

REPORT = """
# [Section 1]{.eyebrow} Results {#sec-section-1 .part}

## [1.1]{.chapter-number} Overall {#sec-overall .chapter}

::: {#tbl-overall .ranktable}

| a | b |

Shares.

:::

![Sectors (all)](figures/fig-sectors){#fig-sectors fig-alt="Bars: Retail 3 (4%)."}

# Appendix {#sec-appendix}

::: {#tbl-a-shares}

:::

::: {#tbl-again}

:::
"""


def test_a_float_has_its_number_and_the_title_of_its_section():
    places = Places(REPORT, {"tbl-overall": "overall"})
    assert places.of("tbl-overall") == Place("tbl-overall", "overall", "1.1 Overall", "Table 1")
    assert places.of("fig-sectors") == Place("fig-sectors", "", "1.1 Overall", "Figure 1")


def test_floats_of_the_appendix_are_counted_apart():
    places = Places(REPORT, {})
    assert places.of("tbl-a-shares").float_ == "Table A1"
    assert str(places.of("tbl-again")) == "Table 2, Appendix"


def test_what_a_sentence_says_stands_in_the_section_of_its_chapter():
    place = Places(REPORT, {"txt-overall-lead": "overall"}).of("txt-overall-lead")
    assert str(place) == "1.1 Overall"


def test_without_a_report_the_id_is_the_place():
    assert str(Places("", {}).of("tbl-overall")) == "tbl-overall"
    assert str(Places("", {"tbl-overall": "overall"}).of("tbl-overall")) == "overall"
