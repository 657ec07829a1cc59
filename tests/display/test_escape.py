from __future__ import annotations

import pypandoc
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from research.display.escape import clean, escape, literal, quoted

HOSTILE = [
    "<script>alert(1)</script>",
    "[press](javascript:alert(1))",
    "![](https://example.com/spy.png)",
    "see @tbl-overall and @sec-theme",
    "# not a heading",
    "1. not a list",
    "- not a list",
    "a | b",
    "$x^2$ ~~gone~~ `code`",
    "{{ overall.farming.top3 }}",
    "[span]{.top3}",
    "::: {.notes}",
    "&amp; &#60;",
    "---",
    "::: note",
    "% title",
    "(a) item",
    "(@) example",
    "https://example.com/a_b_c",
]


def plain(markdown: str) -> str:
    text = pypandoc.convert_text(
        markdown, "plain", format="markdown-smart", extra_args=["--wrap=none"]
    )
    return " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_of_pandoc_as_it_went_in(text: str) -> None:
    assert plain(escape(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_element_but_its_own_paragraph(text: str) -> None:
    html = pypandoc.convert_text(escape(text), "html", format="markdown-smart").strip()
    assert html.startswith("<p>")
    assert html.count("<") == 2


@given(st.text(max_size=40).filter(clean))
@example('J. R. "Bob" Dobbs, Dr. A. Li & Co. Ltd.')
@example("2016. The year -- or 'not'... \\\" --- x")
@settings(max_examples=25)
def test_a_name_stays_to_the_letter(text: str) -> None:
    found = pypandoc.convert_text(
        literal(text), "plain", format="markdown", extra_args=["--wrap=none"]
    )
    # Spaces of other kinds are no spaces to pandoc; `clean` leaves none.
    assert found.rstrip("\n").strip(" ") == clean(text)


@pytest.mark.parametrize("text", [*HOSTILE, 'a "quote"', "C:\\temp\\", '\\"', "&copy; AT&T"])
def test_any_text_stays_itself_in_an_attribute(text: str) -> None:
    html = pypandoc.convert_text(
        f"![x](y.png){{fig-alt={quoted(text)}}}", "html", format="markdown"
    )
    assert BeautifulSoup(html, "html.parser").find("img")["data-fig-alt"] == text


def test_control_and_direction_characters_go() -> None:
    assert escape("a\x00b\u202ec") == "abc"


def test_joiners_stay_where_a_script_needs_them_and_there_alone() -> None:
    # Persian, Hindi, a family; then at the edges and within Latin.
    for text in ("می‌خواهم", "क्‍ष", "👩‍👩‍👧"):
        assert escape(text) == text
    assert escape("\u200da\u200db c\u200c") == "ab c"


def test_what_is_no_character_is_shown_as_such() -> None:
    assert escape("a\ud83d b\uffff") == "a\ufffd b\ufffd"


def test_line_breaks_become_spaces() -> None:
    assert escape("one\n\n# two\r\nthree") == "one \\# two three"


@given(st.text(alphabet=st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"])))
@settings(max_examples=15)
def test_any_ascii_text_stays_text(text: str) -> None:
    assert plain(f"x {escape(text)}") == " ".join(f"x {text}".split())
