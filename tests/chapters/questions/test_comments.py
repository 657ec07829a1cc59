from __future__ import annotations

import re

import pandas as pd
import pytest
import yaml

from research.chapters.questions.comments import (
    agreement_table,
    observations,
    opening,
    quotes,
    scores_chart,
    topics_chart,
    topics_table,
)
from research.display.chart import Chart
from research.display.table import Table
from research.display.text import Text
from research.study import Study, open_study

CONTACTS = {"table": "contacts"}


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study("params/2016.yml")


@pytest.fixture(scope="module")
def coded() -> pd.DataFrame:
    """Comments of the latest survey, with what readers and contacts said, counted here anew."""
    contacts = pd.read_csv("data/2016/contacts.csv")
    codes = pd.read_csv("data/2016/comments.csv", dtype="str").assign(
        survey=lambda frame: frame["survey"].astype(int)
    )
    both = contacts.merge(codes, on=["contact", "survey"])
    return both[both["survey"] == 2016]


@pytest.fixture(scope="module")
def frame() -> dict[str, dict]:
    """Codes of the frame by key."""
    with open("data/2016/comments.yml", encoding="utf-8") as file:  # noqa: PTH123
        held = yaml.safe_load(file)["codes"]
    found = {}

    def walk(codes):
        for key, node in codes.items():
            if isinstance(node, dict) and "codes" in node:
                walk(node["codes"])
            else:
                found[key] = node if isinstance(node, dict) else {"text": node}

    walk(held)
    return found


def named(coded: pd.DataFrame, key: str) -> pd.DataFrame:
    return coded[(coded["code_1"] == key) | (coded["code_2"] == key)]


def nps(answers: pd.Series) -> float:
    return 100 * float((answers >= 9).mean() - (answers <= 6).mean())


def test_topics_have_the_shares_of_the_comments_that_were_given_them(supplier, coded, frame):
    table = topics_table(supplier, scores="topics", **CONTACTS)
    assert isinstance(table, Table)
    for key in ("slow", "experts", "hidden", "unlike"):
        share = table.frame.loc[frame[key]["text"], "Comments"]
        assert share == pytest.approx(len(named(coded, key)) / len(coded))


def test_a_topic_has_the_score_of_those_who_raise_it(supplier, coded, frame):
    table = topics_table(supplier, scores="topics", **CONTACTS)
    for key in ("slow", "quick", "unsolved", "right"):
        found = table.frame.loc[frame[key]["text"], "Score"]
        assert found == pytest.approx(nps(named(coded, key)["recommend"]))


def test_behind_each_bar_stands_the_score_of_who_raises_the_topic(supplier, coded, frame):
    bars = topics_chart(supplier, scores="topics", **CONTACTS).figure.bars
    plain = topics_chart(supplier, **CONTACTS).figure.bars
    keys = {node["text"]: key for key, node in frame.items()}
    for bar, bare in zip(bars, plain, strict=True):
        own = named(coded, keys[bar.label])
        score = f"{nps(own['recommend']):+.0f}".replace("-", "−")
        assert bar.printed.startswith(bare.printed)
        known = len(own) >= 10 and keys[bar.label] != "nothing"
        assert (f" {score} (" in bar.printed) == known, bar.label


def test_topics_raised_by_too_few_have_no_score(supplier, coded, frame):
    table = topics_table(supplier, scores="topics", **CONTACTS)
    few = [key for key in frame if 0 < len(named(coded, key)) < 10]
    assert few
    assert table.frame.loc[[frame[key]["text"] for key in few], "Score"].isna().all()


def test_nets_stand_over_the_nets_within_them_and_these_over_their_codes(supplier, coded, frame):
    table = topics_table(supplier, **CONTACTS)
    labels = list(table.labels)
    depths = dict(zip(labels, (stub.depth for stub in table.banner.stubs), strict=True))
    wider, narrower, code = "Service and people", "Getting an answer", "Answers come late"
    assert (depths[wider], depths[narrower], depths[code]) == (0, 1, 2)
    assert labels.index(wider) < labels.index(narrower) < labels.index(code)
    within = coded[coded[["code_1", "code_2"]].isin(["slow", "quick"]).any(axis=1)]
    assert table.frame.loc[narrower, "Comments"] == pytest.approx(len(within) / len(coded))


