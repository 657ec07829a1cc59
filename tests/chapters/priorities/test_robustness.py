from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.chapters.priorities import robustness

if TYPE_CHECKING:
    from research.study import Study


def test_random_responders_leave_the_order_and_widen_the_gaps(study: Study) -> None:
    frame = robustness.random_table(study).frame
    assert list(frame.columns) == ["As answered", "5%", "10%", "20%", "30%"]
    for name in frame.columns:
        assert frame[name].is_monotonic_increasing
    gaps = frame.iloc[-1] - frame.iloc[0]
    assert gaps.is_monotonic_increasing
    assert "No theme would change its position." in robustness.random_text(study).markdown


def test_the_mean_rank_is_taken_out_of_the_mixture(study: Study) -> None:
    found = {result.name: result.value for result in robustness.random_table(study).results}
    # Staff: mean rank 14 / 8 of all; 2.5 of those at random.
    assert found["random.staff.mean_rank20"] == pytest.approx((1.75 - 0.2 * 2.5) / 0.8)


def test_more_random_responders_than_the_answers_allow_are_noted(study: Study) -> None:
    notes = robustness.random_table(study).notes
    assert any("more random responders than the answers allow" in note for note in notes)


def test_shares_stand_with_their_intervals(study: Study) -> None:
    table = robustness.shares_table(study)
    assert table.frame.index[0] == "Staff & Skills"
    # Four of eight: Wilson's interval.
    assert table.cells[0][0].text == "50% (22–78)"
    found = {result.name: result.value for result in table.results}
    assert found["appendix.staff.first_low"] == pytest.approx(21.5215, abs=1e-3)
    assert found["appendix.staff.first_high"] == pytest.approx(78.4785, abs=1e-3)


def test_the_sentence_on_shares_names_the_theme_with_the_largest(study: Study) -> None:
    text = robustness.shares_text(study).markdown
    assert text.startswith("A share of 8 answers is known to within about")
