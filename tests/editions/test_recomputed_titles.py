"""Every chart title of 2015 and 2016 against the data files: what it says, not how it was made.

A title must match one of the frames below, and the frame's own computation must bear it out; a
title that matches no frame fails.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from clauses_certainty import TITLES as CERTAINTY
from clauses_crosstabs import TITLES as CROSSTABS
from clauses_crosstabs import CrosstabFacts
from clauses_orders import OrderFacts
from clauses_supplier import TITLES as SUPPLIER
from clauses_supplier import SupplierFacts
from frames import verdict
from recomputation import Recomputed, Shown, ranked
from recomputation_words import NUMBERS, PLACES, share_fits
from test_recomputed_comments import CHARTS as COMMENTS
from test_recomputed_listening import CHARTS as LISTENING
from test_recomputed_maturity import CHARTS as MATURITY

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

pytestmark = pytest.mark.slow

EDITIONS = ("2015", "2016")
CROWD = (
    r"(?P<crowd>(?:about |nearly |over |half|a |two |three |four |\d+%)[^|]*?)"
    r"(?: of respondents)?"
)


class Facts:
    """What titles are held against."""

    def __init__(self, own: Recomputed) -> None:
        self.own = own
        self.theme = {short: key for key, short in own.shorts.items()}
        part = own.benchmark
        self.sectors = {group["label"]: group["label"] for group in part["groups"]}
        scored = own.assessments.groupby("sector")[list(own.names)]
        self.means, self.highs = scored.mean(), scored.max()

    def shares(self, box: tuple[int, int]) -> pd.Series:
        return self.own.ranks().apply(lambda ranks: ranks.between(*box).mean())

    def groups(self, phrase: str) -> list[tuple[str, str]]:
        """Breakdown and label of the groups that a phrase may mean."""
        return [
            (key, group["label"])
            for key, part in self.own.breakdowns.items()
            for group in part["groups"]
            if phrase == group.get("phrase", f"in {group['label']}")
        ]

    def summary(self) -> pd.DataFrame:
        scores = self.own.assessments[list(self.own.names)]
        frame = pd.DataFrame({"mean": scores.mean(), "high": scores.max(), "low": scores.min()})
        return frame.assign(range=frame["high"] - frame["low"])


def _sample(facts: Facts, crowd: str, where: str) -> bool:
    return any(
        share_fits(crowd, (facts.own.answers[facts.own.breakdowns[key]["column"]] == label).mean())
        and _largest(facts, label, key)
        for key, label in facts.groups(where)
    )


def _largest(facts: Facts, label: str, key: str) -> bool:
    """The group is the largest, in every reconstruction."""
    column = facts.own.breakdowns[key]["column"]
    counts = [answers[column].value_counts() for answers in facts.own.sets]
    return all(own.idxmax() == label and own.iloc[0] > own.iloc[1] for own in counts)


def _largest_named(facts: Facts, label: str, one: str) -> bool:
    key = next(key for key, part in facts.own.breakdowns.items() if part["one"] == one)
    return _largest(facts, label, key)


def _leads(facts: Facts, theme: str, count: str) -> bool:
    order = facts.own.overall
    return (
        order[facts.theme[theme]] == 1 and (order == 1).sum() == 1 and len(order) == NUMBERS[count]
    )


def _top(facts: Facts, crowd: str, theme: str, deep: str) -> bool:
    return share_fits(crowd, facts.shares((1, NUMBERS[deep]))[facts.theme[theme]])


def _only(facts: Facts, crowd: str, theme: str, deep: str) -> bool:
    shares = facts.shares((1, NUMBERS[deep])).sort_values()
    return (
        shares.index[0] == facts.theme[theme]
        and shares.iloc[0] < shares.iloc[1]
        and share_fits(crowd, shares.iloc[0])
    )


def _lower(facts: Facts, crowd: str, theme: str) -> bool:
    depth = len(facts.own.names)
    return share_fits(crowd, facts.shares((depth // 2 + 1, depth))[facts.theme[theme]])


def _last(facts: Facts, crowd: str, theme: str) -> bool:
    """So many put the theme last, and no theme has as large a share at any rank."""
    depth, key = len(facts.own.names), facts.theme[theme]
    cells = [share for rank in range(1, depth + 1) for share in facts.shares((rank, rank))]
    own = facts.shares((depth, depth))[key]
    return share_fits(crowd, own) and own == max(cells) and cells.count(own) == 1


def _rarely(facts: Facts, crowd: str, theme: str, deep: str) -> bool:
    key = facts.theme[theme]
    return facts.shares((1, 1))[key] <= 0.05 and _top(facts, crowd, theme, deep)


def _first(facts: Facts, theme: str, crowd: str) -> bool:
    shares = facts.shares((1, 1)).sort_values(ascending=False)
    alone = shares.iloc[0] > shares.iloc[1]
    return shares.index[0] == facts.theme[theme] and alone and share_fits(crowd, shares.iloc[0])


def _divides(facts: Facts, theme: str, first: str, low: str, deep: str) -> bool:
    depth, key = len(facts.own.names), facts.theme[theme]
    bottom = facts.shares((depth + 1 - NUMBERS[deep], depth))[key]
    often = (facts.shares((1, 1)) > facts.shares((1, 1))[key]).sum() < 3
    return often and share_fits(first, facts.shares((1, 1))[key]) and share_fits(low, bottom)


def _plain(facts: Facts, theme: str) -> bool:
    """No message: what every reconstruction prints alike is no more than this."""
    return theme in facts.theme and len(facts.own.sets) > 1


def _respondents(facts: Facts, breakdown: str) -> bool:
    key = next(k for k, part in facts.own.breakdowns.items() if part["label"].lower() == breakdown)
    column = facts.own.breakdowns[key]["column"]
    counts = [answers[column].value_counts() for answers in facts.own.sets]
    return len({own.idxmax() for own in counts}) > 1 or any(
        own.iloc[0] == own.iloc[1] for own in counts
    )


def _strongest(facts: Facts, theme: str, sector: str, mean: str = "", worst: str = "") -> bool:
    """The sector has the highest mean of all, shown or not; the other the lowest."""
    means = facts.means[facts.theme[theme]].sort_values(ascending=False)
    fits = means.index[0] == sector and means.iloc[0] > means.iloc[1]
    fits = fits and (not mean or round(means.iloc[0]) == int(mean))
    return fits and (not worst or means.index[-1] == worst)


def _shown_strongest(facts: Facts, theme: str, sector: str) -> bool:
    """Of the sectors with a line; some other sector is stronger, or it need not be said.

    Where the scores are reconstructed, others may be stronger in some reconstruction.
    """
    means = facts.means[facts.theme[theme]]
    inside = means[list(facts.sectors)]
    needed = means.max() > inside.max() or len(facts.own.scored) > 1
    return bool(inside.idxmax() == sector and needed)


def _shown_weakest(facts: Facts, theme: str, sector: str) -> bool:
    return bool(facts.means[facts.theme[theme]][list(facts.sectors)].idxmin() == sector)


def _best(facts: Facts, theme: str, high: str) -> bool:
    return round(facts.summary()["high"][facts.theme[theme]]) == int(high)


def _mean(facts: Facts, theme: str, mean: str) -> bool:
    return round(facts.summary()["mean"][facts.theme[theme]]) == int(mean)


def _no_message(facts: Facts, theme: str) -> bool:
    """All that every set of assessments says alike is no message."""
    return theme in facts.theme and len(facts.own.scored) > 1


def _reaches(facts: Facts, theme: str, high: str, sector: str, most: str) -> bool:
    highs = facts.highs[facts.theme[theme]].sort_values(ascending=False)
    return highs.index[0] == sector and list(map(round, highs.iloc[:2])) == [int(high), int(most)]


def _of_all(facts: Facts, theme: str, edge: str, measure: str, value: str | None) -> bool:
    values = facts.summary()[measure].sort_values(ascending=edge in ("lowest", "smallest"))
    alone = values.iloc[0] != values.iloc[1]
    told = value is None or round(values.iloc[0]) == int(value)
    return values.index[0] == facts.theme[theme] and alone and told


def _level(facts: Facts, theme: str, mean: str, high: str) -> bool:
    row = facts.summary().loc[facts.theme[theme.removesuffix("'s").removesuffix("'")]]
    return [round(row["mean"]), round(row["high"])] == [int(mean), int(high)]


def _moved(facts: Facts, theme: str, places: str, year: str, old: str, new: str) -> bool:
    """The theme has risen further than any other since the edition before."""
    before = Recomputed(year)
    gains = ranked(before.ranks().sum()) - ranked(facts.own.ranks().sum())
    key = facts.theme[theme]
    ends = (int(before.overall[key]), int(facts.own.overall[key]))
    return gains.max() == gains[key] == NUMBERS[places] and ends == (PLACES[old], PLACES[new])


def _in_top(facts: Facts, theme: str, count: str = "", groups: str = "") -> bool:
    """The theme is in the top three of so many of the groups shown, and no other of as many."""
    own, counts = facts.own, dict.fromkeys(facts.own.names, 0)
    inside = [
        ranked(own.inside(key, label).sum())
        for key in own.breakdowns
        for label in own.shown(key).values()
        if len(own.inside(key, label)) >= own.hide
    ]
    for ranks in inside:
        counts = {key: count + int(ranks[key] <= 3) for key, count in counts.items()}
    most = counts.pop(facts.theme[theme])
    said = (int(count), int(groups)) if count else (len(inside), len(inside))
    return said == (most, len(inside)) and most > max(counts.values())


def _all_themes(facts: Facts, count: str) -> bool:
    return NUMBERS[count.lower()] == len(facts.own.names)


def _says_nothing(_: Facts) -> bool:
    return True


FRAMES: list[tuple[str, Callable[..., bool]]] = [
    (r"(?P<theme>.+) is in the top three of every group", _in_top),
    (r"(?P<theme>.+) is in the top three of (?P<count>\d+) of (?P<groups>\d+) groups", _in_top),
    (r"(?P<count>\w+) themes, and the ranks that respondents gave them", _all_themes),
    (r"Ranks that chance leaves open", _says_nothing),
    (r"(?P<theme>.+) leads the (?P<count>\w+) themes", _leads),
    (r"(?P<label>.+) is the largest (?P<one>[\w ]+) in the sample", _largest_named),
    (r"Respondents by (?P<breakdown>.+)", _respondents),
    (r"Distribution of the ranks given to (?P<theme>.+)", _plain),
    (r"Only (?P<crowd>\d+%) of respondents put (?P<theme>.+) in their top (?P<deep>\w+)", _only),
    (r"Rarely first, yet (?P<crowd>\d+%) put (?P<theme>.+) in their top (?P<deep>\w+)", _rarely),
    (rf"{CROWD} (?:are|is) (?P<where>.+)", _sample),
    (rf"{CROWD} puts? (?P<theme>.+) in their top (?P<deep>\w+)", _top),
    (rf"{CROWD} puts? (?P<theme>.+) in the lower half", _lower),
    (rf"{CROWD} puts? (?P<theme>.+) last", _last),
    (r"(?P<theme>.+) is the most frequent first choice, with (?P<crowd>\d+%)", _first),
    (
        r"(?P<theme>.+) divides: (?P<first>\d+%) put it first, "
        r"(?P<low>.+) in the bottom (?P<deep>\w+)",
        _divides,
    ),
    (r"Of the sectors shown, (?P<theme>.+) is strongest in (?P<sector>.+)", _shown_strongest),
    (r"(?P<theme>.+) is strongest in (?P<sector>.+), with a mean of (?P<mean>\d+)", _strongest),
    (r"(?P<theme>.+) is strongest in (?P<sector>.+) and weakest in (?P<worst>.+)", _strongest),
    (
        r"(?P<theme>.+) reaches (?P<high>\d+) in (?P<sector>.+), (?P<most>\d+) at most elsewhere",
        _reaches,
    ),
    (
        r"(?P<theme>.+) has the (?P<edge>\w+) (?P<measure>mean|range) of all themes"
        r"(?:, (?P<value>\d+)(?: points)?)?",
        _of_all,
    ),
    (r"Of the sectors shown, (?P<theme>.+) is weakest in (?P<sector>.+)", _shown_weakest),
    (r"The best score for (?P<theme>.+) is (?P<high>\d+)", _best),
    (r"The mean for (?P<theme>.+) is (?P<mean>\d+)", _mean),
    (r"Capability benchmark of (?P<theme>.+)", _no_message),
    (r"(?P<theme>.+) mean score is (?P<mean>\d+), the best (?P<high>\d+)", _level),
    (
        r"(?P<theme>.+) has risen (?P<places>\w+) places since (?P<year>\d+), "
        r"from (?P<old>\w+) to (?P<new>\w+)",
        _moved,
    ),
]


@cache
def facts(edition: str) -> tuple[Facts, OrderFacts, SupplierFacts, CrosstabFacts]:
    own = Recomputed(edition)
    return Facts(own), OrderFacts(own), SupplierFacts(), CrosstabFacts()


@cache
def every(found: Facts) -> list[Facts]:
    """The facts with each set of assessments that shows the published scores."""
    return [Facts(own) for own in found.own.over_scores()]


def judged(title: str, edition: str) -> str:
    """What is wrong with a title; nothing where a frame bears it out."""
    found, orders, supplier, crosstabs = facts(edition)
    for known, frames in ((orders, CERTAINTY), (supplier, SUPPLIER), (crosstabs, CROSSTABS)):
        told = verdict(title, known, frames)
        if told is not None:
            return told
    for frame, check in FRAMES:
        match = re.fullmatch(frame, title, re.IGNORECASE)
        if match:
            borne_out = all(check(facts, **match.groupdict()) for facts in every(found))
            return "" if borne_out else "not borne out by the data"
    return "matches no frame"


def test_every_title_says_what_the_data_say(each: Built) -> None:
    if each.edition not in EDITIONS:
        pytest.skip("an edition without a recomputation")
    shown = Shown(each.folder)
    beside = COMMENTS | LISTENING | MATURITY
    charts = [key for key in shown.ids("chart") if key not in beside]
    titled = [key for key in charts if "title" in shown.items[key]["specification"]]
    assert len(titled) > 25
    wrong = {shown.title(key): judged(shown.title(key), each.edition) for key in titled}
    assert {title: told for title, told in wrong.items() if told} == {}


@pytest.mark.parametrize(
    "title",
    [
        "Half of respondents put People in their top three",
        "Category is strongest in Advertising & Marketing, with a mean of 42",
        "KAM is strongest in Manufacturing, with a mean of 44",
        "WoW reaches 80 in Manufacturing, 54 at most elsewhere",
        "Two fifths of respondents put IT last",
        "Banking & Financial Services is the largest sector in the sample",
        "Farming is loved by 50%",
    ],
)
def test_a_false_title_is_found_out(title: str) -> None:
    assert judged(title, "2015") != ""
