"""The published study and made-up answers, as the rules on prose take them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import yaml

from research.frameworks.capability import benchmark
from research.prose.benchmark import observe_benchmark
from research.prose.cooccurrence import observe_together, read_together
from research.prose.evidence import Distribution, Evidence
from research.prose.groups import observe_group
from research.prose.names import BreakdownName, GroupName, Names, ThemeName
from research.prose.ranks import observe_ranks
from research.prose.shares import observe_overall, observe_shares
from research.statistics.rankings.summaries import (
    co_occurrence,
    rank_by_group,
    rank_distribution,
    rank_summary,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from research.prose.observation import Observation

ROOT = Path(__file__).parents[2]
PHRASES = {
    "europe": "in the UK and Europe",
    "americas": "in the Americas",
    "africa": "in Africa and the Middle East",
    "small": "in firms of fewer than 5,000 employees",
    "large": "in firms of 5,000 employees or more",
    "ceo": "among MDs and CEOs",
    "clevel": "at C-level",
    "management": "in management",
}
GROUPS = {
    "sector": ["banking", "telco", "marketing", "manufacturing", "insurance"],
    "region": ["europe", "americas", "africa"],
    "size": ["small", "large"],
    "seniority": ["ceo", "clevel", "management"],
}
_HUNTERS = [("hunting", "farming"), ("farming", "hunting")]
ONES = {"sector": "sector", "region": "region", "size": "size class", "seniority": "level"}
ASSESSED = {
    "finance": "Financial Services",
    "telco": "Telco & Tech",
    "manufacturing": "Manufacturing",
    "marketing": "Advertising & Marketing",
}


@dataclass(frozen=True)
class Frames:
    """All frames of one study."""

    names: Names
    tables: dict[str, pd.DataFrame]
    distribution: pd.DataFrame
    benchmark: pd.DataFrame | None
    together: pd.DataFrame

    @property
    def evidence(self) -> Evidence:
        return Evidence.read(
            self.names,
            rank_tables=self.tables,
            distribution=self.distribution,
            benchmark=self.benchmark,
            together=read_together(self.together),
        )

    @property
    def taken(self) -> Distribution:
        """How often each theme took each rank."""
        return Distribution.read(self.tables["overall"], self.distribution)

    def observations(self) -> list[Observation]:
        """All that the rules find, unselected."""
        summary = self.tables["overall"]
        found = observe_overall(self.taken, self.names)
        for theme in self.taken.counts:
            found += observe_shares(theme, self.taken, self.names)
            found += observe_ranks(theme, self.tables, self.names)
            if self.benchmark is not None:
                found += observe_benchmark(theme, self.benchmark, self.names)
        pairs = zip(summary.index, [*summary.index[1:], summary.index[0]], strict=True)
        for first, second in [*pairs, *_HUNTERS]:
            if first in summary.index:
                found += observe_together(first, second, self.together, summary, self.names)
        for key in self.tables.keys() - {"overall"}:
            found += observe_group(key, self.tables[key], summary, self.names)
        return found


@pytest.fixture(scope="session")
def published() -> dict[str, Any]:
    text = (ROOT / "tests/data/published-2015.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


@pytest.fixture(scope="session")
def names(published: dict[str, Any]) -> Names:
    breakdowns = [
        BreakdownName(
            key,
            tuple(
                GroupName(group, label, PHRASES.get(group, ""))
                for group, label in zip(groups, published["ranks"][key], strict=True)
            ),
            ONES[key],
            partial=key in ("sector", "region"),
        )
        for key, groups in GROUPS.items()
    ]
    assessed = tuple(GroupName(key, label) for key, label in ASSESSED.items())
    return Names(
        tuple(ThemeName(item["key"], item["name"], item["short"]) for item in published["themes"]),
        (*breakdowns, BreakdownName("benchmark", assessed, "sector")),
    )


@pytest.fixture(scope="session")
def printed_tables(published: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """The rank tables as the publication prints them."""
    keys = [item["key"] for item in published["themes"]]
    overall = pd.DataFrame({"rank": published["ranks"]["overall"]}, index=keys)
    tables = {
        breakdown: pd.DataFrame(
            [
                {"group": label, "item": key, "rank": rank}
                for label, column in published["ranks"][breakdown].items()
                for key, rank in zip(keys, column, strict=True)
            ]
        )
        for breakdown in GROUPS
    }
    return {"overall": overall, **tables}


@pytest.fixture(scope="session")
def study_2015(published: dict[str, Any], names: Names) -> Frames:
    """The edition's data, through the workbench's own statistics."""
    keys = [item["key"] for item in published["themes"]]
    answers = pd.read_csv(ROOT / "data/2015/respondents.csv")
    ranks = answers[[f"rank_{key}" for key in keys]].set_axis(keys, axis=1)
    scores = pd.read_csv(ROOT / "data/2015/assessments.csv")[["sector", *keys]]
    rest = {label: label for label in set(scores["sector"]) - set(ASSESSED.values())}
    return Frames(
        names,
        {
            "overall": rank_summary(ranks),
            **{key: rank_by_group(ranks, answers[key]) for key in GROUPS},
        },
        rank_distribution(ranks),
        benchmark(scores, {**ASSESSED, **rest}),
        co_occurrence(ranks),
    )


@pytest.fixture(scope="session")
def claims_2015(study_2015: Frames) -> frozenset[Any]:
    return frozenset(claim for one in study_2015.observations() for claim in one.claims)


@pytest.fixture(scope="session")
def made_up() -> Callable[[Sequence[Sequence[int]], Sequence[int]], Frames]:
    """Frames of made-up answers: one ranking and one group number a respondent."""

    def build(rankings: Sequence[Sequence[int]], groups: Sequence[int]) -> Frames:
        themes = [f"t{number}" for number in range(len(rankings[0]))]
        ranks = pd.DataFrame(rankings, columns=themes)
        labels = pd.Series([f"G{number}" for number in groups])
        kinds = tuple(
            GroupName(f"g{number}", f"G{number}", f"in group {number}")
            for number in sorted(set(groups))
        )
        return Frames(
            Names(
                tuple(ThemeName(key, f"Theme {key}", key.upper()) for key in themes),
                (BreakdownName("kind", kinds, "kind"), BreakdownName("benchmark", ())),
            ),
            {"overall": rank_summary(ranks), "kind": rank_by_group(ranks, labels)},
            rank_distribution(ranks),
            None,
            co_occurrence(ranks, k=min(3, len(themes))),
        )

    return build


@pytest.fixture(scope="session")
def well_formed() -> Callable[[str], bool]:
    """Whether a sentence keeps the rules of the house."""

    def check(sentence: str) -> bool:
        faults = (
            "  " in sentence,
            not sentence[0].isupper() and not sentence[0].isdigit(),
            not sentence.endswith(".") or sentence.endswith(".."),
            re.search(r"[{}]|None(?! of)|nan\b", sentence),
            re.search(r"\b(1|one) (respondents|places|groups|themes|sectors|points)\b", sentence),
            re.search(r"\b(all two|top one|bottom one|top 1\b|a [aeio])", sentence),
            re.search(r" [,;:.]|,,|\(\)", sentence),
        )
        return not any(faults)

    return check
