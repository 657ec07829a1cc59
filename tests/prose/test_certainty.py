from __future__ import annotations

import pandas as pd
import pytest

from research.prose.certainty import (
    describe_agreement,
    describe_positions,
    describe_random,
    describe_shares,
    note_positions,
    title_positions,
)
from research.prose.names import Names, ThemeName

NAMES = Names(tuple(ThemeName(key, key.title()) for key in ("oil", "salt", "tea", "tin")))
ORDER = ["oil", "salt", "tea", "tin"]


def pairs(*separated: str) -> pd.DataFrame:
    rows = [
        (item, other, f"{item}-{other}" in separated)
        for place, item in enumerate(ORDER)
        for other in ORDER[place + 1 :]
    ]
    return pd.DataFrame(rows, columns=["item", "other", "separated"])


def items(low: list[int], high: list[int], chance: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "base": 30,
            "simultaneous_low": low,
            "simultaneous_high": high,
            "top_probability": chance,
        },
        index=ORDER,
    )


def groups(**members: list[str]) -> pd.DataFrame:
    rows = [(letter, item) for letter, part in members.items() for item in part]
    return pd.DataFrame(rows, columns=["group", "item"])


ACROSS = ("oil-tea", "oil-tin", "salt-tea", "salt-tin")
ALL = ("oil-salt", *ACROSS, "tea-tin")
OPEN = items([1, 1, 3, 3], [2, 2, 4, 4], [1.0, 0.99, 0.6, 0.4])


@pytest.mark.parametrize(
    ("separated", "title"),
    [
        ((), "No two themes can be told apart with certainty"),
        (("oil-tin",), "Only 1 of 6 pairs of themes can be told apart"),
        (ACROSS, "4 of 6 pairs of themes can be told apart"),
        (ALL, "Every theme can be told apart from every other"),
    ],
)
def test_the_title_counts_the_pairs_that_can_be_told_apart(
    separated: tuple[str, ...], title: str
) -> None:
    assert title_positions(pairs(*separated)) == title


@pytest.mark.parametrize(
    ("members", "note"),
    [
        (
            {"a": ["oil"], "b": ["salt"], "c": ["tea"], "d": ["tin"]},
            "Every theme can be told apart",
        ),
        ({"a": ORDER}, "No two of these themes can be told apart"),
        ({"a": ["oil"], "b": ORDER[1:]}, "Themes within positions 2–4 cannot be told apart"),
        ({"a": ORDER[:2], "b": ORDER[2:]}, "Themes within positions 1–2 or 3–4 cannot be"),
        ({"a": ["oil", "tea"], "b": ["salt"], "c": ["tin"]}, "Not all neighbours in this order"),
    ],
)
def test_the_note_names_the_positions_that_cannot_be_told_apart(
    members: dict[str, list[str]], note: str
) -> None:
    text = note_positions(OPEN, groups(**members), 0.9)
    assert text.startswith(note)
    assert text.endswith("(90% confidence, all pairs at once).")


def test_many_positions_are_open_only_where_most_pairs_cannot_be_told_apart() -> None:
    few = describe_positions(OPEN, pairs("oil-tin"), NAMES)[0]
    most = describe_positions(OPEN, pairs(*ACROSS), NAMES)[0]
    firm = describe_positions(OPEN, pairs(*ALL), NAMES)[0]
    assert few.startswith("With 30 answers many positions cannot be separated. Of the 6 pairs")
    assert most.startswith("With 30 answers some positions cannot be separated.")
    assert firm == "With 30 answers every theme can be told apart from every other."


