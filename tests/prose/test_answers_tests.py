from __future__ import annotations

from dataclasses import replace

from research.prose.answers_tests import above, against_rest, compared, sayable_points
from research.prose.answers_view import AnswersView
from tests.prose.answered import counted, hidden

SECTORS = {"sector": ["Banking", "Retail", "Food"]}
TAB = counted(
    "multi",
    {"phone": [200, 90, 60, 50], "web": [160, 60, 52, 48]},
    [400, 150, 130, 120],
    groups=SECTORS,
)
BANKING, RETAIL, FOOD = "sector.banking", "sector.retail", "sector.food"
GROUP = TAB.groups[0]


def test_a_column_is_above_another_where_test_and_letter_say_so() -> None:
    view = AnswersView(TAB)
    assert above(view, "phone", BANKING, FOOD)
    assert not above(view, "phone", FOOD, BANKING)
    assert not above(view, "phone", BANKING, RETAIL)


def test_letters_speak_where_no_comparison_is_kept_and_nothing_where_neither_is() -> None:
    bare = replace(TAB, tests=TAB.tests.iloc[:0])
    assert above(AnswersView(bare), "phone", BANKING, FOOD)
    points = tuple(replace(point, letter=f"A{point.letter}") for point in TAB.points)
    assert not above(AnswersView(replace(bare, points=points)), "phone", BANKING, FOOD)


def test_the_rest_speaks_only_where_all_its_columns_may_be_spoken_of() -> None:
    rest = TAB.rest.copy()
    rest.loc["phone", BANKING] = "higher"
    told = replace(TAB, rest=rest)
    assert against_rest(AnswersView(told), "phone", GROUP) == {BANKING: "higher"}
    assert against_rest(AnswersView(hidden(told, "phone", FOOD)), "phone", GROUP) == {}


def test_hidden_and_untested_columns_are_not_spoken_of() -> None:
    small = counted("multi", {"a": [60, 40, 20]}, [85, 60, 25], groups={"s": ["North", "South"]})
    assert sayable_points(AnswersView(small), "a", small.groups[0]) == ["s.north"]
    assert sayable_points(AnswersView(hidden(TAB, "phone", FOOD)), "phone", GROUP) == [
        BANKING,
        RETAIL,
    ]


def test_columns_are_alike_only_where_they_were_compared() -> None:
    view = AnswersView(TAB)
    assert not compared(view, GROUP)
    assert compared(view, GROUP, "web")
    assert not compared(AnswersView(replace(TAB, tests=TAB.tests.iloc[:0])), GROUP)
