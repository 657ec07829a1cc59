"""Nets within nets: each stands below the one that holds all its members."""

from __future__ import annotations

from research.edition.questions import Question
from research.tabulation.order import ordered
from research.tabulation.stub import Stub
from research.tabulation.tab import Line

NETS = {
    "net.all": ["a", "b", "c", "d"],
    "net.inner": ["a", "b"],
    "net.across": ["b", "e"],
    "net.later": ["c", "d"],
}


def lines(sort: str, totals: dict[str, float]) -> list[tuple[str, int]]:
    question = Question.model_validate(
        {"name": "q", "type": "multi", "column": "q", "split": ";", "sort": sort}
    )
    answers = [Line(key, key, "none" if key == "z" else "category") for key in "abcdez"]
    nets = [Line(key, key, "net") for key in NETS]
    stub = Stub(question, "", [], [*answers, *nets], members=NETS)
    return [(line.key, line.depth) for line in ordered(stub, totals)]


def test_a_net_within_another_stands_below_it_over_its_own_members():
    assert lines("questionnaire", {}) == [
        ("net.all", 0),
        ("net.inner", 1),
        ("a", 2),
        ("b", 2),
        ("net.later", 1),
        ("c", 2),
        ("d", 2),
        ("net.across", 0),
        ("e", 1),
        ("z", 0),
    ]


def test_by_size_nets_and_members_are_sorted_on_every_level_and_none_stays_last():
    totals = {"net.all": 9, "net.inner": 3, "net.later": 5, "a": 1, "b": 2, "c": 3, "d": 4}
    totals |= {"net.across": 20, "e": 20, "z": 50}
    assert lines("size", totals) == [
        ("net.across", 0),
        ("e", 1),
        ("net.all", 0),
        ("net.later", 1),
        ("d", 2),
        ("c", 2),
        ("net.inner", 1),
        ("b", 2),
        ("a", 2),
        ("z", 0),
    ]
