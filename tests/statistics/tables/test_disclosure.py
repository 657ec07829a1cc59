from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hidden_cells import exposed, knowledge
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from published_totals import Shown, computable, told

from research.errors import StatisticsError
from research.statistics.answers.variables import Measure, MultipleResponse, Variable
from research.statistics.samples.suppression import Suppression
from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab
from research.statistics.tables.disclosure import Disclosure

USES = MultipleResponse(["mail", "web"], "Uses")
ANY = MultipleResponse(["mail", "web"], "Uses", nets={"Any": ["mail", "web"]})


def people(**counts: int) -> pd.DataFrame:
    """Respondents by region and size, with an answer that varies among them."""
    rows = [tuple(key.split("_")) for key, count in counts.items() for _ in range(count)]
    frame = pd.DataFrame(rows, columns=["region", "size"])
    return frame.assign(answer=np.arange(len(frame)) % 3)


def published(frame, stub, banners, rule, **more):
    """Make tables together."""
    plan = Disclosure(frame, banners, rule, stub=stub, **more)
    return [crosstab(frame, stub, banner, suppression=plan) for banner in banners]


def gone(table, question="answer"):
    cells = table.cells[(table.cells["question"] == question) & ~table.cells["shown"]]
    return sorted(set(cells["column"]))


def test_two_hidden_columns_do_not_tell_of_their_union():
    frame = people(a_x=1, b_x=2, c_x=40, d_x=57)
    [table] = published(frame, ["answer"], [Banner(["region"])], Suppression(hide=10))
    assert gone(table) == ["a", "b", "c"]
    assert not exposed(frame, knowledge(frame, [table], [Banner(["region"])]), 10)


def test_the_attack_finds_what_was_told_before():
    frame = people(a_x=1, b_x=2, c_x=40, d_x=57)
    [table] = published(frame, ["answer"], [Banner(["region"])], Suppression(hide=0))
    cells = table.cells.assign(shown=~table.cells["column"].isin(["a", "b"]))
    cells.loc[~cells["shown"], ["count", "unweighted_base"]] = np.nan
    told = type(table)(cells, table.tests[:0], table.method)
    leaks = exposed(frame, knowledge(frame, [told], [Banner(["region"])]), 10)
    assert {tuple(sorted(found)) for _, _, found in leaks} == {(0, 1, 2)}


@st.composite
def surveys(draw):
    n = draw(st.integers(8, 24))
    pick = lambda values: draw(st.lists(st.sampled_from(values), min_size=n, max_size=n))  # noqa: E731
    return pd.DataFrame(
        {
            "region": pick(["asia", "europe", "europe", "america", None]),
            "size": pick(["small", "large"]),
            "sector": pick(["bank", "bank", "bank", "shop", None]),
            "mail": pick([0.0, 1.0]),
            "web": pick([0.0, 1.0, np.nan]),
            "answer": pick([1.0, 2.0, np.nan]),
            "second": pick([1.0, 2.0]),
        }
    ).assign(mail=lambda frame: frame["mail"].where(frame["web"].notna()))


HEADINGS = ["region", "size", "sector", ("region", "size"), ("sector", "region"), USES, ANY]


@settings(max_examples=20)
@given(
    surveys(),
    st.lists(
        st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=3, unique_by=str),
        min_size=1,
        max_size=2,
    ),
    st.sets(st.sampled_from(["answer", "second", "region", "size", "Uses"]), min_size=1),
)
def test_no_count_of_too_few_can_be_computed(frame, headings, questions):
    assume(frame.notna().any().all())
    banners = [
        Banner([each for each in own if ANY not in own or each is not USES]) for own in headings
    ]
    stub = [USES if name == "Uses" else name for name in sorted(questions)]
    tables = published(frame, stub, banners, Suppression(hide=4))
    assert not exposed(frame, knowledge(frame, tables, banners), 4)


def test_options_that_nobody_chose_tell_nothing_of_one_who_is_in_no_group():
    frame = pd.DataFrame(
        {
            "region": ["asia"] * 7 + [None],
            "size": "small",
            "sector": "bank",
            "mail": 0.0,
            "web": 0.0,
            "answer": 1.0,
            "second": 1.0,
        }
    )
    banner = Banner(["region", "size", USES])
    tables = published(frame, ["answer", "region", "second", "size"], [banner], Suppression(hide=4))
    assert not exposed(frame, knowledge(frame, tables, [banner]), 4)


