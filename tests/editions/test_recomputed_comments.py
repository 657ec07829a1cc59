"""Tables and charts of coded comments against the files of contacts and of their readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from clauses_comments import CommentFacts
from recomputation_crosstabs import Crosstab, family, reach
from recomputation_supplier import DASH, printed, signed
from scipy import stats
from test_recomputed_crosstabs import rows as lines
from test_recomputed_crosstabs import shares, starred

if TYPE_CHECKING:
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {
    "tbl-comments-topics", "tbl-comments-topics-readers", "tbl-comments-topics-agenda",
    "tbl-comments-topics-effects", "tbl-tab-contacts-topics-reach",
}  # fmt: skip
CHARTS = {
    "fig-contacts-topics", "fig-contacts-recommend-topics", "fig-comments-topics-agenda",
}  # fmt: skip


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
    own = sorted(CHARTS - {"fig-comments-topics-agenda"})
    titles = {shown.title(key) for key in own}
    assert titles == {"Likelihood to recommend", "What comments are about"}


def test_behind_each_bar_stands_the_score_of_who_raises_the_topic(
    shown: Shown, facts: CommentFacts
) -> None:
    bars = shown.items["fig-contacts-topics"]["specification"]["bars"]
    assert [bar["label"] for bar in bars[:3]] == list(facts.shares.index[:3])
    for bar in bars:
        key = facts.texts[bar["label"]]
        answers = facts.naming([key])["recommend"]
        share, *score = bar["printed"].split("   ")
        assert share == f"{printed(100 * facts.share([key]))}%"
        known = len(answers) >= 10 and key != "nothing"
        expected = [signed(nps(answers))] if known else []
        assert [one.partition(" (")[0] for one in score] == expected


def test_the_agenda_holds_each_topic_against_the_survey_before(
    shown: Shown, facts: CommentFacts
) -> None:
    then, later = (int((facts.both["survey"] == year).sum()) for year in (2015, 2016))
    kinds = {text: tone for _, text, _, tone in facts.tree}
    expected = [
        [
            text,
            kinds[text],
            f"{row['before']:.0f} ({printed(100 * row['before'] / then)}%)",
            f"{row['now']:.0f} ({printed(100 * row['now'] / later)}%)",
            bare_signed(row["change"]),
            f"{bare_signed(row['low'])} to {bare_signed(row['high'])}",
            f"{row['adjusted']:.3f}",
        ]
        for text, row in facts.agenda.iterrows()
    ]
    rows = shown.rows("tbl-comments-topics-agenda")[1:]
    assert sorted(rows) == sorted(expected)
    counts = [int(row[3].partition(" ")[0]) for row in rows]
    assert counts == sorted(counts, reverse=True)
    note = " ".join(shown.items["tbl-comments-topics-agenda"]["notes"])
    assert f"{then} in 2015 and {later} in 2016" in note
    assert "after Holm for all 16 topics" in note


def bare_signed(value: float) -> str:
    """A change as printed: nought without a sign."""
    return signed(value) if printed(abs(value)) != "0" else "0"


def test_what_goes_with_each_topic_in_one_regression(shown: Shown, facts: CommentFacts) -> None:
    own = facts.comments.reset_index(drop=True)
    keys = [key for key in facts.texts.values() if len(facts.naming([key])) >= 10]
    keys.remove("nothing")
    named = [own[["code_1", "code_2"]].eq(key).any(axis=1) for key in keys]
    X = np.column_stack([np.ones(len(own)), *named]).astype(float)
    y = own["recommend"].to_numpy(dtype=float)
    inverse = np.linalg.inv(X.T @ X)
    slopes = inverse @ X.T @ y
    moves = pd.DataFrame(X * (y - X @ slopes)[:, None])
    moves = moves.groupby(family(own["parent"], own["account"]).to_numpy()).sum().to_numpy()
    count = len(moves)
    spread = inverse @ (moves.T @ moves) @ inverse * count / (count - 1)
    reach = stats.t.ppf(0.975, count - len(slopes)) * np.sqrt(np.diag(spread))
    texts = {key: text for text, key in facts.texts.items()}
    kinds_of = {text: tone for _, text, _, tone in facts.tree}
    rows = shown.rows("tbl-comments-topics-effects")[1:]
    assert [row[0] for row in rows] == [
        texts[keys[at]] for at in np.argsort(-slopes[1:], kind="stable")
    ]
    for text, kind, size, points, limits in rows:
        at = 1 + keys.index(facts.texts[text])
        assert (kind, size) == (kinds_of[text], str(int(X[:, at].sum())))
        assert points == signed(slopes[at], 1)
        ends = (slopes[at] - reach[at], slopes[at] + reach[at])
        assert limits == " to ".join(signed(end, 1) for end in ends)
    notes = " ".join(shown.items["tbl-comments-topics-effects"]["notes"])
    assert f"Base: {len(own)} contacts whose comments were read" in notes
    assert f"between {count} groups of contacts" in notes
    few = [text for text, key in facts.texts.items() if 0 < len(facts.naming([key])) < 10]
    assert all(text in notes for text in few)
    assert few


def test_the_chart_of_the_agenda(shown: Shown, facts: CommentFacts) -> None:
    assert shown.title("fig-comments-topics-agenda") == "No change since 2015 that could be shown"
    assert not (facts.agenda["adjusted"] < 0.05).any()
    shifts = shown.items["fig-comments-topics-agenda"]["specification"]["shifts"]
    assert [shift["label"] for shift in shifts[:3]] == list(facts.agenda.index[:3])
    for shift in shifts:
        row = facts.agenda.loc[shift["label"]]
        assert shift["before"] == pytest.approx(100 * row["then"])
        assert shift["after"] == pytest.approx(100 * row["later"])
        assert shift.get("role", "other") == "other"


def test_topics_by_what_is_known_of_accounts(shown: Shown, facts: CommentFacts) -> None:
    own = facts.comments.reset_index(drop=True)
    table = Crosstab(own, family(own["parent"], own["account"]), reach(own))
    _, heads, _, bases, accounts, *body = lines(shown, "tbl-tab-contacts-topics-reach")
    # Long words of upright heads may part.
    told = [head.replace("\u00ad", "") for head in heads[1:]]
    assert told == ["Total", *(name for name, _ in table.columns[1:])]
    assert bases[1:] == starred(table.sizes())
    assert accounts == ["by accounts", *(str(size) for size in table.sizes("account"))]
    said = {text: codes for _, text, codes, _ in facts.tree}
    assert {row[0] for row in body} == set(said)
    for text, *cells in body:
        named = own[["code_1", "code_2"]].isin(said[text]).any(axis=1).astype(float)
        assert cells == shares(table, named), text


def test_quotations_stand_under_their_topics_with_consent(
    shown: Shown, facts: CommentFacts
) -> None:
    markdown = shown.items["txt-comments-topics-quotes"]["markdown"].replace("\\", "")
    own, told = facts.comments, set()
    parts = re.split(r"^#### (.+)$", markdown, flags=re.M)
    for part, following in zip(parts[1::2], parts[2::2], strict=True):
        words = re.findall(r"^> ([^\[\n].*)$", following, flags=re.M)
        roles = re.findall(r"^> \[(.+)\]\{\.attribution\}$", following, flags=re.M)
        assert 0 < len(words) <= 2
        key = facts.texts[part]
        agreed = own[(own["quotable"] == "yes") & own[["code_1", "code_2"]].eq(key).any(axis=1)]
        for said, role in zip(words, roles, strict=True):
            assert role in set(agreed.loc[agreed["comment"] == said, "role"])
        assert not told & set(words)
        told |= set(words)
        assert len(set(roles)) == len(roles)
    assert len(told) == 12
