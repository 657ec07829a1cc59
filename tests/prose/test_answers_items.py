from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from research.prose.answers import observe_answers
from research.prose.answers_checks import CHECKS
from research.prose.answers_titles import title_of_answers
from research.tabulation.tab import Line
from tests.prose.answered import question
from tests.tabulation.made import points, tab

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from research.tabulation.tab import Tab, Unit

ROWS = {
    key: {"column": key, "text": text}
    for key, text in {
        "speed": "Speed",
        "skill": "Expertise",
        "tone": "Tone",
        "price": "Price",
    }.items()
}


def items(
    kind: str,
    figures: Mapping[str, Mapping[str, float]],
    *,
    half: float = 0.1,
    unit: Unit = "mean",
    **more: Any,
) -> Tab:
    """A tab of figures by item: means in a unit, all else shares."""
    lines, values = [], []
    for name, held in figures.items():
        mean = name == "mean"
        for key, value in held.items():
            kinds: Any = "mean" if mean else "box" if name.startswith("box.") else "share"
            lines.append(
                Line(
                    f"{key}.{name}",
                    ROWS[key]["text"],
                    kinds,
                    unit if mean else "percent",
                    block=name,
                    head="Top 2" if name.startswith("box.") else name,
                )
            )
            values.append([value])
    rows = {key: ROWS[key] for key in next(iter(figures.values()))}
    return tab(
        lines, points(), values, question=question(kind, rows=rows, **more),
        bases=[210], half=half,
    )  # fmt: skip


GRID = {"codes": {1: "Very poor", 5: "Excellent"}}


def told(made: Tab) -> list[str]:
    return [one.sentence for one in observe_answers(made)]


def test_the_best_and_the_worst_row_are_told_with_the_next() -> None:
    means = {"speed": 3.1, "skill": 4.2, "tone": 3.6}
    assert told(items("grid", {"mean": means}, **GRID)) == [
        "“Expertise” has the highest mean: 4.20 on a scale from 1 to 5, ahead of “Tone” (3.60).",
        "“Speed” has the lowest mean: 3.10 on a scale from 1 to 5, behind “Tone” (3.60).",
    ]


def test_rows_whose_intervals_meet_are_not_told_apart() -> None:
    means = {"speed": 3.1, "skill": 4.2, "tone": 4.1}
    assert told(items("grid", {"mean": means}, **GRID))[0] == (
        "“Expertise” has the highest mean: 4.20 on a scale from 1 to 5, though its interval "
        "overlaps that of “Tone” (4.10)."
    )


@dataclass
class Pairs:
    """What compared rows, and found these pairs apart."""

    found: set[frozenset[str]]

    def apart(self, one: str, other: str) -> bool:
        return {one, other} in self.found


def test_rows_that_were_compared_in_pairs_are_told_apart_by_these_and_not_by_intervals() -> None:
    means = {"speed": 3.1, "skill": 4.2, "tone": 4.1}
    made = items("grid", {"mean": means}, **GRID)
    ahead = Pairs({frozenset({"skill", "tone"}), frozenset({"skill", "speed"})})
    first, last = told(replace(made, paired=ahead))
    assert first == (
        "“Expertise” has the highest mean: 4.20 on a scale from 1 to 5, ahead of “Tone” (4.10)."
    )
    assert last == (
        "“Speed” has the lowest mean: 3.10 on a scale from 1 to 5, but its distance from “Tone” "
        "(4.10) may be chance."
    )
    level = replace(made, paired=Pairs(set()))
    assert told(level)[0] == (
        "“Expertise” has the highest mean: 4.20 on a scale from 1 to 5, but its lead over “Tone” "
        "(4.10) and “Speed” (3.10) may be chance."
    )
    assert title_of_answers(level) == "No clear first: “Expertise” 4.20, “Tone” 4.10"
    assert all(CHECKS[one.kind](one, level) for one in observe_answers(level)[0].claims)


def test_rows_that_print_alike_share_the_place() -> None:
    means = {"speed": 3.1, "skill": 4.201, "tone": 4.199}
    assert told(items("grid", {"mean": means}, **GRID))[0] == (
        "“Expertise” and “Tone” share the highest mean: 4.20 on a scale from 1 to 5 each."
    )


def test_rows_that_are_all_alike_are_told_once() -> None:
    means = dict.fromkeys(ROWS, 4.2)
    assert told(items("grid", {"mean": means}, **GRID)) == [
        "All four items are level in their means: 4.20 on a scale from 1 to 5 each."
    ]


