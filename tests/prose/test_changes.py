from __future__ import annotations

import pandas as pd
import pytest

from research.prose.changes import describe_changes, lead_changes, note_change, title_changes
from research.prose.names import Names, ThemeName

NAMES = Names(tuple(ThemeName(key, key.title()) for key in ["fish", "bread", "salt", "wine"]))
COLUMNS = ["rank_before", "tied_before", "rank", "places", "change", "significant"]


def items(**rows: tuple[object, ...]) -> pd.DataFrame:
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS)
    limits = {"low": frame["change"] - 0.5, "high": frame["change"] + 0.5}
    return frame.assign(**limits, reason="")


@pytest.fixture
def moved() -> pd.DataFrame:
    return items(
        wine=(4, False, 1, 3, -2.0, True),
        fish=(1, False, 2, -1, 0.3, False),
        bread=(2, True, 3, -1, 0.8, True),
        salt=(2, True, 4, -2, 0.9, False),
    )


@pytest.fixture
def still(moved: pd.DataFrame) -> pd.DataFrame:
    return moved.assign(significant=False)


def test_the_title_is_the_theme_that_moved_most(moved: pd.DataFrame):
    title = title_changes(moved, NAMES, "2010")
    assert title == "Wine has risen three places since 2010, from fourth to first"


def test_a_theme_that_changed_and_kept_its_place_is_not_said_to_have_moved(moved: pd.DataFrame):
    kept = moved.assign(places=0)
    assert title_changes(kept, NAMES, "2010") == (
        "Wine has changed most since 2010, and kept its place"
    )


def test_without_certain_changes_no_theme_is_named(still: pd.DataFrame):
    assert "Wine" not in title_changes(still, NAMES, "2010")
    assert title_changes(still, NAMES, "2010").startswith("No theme has moved")


def test_the_lead_tells_who_came_into_the_first_ranks_and_who_left(moved: pd.DataFrame):
    assert lead_changes(moved, NAMES, "2010") == (
        "Wine is now among the first two and Bread and Salt are no longer there; two themes have "
        "changed by more than chance can explain."
    )


def test_the_lead_says_so_where_the_first_are_the_same(still: pd.DataFrame):
    same = still.assign(rank_before=still["rank"])
    assert lead_changes(same, NAMES, "2010") == (
        "The first two are the themes of 2010; no theme has changed by more than chance can "
        "explain."
    )


def test_rises_falls_and_moves_that_prove_nothing_are_kept_apart(moved: pd.DataFrame):
    said = describe_changes(moved, 0.001, NAMES, "2010", 0.95)
    assert "differs from that of 2010" in said[0]
    assert said[1] == (
        "Wine (−2.00 in mean rank, −2.50 to −1.50) has risen by more than chance can explain."
    )
    assert said[2].startswith("Bread (+0.80 in mean rank")
    assert "has fallen" in said[2]
    assert said[3].startswith("Salt (from second to fourth) changed places too")
    assert len(said) == 4


def test_an_order_that_chance_explains_is_not_called_different(still: pd.DataFrame):
    said = describe_changes(still, 0.4, NAMES, "2010", 0.95)
    assert "cannot be told from that of 2010" in said[0]
    assert not [one for one in said if "risen" in one or "fallen" in one]


def test_a_rank_that_hides_a_change_is_pointed_out(moved: pd.DataFrame):
    kept = moved.assign(places=[0, -1, -1, -2])
    said = describe_changes(kept, 0.001, NAMES, "2010", 0.95)
    assert said[-1] == (
        "A rank can hide a change: Wine has kept its rank while the mean behind it moved."
    )


def test_the_note_on_a_theme_says_whether_its_change_counts(moved: pd.DataFrame):
    rows = moved.to_dict("index")
    assert note_change(rows["bread"], NAMES, "bread", "2010") == (
        "In 2010 Bread was joint second overall; the change of its mean rank, +0.80 (+0.30 to "
        "+1.30), is more than chance can explain."
    )
    assert "cannot be told from chance" in note_change(rows["fish"], NAMES, "fish", "2010")
    alone = {**rows["bread"], "significant": False}
    assert note_change(alone, NAMES, "bread", "2010").endswith(
        "+0.80 (+0.30 to +1.30), is beyond chance for this theme alone, and not once all themes "
        "are allowed for."
    )
    untested = {**rows["fish"], "reason": "no variation"}
    assert note_change(untested, NAMES, "fish", "2010").endswith("not tested: no variation.")
