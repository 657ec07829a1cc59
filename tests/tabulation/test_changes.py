"""Changes of all tables together: their order, limits and correction."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.statistics.samples.corrections import adjusted
from research.tabulation.changes import changing_lines, wave_changes
from research.tabulation.tab import Break, Line
from tests.prose.answered import question
from tests.prose.waved import BEFORE, NOW, YEAR, drawn, waved


def several():
    return [replace(drawn(seed), id=f"t{seed}", breaks=()) for seed in range(6)]


def test_all_comparisons_are_one_family_and_the_surest_come_first():
    changes = wave_changes(several())
    assert len(changes) == 6 * 4 * 2
    holm = adjusted(changes["p"].to_numpy(), "holm")
    assert (changes["p_adjusted"] >= holm).all()
    assert changes["p_adjusted"].iloc[0] == pytest.approx(holm[0])
    assert changes["p"].is_monotonic_increasing
    assert changes["significant"].tolist() == (changes["p_adjusted"] <= 0.05).tolist()
    assert changes["significant"].any()


def test_a_change_is_never_surer_than_its_table_says():
    tab = several()[0]
    doubtful = replace(tab, tests=tab.tests.assign(p_adjusted=0.5, significant=False))
    changes = wave_changes([doubtful])
    assert (changes["p_adjusted"] >= 0.5).all()
    assert not changes["significant"].any()
    assert not changes["own"].any()


def test_limits_leave_nought_out_just_where_a_test_alone_would_find_a_change():
    changes = wave_changes(several(), correction="none")
    outside = (changes["low"] > 0) | (changes["high"] < 0)
    assert outside.tolist() == (changes["p"] < 0.05).tolist()
    middle = (changes["low"] + changes["high"]) / 2
    assert middle.to_numpy() == pytest.approx(changes["change"].to_numpy())


def test_a_change_is_the_later_figure_less_the_earlier_whichever_the_test_names_first():
    tab = several()[0]
    turned = tab.tests.assign(
        first=tab.tests["second"], second=tab.tests["first"], difference=-tab.tests["difference"]
    )
    one, other = (wave_changes([each]) for each in (tab, replace(tab, tests=turned)))
    assert one.equals(other)
    assert (one["change"] == one["later"] - one["earlier"]).all()
    assert (np.sign(one["t"]) == np.sign(one["change"])).all()


def test_waves_that_are_not_comparable_take_no_part():
    tab = replace(drawn(1), breaks=(Break(BEFORE, NOW, ("wording",), "Reworded."),))
    changes = wave_changes([tab])
    assert set(changes["step"]) == {"year"}
    assert set(changes["before"]) == {YEAR}
    assert wave_changes([replace(tab, breaks=(*tab.breaks, Break(YEAR, NOW, ("base",), "")))]).empty


def test_what_has_no_test_comes_last_without_limits():
    few = replace(waved([Line("a", "A", "category")], [[1, 2, 3, 4, 50]], few=True), id="few")
    changes = wave_changes([few, *several()])
    assert changes["table"].tolist()[-2:] == ["few", "few"]
    assert changes[["low", "high", "p", "t"]].iloc[-2:].isna().all(axis=None)
    assert not changes["significant"].iloc[-2:].any()
    assert changes["reason"].iloc[-1] == "base too small"


def test_points_of_scales_and_figures_without_tests_are_left_out():
    lines = [
        Line("promoters", "Promoters", "net"),
        Line("10", "10", "category"),
        Line("score", "Score", "score", "score"),
        Line("error", "Error", "error", "score"),
    ]
    tab = waved(lines, [[1.0] * 5] * 4, asked=question("nps"))
    assert [line.key for line in changing_lines(tab)] == ["promoters", "score"]
    counted = waved(lines[1:2], [[1.0] * 5])
    assert [line.key for line in changing_lines(counted)] == ["10"]
    grid = question("grid", rows={"a": {"column": "a", "text": "A"}}, codes={1: "Poor", 5: "Good"})
    assert changing_lines(waved(lines, [[1.0] * 5] * 4, asked=grid)) == []
