from __future__ import annotations

import numpy as np

STATUS = {"name": "status", "type": "single", "column": "s", "codes": {"1": "Customer", "2": "No"}}
SCORE = {
    "name": "score",
    "type": "scale",
    "column": "q",
    "codes": {"1": "low", "5": "high"},
    "base": {"text": "Customers", "filter": {"status": "Customer"}},
}
LINES = ["id,s,q", "1,1,5", "2,1,", "3,2,4", "4,2,", "5,,1"]


def test_contradictions_are_counted_both_ways(read, remarks):
    found = read(LINES, STATUS, SCORE, id="id")
    assert found.asked("score").to_list() == [True, True, False, False, False]
    np.testing.assert_array_equal(found.frame["score"], [5, np.nan, np.nan, np.nan, np.nan])
    told = remarks(LINES, STATUS, SCORE, id="id")
    assert "column q: 'score': 2 rows answer though not asked" in told[0]
    assert "(rows 4, 6)" in told[0]
    assert "row 3, column q: 'score': 1 cell is blank though asked" in told[1]


def test_a_blank_beside_an_option_of_who_was_not_asked_says_nothing(read):
    used = {"name": "used", "type": "multi", "base": SCORE["base"]}
    used["rows"] = {"web": {"column": "a"}, "phone": {"column": "b"}}
    found = read(["id,s,a,b", "1,1,1,", "2,2,1,", "3,2,,"], STATUS, used, id="id")
    assert found.frame["used.phone"].isna().to_list() == [False, True, True]
    assert found.frame["used.web"].isna().to_list() == [False, True, True]
    (told,) = found.audit.of("answered_though_not_asked")
    assert (told.column, told.count) == ("a", 1)


def test_contradictions_are_errors_in_a_strict_table(errors):
    found = errors([*LINES[:4], "4,2,"], STATUS, SCORE, id="id", strict=True)
    assert [one.split(":")[0] for one in found] == [
        "data.csv, row 3, column q",
        "data.csv, row 4, column q",
    ]


def test_a_base_in_words_alone_leaves_those_who_answered(read):
    question = SCORE | {"base": {"text": "Those shown the page"}}
    found = read(LINES, STATUS, question, id="id")
    assert found.asked("score").to_list() == [True, False, True, False, True]


def test_a_blank_is_an_error_in_a_strict_table_where_all_were_asked(errors, read):
    lines = ["id,s", "1,1", "2,"]
    assert errors(lines, STATUS, id="id", strict=True) == [
        "data.csv, row 3, column s: the cell is empty; allowed: 1, 2"
    ]
    base = {"base": {"text": "Those whose contract ended"}}
    assert len(read(lines, STATUS | base, id="id", strict=True).frame) == 2


def test_a_base_may_name_a_derived_question(read):
    big = {"name": "big", "type": "single", "of": "staff", "bands": {"small": 0, "large": 100}}
    staff = {"name": "staff", "type": "numeric", "column": "s"}
    question = SCORE | {"base": {"text": "Large", "filter": {"big": ["large"]}}}
    found = read(["id,s,q", "1,99,5", "2,100,5"], staff, question, big, id="id")
    assert found.asked("score").to_list() == [False, True]
