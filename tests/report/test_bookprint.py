from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from research.report.bookprint import breaks

HEIGHTS = st.lists(st.lists(st.sampled_from([15.0, 30.0]), min_size=1, max_size=12), max_size=20)


@given(HEIGHTS)
def test_a_table_that_a_page_can_hold_is_not_parted(heights: list[list[float]]) -> None:
    room = 120.0
    at = {*breaks(heights, room)}
    starts = [sum(map(len, heights[:place])) for place in range(len(heights))]
    assert at <= {*starts[1:]}
    left = room
    for start, table in zip(starts, heights, strict=True):
        if start in at:
            left = room
        if sum(table) <= room:
            assert sum(table) <= left
        left = max(left - sum(table), 0)
