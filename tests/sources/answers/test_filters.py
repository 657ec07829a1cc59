from __future__ import annotations

import pytest

QUESTIONS = [
    {
        "name": "sector",
        "type": "single",
        "column": "a",
        "codes": {"1": {"key": "bank", "text": "Banking"}, "2": "Retail", "3": "Telco"},
        "nets": {"Shops": ["2", "3"]},
    },
    {"name": "used", "type": "multi", "rows": {"web": {"column": "b"}, "phone": {"column": "c"}}},
    {"name": "score", "type": "scale", "column": "d", "codes": {"1": "low", "5": "high"}},
]
LINES = ["id,a,b,c,d,e", "1,1,1,,5,Complete", "2,2,,1,3,Complete", "3,3,1,,1,Preview", "4,,,,,"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"sector": ["1"]}, "1"),
        ({"sector": ["bank", "Retail"]}, "12"),
        ({"sector": "Shops"}, "23"),
        ({"used": "web"}, "13"),
        ({"phone": "1"}, "2"),
        ({"used.web": ["yes"]}, "13"),
        ({"score": ["5", "low"]}, "13"),
        ({"e": "Complete"}, "12"),
        ({"e": ["Complete"], "sector": ["2"]}, "2"),
    ],
)
def test_those_who_gave_one_of_the_answers_count(read, given, kept):
    found = read(LINES, *QUESTIONS, id="id", filter=given)
    assert "".join(found.frame.index) == kept


def test_who_does_not_count_is_told_by_what_stands_there(remarks, read):
    lines = [*LINES, *(f"{at},1,1,,5,Preview" for at in range(5, 8))]
    (told,) = [
        one
        for one in remarks(lines, *QUESTIONS, id="id", filter={"e": "Complete"})
        if "filter" in one
    ]
    assert "5 rows do not count by the filter on 'e': 'Preview' (4), blank (1) (rows 4" in told
    assert read(lines, *QUESTIONS, id="id", filter={"e": "Complete"}).audit.rows == 7


def test_a_filter_on_what_is_no_answer_is_an_error(errors):
    (told,) = errors(LINES, *QUESTIONS, id="id", filter={"sector": ["Bankng"]})
    assert "'Bankng' is no answer of 'sector'" in told


def test_a_filter_on_what_is_no_column_is_told_with_the_nearest(errors):
    (told,) = errors(LINES, *QUESTIONS, id="id", filter={"sectro": ["1"]})
    assert "column sectro: this column is missing" in told


def test_findings_are_of_the_rows_that_count(remarks):
    lines = ["id,a,e", "1,1,Complete", "2,77,Preview"]
    told = remarks(lines, QUESTIONS[0], id="id", filter={"e": "Complete"})
    assert not [one for one in told if "77" in one]


def test_of_two_columns_that_a_filter_names_one_may_be_missing(errors):
    (told,) = errors(["id,e", "1,Complete"], id="id", filter={"e": ["Complete"], "f": ["1"]})
    assert "column f: this column is missing" in told


E = {"name": "status", "type": "single", "column": "e"}


def test_those_left_out_are_told_in_one_order_however_the_rows_stand(remarks):
    rows = ["1,b", "2,a", "3,c"]
    told = [
        remarks(["id,e", *some], E, filter={"e": ["c"]}, id="id")[0].partition(" (row")[0]
        for some in (rows, rows[::-1])
    ]
    assert told[0] == told[1]
    assert "'a' (1), 'b' (1)" in told[0]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"sector": {"but": []}}, "123"),
        ({"sector": {"but": "Retail"}}, "13"),
        ({"sector": {"but": ["Shops"]}}, "1"),
        ({"used": {"but": ["web"]}}, "2"),
        ({"used": {"but": []}}, "123"),
        ({"score": {"but": [5]}}, "23"),
        ({"e": {"but": []}}, "123"),
        ({"e": {"but": "Preview"}}, "12"),
        ({"e": {"but": ["Preview"]}, "sector": ["2", "3"]}, "2"),
    ],
)
def test_those_who_gave_any_other_answer_count_and_blanks_do_not(read, given, kept):
    found = read(LINES, *QUESTIONS, id="id", filter=given)
    assert "".join(found.frame.index) == kept


def test_dont_know_is_an_answer_and_not_asked_is_none(read):
    codes = {"1": "Yes", "8": {"text": "Don't know", "role": "dont_know"}}
    codes |= {"9": {"text": "Not shown", "role": "not_asked"}}
    asked = {"name": "asked", "type": "single", "column": "a", "codes": codes}
    rated = {"name": "rated", "type": "scale", "column": "b", "range": [1, 5], "codes": codes}
    lines = ["id,a,b", "1,1,5", "2,8,8", "3,9,9", "4,,"]
    for name in ("asked", "rated"):
        found = read(lines, asked, rated, id="id", filter={name: {"but": []}})
        assert "".join(found.frame.index) == "12"


def test_but_what_is_no_answer_is_an_error(errors):
    (told,) = errors(LINES, *QUESTIONS, id="id", filter={"sector": {"but": ["Bankng"]}})
    assert "'Bankng' is no answer of 'sector'" in told
