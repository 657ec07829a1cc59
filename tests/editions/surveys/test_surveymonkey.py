"""The workbook holds what was drawn: heads to fill, words that look missing, partial answers."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from surveys import surveymonkey

if TYPE_CHECKING:
    from pathlib import Path

    from surveys.truth import Counted

FRONT = len(surveymonkey.HEADS)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return surveymonkey.write(tmp_path_factory.mktemp("surveymonkey"))


@pytest.fixture(scope="module")
def rows(path: Path) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[surveymonkey.SHEET].values)


@pytest.fixture(scope="module")
def records(rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    names = list(surveymonkey.COLUMNS)
    return [dict(zip(names, row[FRONT:], strict=True)) for row in rows[2:]]


def counts_of(records: list[dict[str, Any]], name: str) -> dict[str, int]:
    return dict(Counter(str(each[name]) for each in records if each[name] is not None))


def rated(at: int) -> Counted:
    return surveymonkey.truth().counted[f"rated.{surveymonkey.RATE} - {surveymonkey.RATED[at]}"]


def test_the_first_head_is_empty_where_a_question_goes_on(rows):
    first, second = rows[0][FRONT:], rows[1][FRONT:]
    assert rows[1][:FRONT] == (None,) * FRONT
    assert first.count(None) > 10
    assert None not in second
    assert first.count(surveymonkey.ASKED_TWICE) == 2
    assert second.count("Other (please specify)") == 2
    assert len(rows) == surveymonkey.SIZE + 2


def test_words_that_look_missing_are_answers(path, records):
    said = surveymonkey.truth()
    held = counts_of(records, "region")
    assert held["NA"] == said.counted["region"].counts["NA"] > 20
    assert held["null"] == said.counted["region"].counts["null"] > 0
    assert said.odd["regions that look missing"] == held["NA"] + held["null"]
    assert counts_of(records, "used_3") == {
        "None": said.counted["used"].counts[f"{surveymonkey.USE} - None"]
    }
    plain = pd.read_excel(path, header=None, skiprows=2, engine="openpyxl")
    assert not plain[FRONT].isin(["NA", "null"]).any()


def test_options_that_nobody_chose_stand_nowhere(rows, records):
    cells = {cell for row in rows for cell in row}
    assert not {surveymonkey.UNUSED, surveymonkey.NOBODY} & cells
    said = surveymonkey.truth().counted
    assert said["region"].counts[surveymonkey.NOBODY] == 0
    assert rated(2).counts["Very satisfied"] == 0
    assert "Very satisfied" not in counts_of(records, "rated_2")


def test_who_stopped_half_way_is_a_row_like_others(rows, records):
    said = surveymonkey.truth()
    assert said.odd["stopped half way"] == sum(
        all(each[f"rank_{at}"] is None for at in range(7)) for each in records
    )
    assert not [head for head in rows[0] if head and "omplet" in str(head)]
    assert said.counted["used"].blank == sum(
        all(each[f"used_{at}"] is None for at in range(4)) and each["used_other"] is None
        for each in records
    )


def test_seven_items_are_ranked_and_some_left_out(records):
    said = surveymonkey.truth()
    ranks = [[each[f"rank_{at}"] for at in range(7)] for each in records]
    whole = [row for row in ranks if set(row) == set(range(1, 8))]
    three = [row for row in ranks if {cell for cell in row if cell} == {1, 2, 3}]
    aside = [row for row in ranks if "N/A" in row]
    assert len(three) == said.odd["rankings of three"] == 8
    assert len(aside) == said.odd["rankings with an item set aside"] == 5
    assert len(whole) + len(three) + len(aside) + said.odd["stopped half way"] == said.rows
    price = said.counted[f"priorities.{surveymonkey.RANK} - Price"]
    held = counts_of(records, "rank_0")
    assert {rank: held.get(rank, 0) for rank in price.counts} == price.counts


def test_scales_are_labels_and_a_point_apart_is_no_answer(records):
    said = {name: surveymonkey.truth().counted[name] for name in ("shop", "delivery")}
    said |= {f"rated_{at}": rated(at) for at in range(3)}
    for name, drawn in said.items():
        held = counts_of(records, name)
        assert {code: held.get(code, 0) for code in drawn.counts} == drawn.counts
        assert drawn.asked == len(records) - held.get("N/A", 0)
    assert rated(1).asked < rated(0).asked == len(records)


def test_labels_with_a_hidden_space_are_no_code(records):
    said = surveymonkey.truth().counted["size"]
    held = counts_of(records, "size")
    assert said.unknown == {"10 to\u00a049": 3}
    assert {code: held[code] for code in said.counts} == said.counts


def test_numbers_typed_as_words_are_counted(records):
    said = surveymonkey.truth().measured["staff"]
    numbers = [each["staff"] for each in records if isinstance(each["staff"], int)]
    assert said.total == sum(numbers)
    assert said.answered == len(numbers)
    assert said.off == sum(isinstance(each["staff"], str) for each in records) == 3


def test_dates_are_dates_and_ids_are_whole(rows):
    first = rows[2]
    assert first[0] == 114_880_000_001
    assert isinstance(first[2], datetime.datetime)
    assert len({row[0] for row in rows[2:]}) == surveymonkey.SIZE


def test_the_same_seed_writes_the_same_bytes(path, tmp_path):
    surveymonkey.draw.cache_clear()
    assert surveymonkey.write(tmp_path).read_bytes() == path.read_bytes()