def test_a_column_that_nobody_of_few_is_in_tells_nothing_of_the_few():
    frame = people(asia_small=40).assign(
        mail=np.where(np.arange(40) < 3, 0.0, np.nan), web=lambda frame: frame["mail"]
    )
    frame["sector"] = np.where(frame["mail"].notna(), "bank", None)
    sector = Variable("sector", categories=["bank", "shop"])
    banner = Banner(["region", USES, sector])
    [table] = published(frame, ["answer"], [banner], Suppression(hide=4))
    assert gone(table) == ["bank", "mail", "shop", "web"]
    hidden = table.cells[~table.cells["shown"]]
    assert set(hidden["reason"]) == {"base under 4"}
    assert hidden["unweighted_base"].isna().all()


def test_a_column_that_nobody_of_few_who_answered_is_in_tells_nothing_of_them():
    frame = people(asia_small=40)
    asked, chose = frame.index < 12, frame.index < 9
    frame["mail"] = np.where(asked, np.where(chose, 1.0, 0.0), np.nan)
    # Of those asked only the three who chose nothing answered.
    frame = frame.assign(web=np.where(asked, 0.0, np.nan), answer=np.where(chose, np.nan, 1.0))
    [table] = published(frame, ["answer"], [Banner(["region", USES])], Suppression(hide=4))
    assert gone(table) == ["mail", "web"]
    assert not exposed(frame, knowledge(frame, [table], [Banner(["region", USES])]), 4)


def test_an_outer_answer_of_few_takes_its_nest_and_a_neighbour_with_it():
    frame = people(asia_small=4, asia_large=30, europe_small=40, europe_large=50)
    banner = Banner([("region", "size"), "region", "size"])
    [table] = published(frame, ["answer"], [banner], Suppression(hide=10))
    assert "asia / small" in gone(table)
    assert {"europe / small", "small"} & set(gone(table))
    assert not exposed(frame, knowledge(frame, [table], [banner]), 10)


def test_a_nested_column_that_is_an_answer_elsewhere_goes_with_what_hides_it():
    frame = people(asia_large=3, america_large=6, america_small=1, europe_large=31)
    frame["sector"] = (
        ["bank", "bank", "shop"] + ["bank"] * 5 + ["shop"] * 2 + ["bank"] * 27 + ["shop"] * 4
    )
    banners = [Banner(["size", "sector", ("region", "size")]), Banner([("sector", "region")])]
    tables = published(frame, ["region"], banners, Suppression(hide=4))
    # All firms in Europe are large: with the large ones they go, and so do the banks among them.
    assert {"europe / large"} <= set(gone(tables[0], "region"))
    assert {"bank / europe"} <= set(gone(tables[1], "region"))
    shown = [Shown(table, b, ["region"]) for table, b in zip(tables, banners, strict=True)]
    assert not computable(told(frame, shown), 4)


def test_tables_planned_together_do_not_tell_what_each_hides():
    frame = people(asia_small=6, asia_large=30, europe_small=40, europe_large=50)
    frame["area"] = frame["region"].where(frame["size"] == "large", frame["region"] + " south")
    banners = [Banner(["region", "size"]), Banner(["area"])]
    alone = [crosstab(frame, ["answer"], b, suppression=Suppression(hide=10)) for b in banners]
    assert exposed(frame, knowledge(frame, alone, banners), 10)
    together = published(frame, ["answer"], banners, Suppression(hide=10))
    assert not exposed(frame, knowledge(frame, together, banners), 10)
    # Areas are what regions and sizes make together: any three of them give the fourth away.
    assert gone(together[0]) == []
    assert gone(together[1]) == ["asia", "asia south", "europe", "europe south"]


def test_those_in_no_column_are_guarded_too():
    frame = people(asia_small=40, europe_small=40, america_small=3)
    frame["region"] = frame["region"].where(frame["region"] != "america")
    [table] = published(frame, ["answer"], [Banner(["region"])], Suppression(hide=10))
    assert len(gone(table)) == 1


def test_not_asked_and_chose_none_are_two_groups():
    mail, web = [1.0] * 50 + [0.0] * 42, [0.0] * 25 + [1.0] * 55 + [0.0] * 12
    none = [np.nan] * 24
    frame = pd.DataFrame({"mail": mail + none, "web": web + none})
    frame["answer"] = frame.index % 2
    [table] = published(frame, ["answer"], [Banner([ANY])], Suppression(hide=20))
    # Twelve chose none and 24 were not asked: enough together, but the rest tells them apart.
    rest = table.tests[table.tests["against"] == "rest"]
    assert rest["against_value"].isna().all()
    assert gone(table) == []
    assert not exposed(frame, knowledge(frame, [table], [Banner([ANY])]), 20)


