from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from published_totals import Row, Shown, computable, told

from research.errors import StatisticsError
from research.statistics.answers.variables import MultipleResponse, Variable
from research.statistics.samples import suppression
from research.statistics.samples.derivation import singled_out
from research.statistics.samples.suppression import Suppression, protect
from research.statistics.tables import protection
from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab
from research.statistics.tables.disclosure import Disclosure
from research.statistics.tables.parts import Part

USES = MultipleResponse(["mail", "web"], "Uses", nets={"Any": ["mail", "web"]})
RATING = Variable("rating", top=[2], bottom=[1], nets={"Middle": [2, 3]}, mean=True)
TEN = Suppression(hide=10)


def people(**counts: int) -> pd.DataFrame:
    """Respondents by region and size, with answers that vary among them."""
    rows = [tuple(key.split("_")) for key, count in counts.items() for _ in range(count)]
    frame = pd.DataFrame(rows, columns=["region", "size"])
    return frame.assign(answer=np.arange(len(frame)) % 3, second=np.arange(len(frame)) % 2)


def book(frame, stub, banners, parts, rule=TEN, **more):
    """Make all tables of a plan: those of all respondents, then those of each part."""
    plan = Disclosure(frame, banners, rule, stub=stub, parts=parts, **more)
    shown = [
        Shown(crosstab(frame, stub, banner, suppression=plan), banner, stub) for banner in banners
    ]
    for part in parts:
        own = frame[np.asarray(part.members)]
        shown += [
            Shown(crosstab(own, part.stub, b, suppression=plan), b, part.stub, part.members)
            for b in part.banners
        ]
    return shown


def gone(shown, question="answer"):
    cells = shown.table.cells
    hidden = cells[(cells["question"] == question) & cells["unweighted_base"].isna()]
    return sorted(set(hidden["column"]))


def customers(outside: int) -> tuple[pd.DataFrame, np.ndarray, Banner]:
    frame = people(asia_small=40, europe_small=40, asia_large=40)
    members = np.arange(120) % 40 >= outside / 3
    return frame, members, Banner(["region", "size"])


def test_a_part_and_all_others_of_enough_hide_nothing():
    frame, members, banner = customers(60)
    both = ["answer", "second"]
    shown = book(frame, both, [banner], [Part(members, [banner], both)])
    assert all(table.table.cells["shown"].all() for table in shown)
    assert not computable(told(frame, shown), 10)


def test_tables_of_all_and_of_nearly_all_do_not_tell_of_the_few_others():
    frame, members, banner = customers(6)
    alone = [
        Shown(crosstab(frame, ["answer"], banner, suppression=TEN), banner, ["answer"]),
        Shown(
            crosstab(frame[members], ["answer"], banner, suppression=TEN),
            banner,
            ["answer"],
            members,
        ),
    ]
    leaks = computable(told(frame, alone), 10)
    assert set(np.flatnonzero(~members)) in [set(found) for _, _, found in leaks]
    together = book(frame, ["answer"], [banner], [Part(members, [banner], ["answer"])])
    assert not computable(told(frame, together), 10)
    assert gone(together[0]) == []
    assert "Total" in gone(together[1])


def test_a_question_put_to_nearly_all_shows_its_total_and_no_columns():
    frame, members, banner = customers(6)
    shown = book(frame, ["answer"], [banner], [Part(members, [banner], ["second"])])
    assert gone(shown[0]) == []
    assert gone(shown[1], "second") == ["asia", "europe", "large", "small"]
    assert not computable(told(frame, shown), 10)


def test_what_a_hidden_part_has_in_common_with_all_stays_known():
    frame = people(asia_small=12, europe_small=16, america_small=2)
    banner, rule = Banner(["region"]), Suppression(hide=4)
    nearly = Part(np.arange(30) != 28, [banner], ["answer"], "all but one")
    rest = Part((frame["region"] != "asia").to_numpy(), [banner], ["answer"], "not asia")
    shown = book(frame, ["answer"], [banner], [nearly, rest], rule)
    assert gone(shown[0]) == ["america", "asia"]
    assert not computable(told(frame, shown), 4)
    assert "Total" in gone(shown[2])


def test_parts_without_tables_of_all_are_held_against_each_other():
    frame, members, banner = customers(6)
    wider = members | (np.arange(120) == 0)
    parts = [Part(members, [banner], ["second"], "some"), Part(wider, [banner], ["answer"], "more")]
    shown = book(frame, [], [], parts)
    assert sum(gone(table, table.stub[0]) == [] for table in shown) == 1
    assert not computable(told(frame, shown), 10)


