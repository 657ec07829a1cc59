from __future__ import annotations

from pathlib import Path

from research.sources.formats.fields import Field
from research.sources.formats.heads import fields_of, head_problems, named


def test_one_row_gives_the_names():
    assert [(field.name, field.label, field.place) for field in named([["id", "Städte"]])] == [
        ("id", "", 1),
        ("Städte", "", 2),
    ]


def test_further_rows_are_labels_where_the_first_tells_columns_apart():
    fields = named([["Q1", "Q2"], ["How\nmany?", "Why?"], ['{"ImportId":"1"}', ""]])
    assert [field.label for field in fields] == ['How\nmany? - {"ImportId":"1"}', "Why?"]


def test_an_empty_cell_continues_the_one_to_its_left():
    fields = named([["id", "Which?", "", "Why?"], ["", "Web", "Phone", ""]])
    assert [field.name for field in fields] == ["id", "Which? - Web", "Which? - Phone", "Why?"]


def test_what_stays_without_a_name_or_doubled_is_told():
    fields = [Field("id", place=1), Field("", place=2), Field("id", place=3)]
    unnamed, doubled = map(str, head_problems(Path("d.csv"), fields, 1))
    assert unnamed.startswith("d.csv, row 1: column 2 has no name")
    assert doubled.startswith("d.csv, row 1, column id: this column is given twice")


def test_fields_that_a_platform_names_stand_in_order_where_it_gives_no_place():
    fields = fields_of([["a", "b"]], lambda heads: [Field("x"), Field("y")])
    assert [(field.name, field.place) for field in fields] == [("x", 1), ("y", 2)]
    only = fields_of([["a", "b"]], lambda heads: [Field("y", place=2)])
    assert [(field.name, field.place) for field in only] == [("y", 2)]
