from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.prose.evidence import Evidence
from research.prose.kinds import holds
from research.prose.score_evidence import Benchmark
from research.prose.shared_scores import observe_shared_scores

if TYPE_CHECKING:
    from research.prose.names import Names

GROUPS = ["overall", "finance", "telco", "manufacturing", "marketing"]


def scored(*rows: tuple[str, str, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["theme", "group", "low", "mean", "high"])


def told(names: Names, *frames: pd.DataFrame, theme: str = "kam") -> str:
    sets = [Benchmark.read(frame, names) for frame in frames]
    found = observe_shared_scores(theme, sets, names)
    return " ".join(words for one in found for words in one.wordings)


def kam(finance: float, telco: float, *, low: float = 10, high: float = 90) -> pd.DataFrame:
    """Two themes; of one the means of two sectors are given, and the ends over all firms."""
    return scored(
        ("kam", "overall", low, 40, high),
        ("kam", "finance", low, finance, 60),
        ("kam", "telco", 30, telco, high),
        ("brand", "overall", 20, 45, 80),
        ("people", "overall", 25, 35, 70),
    )


def test_a_score_is_printed_where_all_sets_print_it_alike(names: Names) -> None:
    said = told(names, kam(50.4, 30), kam(49.6, 31))
    assert "the sectors shown, KAM is strongest in Financial Services (50)" in said
    assert "the sectors shown, KAM is weakest in Telco & Tech." in said
    assert "(30)" not in said
    assert "(31)" not in said


def test_a_comparison_stands_where_every_set_makes_it(names: Names) -> None:
    said = told(names, kam(50, 30), kam(30, 50))
    assert "strongest" not in said
    assert "weakest" not in said
    assert "behind" not in said


def test_the_holder_of_a_score_is_named_though_the_score_is_not_known(names: Names) -> None:
    said = told(names, kam(50, 30, high=90), kam(50, 30, high=95))
    assert "KAM's highest score of all was found in Telco & Tech." in said
    assert "90" not in said
    assert "KAM's lowest score of all, 10, was found in Financial Services." in said


def test_a_standing_names_what_is_known(names: Names) -> None:
    said = told(names, kam(50, 30, high=90), kam(50, 30, high=95))
    assert "KAM has the highest best score of all themes." in said
    assert "KAM has the lowest worst score of all themes: 10." in said


def test_what_all_firms_come_to_is_told_score_by_score(names: Names) -> None:
    said = told(names, kam(50, 30, high=90), kam(50, 30, high=95))
    assert "KAM has a mean of 40 over all firms assessed." in said
    assert "a best score of" not in said


def test_sectors_well_behind_in_every_set_are_named_without_the_score(names: Names) -> None:
    said = told(names, kam(50, 30), kam(50, 33))
    assert "KAM stays well behind its benchmark in Telco & Tech." in said
    assert "behind" not in told(names, kam(50, 30), kam(50, 34))


def test_sectors_without_low_scores_are_named_where_all_agree(names: Names) -> None:
    assert "KAM has no score of 25 or less in Telco & Tech." in told(
        names, kam(50, 30), kam(45, 33)
    )


def test_of_a_theme_that_one_set_lacks_nothing_is_said(names: Names) -> None:
    assert told(names, kam(50, 30), kam(50, 30).query("theme != 'kam'")) == ""


scores = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted)
one_set = st.lists(st.lists(scores, min_size=5, max_size=5), min_size=3, max_size=3)


@settings(max_examples=30)
@given(st.lists(one_set, min_size=1, max_size=3))
def test_every_sentence_is_true_of_every_set(
    names: Names, well_formed: Any, drawn: list[list[list[list[int]]]]
) -> None:
    keys = [theme.key for theme in names.themes][:3]
    frames = [
        scored(
            *(
                (key, group, *values)
                for key, rows in zip(keys, one, strict=True)
                for group, values in zip(GROUPS, rows, strict=True)
            )
        )
        for one in drawn
    ]
    sets = [Benchmark.read(frame, names) for frame in frames]
    for key in keys:
        for found in observe_shared_scores(key, sets, names):
            assert all(well_formed(words) for words in found.wordings), found.wordings
            for frame in frames:
                evidence = Evidence.read(names, benchmark=frame)
                assert all(holds(claim, evidence) for claim in found.claims), found


@pytest.mark.parametrize("key", ["farming", "kam", "organisation"])
def test_of_one_set_everything_is_known(key: str, study_2015: Any) -> None:
    data = Benchmark.read(study_2015.benchmark, study_2015.names)
    found = observe_shared_scores(key, [data], study_2015.names)
    level = next(one for one in found if one.rule == "level")
    assert any(figure.startswith(f"benchmark.{key}.overall") for figure in level.figures)
