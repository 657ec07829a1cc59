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


USED = {"name": "used", "type": "multi", "rows": {"web": {"column": "a"}, "shop": {"column": "b"}}}
SERVICE = {
    "name": "service",
    "type": "grid",
    "range": [1, 5],
    "rows": {"web": {"column": "c", "text": "Web"}, "shop": {"column": "d", "text": "Shop"}},
    "base": {"text": "Users: {row}", "rows": "used"},
}
# 1 and 2 use one each, 3 both; 2 rates what it does not use, 3 leaves a blank; 4 uses nothing.
PIPED = ["id,s,a,b,c,d", "1,1,1,0,5,", "2,1,0,1,4,3", "3,2,1,1,,2", "4,2,0,0,,"]


def test_rows_piped_from_options_have_bases_of_their_own(read):
    found = read(PIPED, USED, SERVICE, id="id")
    assert found.asked("service", "web").to_list() == [True, False, True, False]
    assert found.asked("service", "shop").to_list() == [False, True, True, False]
    np.testing.assert_array_equal(found.frame["service.web"], [5, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(found.frame["service.shop"], [np.nan, 3, 2, np.nan])
    (though,) = found.audit.of("answered_though_not_asked")
    (blank,) = found.audit.of("blank_though_asked")
    assert (though.column, though.rows, blank.column, blank.rows) == ("c", (3,), "c", (4,))


def test_the_base_of_a_row_narrows_that_of_the_question(read):
    customers = {"text": "Customers", "filter": {"status": ["1"]}}
    rows = {
        "web": {"column": "c", "base": {"text": "On the web", "filter": {"used": ["web"]}}},
        "shop": {"column": "d"},
    }
    status = STATUS | {"column": "s"}
    service = {**SERVICE, "base": customers, "rows": rows}
    found = read(PIPED, status, USED, service, id="id")
    assert found.asked("service", "web").to_list() == [True, False, False, False]
    assert found.asked("service", "shop").to_list() == [True, True, False, False]
    assert [(one.column, one.count) for one in found.audit.of("blank_though_asked")] == [("d", 1)]
    assert {one.column for one in found.audit.of("answered_though_not_asked")} == {"c", "d"}


def test_a_blank_that_is_allowed_is_no_finding(read):
    why = {"name": "why", "type": "open", "column": "c"}
    base = {"text": "Customers", "filter": {"status": ["1"]}}
    lines = ["id,s,c", "1,1,", "2,1,Because", "3,2,"]
    assert read(lines, STATUS, why | {"base": base}, id="id").audit.of("blank_though_asked")
    allowed = why | {"base": base | {"optional": True}}
    assert not read(lines, STATUS, allowed, id="id", strict=True).audit.findings