def test_of_two_rows_one_is_higher_and_nothing_is_said_of_the_last() -> None:
    means = {"speed": 3.1, "skill": 4.2}
    assert told(items("grid", {"mean": means}, **GRID)) == [
        "“Expertise” has the higher mean: 4.20 on a scale from 1 to 5, ahead of “Speed” (3.10)."
    ]


def test_a_hidden_row_is_left_out_and_the_others_called_those_compared() -> None:
    means = {"speed": 3.1, "skill": 4.2, "tone": 3.6, "price": np.nan}
    found = told(items("grid", {"mean": means}, **GRID))
    assert all("of those compared" in sentence and "Price" not in sentence for sentence in found)


def test_a_row_of_too_few_answers_is_in_no_contest() -> None:
    means = {"speed": 3.1, "skill": 4.9, "tone": 3.6}
    made = items("grid", {"mean": means}, **GRID)
    few = {"unweighted": 20.0, "weighted": 20.0, "effective": 20.0}
    lines = tuple(
        replace(line, base="skill") if line.key == "skill.mean" else line for line in made.lines
    )
    bases = {**made.bases, "skill": pd.DataFrame({"total": few})}
    [only] = told(replace(made, lines=lines, bases=bases))
    assert only == (
        "“Tone” has the highest mean of those compared: 3.60 on a scale from 1 to 5, ahead of "
        "“Speed” (3.10)."
    )


def test_means_without_intervals_are_put_in_no_order() -> None:
    means = {"speed": 3.1, "skill": 4.2, "tone": 3.6}
    assert told(items("grid", {"mean": means}, half=np.nan, **GRID)) == []


def test_the_first_box_is_told_from_the_worst_row_to_the_best() -> None:
    boxes = {"speed": 31.0, "skill": 68.0, "tone": 50.0}
    found = told(items("grid", {"box.top2": boxes}, half=5, **GRID))
    assert found == ["“Top 2” holds from 31% (“Speed”) to 68% (“Expertise”) of answers."]


def test_a_whole_is_told_by_its_largest_and_smallest_part() -> None:
    parts = {"speed": 55.0, "skill": 30.0, "tone": 15.0}
    found = told(items("allocation", {"mean": parts}, half=3, unit="percent"))
    assert found == [
        "“Speed” receives the largest share on average: 55%, ahead of “Expertise” (30%).",
        "“Tone” receives the smallest share on average: 15%, behind “Expertise” (30%).",
    ]


def test_a_whole_of_another_sum_is_named() -> None:
    parts = {"speed": 6.0, "skill": 3.0}
    [found] = told(items("allocation", {"mean": parts}, sum=10))
    assert found.startswith("“Speed” receives the larger share on average: 6.00 of 10, ahead")


def test_who_names_a_part_is_told_only_of_one_ahead_of_all() -> None:
    alone = {"speed": 90.0, "skill": 40.0, "tone": 20.0}
    [found] = told(items("allocation", {"named": alone}, half=5))
    assert found.startswith("“Speed” is given a share most often: 90% of the 210 respondents")
    close = {"speed": 92.0, "skill": 91.0, "tone": 20.0}
    assert told(items("allocation", {"named": close}, half=5)) == []


def test_ranks_are_best_where_they_are_lowest() -> None:
    ranks = {"speed": 1.4, "skill": 2.6, "tone": 2.0}
    found = told(items("ranking", {"mean": ranks}, unit="rank"))
    assert found == [
        "“Speed” has the best mean rank: 1.4, ahead of “Tone” (2.0).",
        "“Expertise” comes last by mean rank: 2.6, behind “Tone” (2.0).",
    ]


def test_first_choices_are_compared_as_shares_of_the_same_respondents() -> None:
    firsts = {"speed": 44.0, "skill": 27.0, "tone": 20.0, "price": 9.0}
    [found] = told(items("ranking", {"first": firsts}, half=6))
    assert found == (
        "“Speed” is put first most often: 44% of the 210 respondents, ahead of “Expertise” (27%)."
    )


@pytest.mark.parametrize("half", [0.1, 1.0])
def test_sentences_keep_the_rules_of_the_house(
    half: float, well_formed: Callable[[str], bool]
) -> None:
    means = {"speed": 3.1, "skill": 4.2, "tone": 3.6, "price": 3.9}
    for one in observe_answers(items("grid", {"mean": means}, half=half, **GRID)):
        assert all(well_formed(sentence.lstrip("“")) for sentence in one.wordings)
