from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.prose.evidence import Distribution, Evidence, Standings, span
from research.prose.score_evidence import Benchmark

if TYPE_CHECKING:
    from research.prose.names import Names


@pytest.mark.parametrize("measure", ["top0", "top13", "middle", "bottom", "atx"])
def test_an_unknown_measure_names_those_allowed(measure: str) -> None:
    with pytest.raises(StatisticsError, match="use first, last, topN"):
        span(measure, 12)


def test_shares_are_exact(study_2015: Any) -> None:
    data = study_2015.evidence.distribution
    assert data.share("organisation", "bottom3") == Fraction(1, 3)
    assert data.sharers("organisation", "first") == ("hunting",)
    assert data.place("category", "top6", lowest=True) == 1


@pytest.mark.parametrize(
    ("counts", "peak"),
    [
        ({"a": (5, 3), "b": (3, 5)}, ("a", 1, Fraction(5, 8), Fraction(5, 8))),
        ({"a": (2, 6), "b": (5, 3)}, ("a", 2, Fraction(6, 8), Fraction(5, 8))),
    ],
    ids=["tied", "alone"],
)
def test_the_peak_is_the_first_of_the_largest_shares(counts: Any, peak: Any) -> None:
    data = Distribution(counts, dict.fromkeys(counts, 8.0), {"a": 1, "b": 2})
    assert data.peak == peak


def test_groups_without_a_name_are_not_spoken_of(study_2015: Any) -> None:
    data = study_2015.evidence.standings
    assert data.members("region") == ("region.europe", "region.americas", "region.africa")
    assert data.breakdowns == ("sector", "region", "size", "seniority")


def test_hidden_groups_are_not_spoken_of(printed_tables: Any, names: Names) -> None:
    table = printed_tables["region"].assign(rank=lambda frame: frame["rank"].astype(float))
    table.loc[table["group"] == "Americas", "rank"] = float("nan")
    data = Standings.read(printed_tables["overall"], {"region": table}, names)
    assert data.members() == ("region.europe", "region.africa")


def test_gains_count_up_as_positive(study_2015: Any) -> None:
    data = study_2015.evidence.standings
    assert data.gains("sector.banking")["kam"] == 3
    assert data.gains("sector.banking")["brand"] == -4
    assert data.deviation("ways") == 2


def test_a_theme_without_assessments_has_no_benchmark(names: Names) -> None:
    frame = pd.DataFrame(
        {
            "theme": ["kam", "kam", "ways"],
            "group": ["overall", "finance", "overall"],
            "high": [70.0, 60, float("nan")],
            "mean": [40.0, 35, float("nan")],
            "low": [12.0, 20, float("nan")],
        }
    )
    data = Benchmark.read(frame, names)
    assert list(data.scores) == ["kam"]
    assert data.overall("range") == {"kam": 58}
    assert data.sectors("kam", "mean") == {"benchmark.finance": 35}


def test_evidence_holds_only_what_it_was_given(names: Names, printed_tables: Any) -> None:
    evidence = Evidence.read(names, rank_tables=printed_tables)
    assert evidence.standings is not None
    assert (evidence.distribution, evidence.benchmark, evidence.together) == (None, None, None)