def test_two_columns_and_their_net_do_not_tell_who_is_in_both():
    mail, web = [1.0] * 30 + [0.0] * 30, [0.0] * 25 + [1.0] * 35
    frame = pd.DataFrame({"mail": mail, "web": web}).assign(answer=lambda f: f.index % 2)
    [table] = published(frame, ["answer"], [Banner([ANY])], Suppression(hide=10))
    assert gone(table) == ["mail"]
    assert not exposed(frame, knowledge(frame, [table], [Banner([ANY])]), 10)


def test_answers_of_few_who_make_a_column_are_hidden_as_rows_too():
    frame = people(asia_small=4, america_small=30, america_large=20, europe_large=50)
    banners = [Banner(["region"]), Banner(["size"])]
    [_, by_size] = published(frame, ["region"], banners, Suppression(hide=10))
    cells = by_size.cells.set_index(["row", "column"])
    assert not cells.loc[("asia", "small"), "shown"]
    assert cells.loc[("asia", "Total"), "count"] == 4
    assert cells.loc[[("america", "small"), ("europe", "small")], "shown"].sum() < 2


def test_a_mean_goes_where_one_of_its_answers_does():
    frame = people(a_x=4, b_x=30, b_y=20, c_y=50).assign(region=lambda f: f["region"].map(ord))
    stub = [Variable("region", mean=True)]
    [_, table] = published(
        frame, stub, [Banner(["region"]), Banner(["size"])], Suppression(hide=10)
    )
    mean = table.cells[table.cells["kind"] == "mean"].set_index("column")["shown"]
    assert mean.to_dict() == {"Total": True, "x": False, "y": False}


def test_a_hidden_column_shows_no_base_and_says_why():
    frame = people(asia_small=4, europe_small=40, america_small=30)
    [table] = published(frame, ["answer"], [Banner(["region"])], Suppression(hide=10))
    reasons = table.cells.set_index("column")["reason"].to_dict()
    assert reasons == {
        "Total": "",
        "america": "hidden so that a smaller base cannot be worked out",
        "asia": "base under 10",
        "europe": "",
    }
    hidden = table.cells[~table.cells["shown"]]
    assert hidden[["unweighted_base", "weighted_base", "effective_base"]].isna().all(axis=None)


def test_few_accounts_hide_many_respondents():
    frame = people(asia_small=40, europe_small=40, america_small=40)
    frame["account"] = np.where(frame["region"] == "asia", 1, np.arange(len(frame)))
    rule = Suppression(accounts=3)
    [table] = published(frame, ["answer"], [Banner(["region"])], rule, accounts="account")
    assert "asia" in gone(table)
    assert len(gone(table)) == 2
    known = knowledge(frame, [table], [Banner(["region"])])
    assert not exposed(frame, known, 3, units=frame["account"].to_numpy())


def test_rows_that_stand_for_many_are_counted_as_many():
    frame = people(asia_small=4, europe_small=40).assign(times=3.0)
    asked = {"weights": "times", "suppression": Suppression(hide=10)}
    table = crosstab(frame, ["answer"], Banner(["region"]), frequencies=True, **asked)
    assert gone(table) == []


def test_a_question_that_few_answer_is_hidden_whole():
    frame = people(asia_small=40, europe_small=40)
    frame["answer"] = frame["answer"].where(frame.index < 3)
    [table] = published(frame, ["answer"], [Banner(["region"])], Suppression(hide=10))
    assert not table.cells["shown"].any()
    assert table.cells["unweighted_base"].isna().all()


def test_weights_that_thin_a_base_hide_its_cells_and_nothing_else():
    frame = people(asia_small=12, europe_small=40, america_small=50).assign(weight=1.0)
    frame.loc[0, "weight"] = 20
    table = crosstab(
        frame, ["answer"], Banner(["region"]), weights="weight", suppression=Suppression(hide=10)
    )
    assert gone(table) == ["asia"]
    assert "effective base under 10" in set(table.cells["reason"])


def test_a_table_that_was_not_planned_is_refused():
    frame = people(asia_small=40, europe_small=40)
    plan = Disclosure(frame, [Banner(["region"])], Suppression())
    with pytest.raises(StatisticsError, match="banner is another"):
        crosstab(frame, ["answer"], Banner(["size"]), suppression=plan)
    with pytest.raises(StatisticsError, match="respondents are others"):
        crosstab(frame[:70], ["answer"], Banner(["region"]), suppression=plan)
    with pytest.raises(StatisticsError, match=r"'region' makes columns .* stub="):
        crosstab(frame, ["region"], Banner(["region"]), suppression=plan)
    assert (
        crosstab(frame, [Measure("answer")], Banner(["region"]), suppression=plan)
        .cells["shown"]
        .all()
    )


def test_accounts_asked_for_must_be_given():
    with pytest.raises(StatisticsError, match="accounts"):
        Disclosure(people(a_x=40), [Banner(["region"])], Suppression(accounts=3))
