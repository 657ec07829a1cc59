"""Surveys drawn by lot and tabulated as those of an edition, for tests of what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.edition.banners import PointGroup
from research.statistics.samples.comparisons import Comparison
from research.statistics.samples.suppression import Suppression
from research.tabulation.columns import columns_of
from research.tabulation.making import Told, planned, tabulate
from research.tabulation.questions import stubs_of
from research.tabulation.respondents import Respondents
from research.tabulation.summary import summary
from tests.tabulation.asked import answers

if TYPE_CHECKING:
    from pathlib import Path

    from research.tabulation.tab import Tab

QUESTIONS = """
- name: sector
  type: single
  column: sector
  codes:
    - {code: "1", key: banking, text: Banking, phrase: in Banking}
    - {code: "2", key: retail, text: Retail, phrase: in Retail}
    - {code: "3", key: food, text: Food & Drink, phrase: in Food & Drink}
- {name: member, title: Member, type: single, column: member, codes: {1: "Yes", 2: "No"}}
- name: contact
  title: First contact
  type: single
  column: contact
  codes:
    1: By phone
    2: On the web
    3: By mail
    4: At a fair
    5: {text: Somewhere else, role: other}
    9: {text: Don't know, role: dont_know}
  nets: {Remote: [1, 2]}
- name: used
  title: Services used
  type: multi
  rows:
    advice: {column: u1, text: Advice}
    repair: {column: u2, text: Repair}
    lease: {column: u3, text: "Lease (3 years)"}
    none: {column: u4, text: None of these, role: none}
  counted: [1]
- name: value
  title: Value for money
  type: scale
  column: value
  codes: {1: Very poor, 5: Excellent, 9: {text: Don't know, role: dont_know}}
  boxes: {Top 2: [4, 5], Bottom 2: [1, 2]}
- name: service
  title: Service
  type: grid
  codes: {1: Very poor, 5: Excellent}
  rows:
    speed: {column: g1, text: Speed of answer}
    skill: {column: g2, text: Expertise}
    tone: {column: g3, text: Tone}
  boxes: {Top 2: [4, 5], Bottom 2: [1, 2]}
- {name: recommend, title: Likelihood to recommend, type: nps, column: nps}
- {name: staff, title: Employees, type: numeric, column: staff, unit: people}
- name: wallet
  title: Share of wallet
  type: allocation
  rows:
    us: {column: w1, text: Us}
    rival: {column: w2, text: The largest rival}
    others: {column: w3, text: All others}
- name: aims
  title: Aims
  type: ranking
  rows:
    growth: {column: r1, text: Growth}
    cost: {column: r2, text: Lower cost}
    people: {column: r3, text: Better people}
    risk: {column: r4, text: Less risk}
"""
BANNER = [PointGroup(question="sector"), PointGroup(question="member")]


def drawn(seed: int, n: int, strength: float = 0.5) -> pd.DataFrame:
    """Cells of a survey in which sectors and answers differ more or less, by lot."""
    rng = np.random.default_rng(seed)
    sector = rng.choice([1, 2, 3], n, p=_shares(rng, 3, 1 + strength))
    cells = pd.DataFrame({"sector": sector, "member": rng.choice([1, 2], n)})
    tilt = strength * rng.normal(size=(4, 12))[sector]
    cells["contact"] = _chosen(rng, [1, 2, 3, 4, 5, 9], n, tilt[:, :6], strength)
    for place, name in enumerate(("u1", "u2", "u3")):
        chance = 1 / (1 + np.exp(-(rng.normal(scale=2 * strength) + tilt[:, place])))
        cells[name] = (rng.uniform(size=n) < chance).astype(float)
    cells["u4"] = (cells[["u1", "u2", "u3"]].sum(axis=1) == 0).astype(float)
    cells["value"] = _chosen(rng, [1, 2, 3, 4, 5, 9], n, tilt[:, 3:9], strength)
    for place, name in enumerate(("g1", "g2", "g3")):
        cells[name] = _chosen(rng, [1, 2, 3, 4, 5], n, tilt[:, place : place + 5], strength)
        cells.loc[rng.uniform(size=n) < 0.1, name] = np.nan
    cells["nps"] = _chosen(rng, list(range(11)), n, tilt[:, :11], strength)
    cells["staff"] = np.floor(np.exp(rng.normal(4, 1 + strength, n) + tilt[:, 2]))
    shares = rng.dirichlet(np.exp(strength * rng.normal(size=3)), n)
    cells["w1"], cells["w2"] = (np.floor(100 * shares[:, place]) for place in (0, 1))
    cells["w3"] = 100 - cells["w1"] - cells["w2"]
    liking = rng.gumbel(size=(n, 4)) + strength * rng.normal(size=4) + tilt[:, :4]
    ranks = (-liking).argsort(axis=1).argsort(axis=1) + 1
    for place in range(4):
        cells[f"r{place + 1}"] = ranks[:, place]
    return cells


def _shares(rng: np.random.Generator, size: int, spread: float) -> np.ndarray:
    weights = np.exp(spread * rng.normal(size=size))
    return weights / weights.sum()


def _chosen(
    rng: np.random.Generator, codes: list[int], n: int, tilt: np.ndarray, strength: float
) -> np.ndarray:
    """One answer a respondent: liked more or less by all, and by each sector."""
    liking = rng.gumbel(size=(n, len(codes))) + strength * rng.normal(size=len(codes))
    return np.array(codes)[(liking + tilt[:, : len(codes)]).argmax(axis=1)]


def surveyed(
    folder: Path,
    seed: int,
    n: int,
    strength: float = 0.5,
    *,
    weighted: bool = False,
    fewest: int = 0,
) -> list[Tab]:
    """Every question of a survey drawn by lot, by sector and membership.

    Parameters
    ----------
    folder : to write the answers to.
    seed, n, strength : of the draw, how many answer, and how far they differ.
    weighted : whether respondents count for more or less than one.
    fewest : respondents below whom nothing is shown; 0 shows all.
    """
    cells = drawn(seed, n, strength).to_csv(index=False, float_format="%g")
    held = answers(folder, cells, QUESTIONS)
    rng = np.random.default_rng(seed)
    weights = pd.Series(rng.uniform(0.4, 2.5, n), index=held.frame.index) if weighted else None
    people = Respondents(held.frame.index, weights)
    columns = columns_of(BANNER, held)
    found = []
    for question in held.table.questions:
        stubs = stubs_of(question, held)
        rule = Suppression(hide=fewest) if fewest else None
        plan = planned(stubs, [columns], people, rule) if rule else None
        told = Told("profile", weight="size" if weighted else "")
        tabs = tabulate(stubs, columns, people, comparison=Comparison(), plan=plan, told=told)
        found += [*tabs, *([summary(tabs)] if question.type == "grid" else [])]
    return found
