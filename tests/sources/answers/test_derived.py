from __future__ import annotations

import numpy as np
import pytest

SECTOR = {
    "name": "sector",
    "type": "single",
    "column": "a",
    "codes": {"1": "Banking", "2": "Retail", "8": {"text": "Don't know", "role": "dont_know"}},
}
STAFF = {"name": "staff", "type": "numeric", "column": "b"}
SINCE = {"name": "since", "type": "day", "column": "c"}
LINES = ["id,a,b,c", "1,1,4999,2015-07-01", "2,2,5000,", "3,8,-1,2016-06-30", "4,,,"]


def texts(column):
    return column.astype(object).where(column.notna(), None).to_list()


def test_codes_of_another_question_become_new_ones(read):
    made = {
        "name": "finance",
        "type": "single",
        "of": "sector",
        "codes": {"in": ["1"], "out": ["Retail"], "unknown": ["8"]},
    }
    found = read(LINES, SECTOR, made, id="id")
    assert texts(found.frame["finance"]) == ["in", "out", "unknown", None]


def test_answers_that_become_none_are_counted(read):
    made = {"name": "bank", "type": "single", "of": "sector", "codes": {"in": ["1"]}}
    (finding,) = read(LINES, SECTOR, made, id="id").audit.of("below_bands")
    assert (finding.count, finding.rows) == (1, (3,))


def test_bands_are_half_open(read):
    made = {"name": "size", "type": "single", "of": "staff", "bands": {"<5000": 0, "5000+": 5000}}
    found = read(LINES, STAFF, made, id="id")
    assert texts(found.frame["size"]) == ["<5000", "5000+", None, None]
    assert found.audit.of("below_bands")[0].count == 1


def test_a_column_of_numbers_may_be_put_into_bands_at_once(read):
    made = {"name": "size", "type": "single", "column": "b", "bands": {"<5000": 0, "5000+": 5000}}
    assert texts(read(LINES, made, id="id").frame["size"]) == ["<5000", "5000+", None, None]


def test_a_time_is_counted_from_a_day(read):
    made = {
        "name": "tenure",
        "type": "numeric",
        "of": "since",
        "until": "2016-07-01",
        "unit": "years",
    }
    found = read(LINES, SINCE, made, id="id")
    np.testing.assert_allclose(found.frame["tenure"], [366 / 365.25, np.nan, 1 / 365.25, np.nan])


def test_answers_stand_for_numbers(read):
    made = {"name": "value", "type": "numeric", "of": "sector", "values": {"1": 10, "Retail": 20}}
    found = read(LINES, SECTOR, made, id="id")
    np.testing.assert_array_equal(found.frame["value"], [10, 20, np.nan, np.nan])


def test_a_chain_is_made_in_its_order_and_questions_come_as_written(read):
    size = {"name": "size", "type": "single", "of": "staff", "bands": {"<5000": 0, "5000+": 5000}}
    big = {"name": "big", "type": "single", "of": "size", "codes": {"yes": ["5000+"]}}
    found = read(LINES, big, size, STAFF, id="id")
    assert found.frame.columns.to_list() == ["big", "size", "staff"]
    assert texts(found.frame["big"]) == [None, "yes", None, None]


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ({"of": "nothing", "codes": {"x": ["1"]}}, "there is no question 'nothing'"),
        ({"of": "sector", "codes": {"x": ["77"]}}, "'77', which is no answer of 'sector'"),
        ({"of": "sector", "bands": {"a": 0, "b": 1}}, "bands need numbers"),
        ({"of": "made", "codes": {"x": ["1"]}}, "in a circle: made"),
        ({"of": "since", "type": "numeric", "until": "soon"}, "'until' must be a day"),
        ({"of": "since", "type": "numeric", "until": "2016-07-01", "unit": "moons"}, "'moons'"),
        ({"of": "sector", "type": "numeric"}, "give 'values'"),
    ],
)
def test_what_cannot_be_derived_is_said(errors, question, fault):
    made = {"name": "made", "type": "single"} | question
    told = errors(LINES, SECTOR, SINCE, made, id="id")
    assert fault in " ".join(told)


def test_of_a_question_with_rows_a_row_is_named(read, errors):
    grid = {"name": "grid", "type": "grid", "rows": {"r": {"column": "b"}, "s": {"column": "a"}}}
    made = {"name": "made", "type": "single", "of": "r", "bands": {"low": 0, "high": 5000}}
    found = read(LINES, grid, made, id="id")
    assert texts(found.frame["made"]) == ["low", "high", None, None]
    (told,) = errors(LINES, grid, made | {"of": "grid"}, id="id")
    assert "'grid' has several columns, name a row of it" in told


def test_what_follows_from_a_missing_column_is_not_told_beside_it(errors):
    made = {"name": "made", "type": "single", "of": "sector", "codes": {"x": ["1"]}}
    (told,) = errors(["id,b", "1,1"], SECTOR, made, STAFF, id="id")
    assert "column a: this column is missing" in told