def test_the_ends_of_the_order_are_open_to_whom_the_sets_reach() -> None:
    ends = describe_positions(OPEN, pairs(*ACROSS), NAMES)[1]
    assert (
        ends == "The first position is open between Oil and Salt; the last is open between Tea "
        "and Tin."
    )
    firm = items([1, 2, 3, 4], [1, 2, 3, 4], [1.0, 1.0, 1.0, 0.0])
    assert describe_positions(firm, pairs(*ALL), NAMES)[1] == (
        "Oil leads beyond reasonable doubt; Tin is last."
    )
    anything = items([1] * 4, [4] * 4, [0.75] * 4)
    assert describe_positions(anything, pairs(), NAMES)[1].startswith(
        "Any theme might be the first"
    )


def test_a_divide_is_told_only_where_every_pair_across_it_is_apart() -> None:
    told = "each of the first two themes is ahead of each of the last two."
    assert any(told in one for one in describe_positions(OPEN, pairs(*ACROSS), NAMES))
    assert not any(
        "divide" in one or "picture" in one
        for one in describe_positions(OPEN, pairs(*ACROSS[1:]), NAMES)
    )


def test_who_contends_for_the_top_stands_with_the_chances() -> None:
    last = describe_positions(OPEN, pairs(*ACROSS), NAMES)[-1]
    assert last == (
        "Oil and Salt belong to the top three almost certainly; the place that is left may go to "
        "Tea (a chance of 60%) or Tin (40%)."
    )
    settled = items([1, 2, 3, 4], [1, 2, 3, 4], [1.0, 1.0, 0.99, 0.01])
    assert not any("top three" in one for one in describe_positions(settled, pairs(*ALL), NAMES))


def test_agreement_is_in_plain_words_and_its_absence_has_a_reason() -> None:
    told = " ".join(describe_agreement(0.32, 0.00001, 0.6, 0.95))
    assert "Respondents agree to some extent" in told
    assert "in 60% of cases" in told
    assert "beyond doubt" in told
    gaps = " ".join(describe_agreement(None, 0.4, None, 0.95, note="ranks are missing"))
    assert gaps.startswith("Kendall's W is left out: ranks are missing.")
    assert "common order at all is not shown" in gaps


def mixture(ranks: list[int]) -> pd.DataFrame:
    rows = [
        (share, item, mean + share * (mean - 2.5), rank)
        for share, places in ((0.0, [1, 2, 3, 4]), (0.2, ranks))
        for item, mean, rank in zip(ORDER, (1.5, 2.0, 3.0, 3.5), places, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["share_random", "item", "mean_rank", "rank"])
    return frame.assign(note="")


def test_themes_that_random_responders_would_move_are_named() -> None:
    names = {key: key.title() for key in ORDER}
    still = describe_random(mixture([1, 2, 3, 4]), names)
    moved = describe_random(mixture([2, 1, 3, 4]), names)
    assert still[0].startswith("No theme would change its position.")
    assert moved[0].startswith("Up to 20% of answers at random, two themes would change position")
    assert "Oil and Salt" in moved[0]
    assert "1.3 instead of 1.5 for Oil and 3.7 instead of 3.5 for Tin" in still[1]


def test_of_more_random_responders_than_there_can_be_nothing_is_said() -> None:
    names = {key: key.title() for key in ORDER}
    tidy = mixture([2, 1, 3, 4])
    more = tidy[tidy["share_random"] == 0.2].assign(
        share_random=0.3, mean_rank=0.5, note="too many"
    )
    assert describe_random(pd.concat([tidy, more]), names) == describe_random(tidy, names)
    none = pd.concat([tidy[tidy["share_random"] == 0], more])
    assert len(describe_random(none, names)) == 1


def test_the_widest_interval_bounds_the_shares() -> None:
    summary = pd.DataFrame(
        {"base": 30, "top3": [0.5, 0.1], "top3_low": [0.33, 0.03], "top3_high": [0.67, 0.26]},
        index=["oil", "tin"],
    )
    told = describe_shares(summary, {"oil": "Oil", "tin": "Tin"}, 0.95)
    assert "within about 17 percentage points" in told
    assert "the 50% who have Oil in their top three may be 33% or 67%" in told
