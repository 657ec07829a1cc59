"""The LimeSurvey file holds what was drawn: commas, filters, slots, ties and sums."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from surveys import limesurvey

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return limesurvey.write(tmp_path_factory.mktemp("limesurvey"))


@pytest.fixture(scope="module")
def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def sent(records: list[dict[str, str]]) -> list[dict[str, str]]:
    return [each for each in records if each["submitdate"]]


def number(cell: str) -> float:
    return float(cell.replace(".", "").replace(",", "."))


def is_number(cell: str) -> bool:
    try:
        number(cell.replace(",", ";", cell.count(",") - 1))
    except ValueError:
        return False
    return True


def test_only_what_was_sent_counts(records, sent):
    said = limesurvey.truth()
    assert len(records) == said.rows
    assert len(sent) == said.kept
    assert said.left_out == {"not sent": 17}
    assert {each["lastpage"] for each in records if not each["submitdate"]} == {"3"}
    assert {each["submitdate"] for each in sent} == {limesurvey.NO_DAY}


def test_a_question_not_asked_looks_like_one_without_a_tick(sent):
    said = limesurvey.truth().counted["used"]
    columns = [*limesurvey.USED, "Q2[other]"]
    buys = [each for each in sent if each["Q0"] == "Y"]
    assert said.asked == len(buys) < len(sent)
    assert said.counts == {name: sum(each[name] != "" for each in buys) for name in columns}
    empty = [each for each in sent if not any(each[name] for name in columns)]
    assert {each["Q0"] for each in empty} == {"Y", "N"}
    assert said.blank == sum(each["Q0"] == "Y" for each in empty)
    assert said.unasked == sum(each["Q0"] == "N" and each["Q2[SQ001]"] == "Y" for each in sent) == 2


def test_other_is_a_code_with_its_text_beside(sent):
    held = Counter(each["Q1"] for each in sent)
    assert dict(held) == limesurvey.truth().counted["crop"].counts
    texts = [each for each in sent if each["Q1[other]"]]
    assert len(texts) == held["-oth-"] == limesurvey.truth().odd["other crops"] > 0


def test_a_grid_has_holes_answers_not_asked_for_and_codes_of_no_point(sent):
    said = limesurvey.truth().counted
    buys = [each for each in sent if each["Q0"] == "Y"]
    for name in limesurvey.AGREED:
        held = Counter(each[name] for each in buys)
        counts = said[f"agreed.{name}"].counts
        assert {code: held[code] for code in counts} == counts
    assert said["agreed.Q3[SQ002]"].blank == 5
    assert said["agreed.Q3[SQ001]"].unasked == 2
    assert said["agreed.Q3[SQ003]"].unknown == {"A6": 2}


def test_slots_have_gaps_and_items_twice(sent):
    said = limesurvey.truth()
    choices = [tuple(each[name] for name in limesurvey.FIRST_THREE) for each in sent]
    assert said.odd["rankings of one"] == sum(row[1:] == ("", "") for row in choices) == 11
    assert said.odd["rankings with a gap"] == sum(not row[1] and row[2] != "" for row in choices)
    assert said.odd["rankings with an item twice"] == sum(row[0] == row[2] for row in choices)
    assert said.counted["choice.Q4[3]"].unknown == {"R9": 2}
    held = Counter(row[0] for row in choices)
    assert said.counted["choice.Q4[1]"].counts == {code: held[code] for code in limesurvey.ITEMS}


def test_ranks_may_tie_and_leave_items_out(sent):
    said = limesurvey.truth()
    ranks = [sorted(each[name] for name in limesurvey.RANKS if each[name]) for each in sent]
    assert said.odd["rankings with a tie"] == ranks.count(["1", "1", "3"]) == 7
    assert said.odd["rankings beyond the top three"] == ranks.count(["1", "2", "5"]) == 2
    assert ranks.count(["1", "2", "3"]) == len(sent) - 9


def test_sums_are_off_by_one_and_by_more(sent):
    said = limesurvey.truth()
    sums = Counter(sum(number(each[name]) for name in limesurvey.SHARED) for each in sent)
    assert {"sums of 99": sums[99], "sums of 101": sums[101], "sums of 90": sums[90]} == {
        name: count for name, count in said.odd.items() if name.startswith("sums")
    }
    assert sums[100] == len(sent) - 9
    assert any(not each["Q6[SQ001]"].endswith(",0") for each in sent)
    whole = [each for each in sent if 99 <= sum(number(each[n]) for n in limesurvey.SHARED) <= 101]
    first = said.measured["shared.Q6[SQ001]"]
    assert first.total == pytest.approx(sum(number(each["Q6[SQ001]"]) for each in whole))
    assert (first.answered, first.off) == (len(whole), 2)


def test_a_point_stands_between_thousands(sent):
    said = limesurvey.truth().measured["area"]
    good = [each["Q7"] for each in sent if is_number(each["Q7"])]
    assert len(good) == said.answered == len(sent) - 3
    assert said.off == 3
    assert said.total == pytest.approx(sum(number(cell) for cell in good))
    assert "2.000" in good
    assert any("." in cell and "," in cell for cell in good)


def test_cells_hold_semicolons_quotes_and_line_breaks(path, sent):
    remarks = [each["Q8"] for each in sent if each["Q8"]]
    assert len(remarks) == limesurvey.truth().odd["remarks"]
    assert all(any(mark in cell for cell in remarks) for mark in (";", '"', "\n", "ü"))
    assert path.read_bytes().startswith(b'\xef\xbb\xbf"id";"submitdate"')


def test_a_token_stands_twice_but_for_case(sent):
    tokens = [each["token"] for each in sent]
    folded = len(tokens) - len({each.casefold() for each in tokens})
    assert len(set(tokens)) == len(tokens)
    assert folded == limesurvey.truth().odd["tokens alike but for case"] == 1


def test_the_same_seed_writes_the_same_bytes(path, tmp_path):
    limesurvey.draw.cache_clear()
    assert limesurvey.write(tmp_path).read_bytes() == path.read_bytes()