def test_a_column_of_few_of_whom_nobody_is_in_the_part_stands_there_hidden():
    frame = people(asia_small=3, europe_small=60, america_small=50, africa_small=40)
    members = (frame["region"] != "asia").to_numpy() & (np.arange(153) % 2 == 0)
    banner = Banner(["region"])
    shown = book(frame, ["answer"], [banner], [Part(members, [banner], ["second"])])
    assert gone(shown[0]) == ["africa", "asia"]
    assert gone(shown[1], "second") == ["africa", "asia"]
    assert not computable(told(frame, shown), 10)


def test_the_total_of_a_part_does_not_tell_who_of_few_is_in_it():
    frame = people(asia_small=3, europe_small=60, america_small=50)
    members = np.arange(113) % 2 == 0
    banners = [Banner(["region"])]
    parts = [Part(members, [Banner(["size"])], ["region"])]
    [_, part] = book(frame, ["answer"], banners, parts)
    total = part.table.cells[part.table.cells["column"] == "Total"].set_index("row")["shown"]
    assert total.to_dict() == {"america": False, "asia": False, "europe": True}


def test_few_accounts_outside_a_part_are_as_few_respondents():
    frame, members, banner = customers(60)
    frame["account"] = np.where(members, np.arange(120), np.arange(120) % 2)
    rule = Suppression(hide=10, accounts=4)
    parts = [Part(members, [banner], ["second"])]
    shown = book(frame, ["answer"], [banner], parts, rule, accounts="account")
    assert gone(shown[1], "second") == ["asia", "europe", "large", "small"]
    units = frame["account"].to_numpy()
    assert not computable(told(frame, shown), 4, units)
    # Clusters are those of the part.
    cells = shown[1].table.cells
    assert cells.loc[cells["column"] == "Total", "clusters"].max() == members.sum()


