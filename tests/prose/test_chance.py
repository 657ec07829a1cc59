from __future__ import annotations

import pandas as pd
import pytest

from research.prose.chance import describe_differences, note_breakdown, note_theme
from research.prose.names import Names, ThemeName
from research.wording.probabilities import p_is

NAMES = Names((ThemeName("oil", "Oil"), ThemeName("tea", "Tea")))
LABELS = {"side": "side of the road", "age": "age"}


def breakdowns(side: float, age: float | None, note: str = "") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "p": [side, age],
            "p_adjusted": [min(1, 2 * side), age],
            "note": ["", note],
        },
        index=["side", "age"],
    ).astype({"p": float, "p_adjusted": float})


def themes(*p: float) -> pd.DataFrame:
    frame = pd.DataFrame(
        {"breakdown": ["side", "side", "age", "age"], "item": ["oil", "tea"] * 2, "p": p}
    )
    p_adjusted, p_all = ((times * frame["p"]).clip(upper=1) for times in (2, 4))
    return frame.assign(p_adjusted=p_adjusted, p_all=p_all)


def themes_of(item: str, *p: float) -> pd.DataFrame:
    frame = themes(*p)
    return frame[frame["item"] == item]


def told(whole: pd.DataFrame, single: pd.DataFrame, correction: str = "holm") -> str:
    return " ".join(describe_differences(whole, single, LABELS, NAMES, correction, 0.95))


def test_a_probability_does_not_break_from_its_letter() -> None:
    assert p_is(0.0312) == "*p*\u00a0=\u00a00.031"
    assert p_is(0.0) == "*p*\u00a0<\u00a00.001"


@pytest.mark.parametrize(("p", "words"), [(0.01, "by more than chance"), (0.04, "cannot be told")])
def test_a_breakdown_is_judged_by_the_corrected_probability(p: float, words: str) -> None:
    note = note_breakdown(breakdowns(p, 0.5).loc["side"].to_dict(), 2, "holm", 0.95)
    assert words in note
    assert "with Holm's correction for two breakdowns" in note


def test_without_a_correction_none_is_named() -> None:
    note = note_breakdown(breakdowns(0.01, 0.5).loc["age"].to_dict(), 2, "none", 0.95)
    assert "correction" not in note


def test_a_breakdown_that_was_not_tested_has_its_reason() -> None:
    row = breakdowns(0.01, None, "too few").loc["age"].to_dict()
    assert note_breakdown(row, 1, "holm", 0.95).endswith("were not tested: too few.")


def test_a_theme_names_the_breakdowns_that_stand_out() -> None:
    note = note_theme(themes_of("oil", 0.001, 0.5, 0.5, 0.5), LABELS, 2, 4, "holm", 0.95)
    assert "those by side of the road (*p*\u00a0=\u00a00.002" in note
    assert "0.004 for all 4 comparisons" in note
    assert note.endswith("the others cannot be told from chance.")


def test_a_theme_without_tests_has_no_note() -> None:
    assert note_theme(themes_of("salt", 0.1, 0.1, 0.1, 0.1), LABELS, 2, 4, "holm", 0.95) == ""


def test_differences_that_only_the_correction_removes_are_explained() -> None:
    text = told(breakdowns(0.04, 0.5), themes(0.5, 0.5, 0.5, 0.5))
    assert "by side of the road or age cannot be told from chance" in text
    assert "Looked at alone, side of the road (*p*\u00a0=\u00a00.040) would pass" in text
    assert "No single theme differs by any breakdown, in four comparisons." in text


def test_differences_beyond_chance_are_set_apart_from_the_rest() -> None:
    text = told(breakdowns(0.001, 0.5), themes(0.001, 0.02, 0.5, 0.5))
    assert (
        "groups by side of the road differ by more than chance can explain; by age they do" in text
    )
    assert "Oil by side of the road" in text
    assert "When all four comparisons are allowed for at once, only one lasts" in text


def test_breakdowns_that_were_not_tested_come_with_their_reason() -> None:
    text = told(breakdowns(0.5, None, "too few"), themes(0.5, 0.5, 0.5, 0.5).iloc[:2])
    assert text.startswith("By age nothing was tested: too few.")
    assert "by side of the road cannot be told from chance" in text
