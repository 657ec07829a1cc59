"""All tables of a small survey attacked together: nothing of too few can be reckoned from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from published_totals import Shown, computable, told

from research.edition.banners import PointGroup
from research.statistics.samples.comparisons import Comparison
from research.statistics.samples.suppression import Suppression
from research.statistics.tables.crosstabs import crosstab
from research.tabulation.columns import columns_of
from research.tabulation.making import planned
from research.tabulation.questions import stubs_of
from research.tabulation.respondents import Respondents
from tests.tabulation.asked import answers

if TYPE_CHECKING:
    from pathlib import Path

    from research.sources.answers.answers import Answers

HIDE = 5
ASKED = """
- name: sector
  type: single
  column: sector
  codes: {1: Banking, 2: Insurance, 3: Retail, 4: Arts}
  nets: {Finance: [1, 2]}
- name: region
  type: single
  column: region
  codes: {N: North, S: South}
- name: recommend
  type: nps
  column: recommend
  codes: {98: {text: Don't know, role: dont_know}}
- name: service
  type: scale
  column: service
  codes: {1: Poor, 3: Good}
  boxes: {Top 1: [3]}
  base: {text: In banking, filter: {sector: [1]}}
- name: used
  type: multi
  rows: {web: {column: web}, mail: {column: mail}}
  counted: [1]
"""
BANNERS = {
    "total": [],
    "sector": [
        PointGroup(question="sector", points=["Finance", "3", "4"]),
        PointGroup(question="region"),
    ],
    "nested": [PointGroup(question="region", nest="sector")],
    "used": [PointGroup(question="used")],
}


def drawn(folder: Path, seed: int) -> Answers:
    """A made-up survey of sixty with a sector of three."""
    rng = np.random.default_rng(seed)
    rows = ["sector,region,recommend,service,web,mail"]
    for place in range(60):
        sector = 4 if place < 3 else int(rng.choice([1, 2, 3], p=(0.5, 0.3, 0.2)))
        region = rng.choice(["N", "S", ""], p=(0.55, 0.4, 0.05))
        score = int(rng.choice([*range(11), 98]))
        service = int(rng.integers(1, 4)) if sector == 1 else ""
        web, mail = (int(flag) for flag in rng.random(2) < (0.5, 0.15))
        rows.append(f"{sector},{region},{score},{service},{web or ''},{mail or ''}")
    return answers(folder, "\n".join(rows), ASKED)


def book(held: Answers, hide: int) -> tuple[object, list[Shown]]:
    """Every question by every banner, as a tab book has them."""
    stubs = [stub for one in held.table.questions for stub in stubs_of(one, held)]
    banners = {name: columns_of(groups, held) for name, groups in BANNERS.items()}
    people = Respondents(held.frame.index)
    plan = planned(stubs, list(banners.values()), people, Suppression(hide=hide))
    columns = {name: held for stub in stubs for name, held in stub.columns.items()}
    for one in banners.values():
        columns |= one.columns
    frame = people.frame(columns)
    asked = [part.asked for stub in stubs for part in stub.parts]
    shown = []
    for one in banners.values():
        made = crosstab(frame, asked, one.banner, comparison=Comparison(), suppression=plan)
        shown.append(Shown(made, one.banner, asked))
    return frame, shown


@pytest.mark.parametrize("seed", range(3))
def test_no_few_can_be_reckoned_from_a_whole_book(tmp_path, seed):
    frame, shown = book(drawn(tmp_path, seed), HIDE)
    assert any(each.table.cells["shown"].sum() > 20 for each in shown)
    assert computable(told(frame, shown), HIDE) == []


def test_the_attack_finds_what_a_book_without_a_plan_tells(tmp_path):
    frame, shown = book(drawn(tmp_path, 0), 0)
    assert computable(told(frame, shown), HIDE)
