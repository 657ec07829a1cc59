from __future__ import annotations

from dataclasses import replace

import pytest

from research.prose.answers_checks import CHECKS
from research.prose.claims import Claim
from research.prose.evidence import Evidence
from research.prose.kinds import holds
from tests.prose.answered import counted
from tests.prose.test_answers_scales import amounts, scale, score

SECTORS = {"sector": ["Banking", "Retail", "Food"]}
TAB = counted(
    "single",
    {
        "phone": [200, 90, 60, 50],
        "web": [120, 40, 42, 38],
        "mail": [80, 20, 28, 32],
        "fax": [0, 0, 0, 0],
    },
    [400, 150, 130, 120],
    groups=SECTORS,
)
REST = TAB.rest.copy()
REST.loc["phone", "sector.banking"] = "higher"
TABLES = {
    "counted": TAB,
    "rest": replace(TAB, rest=REST),
    "small": counted("single", {"yes": 15, "no": 2}, 17),
    "alike": counted(
        "multi", {"a": [100, 50, 50]}, [200, 100, 100], groups={"s": ["North", "South"]}
    ),
    "close": counted("single", {"a": 80, "b": 75, "c": 20}, 175),
    "scale": scale([5, 10, 20, 40, 25], 3.7),
    "score": score(35, 31),
    "amount": amounts(544, 93, 24, 266, 900),
}
TOTAL, BANKING, FOOD = "total", "sector.banking", "sector.food"


def claim(kind: str, themes: tuple[str, ...], *groups: str, **more: object) -> Claim:
    return Claim(f"answer {kind}", themes, groups=groups or (TOTAL,), **more)  # type: ignore[arg-type]


CLAIMS = [
    ("counted", claim("prints", ("phone",), value=50), claim("prints", ("phone",), value=49)),
    (
        "counted",
        claim("prints", ("phone",), BANKING, value=60),
        claim("prints", ("phone",), FOOD, value=60),
    ),
    ("counted", claim("first", ("phone",), value=50), claim("first", ("web",), value=30)),
    (
        "counted",
        claim("first", ("fax",), value=0, lowest=True),
        claim("first", ("mail",), value=20, lowest=True),
    ),
    ("counted", claim("ahead", ("phone",)), claim("ahead", ("web",))),
    ("close", claim("close", ("a", "b")), claim("close", ("a", "b", "c"))),
    (
        "counted",
        claim("ahead of all", ("phone", "web", "mail")),
        claim("ahead of all", ("web", "phone")),
    ),
    ("small", claim("base", (), value=17), claim("base", (), value=16)),
    ("counted", claim("nobody", ("fax",)), claim("nobody", ("fax", "mail"))),
    ("counted", claim("sum", ("phone", "web"), value=80), claim("sum", ("phone",), value=80)),
    (
        "counted",
        claim("between", ("phone", "web"), value=30, other=50),
        claim("between", ("phone", "mail"), value=30, other=50),
    ),
    (
        "counted",
        claim("above", ("phone",), BANKING, FOOD),
        claim("above", ("phone",), FOOD, BANKING),
    ),
    (
        "rest",
        claim("from rest", ("phone",), BANKING),
        claim("from rest", ("phone",), BANKING, lowest=True),
    ),
    ("alike", claim("alike", (), "s.north", "s.south"), None),
    ("counted", None, claim("alike", (), BANKING, FOOD)),
    (
        "scale",
        claim("beyond", ("mean",), value=3),
        claim("beyond", ("mean",), value=3, lowest=True),
    ),
    ("scale", None, claim("beyond", ("mean",), value=3.6)),
    ("score", claim("around", ("score",), value=0), claim("around", ("score",), value=20)),
    (
        "score",
        claim("interval", ("score",), value=-2, other=10),
        claim("interval", ("score",), value=-2, other=11),
    ),
    ("amount", claim("exceeds", ("mean", "q3")), claim("exceeds", ("q3", "mean"))),
]


@pytest.mark.parametrize(("table", "true", "false"), CLAIMS)
def test_a_claim_holds_just_where_the_table_bears_it_out(
    table: str, true: Claim | None, false: Claim | None
) -> None:
    evidence = Evidence(answers=TABLES[table])
    assert true is None or holds(true, evidence)
    assert false is None or not holds(false, evidence)


def test_every_kind_of_claim_is_held_against_a_table_both_ways() -> None:
    for place in (1, 2):
        assert {row[place].kind for row in CLAIMS if row[place] is not None} == set(CHECKS)


def test_a_cell_that_may_not_be_spoken_of_prints_nothing() -> None:
    small = counted("multi", {"a": [60, 40, 20]}, [85, 60, 25], groups={"s": ["North", "South"]})
    assert holds(claim("prints", ("a",), "s.north", value=67), Evidence(answers=small))
    assert not holds(claim("prints", ("a",), "s.south", value=80), Evidence(answers=small))
