from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.sources.masking import mask_persons

PERSONAL = ["name", "email", "company", "job_title"]
PEOPLE = pd.DataFrame(
    [
        ["Ann Will", "ann@example.com", "Orvando", "Director"],
        ["Zoe Brandt", "zoe@example.com", "Kelmsta AG", "Manager"],
        ["Mark Grant", "mark@example.com", "Deutsche Bank", "Head"],
        ["Peter O'Brien", "peter@example.com", "Orvando", "Head"],
        ["José Müller-Lang", "jose@example.com", "Nordtal Energie GmbH", "Head"],
        ["May Bank", "may@example.com", "Orange", "Head"],
    ],
    columns=PERSONAL,
)
ANN, ZOE, MARK, PETER, JOSE, MAY = range(6)


def masked(text: str, writer: int = ANN, people: pd.DataFrame = PEOPLE) -> str:
    said = pd.Series([""] * len(people), dtype="str")
    said[writer] = text
    return mask_persons(said, people, PERSONAL)[writer]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We at Orvando care; ask Ann Will.", "We at [firm] care; ask [name]."),
        ("ann will, ANN WILL and Will Ann", "[name], [name] and [name]"),
        ("ANN WILL SAYS WE WILL WIN", "[name] SAYS WE WILL WIN"),
        ("As director I will stay, Will said", "As director I will stay, [name] said"),
        ("Write to A. Will or Mr will or Ms. Will.", "Write to [name] or Mr [name] or Ms. [name]."),
        ("Our firm, orvando, and ORVANDO's staff", "Our firm, [firm], and [firm]'s staff"),
    ],
)
def test_the_writers_own_name_and_firm_go_in_any_case_whole_and_in_part(text, left):
    assert masked(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zoe and BRANDT know", "[name] and [name] know"),
        ("Kelmsta: Zoe Brandt of Kelmsta AG", "[firm]: [name] of [firm]"),
        ("J. Brandt, Peter O’Brien and O'Brien's team", "[name], [name] and [name]'s team"),
        ("jose muller lang or MÜLLER", "[name] or [name]"),
        ("nordtal energie's prices", "[firm]'s prices"),
        ("a client of Deutsche Bank", "a client of [firm]"),
        ("they left us for Orange last year", "they left us for [firm] last year"),
    ],
)  # fmt: skip
def test_colleagues_and_firms_of_other_rows_go_too(text, left):
    assert masked(text) == left


@pytest.mark.parametrize(
    ("text", "writer"),
    [
        ("Will we win?", ANN),
        ("We will. Will we, though? It will be hard.", ANN),
        ("WILL WE WIN? WE WILL.", ANN),
        ("We Will Win More Deals", ANN),
        ("The bank may grant a mark-up in May. Mark our words.", MARK),
        ("Bank on it: a bank grants what it may.", MARK),
        ("The Bank is slow", MARK),
        ("In May we may bank on May.", MAY),
        ("an orange a day", MAY),
        ("Orvandoland is no firm of mine", ANN),
        ("The director and the manager agree", ANN),
        ("Grants and marks are no names", MARK),
        ("Grant them time, and Mark them well", ANN),
        ("", ANN),
    ],
)
def test_plain_words_stay(text, writer):
    assert masked(text, writer) == text


def test_a_plain_word_goes_where_it_must_be_a_name():
    assert (
        masked("Ask Mark, or Mr Grant, or mark grant.", MARK)
        == "Ask [name], or Mr [name], or [name]."
    )
    assert masked("I asked Mark Grant about it") == "I asked [name] about it"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mail BOSS@ORVANDO.CO.UK, please", "Mail [e-mail], please"),
        ("Ask o.brien+crm@nord-tal.example.", "Ask [e-mail]."),
        ("See unknown-firm.com or www.x.de/y", "See [web address] or [web address]"),
        ("HTTPS://K.IO", "[web address]"),
        ("linkedin.com/in/someone or @someone", "[web address] or [name]"),
        ("Call +44 20 7946 0958", "Call [phone]"),
        ("Call 020 7946 0958 or (212) 555-0123.", "Call [phone] or [phone]."),
        ("0151 23456789, 06 12 34 56 78, 011 123 4567", "[phone], [phone], [phone]"),
    ],
)  # fmt: skip
def test_addresses_and_numbers_go_whoever_has_them(text, left):
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "It grew 2014/2015/2016 to 1,000,000 in 2015-2016",
        "on 01/02/2015, or 1.2.2015, by 0.25000000 or +12 000 000 or 10 000 000 000",
        "EUR 2 500 000 000 a year, 24/7",
        "We deliver.Others do not. E.g. this, i.e. that, at 3.50 or 2.5 per cent",
    ],
)
def test_amounts_years_and_missing_blanks_are_no_numbers_or_addresses(text):
    assert masked(text) == text