def test_promoters_who_report_a_problem_are_counted_with_what_they_name_most(
    supplier, coded, frame
):
    text = observations(supplier, **CONTACTS)
    assert isinstance(text, Text)
    # Who wrote made a point; nobody was given options.
    assert "is the point made most often" in text.markdown
    assert "option" not in text.markdown
    promoters = coded[coded["recommend"] >= 9]
    problems = [key for key, node in frame.items() if node.get("tone") == "problem"]
    given = promoters[["code_1", "code_2"]].isin(problems)
    who = int(given.any(axis=1).sum())
    counts = pd.concat([promoters["code_1"], promoters["code_2"]]).value_counts()
    named = counts[counts.index.isin(problems)]
    assert f"{who} of the {len(promoters)} promoters" in text.markdown
    for key in named[named == named.max()].index:
        assert f"“{frame[key]['text']}”" in text.markdown


def test_the_opening_says_how_many_comments_were_read(supplier, coded):
    assert f"All {len(coded)} comments were read" in opening(supplier, **CONTACTS).markdown


def test_where_two_readers_part_is_counted_code_by_code(supplier, frame):
    table = agreement_table(supplier, **CONTACTS)
    first = pd.read_csv("data/2016/comments.csv", dtype="str").fillna("")
    second = pd.read_csv("data/2016/comments-second.csv", dtype="str").fillna("")
    both = first.merge(second, on=["contact", "survey"], suffixes=("", "_second"))
    gave = (both[["code_1", "code_2"]] == "slow").any(axis=1)
    too = (both[["code_1_second", "code_2_second"]] == "slow").any(axis=1)
    row = table.frame.loc[frame["slow"]["text"]]
    assert row[["Both", "First only", "Second only"]].tolist() == [
        (gave & too).sum(),
        (gave & ~too).sum(),
        (too & ~gave).sum(),
    ]
    assert f"{len(both)} comments were coded by two readers" in table.notes[0]


def test_charts_show_shares_and_scores(supplier, frame):
    shares, scores = (
        topics_chart(supplier, **CONTACTS),
        scores_chart(supplier, "", "topics", **CONTACTS),
    )
    assert isinstance(shares, Chart)
    assert isinstance(scores, Chart)
    assert frame["slow"]["text"] in scores.alt


@pytest.mark.parametrize("make", [topics_chart, topics_table, opening, observations])
def test_an_edition_without_coded_comments_says_so(make):
    text = make(open_study("params/2015.yml"))
    assert "no question holds codes" in text.markdown.casefold()


def test_scores_by_another_banner_are_refused_in_a_sentence(supplier):
    text = scores_chart(supplier, "", "sector", **CONTACTS)
    assert "has other columns than the topics" in text.markdown


def test_quotations_stand_under_their_topic_with_consent_and_no_more_than_the_role(
    supplier, coded, frame
):
    text = quotes(supplier, **CONTACTS).markdown
    keys = {node["text"]: key for key, node in frame.items()}
    agreed = coded[coded["quotable"] == "yes"]
    parts = re.split(r"^#### (.+)$", text, flags=re.M)
    told = []
    for topic, part in zip(parts[1::2], parts[2::2], strict=True):
        lines = [line[2:].replace("\\", "") for line in part.splitlines() if line[:2] == "> "]
        said = [line for line in lines if not line.startswith("[")]
        roles = [line[1:].partition("]")[0] for line in lines if line.startswith("[")]
        own = named(agreed, keys[topic])
        assert 0 < len(said) <= 2
        assert set(said) <= set(own["comment"])
        assert set(roles) <= set(own["role"])
        assert len(set(roles)) == len(said)
        told += said
    assert len(set(told)) == len(told) > 10
    assert "did not agree to be quoted are left out" in text


def test_what_says_nothing_of_use_is_not_quoted(supplier, coded):
    idle = set(coded.loc[coded["code_1"] == "nothing", "comment"])
    text = quotes(supplier, "", 100, 100, **CONTACTS).markdown
    assert idle
    assert not any(f"> {said}" in text for said in idle)
