from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.prose.evidence import Evidence, Standings
from research.prose.kinds import holds, read_claim

if TYPE_CHECKING:
    from research.prose.claims import Claim

OVERALL = {"a": 1, "b": 2, "c": 3, "d": 4}
DATA = Evidence(
    standings=Standings(
        OVERALL,
        {
            "s.x": {"a": 2, "b": 1, "c": 3, "d": 4},
            "s.y": {"a": 1, "b": 4, "c": 2, "d": 3},
            "s.z": {"a": 1, "b": 1, "c": 4, "d": 3},
            "t.u": dict(OVERALL),
        },
    )
)


def claim(kind: str, themes: str, *groups: str, **more: object) -> Claim:
    return read_claim({"kind": kind, "themes": list(themes), "groups": groups, **more})


@pytest.mark.parametrize(
    ("statement", "true"),
    [
        (claim("rank", "a", "s.y", "s.z", value=1), True),
        (claim("rank", "a", "s.x", "s.y", value=1), False),
        (claim("rank", "b", "overall", value=2), True),
        (claim("within", "a", "s.y", "s.z", "t.u", value=1), True),
        (claim("within", "a", "s.y", "s.z", breakdown="s", value=1), True),
        (claim("within", "a", "s.y", value=1), False),
        (claim("outside", "b", "s.y", value=2), True),
        (claim("outside", "b", value=2), False),
        (claim("range", "b", value=1, other=4), True),
        (claim("range", "b", "s.y", value=1, other=2), True),
        (claim("range", "b", value=1, other=2), False),
        (claim("best", "b", "s.x", "s.z", value=1), True),
        (claim("best", "b", "s.y", value=4, lowest=True), True),
        (claim("best", "b", "s.x", value=1), False),
        (claim("peak", "a", "s.x", breakdown="s", lowest=True), True),
        (claim("peak", "a", "s.y", breakdown="s"), False),
        (claim("peak", "a", "t.u", breakdown="t"), False),
        (claim("spread", "b", breakdown="s", value=1), True),
        (claim("spread", "c", breakdown="s", value=2), True),
        (claim("spread", "c", breakdown="s", value=1), False),
        (claim("spread", "a", breakdown="s", value=3), False),
        (claim("steady", "a", value=1), False),
        (claim("gains", "b", "s.x", value=1), True),
        (claim("gains", "b", "s.x", "s.y", value=1), False),
        (claim("gains", "b", "s.y", value=2, lowest=True), True),
        (claim("moved", "b", "s.y", value=2), True),
        (claim("moved", "bc", "s.y", value=2), False),
        (claim("above", "b", "s.x", "s.y", value=3), True),
        (claim("above", "b", "s.x", "s.y", value=4), False),
        (claim("closest", "", "s.x", breakdown="s"), True),
        (claim("closest", "", "s.z", breakdown="s"), False),
        (claim("order", "ba", "s.x"), True),
        (claim("order", "ab", "s.x"), False),
        (claim("order", "ab", "s.z"), False),
        (claim("tie", "ab", "s.z", value=1), True),
        (claim("tie", "ab", "s.x", value=1), False),
        (claim("bottom", "c", "s.z"), True),
        (claim("bottom", "d", "s.z"), False),
        (claim("keeps", "ab", "s.x", value=2), True),
        (claim("keeps", "ab", "s.y", value=2), False),
        (claim("common", "a", breakdown="s", value=2), True),
        (claim("common", "ab", breakdown="s", value=2), False),
        (claim("half", "b"), True),
        (claim("half", "c"), False),
        (claim("half", "c", lowest=True), True),
    ],
)
def test_a_rank_claim_is_true_only_as_the_tables_have_it(statement: Claim, true: bool) -> None:
    assert holds(statement, DATA) is true


def test_one_theme_alone_is_the_steady_one() -> None:
    data = Standings(OVERALL, {"s.x": {"a": 1, "b": 3, "c": 4, "d": 2}})
    assert holds(claim("steady", "a", value=0), Evidence(standings=data))
    assert not holds(claim("steady", "b", value=1), Evidence(standings=data))
