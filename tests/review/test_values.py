"""Published values of two states: what moved in print, crossings first."""

from __future__ import annotations

from typing import Any

from research.review.tolerances import Tolerances
from research.review.values import compare_values


def record(name: str, value: Any, unit: str = "percent", base: int = 105, **more: Any) -> Any:
    return {"name": name, "value": value, "unit": unit, "base": base, "where": "tbl-x"} | {
        "label": name.replace(".", " "),
        **more,
    }


def test_crossings_come_before_what_moved_further() -> None:
    found = compare_values(
        [
            record("a.share", 10.0),
            record("a.rank", 3, "rank"),
            record("a.p", 0.06, "p"),
            record("a.net", -0.4, "score"),
            record("a.leader", "Farming", "text"),
        ],
        [
            record("a.share", 90.0),
            record("a.rank", 2, "rank"),
            record("a.p", 0.04, "p"),
            record("a.net", 0.4, "score"),
            record("a.leader", "People", "text"),
        ],
    )
    assert [one.crossing for one in found.moved] == ["rank", "significance", "verdict", "sign", ""]
    assert [one.meaning for one in found.crossings] == [
        "another rank",
        "now significant",
        "another verdict",
        "another sign",
    ]


def test_a_level_of_another_confidence_is_crossed_elsewhere() -> None:
    pair = [record("a.p", 0.06, "p")], [record("a.p", 0.04, "p")]
    assert not compare_values(*pair, confidence=0.99).crossings
    assert compare_values(*pair, confidence=0.95).crossings


def test_what_prints_alike_is_counted_and_not_told_as_two_alike_strings() -> None:
    found = compare_values([record("a.share", 49.6)], [record("a.share", 50.2)])
    assert not found.moved
    assert found.below == ("a.share",)
    assert found


def test_a_crossing_is_told_even_where_both_print_alike() -> None:
    found = compare_values([record("a.p", 0.04999, "p")], [record("a.p", 0.05001, "p")])
    assert [(one.old, one.new, one.meaning) for one in found.moved] == [
        ("0.050", "0.050", "no longer significant")
    ]


def test_names_bases_and_marks_are_told_apart_from_values() -> None:
    found = compare_values(
        [record("gone.share", 1.0), record("a.base", 2.0), record("a.rank", 2, "rank")],
        [
            record("new.share", 1.0),
            record("a.base", 2.0, base=104),
            record("a.rank", 2, "rank", tied=True),
        ],
    )
    assert [one["name"] for one in found.gone] == ["gone.share"]
    assert [one["name"] for one in found.added] == ["new.share"]
    assert [(one.name, one.old, one.new) for one in found.bases] == [
        ("a.base", "base 105", "base 104")
    ]
    assert [(one.name, one.old, one.new) for one in found.marks] == [("a.rank", "no mark", "tied")]


def test_a_tolerance_keeps_quiet_as_far_as_it_reaches() -> None:
    allowed = Tolerances({"a.*": 0.5, "a.exact": 0.0})
    found = compare_values(
        [record("a.share", 10.0), record("a.exact", 10.0)],
        [record("a.share", 10.5), record("a.exact", 11.0)],
        tolerances=allowed,
    )
    assert found.within == ("a.share",)
    assert [one.name for one in found.moved] == ["a.exact"]


def test_no_tolerance_keeps_a_finding_quiet() -> None:
    allowed = Tolerances({"*": 100.0})
    found = compare_values(
        [record("a.rank", 2, "rank"), record("a.share", 10.0)],
        [record("a.rank", 1, "rank"), record("a.share", 30.0)],
        tolerances=allowed,
    )
    assert [one.name for one in found.moved] == ["a.rank"]
    assert found.within == ("a.share",)