def test_marks_are_tidy_and_masking_again_changes_nothing():
    text = "Ann Will Will, Zoe Zoe Brandt: orvando Orvando"
    once = masked(text)
    assert once == "[name], [name]: [firm]"
    assert masked(once) == once


def test_a_script_without_blanks_is_searched_as_it_stands():
    people = PEOPLE.assign(name=["田中太郎", *PEOPLE["name"][1:]])
    assert masked("私は田中太郎です", people=people) == "私は[name]です"


def test_names_without_blanks_go_the_longest_first():
    people = PEOPLE.assign(name=["田中", "田中太郎", *PEOPLE["name"][2:]])
    assert masked("田中太郎と田中、田中", people=people) == "[name]と[name]、[name]"


def test_a_name_goes_though_another_column_repeats_it():
    people = pd.DataFrame({"login": ["Ann Will", "Zoe Brandt"]}).assign(name=lambda of: of["login"])
    said = pd.Series(["", "Ask ann will"])
    assert mask_persons(said, people, ["login", "name"]).to_list() == ["", "Ask [name]"]


def test_another_personal_cell_goes_from_its_writers_text_alone():
    people = pd.DataFrame({"name": ["Ann Will", "Zoe Brandt"], "badge": ["Q1234", "Z9"]})
    said = pd.Series(["Badge q1234 it is", "Badge Q1234 it is"])
    assert mask_persons(said, people, ["name", "badge"]).to_list() == [
        "Badge [removed] it is",
        "Badge Q1234 it is",
    ]


def test_missing_texts_and_cells_stay_missing():
    people = pd.DataFrame({"name": ["Ann Will", None], "company": [None, "Orvando"]})
    left = mask_persons(pd.Series([None, "Ann of Orvando"]), people, ["name", "company"])
    assert left.isna().to_list() == [True, False]
    assert left[1] == "[name] of [firm]"


NAMES = st.sampled_from(["Quorblat", "Zimmvex", "Nimzork", "Tarrgul", "Plivvask"])
CASES = st.sampled_from([str.lower, str.upper, str.title, str])
AROUND = st.text(st.sampled_from(" .,;:!?()-'\n\"“”"), min_size=1, max_size=4)


@given(NAMES, NAMES, CASES, AROUND, AROUND, st.integers(0, 1))
def test_no_name_survives_whatever_its_case_and_what_is_around_it(
    first, last, case, before, after, writer
):
    people = pd.DataFrame(
        {"name": [f"{first} {last}", "Bo Li"], "company": ["Vexplorn", "Jublatt"]}
    )
    said = pd.Series(["", ""], dtype="str")
    said[writer] = f"we{before}{case(first)}{after}and {case('Vexplorn')}{after}"
    left = mask_persons(said, people, ["name", "company"])[writer]
    assert first.lower() not in left.lower()
    assert "vexplorn" not in left.lower()
    assert "[name]" in left
    assert "[firm]" in left


SIGNS = st.text(
    st.sampled_from("aW.w@:/+-() 09\n\x1c\x85\u00a0\u2003\u2028\u3000\u0660\u0967\uff11é"),
    max_size=24,
)
REACHED = st.sampled_from(
    ["0\u00a020\u20037946\u30000958", "\u0660\u0661\u0662\u0663\u0664\u0665\u0666", "www.", "é.é"]
)


@given(SIGNS, REACHED, SIGNS)
def test_no_address_or_number_is_passed_over(before, within, after):
    # A sign of an address sends each text through the search that is exact.
    plain = f"{before} {within} {after}"
    assert "@ " + masked(plain) == masked("@ " + plain)


@given(st.text(max_size=60))
def test_any_text_is_taken_and_a_second_time_changes_nothing(text):
    once = masked(text)
    assert masked(once) == once
