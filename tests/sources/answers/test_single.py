from __future__ import annotations

import pytest

from research.sources.answers.single import ordered

SECTOR = {
    "name": "sector",
    "type": "single",
    "column": "Q1",
    "codes": {
        "98": {"text": "Don't know", "role": "dont_know"},
        "97": {"text": "Other", "role": "other"},
        "2": "Insurance",
        "1": "Banking",
        "99": {"text": "Not asked", "role": "not_asked"},
    },
}


def test_answers_are_categories_with_other_and_dont_know_last(read):
    found = read(["id,Q1", "a,1", "b,98", "c,99", "d,", "e,2.0"], SECTOR, id="id")
    sector = found.frame["sector"]
    assert sector.cat.categories.to_list() == ["Insurance", "Banking", "Other", "Don't know"]
    assert sector.astype(object).fillna("-").to_list() == [
        "Banking",
        "Don't know",
        "-",
        "-",
        "Insurance",
    ]
    assert found.frame.index.to_list() == ["a", "b", "c", "d", "e"]
    assert found.asked("sector").to_list() == [True, True, False, True, True]
    assert found.roles("sector")["dont_know"].to_list() == [False, True, False, False, False]


def test_codes_that_no_key_names_are_counted_and_no_answer(remarks, read):
    lines = ["Q1", "1", "3", "3", "01", "3", "3"]
    told = remarks(lines, SECTOR)
    assert told[0] == (
        "data.csv, column Q1: 4 cells hold '3', which is no code of 'sector' (rows 3, 4, 6, ...); "
        "allowed: 2, 1, 97, 98, 99 (name it in 'codes' if it is an answer)"
    )
    assert "row 5, column Q1: 1 cell holds '01'" in told[1]
    assert read(lines, SECTOR).frame["sector"].notna().sum() == 1


def test_an_unknown_label_is_told_with_the_nearest(remarks):
    question = {"name": "sector", "type": "single", "column": "Q1", "codes": ["Banking", "Retail"]}
    (told,) = remarks(["Q1", "Banking", "Retial"], question)
    assert told.endswith("allowed: Banking, Retail (did you mean 'Retail'?)")


def test_a_label_that_only_looks_like_a_code_is_told_apart(remarks, read):
    question = {"name": "sector", "type": "single", "column": "Q1", "codes": ["Café bar", "Shop"]}
    lines = ["Q1", "Café bar", "Cafe\u0301\u00a0bar"]
    (told,) = remarks(lines, question)
    assert "signs that cannot be seen" in told or "did you mean 'Café bar'?" in told
    assert read(lines, question).frame["sector"].notna().to_list() == [True, False]


def test_without_codes_what_stands_there_is_the_list(read, remarks):
    question = {"name": "country", "type": "single", "column": "c"}
    lines = ["c,x", "UK,1", "NA,1", ",1", "Italy,1", "Italy\u200b,1"]
    found = read(lines, question)
    assert found.frame["country"].cat.categories.to_list() == ["Italy", "Italy\u200b", "NA", "UK"]
    assert found.frame["country"].isna().to_list() == [False, False, True, False, False]
    assert [one for one in remarks(lines, question) if "cannot be seen, and count apart" in one]


@pytest.mark.parametrize(
    ("texts", "order"),
    [(["10", "9", "-1"], ["-1", "9", "10"]), (["b", "2", "a"], ["2", "a", "b"]), ([], [])],
)
def test_open_lists_are_in_an_order_of_their_own(texts, order):
    assert ordered(texts) == order


WORDED = {
    "name": "sector",
    "type": "single",
    "column": "q",
    "codes": {
        "1": "Banking",
        "97": {"key": "else", "text": "Another", "role": "other", "words": "t"},
    },
}


def test_words_beside_an_option_are_an_open_question_of_those_who_chose_it(read):
    lines = ["id,q,t", "1,97,Shipping", "2,1,", "3,1,Nonsense", "4,97,", "5,,Farming", "6,,"]
    found = read(lines, WORDED, id="id")
    texts = found.texts("sector_else")
    assert [str(texts[at]) for at in "15"] == ["Shipping", "Farming"]
    assert texts.notna().sum() == 2
    assert found.asked("sector_else").to_list() == [True, False, False, True, True, False]
    assert found.frame["sector"].cat.categories.to_list() == ["Banking", "Another"]
    assert found.frame["sector"].astype(object).to_list()[4] == "Another"
    (by,) = found.audit.of("by_words")
    assert (by.column, by.rows) == ("t", (6,))
    (told,) = found.audit.of("answered_though_not_asked")
    assert (told.column, told.rows) == ("t", (4,))
    assert not found.audit.of("blank_though_asked")
    assert not found.consents("sector_else").any()


def test_words_are_quoted_by_consent_and_tell_no_person(read):
    words = {"column": "t", "consent": "agreed"}
    codes = WORDED["codes"] | {"97": WORDED["codes"]["97"] | {"words": words}}
    agreed = {"name": "agreed", "type": "single", "column": "a", "codes": ["yes", "no"]}
    lines = ["id,name,q,t,a", "1,Berta Brand,97,Ask Berta Brand,yes", "2,Otto Olm,97,Farming,no"]
    found = read(lines, WORDED | {"codes": codes}, agreed, id="id", personal=["name"])
    assert found.consents("sector_else").to_list() == [True, False]
    assert "Brand" not in found.texts("sector_else").iloc[0]


def test_words_in_the_column_of_an_option_say_that_it_was_chosen(read):
    other = {"column": "o", "text": "Other", "role": "other", "words": "o"}
    used = {"name": "used", "type": "multi", "rows": {"web": {"column": "w"}, "other": other}}
    found = read(["id,w,o", "1,Y,", "2,,Drones", "3,,"], used, id="id")
    assert found.frame["used.other"].to_list()[:2] == [False, True]
    assert found.texts("used_other").dropna().to_list() == ["Drones"]
    assert found.asked("used_other").to_list() == [False, True, False]
