"""The Qualtrics file holds what was drawn: heads, previews, codes and loops as exported."""

from __future__ import annotations

import csv
import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from surveys import qualtrics

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return qualtrics.write(tmp_path_factory.mktemp("qualtrics"))


@pytest.fixture(scope="module")
def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def records(rows: list[list[str]]) -> list[dict[str, str]]:
    return [dict(zip(rows[0], row, strict=True)) for row in rows[3:]]


@pytest.fixture(scope="module")
def kept(records: list[dict[str, str]]) -> list[dict[str, str]]:
    counts = [each for each in records if each["Status"] == "0" and each["Finished"] == "1"]
    return list({each["ResponseId"]: each for each in reversed(counts)}.values())


def test_three_head_rows_run_over_many_more_lines(path, rows):
    names, texts, ids = rows[:3]
    assert len(names) == len(set(names)) == len(texts) == len(ids)
    assert all("ImportId" in json.loads(each) for each in ids)
    assert sum("\n" in text for text in texts) > 10
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert not lines[3].startswith("2016-")
    assert len(rows) == qualtrics.SIZE + 3 < len(lines)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_previews_spam_and_unfinished_are_rows_too(records, kept):
    said = qualtrics.truth()
    assert len(records) == said.rows
    assert len(kept) == said.kept
    status = Counter(each["Status"] for each in records)
    assert said.left_out == {
        "preview": status["1"],
        "spam": status["8"],
        "unfinished": sum(each["Finished"] == "0" for each in records),
        "id given above": 1,
    }
    assert sum(said.left_out.values()) == said.rows - said.kept == 34


def test_recommending_is_coded_from_1_to_11(kept):
    held = Counter(each["Q5"] for each in kept)
    said = qualtrics.truth().counted["recommend"]
    assert held["11"] > 0
    assert held["0"] == 0
    assert {code: held[code] for code in said.counts} == said.counts
    assert said.blank == held["-99"] == 5
    high = [each["Q5_NPS_GROUP"] for each in kept if each["Q5"] == "9"]
    assert set(high) == {"3"}, "8 on the scale, and grouped as a promoter"


def test_codes_are_in_no_order(kept):
    said = qualtrics.truth().counted
    for name, column in (("sector", "Q1"), ("satisfied", "Q2")):
        held = Counter(each[column] for each in kept)
        assert list(said[name].counts) != sorted(said[name].counts, key=int)
        assert {code: held[code] for code in said[name].counts} == said[name].counts
    assert said["satisfied"].unknown == {"6": 2}
    assert list(qualtrics.SATISFIED) == ["4", "5", "3", "1", "2"]


def test_seen_and_unanswered_is_not_the_same_as_not_seen(kept):
    said = qualtrics.truth().odd
    columns = [name for name in kept[0] if name not in qualtrics.USED]
    assert said["seen and unanswered"] == sum(
        each[name] == "-99" for each in kept for name in columns
    )
    empty = [each for each in kept if each["Q6_1"] == "-99"]
    assert len(empty) == said["all boxes left empty"] == 8
    assert all(each[name] == "-99" for each in empty for name in qualtrics.USED)


def test_multis_and_exclusive_answers_are_counted(kept):
    said = qualtrics.truth()
    held = {name: sum(each[name] == "1" for each in kept) for name in qualtrics.USED}
    both = [each for each in kept if each["Q6_1"] == each["Q6_7"] == "1"]
    assert len(both) == said.odd["none beside another"] == 3
    assert said.counted["used"].counts == held | {"Q6_7": held["Q6_7"] - 3}


def test_a_loop_asks_about_as_many_suppliers_as_there_are(kept):
    said = qualtrics.truth().counted
    for loop in qualtrics.LOOPS:
        asked = [each for each in kept if each[f"sup_{loop}"]]
        for row in qualtrics.RATED:
            name = f"{loop}_{row}"
            held = Counter(each[name] for each in asked)
            assert said[f"rated.{name}"].asked == len(asked)
            assert {code: held[code] for code in map(str, range(1, 8))} == said[
                f"rated.{name}"
            ].counts
            assert not [each for each in kept if each[name] and not each[f"sup_{loop}"]]
    assert said["rated.1_Q7_2"].blank == 6
    assert said["rated.3_Q7_1"].asked < said["rated.1_Q7_1"].asked


def test_sums_and_remarks_are_as_odd_as_the_truth_says(kept):
    said = qualtrics.truth().odd
    sums = [sum(int(each[name]) for name in qualtrics.SPENT) for each in kept]
    assert sum(each != 100 for each in sums) == said["sums off 100"] == 5
    assert sum(each["Q9"] != "" for each in kept) == said["remarks"]
    assert sum(each["Q9"] == "N/A" for each in kept) == said["remarks that look missing"] > 0
    assert any("\n" in each["Q9"] for each in kept)
    assert {each["sup_1"] for each in kept} == set(qualtrics.SUPPLIERS)


def test_keys_of_accounts_are_texts(kept):
    accounts = {each["ExternalReference"] for each in kept}
    assert {"1e2", "100", "0100", "00000"} <= accounts
    assert len(accounts) == qualtrics.truth().odd["accounts"]


def test_platforms_own_columns_stand_among_the_answers(records):
    assert {"Q5_NPS_GROUP", "Q6_DO", "Q9 - Topics"} <= set(records[0])
    assert all(sorted(each["Q6_DO"].split("|")) == list("1247") for each in records)


def test_the_same_seed_writes_the_same_bytes(path, tmp_path):
    qualtrics.draw.cache_clear()
    assert qualtrics.write(tmp_path).read_bytes() == path.read_bytes()