def drawn(seed: int):
    """Draw a survey with nets, boxes, several answers, nests, filters and routed questions."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(10, 40))
    few = rng.choice([0.05, 0.15, 0.3])
    frame = pd.DataFrame(
        {
            "region": rng.choice(["asia", "europe", "america"], n, p=[few, 0.9 - few, 0.1]),
            "size": rng.choice(["small", "large"], n, p=[few, 1 - few]),
            "mail": rng.integers(0, 2, n).astype(float),
            "web": rng.integers(0, 2, n).astype(float),
            "rating": np.r_[1, 2, 3, 4, rng.integers(1, 5, n - 4)].astype(float),
            "answer": rng.integers(1, 3, n).astype(float),
        }
    ).astype({"region": object})
    frame.loc[rng.random(n) < rng.choice([0, 0.1]), "region"] = None
    frame.loc[rng.random(n) < rng.choice([0, 0.2]), ["mail", "web"]] = np.nan
    headings = ["region", "size", ("region", "size"), USES]
    banners = [
        Banner([headings[at] for at in sorted(rng.choice(4, rng.integers(1, 4), replace=False))])
        for _ in range(int(rng.integers(1, 3)))
    ]
    stub = [q for q in (RATING, "answer", "region", USES) if rng.random() < 0.6] or ["answer"]
    members = rng.random(n) < rng.choice([0.5, 0.9])
    if rng.random() < 0.5:
        members = (frame["size"] == "large").to_numpy(copy=True)
    asked = [q for q in (RATING, "answer", "region") if rng.random() < 0.6] or ["answer"]
    routed = [q for q in asked if q != "region"]
    if rng.random() < 0.5:
        stub = [q for q in stub if q not in routed] or [USES]
    members[:4] = True
    return frame, stub, banners, [Part(members, banners[: rng.integers(1, 3)], asked)]


@settings(max_examples=8)
@given(st.integers(0, 2**32 - 1))
def test_the_tables_of_all_are_what_they_are_without_parts(seed):
    frame, stub, banners, parts = drawn(seed)
    rule = Suppression(hide=4)
    plan = Disclosure(frame, banners, rule, stub=stub)
    alone = [crosstab(frame, stub, banner, suppression=plan) for banner in banners]
    beside = book(frame, stub, banners, parts, rule)[: len(banners)]
    for one, other in zip(alone, beside, strict=True):
        pd.testing.assert_frame_equal(one.cells, other.table.cells)


# Many are outside the part of 285, and few of these were asked what makes its columns; that of
# 1107 is all of one column of a nest and one more. In 2005, 2015 and 2123 a question that makes
# columns is counted by those of another one, in the part and, the other way round, in the tables of
# all; in 2074 all of the part gave one answer, and who skipped the question is not in it.
@settings(max_examples=12)
@example(285)
@example(1107)
@example(2005)
@example(2015)
@example(2074)
@example(2123)
@given(st.integers(0, 2**32 - 1))
def test_nothing_of_too_few_can_be_computed_from_a_book(seed):
    frame, stub, banners, parts = drawn(seed)
    shown = book(frame, stub, banners, parts, Suppression(hide=4))
    assert not computable(told(frame, shown), 4)


def test_sets_too_many_to_try_are_found_by_integer_programming():
    rng = np.random.default_rng(1)
    cells = np.eye(60, dtype=bool)
    pairs = [cells[at] | cells[at + 1] | (rng.random(60) < 0.4) for at in range(30)]
    safe = [Row("answer", ((1, 1.0),), mask, 0) for mask in [np.ones(60, bool), *pairs]]
    assert computable(safe, 8) == []
    few = np.arange(60) < 5
    given = [*safe, Row("answer", ((1, 1.0),), pairs[0] ^ few, 0)]
    given.append(Row("answer", ((1, 1.0),), pairs[0] & ~few, 0))
    given.append(Row("answer", ((1, 1.0),), few & ~pairs[0], 0))
    [(_, _, found)] = computable(given, 8)
    assert len(found) < 8


def test_questions_and_respondents_that_were_not_planned_are_refused():
    frame, members, banner = customers(60)
    part = Part(members, [banner], ["second"], "customers")
    plan = Disclosure(frame, [banner], TEN, stub=["answer"], parts=[part])
    with pytest.raises(StatisticsError, match=r"'second' was not named .* stub="):
        crosstab(frame, ["second"], banner, suppression=plan)
    with pytest.raises(StatisticsError, match=r"'answer' was not named .* of 'customers'"):
        crosstab(frame[members], ["answer"], banner, suppression=plan)
    with pytest.raises(StatisticsError, match=r"respondents are others .* customers"):
        crosstab(frame[~members], ["second"], banner, suppression=plan)
    nobody = Part(np.zeros(120), [banner], ["second"], "customers")
    with pytest.raises(StatisticsError, match="nobody is in customers"):
        Disclosure(frame, [banner], TEN, parts=[nobody])
    with pytest.raises(StatisticsError, match="a part is"):
        Disclosure(frame, [banner], TEN, parts=[members])


def ranges(count: int, n: int) -> tuple[pd.DataFrame, Banner, list[Part]]:
    """Respondents in ranges of which each holds the next, and three parts that overlap."""
    rng = np.random.default_rng(count)
    held = rng.integers(0, count + 1, n)
    names = [f"from {place}" for place in range(1, count + 1)]
    frame = pd.DataFrame(
        {name: (held >= place).astype(float) for place, name in enumerate(names, 1)}
    )
    frame["answer"] = rng.integers(1, 3, n).astype(float)
    frame["second"] = np.where(rng.random(n) < 0.3, np.nan, rng.integers(1, 4, n))
    banner = Banner([MultipleResponse(names, "Ranges")])
    asked = ["answer", "second"]
    parts = [
        Part(rng.random(n) < share, [banner], asked, f"{share:.0%}") for share in (0.5, 0.8, 0.95)
    ]
    return frame, banner, parts


@pytest.mark.parametrize("ways", [0, 3])
def test_a_good_choice_where_the_best_takes_too_long_tells_of_no_few_either(monkeypatch, ways):
    monkeypatch.setattr(suppression, "_WAYS", ways)
    monkeypatch.setattr(suppression, "_CHOICES", 2)
    frame, banner, parts = ranges(6, 60)
    shown = book(frame, ["answer", "second"], [banner], parts, Suppression(hide=4))
    assert not computable(told(frame, shown), 4)
    assert any(one.table.cells["shown"].any() for one in shown[1:])
    for seed in range(3):
        frame, stub, banners, parts = drawn(seed)
        shown = book(frame, stub, banners, parts, Suppression(hide=4))
        assert not computable(told(frame, shown), 4)


def test_ranges_that_hold_each_other_are_looked_at_a_limited_number_of_times(monkeypatch):
    """The best choice among ways by the hundred took longer with each way that was found."""
    looks, groups = [], []

    def counted(shown, *args):
        looks.append(len(shown))
        return singled_out(shown, *args)

    def choosing(given, *args, **more):
        groups.append(len(given))
        before = len(looks)
        hidden = protect(given, *args, **more)
        assert len(looks) - before <= 5 + len(given) + 1
        return hidden

    monkeypatch.setattr(suppression, "_WAYS", 5)
    monkeypatch.setattr(suppression, "singled_out", counted)
    monkeypatch.setattr(protection, "protect", choosing)
    frame, banner, parts = ranges(14, 160)
    shown = book(frame, ["answer", "second"], [banner], parts)
    assert max(groups) > 40
    assert len(looks) > 20
    assert any(one.table.cells["shown"].any() for one in shown[1:])
