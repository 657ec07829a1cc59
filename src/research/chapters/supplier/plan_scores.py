"""What stands beside the scores of one account: its last survey, all accounts, other suppliers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from research.chapters.customers import customers
from research.chapters.naming import source_of
from research.chapters.supplier.plan_room import room
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.specification.shifts import Shift, Shifts
from research.display.text import Text
from research.errors import StatisticsError
from research.frameworks.relationship import account_scores
from research.frameworks.relationship_position import supplier_scores
from research.wording.figures import figure
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["Compared", "compared", "touchpoints_chart"]

NEEDS = ("data.accounts", "data.contacts", "supplier.today")

_SAY = Frames(__file__)

_SCORES = ("nps", "quality", "solution", "experience")


class Compared(NamedTuple):
    """A column of scores beside an account's own, by the names of these."""

    head: str
    scores: dict[str, float]


def compared(study: Study, account: str) -> list[Compared]:
    """Give the columns that stand beside an account's scores.

    Its own last survey where there was one and as many answered as scores beside a name rest on;
    the mean over all answers; and the mean of other suppliers where the edition has them.

    Parameters
    ----------
    study : with a supplier.
    account : its key.
    """
    found = []
    surveys = study.supplier.surveys
    if surveys is not None:
        row = _before(study).to_dict("index").get(account, {"answered": 0})
        heard = row["answered"] >= max(study.config.privacy.named_base, 1)
        known = {name: float(row[name]) for name in (*_SCORES, "invited") if heard}
        if heard:
            known["answers"] = float(row["answered"])
        found.append(Compared(str(surveys[0]), known))
    found.append(Compared(_SAY("all"), _everybody(study)))
    means = _others(study)
    if means:
        found.append(Compared(_SAY("others"), means))
    return found


@lru_cache(maxsize=4)
def _others(study: Study) -> dict[str, float]:
    """Mean scores of the other suppliers of its industry; none where the edition has no such."""
    if study.config.table("suppliers") is None:
        return {}
    others = study.suppliers
    if not {"industry", *_SCORES} <= set(others):
        return {}
    inside = others[others["industry"] == study.supplier.industry]
    return {name: float(inside[name].mean()) for name in _SCORES if len(inside)}


@lru_cache(maxsize=4)
def _everybody(study: Study) -> dict[str, float]:
    """Scores over all answers; none where the answers are too few for any."""
    try:
        scores = supplier_scores(customers(study).contacts(1))
    except StatisticsError:
        return {}
    return {name: scores[name].value for name in _SCORES}


def _last(study: Study) -> pd.DataFrame:
    """Contacts of the survey before; nobody where it asked nobody, or there was none."""
    if study.supplier.surveys is None:
        return study.contacts.iloc[:0]
    try:
        return customers(study).contacts(0)
    except StatisticsError:
        return study.contacts.iloc[:0]


@lru_cache(maxsize=4)
def _before(study: Study) -> pd.DataFrame:
    contacts = _last(study)
    return account_scores(contacts) if len(contacts) else pd.DataFrame()


@or_why
def touchpoints_chart(study: Study, account: str) -> Chart | Text:
    """Ratings of the touchpoints at the account beside all accounts, with the last survey's.

    Nothing where the edition names no drivers, fewer answered than scores beside an account's name
    rest on, or the page has no room.

    Parameters
    ----------
    study : with a supplier and its drivers.
    account : its key.
    """
    named = f"plan-{account.lower()}-touchpoints"
    rated = _ratings(study, account)
    most = room(study, account).touchpoints
    if rated.empty or not most:
        return Text(f"txt-{named}", "")
    apart = (rated["here"] - rated["all"]).abs()
    kept = apart.nlargest(most, keep="first").index
    shown = rated.loc[[name for name in rated.index if name in kept]]
    fewer = len(shown) < len(rated)
    chart = Shifts(
        title=_SAY("title", account=account),
        source=source_of(study),
        stub=_SAY("stub"),
        shifts=tuple(
            Shift(
                label=str(label),
                before=row["all"],
                after=row["here"],
                printed=_printed(row["here"], row["last"]),
                role="subject" if row["here"] >= row["all"] else "contrast",
            )
            for label, row in shown.to_dict("index").items()
        ),
        ends=(_SAY("ends.all"), _SAY("ends.here", account=account)),
        small=True,
    )
    return Chart(
        id=f"fig-{named}",
        caption=_SAY("caption.fewer" if fewer else "caption.every"),
        alt=_SAY("alt", listed=chart.listing()),
        figure=chart,
    )


def _printed(here: float, last: float) -> str:
    if pd.isna(last):
        return figure(here, 1)
    return _SAY("printed", here=figure(here, 1), last=figure(last, 1))


def _ratings(study: Study, account: str) -> pd.DataFrame:
    """Means by touchpoint: here, of all accounts, and here in the last survey."""
    about, fewest = customers(study), max(study.config.privacy.named_base, 1)
    asked = study.supplier.drivers
    empty = pd.DataFrame(columns=["here", "all", "last"])
    if asked is None or asked.of != "contacts" or not asked.rated:
        return empty
    answers = about.contacts(1).dropna(subset=["recommend"])
    own = answers[answers["account"] == account]
    if len(own) < fewest:
        return empty
    names = [name for name in asked.questions if name in answers]
    found = pd.DataFrame({"here": own[names].mean(), "all": answers[names].mean()})
    found["last"] = float("nan")
    before = _last(study).dropna(subset=["recommend"])
    last = before[before["account"] == account]
    if len(last) >= fewest:
        found["last"] = last[names].mean()
    labels = {
        row.key: row.text or row.key
        for one in study.table("contacts").questions
        if one.type == "grid"
        for row in one.rows
    }
    return found.dropna(subset=["here"]).rename(index=labels)
