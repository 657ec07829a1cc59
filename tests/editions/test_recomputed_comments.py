"""Tables and charts of coded comments against the files of contacts and of their readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from clauses_comments import CommentFacts
from recomputation import Shown
from recomputation_supplier import DASH, printed, signed

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

TABLES = {"tbl-comments-topics", "tbl-comments-topics-readers"}
CHARTS = {"fig-contacts-topics", "fig-contacts-recommend-topics"}


@pytest.fixture(scope="module")
def shown(each: Built) -> Shown:
    if each.edition != "2016":
        pytest.skip("an edition without coded comments")
    return Shown(each.folder)


@pytest.fixture(scope="module")
def facts() -> CommentFacts:
    return CommentFacts()


def nps(answers: pd.Series) -> float:
    return 100 * float((answers >= 9).mean() - (answers <= 6).mean())


def test_topics_stand_with_their_shares_and_scores(shown: Shown, facts: CommentFacts) -> None:
    rows = {row[0]: row[1:] for row in shown.rows("tbl-comments-topics")[1:]}
    said = {text: (codes, tone) for _, text, codes, tone in facts.tree}
    assert set(rows) == set(said) - {"Says nothing of use"}
    for text, (kind, share, _, score, limits) in rows.items():
        codes, tone = said[text]
        assert kind == (tone if tone in ("problem", "praise") else ""), text
        assert share == f"{printed(100 * facts.share(codes))}%", text
        answers = facts.naming(codes)["recommend"]
        few = tone == "net" or len(answers) < 10
        assert score == (DASH if few else signed(nps(answers))), text
        assert (limits == DASH) == few, text


def test_nets_and_codes_stand_by_size_within_what_they_lie_in(
    shown: Shown, facts: CommentFacts
) -> None:
    order = [row[0] for row in shown.rows("tbl-comments-topics")[1:]]
    tree = [(depth, text, codes) for depth, text, codes, _ in facts.tree if text in order]
    for depth, text, codes in tree:
        inside = [own for deep, own, held in tree if deep == depth + 1 and set(held) < set(codes)]
        places = [order.index(own) for own in inside]
        assert all(place > order.index(text) for place in places)
        shares = {own: facts.share(held) for _, own, held in tree}
        assert [shares[own] for own in sorted(inside, key=order.index)] == sorted(
            (shares[own] for own in inside), reverse=True
        )


def test_two_readers_part_as_often_as_is_said(shown: Shown, facts: CommentFacts) -> None:
    both = facts.read("comments").merge(
        facts.read("comments-second"), on=["contact", "survey"], suffixes=("", "_2")
    )
    first = [set(row) - {""} for row in both[["code_1", "code_2"]].to_numpy()]
    second = [set(row) - {""} for row in both[["code_1_2", "code_2_2"]].to_numpy()]
    texts = facts.texts | {"Says nothing of use": "nothing"}
    rows = shown.rows("tbl-comments-topics-readers")[1:]
    assert {texts[row[0]] for row in rows} == set().union(*first, *second)
    for text, agree, own, other, kappa in rows:
        gave = pd.Series([texts[text] in codes for codes in first])
        too = pd.Series([texts[text] in codes for codes in second])
        counts = [(gave & too).sum(), (gave & ~too).sum(), (too & ~gave).sum()]
        assert [agree, own, other] == [str(count) for count in counts], text
        chance = gave.mean() * too.mean() + (1 - gave.mean()) * (1 - too.mean())
        assert float(kappa) == pytest.approx(
            ((gave == too).mean() - chance) / (1 - chance), abs=0.005
        )
    note = " ".join(shown.items["tbl-comments-topics-readers"]["notes"])
    assert note.startswith(f"{len(both)} comments were coded by two readers.")
    assert f"agree to {masi(first, second):.2f} (" in note


def masi(first: list[set[str]], second: list[set[str]]) -> float:
    """Krippendorff's alpha of two readers with Passonneau's distance, from all pairs of values."""

    def distance(a: set[str], b: set[str]) -> float:
        shared = len(a & b)
        whole = 1 if a == b else 2 / 3 if a <= b or b <= a else 1 / 3 if shared else 0
        return 1 - whole * shared / len(a | b)

    observed = sum(distance(a, b) for a, b in zip(first, second, strict=True)) / len(first)
    values = pd.Series([*map(frozenset, first), *map(frozenset, second)]).value_counts()
    total = int(values.sum())
    pairs = sum(
        own * other * distance(set(a), set(b))
        for a, own in values.items()
        for b, other in values.items()
    )
    return 1 - observed / (pairs / (total * (total - 1)))


def test_charts_name_their_question_and_no_finding(shown: Shown) -> None:
    # The first two topics are apart by no more than chance: a title of theirs would mislead.
    titles = {shown.title(key) for key in sorted(CHARTS)}
    assert titles == {"Likelihood to recommend", "What comments are about"}
