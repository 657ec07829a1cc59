from __future__ import annotations

import numpy as np
import pytest

SERVICE = {
    "name": "service",
    "type": "grid",
    "codes": {
        "1": "Very poor",
        "5": "Excellent",
        "9": {"text": "Not applicable", "role": "not_asked"},
        "98": {"text": "Don't know", "role": "dont_know"},
    },
    "rows": {"speed": {"column": "Q7_1"}, "care": {"column": "Q7_2"}},
}


def test_between_named_end_points_every_whole_number_is_an_answer(read, remarks):
    lines = ["Q7_1,Q7_2", "3,5", "6,98", "2.5,9", ",1"]
    found = read(lines, SERVICE)
    np.testing.assert_array_equal(found.frame["service.speed"], [3, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(found.frame["service.care"], [5, np.nan, np.nan, 1])
    assert found.labels["service"] == {1: "Very poor", 5: "Excellent"}
    assert found.asked("service", "care").to_list() == [True, True, False, True]
    assert found.roles("service", "care")["dont_know"].to_list() == [False, True, False, False]
    said = remarks(lines, SERVICE)
    assert "row 4, column Q7_1: 1 cell holds '2.5', which is no code of the scale 1 to 5" in said[0]
    assert len([one for one in said if "scale 1 to 5" in one]) == 2


def test_codes_in_words_count_from_one(read):
    question = {"name": "q", "type": "scale", "column": "q", "codes": ["poor", "fair", "good"]}
    found = read(["q", "good", "poor", "fair"], question)
    assert found.frame["q"].to_list() == [3, 1, 2]
    assert found.labels["q"] == {1: "poor", 2: "fair", 3: "good"}


def test_codes_of_numbers_and_words_are_all_answers(read, remarks):
    asked = {"name": "x", "type": "scale", "column": "x", "codes": ["1", "2", "many"]}
    lines = ["id,x", "A,1", "B,many", "C,2", "D,3"]
    assert read(lines, asked, id="id").frame["x"].to_list()[:3] == [1, 3, 2]
    (told,) = remarks(lines, asked, id="id")
    assert "'3', which is no code of 'x'" in told


def test_a_recommendation_coded_1_to_11_is_asked_about_and_never_guessed(remarks, read):
    question = {"name": "nps", "type": "nps", "column": "q"}
    lines = ["q", "11", "1", "10"]
    assert "as 1 to 11, say so by 'values'" in remarks(lines, question)[0]
    values = {str(code): code - 1 for code in range(1, 12)}
    assert read(lines, question | {"values": values}).frame["nps"].to_list() == [10, 0, 9]


def test_cells_that_are_no_number_are_counted_together(remarks):
    question = {"name": "staff", "type": "numeric", "column": "q"}
    lines = ["q", "12", *(f"word number {at}" for at in range(20)), "1,200"]
    said = remarks([lines[0], *(f'"{line}"' for line in lines[1:])], question)
    assert "15 cells hold 15 other texts, each of which is no number" in said[-1]
    assert "'decimal' and 'thousands'" in said[-1]
    assert not [one for one in said if "word number" in one]


def test_marks_are_those_declared(read):
    question = {"name": "staff", "type": "numeric", "column": "q"}
    found = read(["q;x", "1.234,5;1"], question, decimal=",", thousands=".")
    assert found.frame["staff"].to_list() == [1234.5]


@pytest.mark.parametrize(("cell", "fault"), [("140", "out of range"), ("good", "no number")])
def test_a_range_is_kept(errors, cell, fault):
    question = {"name": "score", "type": "numeric", "column": "q", "range": [0, 100]}
    assert errors(["q", "7", cell, "8"], question, strict=True) == [
        f"data.csv, row 3, column q: '{cell}' is {fault}; allowed: numbers from 0 to 100, or empty"
        + (" (declare 'decimal' and 'thousands' if the file writes numbers with them)"
           if fault == "no number" else "")
    ]  # fmt: skip


def test_an_answer_off_its_scale_is_an_error_in_a_strict_table(errors):
    question = {"name": "recommend", "type": "nps", "column": "q"}
    assert errors(["q", "9", "12"], question, strict=True) == [
        "data.csv, row 3, column q: '12' is off the scale; "
        "allowed: whole numbers from 0 to 10, or empty"
    ]


def test_a_cell_that_is_no_word_of_a_scale_is_an_unknown_code(remarks):
    question = {"name": "q", "type": "scale", "column": "q", "codes": {"A1": "poor", "A2": "good"}}
    (told,) = remarks(["id,q", "1,A1", "2,A7", "3,A2"], question, id="id")
    assert "1 cell holds 'A7', which is no code of 'q'; allowed: A1, A2" in told


def test_where_numbers_are_given_for_cells_no_other_cell_is_an_answer(read, remarks):
    question = {
        "name": "q",
        "type": "scale",
        "column": "q",
        "codes": {"4": "poor", "3": "fair", "1": "good"},
        "values": {"4": 1, "3": 2, "1": 3},
    }
    lines = ["id,q", "1,4", "2,2", "3,1"]
    found = read(lines, question, id="id")
    np.testing.assert_array_equal(found.frame["q"], [1, np.nan, 3])
    assert found.labels["q"] == {1: "poor", 2: "fair", 3: "good"}
    assert found.points["q"] == {"4": 1, "3": 2, "1": 3}
    assert "1 cell holds '2', which is no code of 'q'" in remarks(lines, question, id="id")[0]


def test_an_amount_may_be_written_as_a_word_that_stands_for_a_number(read):
    question = {
        "name": "staff",
        "type": "numeric",
        "column": "q",
        "values": {"none": 0, "<10": 5},
        "codes": {"999999": {"text": "Don't know", "role": "dont_know"}},
    }
    found = read(["id,q", "1,none", "2,<10", "3,12", "4,999999"], question, id="id")
    np.testing.assert_array_equal(found.frame["staff"], [0, 5, 12, np.nan])
    assert found.roles("staff")["dont_know"].to_list() == [False, False, False, True]


def test_numbers_that_no_mean_can_be_taken_of_are_remarked_and_left_out(read, remarks):
    question = {"name": "spend", "type": "numeric", "column": "q"}
    lines = ["q", "1e308", "-1e101", "1e99", "7", "1e400"]
    said = remarks(lines, question)
    allowed = "out of range; allowed: a number from -1e+100 to 1e+100, or empty"
    assert [line for line in (2, 3, 6) if any(f"row {line}, " in one for one in said)] == [2, 3, 6]
    assert all(allowed in one for one in said)
    assert len(said) == 3
    assert read(lines, question).frame["spend"].count() == 2
