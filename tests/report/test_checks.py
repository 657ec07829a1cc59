import pytest

from research.errors import RenderError
from research.report.checks import faults, inspect, near, require_sound

TABLE = "::: {#tbl-x}\n| A |\n|---|\n| 1 |\n\nCaption\n:::\n"
FIGURE = '![Caption](figures/x){#fig-x fig-alt="What it says"}\n'


def fault(text: str) -> str:
    [found] = faults(inspect(text))
    return found


def test_a_sound_document_has_no_faults():
    text = f"# One {{#sec-one}}\n\nSee @tbl-x, [@fig-x] and [one](#sec-one).\n\n{TABLE}\n{FIGURE}"
    assert faults(inspect(text)) == []


def test_floats_are_numbered_in_order_and_apart_in_the_appendix():
    text = "\n".join(
        FIGURE.replace("fig-x", name) for name in ("fig-b", "fig-a-one", "fig-c", "fig-a-two")
    )
    numbers = [(figure.id, figure.number) for figure in inspect(text).figures]
    assert numbers == [("fig-b", "1"), ("fig-a-one", "A1"), ("fig-c", "2"), ("fig-a-two", "A2")]


def test_captions_are_read_without_their_marks():
    assert inspect(TABLE.replace("Caption", "The *first* `one`")).tables[0].caption == (
        "The first one"
    )


def test_an_id_given_twice_is_told():
    assert "'tbl-x' is given 2 times" in fault(TABLE + "\n" + TABLE)


def test_a_reference_that_leads_nowhere_is_told_with_the_nearest():
    assert "@tbl-y leads nowhere; known: tbl-x" in fault(f"See @tbl-y.\n\n{TABLE}")


def test_a_link_that_leads_nowhere_is_told():
    assert "@sec-lost" in fault("See [it](#sec-lost).")


def test_a_picture_without_alt_text_is_told():
    assert "figures/x has no alt text" in fault("![Caption](figures/x){#fig-x}")


def test_a_decorative_picture_needs_none():
    assert faults(inspect('![](figures/motif){fig-alt="" role="presentation"}')) == []


def test_a_float_without_caption_is_told():
    assert "'tbl-x' has no caption" in fault(TABLE.replace("Caption\n", ""))


def test_an_escaped_reference_is_text():
    assert inspect(r"write to \@tbl-x").references == []


def test_all_faults_come_at_once():
    with pytest.raises(RenderError) as error:
        require_sound(inspect("See @tbl-a and @fig-b."))
    assert "@tbl-a" in str(error.value)
    assert "@fig-b" in str(error.value)


def test_a_document_that_nests_hundreds_deep_is_refused_in_a_sentence():
    with pytest.raises(RenderError, match="hundreds deep within each other"):
        inspect(">" * 1500 + " x\n")


def test_near_ids_are_of_the_same_kind_and_a_few_where_none_is_alike():
    assert near("tbl-farmin", {"tbl-farming", "fig-farming", "tbl-z"}).startswith("tbl-farming")
    assert set(near("tbl-zzzz", {"tbl-b", "tbl-a", "fig-zzzz"}).split(", ")) == {"tbl-a", "tbl-b"}
    assert near("tbl-zzzz", {"fig-zzzz"}) == "none"
