"""Frames of the notes under tables on categories and on change, and what must be so there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recomputation_supplier import BEFORE, CATEGORIES, PRESENT
from recomputation_words import NUMBERS
from test_recomputed_portfolios import changed

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from clauses_notes import NoteFacts

STATED = {
    # The published example of an ambassador account.
    "Of 20 buyers: promoters, passives and detractors, were 20 to divide as those of the category "
    "do; published is an example of an ambassador account, where somebody does not recommend "
    "either.",
    "The same answers make the category, so that the mix is part of what it means and no finding "
    "beside it.",
    "Solution and experience: one is ahead from 0.5 points.",
    "Revenue: large in the upper 25% of all accounts, small in the lower half; cost to serve is "
    "high from the median of its share of revenue.",
    "Opponents: fit is good from 4, the upside large in the upper 25% of what accounts spend with "
    "others.",
    "Growth is a mean over accounts, renewal a share of those that decided, cost to serve all "
    "costs of all revenue; intervals are between parent companies, those of costs by what leaving "
    "each out would change.",
    "What people say of prices is not yet what they pay.",
    "Told by rule and not by a statistical grouping: content from 5 on “Satisfaction”, willing "
    "from 5 on “Commitment”, and knowing from 5 on “Knows what is offered”.",
    "The revenue of an account is shared evenly by its contacts here; intervals are between "
    "accounts.",
    "Segments with fewer than 10 answers have no scores.",
    "p: by Holm's method over all rows.",
    "Columns: the category in 2016.",
    "By potential: the 20 accounts that spend most with others, of those with a fit from 4, growth "
    "from 0% and a share of wallet under 75%.",
    "Quota: 5 to 50 accounts a manager.",
    "Actions are those that the manager owns, on 1 July 2016.",
    "The board looks at what is at risk or weak: each month where the renewal is due within six "
    "months, else each quarter.",
}


def _categorised(f: NoteFacts, m: re.Match[str]) -> bool:
    return m[1] == str(f.supplier.categorised)


def _everybody(f: NoteFacts, m: re.Match[str]) -> bool:
    return m[1] == str(len(f.supplier.own.files))


def _few(f: NoteFacts, m: re.Match[str]) -> bool:
    frame = f.supplier.categories.money
    bases = [
        min(len(inside), inside["renewal"].notna().sum())
        for name in [*CATEGORIES, "none"]
        for inside in [frame[frame["category"] == name]]
    ]
    return NUMBERS.get(m[1].lower()) == sum(base < 30 for base in bases)


def _answers(f: NoteFacts, m: re.Match[str]) -> bool:
    own = f.supplier.own
    counts = [len(own.answers(survey)) for survey in (BEFORE, PRESENT)]
    told = [*counts, f.supplier.categories.answered_twice]
    return m.groups() == tuple(f"{count:,}" for count in told)


def _changed(_: NoteFacts, m: re.Match[str]) -> bool:
    return m.groups() == tuple(str(len(rows)) for rows in changed())


def _borne(f: NoteFacts, m: re.Match[str]) -> bool:
    found = f.supplier.categories.premium
    more = (found["more"] > 0) & (found["p"] < 0.05)
    others = more.loc[CATEGORIES[1:]]
    return NUMBERS.get(m[2]) == others.sum() == len(others)


def _said(f: NoteFacts, m: re.Match[str]) -> bool:
    return m[1] == f"{f.supplier.categories.premium['base'].sum():,.0f}"


def _typed(f: NoteFacts, m: re.Match[str]) -> bool:
    return m[1] == f"{len(f.supplier.categories.personas):,}"


def _suppliers(f: NoteFacts, m: re.Match[str]) -> bool:
    return m[1] == str(len(f.supplier.own.benchmark))


FRAMES: list[tuple[str, Callable[[NoteFacts, re.Match[str]], bool]]] = [
    (r"So (\d+) come in and (\d+) fall out; up to 8 of each are shown\.", _changed),
    (r"Base: (\d+) accounts with a category and all answers there\.", _categorised),
    (
        r"Base: (\S+) contacts at accounts with a category who said by how many percent the "
        r"supplier may be dearer before they would look elsewhere\.",
        _said,
    ),
    (
        r"Ambassadors bear more than contacts of (each) of the other (\w+) categories, by t tests "
        r"between parent companies with Holm's method over them \(level 0\.05\)\.",
        _borne,
    ),
    (r"Base: (\S+) contacts who answered all three\.", _typed),
    (
        r"Each segment's own scores among the (\d+) other suppliers, which are whole suppliers: "
        r"1 is best; in brackets where the segment may stand\.",
        _suppliers,
    ),
    (
        r"Base: (\d+) accounts by their category in the survey before the renewals; revenue and "
        r"costs are those of the year after it\.",
        _everybody,
    ),
    (
        r"(\w+) categor(?:y has|ies have) fewer than 30 accounts or decisions: read (?:it as an "
        r"indication|them as indications)\.",
        _few,
    ),
    (
        r"Base: (\S+) answers in 2015, (\S+) in 2016; (\d+) accounts answered both times, which "
        r"the intervals allow for\.",
        _answers,
    ),
]
