from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from research.prose.benchmark import observe_benchmark
from research.prose.evidence import Evidence
from research.prose.kinds import holds

if TYPE_CHECKING:
    from research.prose.names import Names


@pytest.mark.parametrize(
    ("theme", "rule", "part"),
    [
        ("farming", "standing", "the narrowest range from worst to best of all themes: 33 points"),
        ("people", "standing", "People has the highest mean of all themes: 47"),
        ("people", "well behind", "in Telco & Tech and Advertising & Marketing"),
        ("brand", "compact", "Financial Services: only 15 points separate best and worst"),
        ("hunting", "sound lows", "Financial Services, Telco & Tech and Advertising & Marketing"),
        ("negotiating", "lone high", "90 in Manufacturing"),
        ("kam", "peak sector", "71, was found in Manufacturing"),
        ("channels", "lone high", "83 in Telco & Tech, against 60 at most elsewhere"),
        ("technology", "above mean", "three of the four sectors shown"),
        ("category", "out of reach", "(67) lies outside the four sectors shown"),
        (
            "organisation",
            "sector means",
            "OD's mean is highest in Manufacturing (49) and lowest in Telco & Tech (28)",
        ),
    ],
)
def test_scores_are_told_as_an_analyst_would(
    theme: str, rule: str, part: str, study_2015: Any
) -> None:
    found = observe_benchmark(theme, study_2015.benchmark, study_2015.names)
    assert any(part in one.sentence for one in found if one.rule == rule)


def test_results_are_named_as_in_the_ledger(study_2015: Any) -> None:
    found = observe_benchmark("kam", study_2015.benchmark, study_2015.names)
    levels = [one.figures for one in found if one.rule == "level"]
    assert levels == [(f"benchmark.kam.overall.{m}",) for m in ("mean", "high", "low")]


def test_a_theme_without_scores_has_nothing_said_of_it(names: Names) -> None:
    frame = pd.DataFrame({"theme": [], "group": [], "high": [], "mean": [], "low": []})
    assert observe_benchmark("kam", frame, names) == []


scores = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted)
_NONE = [[0, 0, 0]] * 5


@settings(max_examples=40)
@example([_NONE, _NONE, [[0, 0, 1], *_NONE[1:]]])
@example([[[0, 40, 80], [0, 20, 40], [30, 30, 31], [0, 20, 40], [0, 20, 40]]])
@given(st.lists(st.lists(scores, min_size=5, max_size=5), min_size=1, max_size=4))
def test_every_sentence_about_any_scores_is_true_and_well_formed(
    names: Names, well_formed: Any, drawn: list[list[list[int]]]
) -> None:
    keys = [theme.key for theme in names.themes][: len(drawn)]
    groups = ["overall", "finance", "telco", "manufacturing", "marketing"]
    frame = pd.DataFrame(
        [
            {"theme": key, "group": group, "low": low, "mean": mean, "high": high}
            for key, rows in zip(keys, drawn, strict=True)
            for group, (low, mean, high) in zip(groups, rows, strict=True)
        ]
    )
    evidence = Evidence.read(names, benchmark=frame)
    found = []
    for key in keys:
        found += observe_benchmark(key, frame, names)
    for one in found:
        assert all(holds(claim, evidence) for claim in one.claims), one
        assert all(well_formed(wording) for wording in one.wordings), one.wordings


def assessed(rest: float, **means: float) -> pd.DataFrame:
    """Assessments of one theme with a benchmark of 40, and one sector that has no line."""
    groups = {"overall": 40.0, **means, "Food": rest}
    rows = [("kam", group, mean - 5, mean, mean + 5) for group, mean in groups.items()]
    return pd.DataFrame(rows, columns=["theme", "group", "low", "mean", "high"])


def told(frame: pd.DataFrame, names: Names, rule: str) -> str:
    found = observe_benchmark("kam", frame, names)
    return " ".join(words for one in found if one.rule == rule for words in one.wordings)


@pytest.mark.parametrize(("rest", "partial"), [(41, False), (46, True), (34, True), (60, True)])
def test_a_sector_without_a_line_limits_the_strongest_to_those_shown(
    rest: float, partial: bool, names: Names
) -> None:
    frame = assessed(rest, finance=46, telco=34, marketing=41)
    said = told(frame, names, "sector means")
    shown = "KAM's mean of the sectors shown is highest in Financial Services"
    assert (shown in said) is partial
    assert said.count("of the sectors shown") == (3 if partial else 0)


@pytest.mark.parametrize(("mean", "above"), [(42.4, False), (42.5, False), (42.6, True)])
def test_inside_the_band_of_the_benchmark_nothing_is_above_it(
    mean: float, above: bool, names: Names
) -> None:
    frame = assessed(40, finance=mean, telco=38, marketing=40)
    assert bool(told(frame, names, "above mean")) is above


def test_a_best_score_that_a_sector_without_a_line_shares_is_not_placed(names: Names) -> None:
    alone = assessed(40, finance=46, telco=34, marketing=41)
    alone.loc[alone["group"] == "overall", "high"] = 51
    shared = alone.copy()
    shared.loc[shared["group"] == "Food", "high"] = 51
    assert "Financial Services" in told(alone, names, "peak sector")
    assert "Financial Services" not in told(shared, names, "peak sector")


def test_means_inside_the_band_of_each_other_have_no_strongest(names: Names) -> None:
    near = assessed(40, finance=41, telco=39, marketing=40)
    far = assessed(40, finance=42, telco=39, marketing=40)
    assert told(near, names, "sector means") == ""
    assert "highest" in told(far, names, "sector means")
