"""One business unit on a page: score, change, touchpoints, topics, health, alerts and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from research.chapters.customers import Customers, customers
from research.chapters.listening.health import measured, raised
from research.chapters.listening.listened import part_of
from research.chapters.listening.touchpoints import experience
from research.chapters.remarks import opened
from research.chapters.supplier.register import registered
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.errors import InputError, StatisticsError
from research.frameworks.actions import by_owner
from research.frameworks.health import IN_TIME
from research.frameworks.touchpoints import standing
from research.frameworks.voices import change, voice
from research.statistics.samples.ratings import classify
from research.wording.figures import DASH, figure, grouped, interval, signed
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.display.text import Text
    from research.edition.listening import Spoken
    from research.study import Study

__all__ = ["opening", "page_table"]

NEEDS = ("data.accounts", "data.contacts", "data.contacts.recommend")

_SAY = Frames(__file__)


class Scores(NamedTuple):
    """Answers of one survey as +100, 0 and -100, with their accounts."""

    frame: pd.DataFrame
    least: int

    @property
    def shown(self) -> bool:
        """Whether enough answered."""
        return len(self.frame) >= max(self.least, 2) and len(set(self.frame["account"])) > 1


def _scores(about: Customers, when: int) -> Scores:
    own = about.contacts(when).dropna(subset=["recommend"])
    values = 100 * classify(own["recommend"].to_numpy(dtype=float))
    frame = own[["account"]].assign(value=values)
    return Scores(frame, about.study.config.privacy.hide_base)


def _accounts(about: Customers) -> str:
    return grouped(len(about.accounts))


def _answers(about: Customers) -> str:
    return grouped(len(_scores(about, 1).frame))


def _score(about: Customers) -> str:
    own = _scores(about, 1)
    enough(own.shown, "")
    level = about.study.config.statistics.confidence
    found = voice(own.frame["value"], own.frame["account"], confidence=level)
    ends = interval(found.low, found.high, 0, sign=True)
    return _SAY("told", value=signed(found.mean), ends=ends)


def _change(about: Customers) -> str:
    enough(about.supplier.surveys is not None, "")
    before, after = _scores(about, 0), _scores(about, 1)
    enough(before.shown and after.shown, "")
    level = about.study.config.statistics.confidence
    value, low, high = change(before.frame, after.frame, level)
    return _SAY("told", value=signed(value), ends=interval(low, high, 0, sign=True))


def _touchpoints(about: Customers) -> str:
    """The touchpoint rated lowest, and how many points lie outside of their limits."""
    every = experience(about.study)
    inside = every.frame["account"].isin(about.accounts["account"])
    charts = every._replace(frame=every.frame[inside]).charts("touchpoint")
    found = {name: standing(chart) for name, chart in charts.items()}
    known = {name: one for name, one in found.items() if one.answers >= every.least}
    enough(bool(known), "")
    lowest = min(known, key=lambda name: known[name].centre)
    beyond = sum(one.beyond for one in found.values())
    value = every.written(known[lowest].centre)
    return _SAY("touchpoints", lowest=lowest, value=value, beyond=beyond)


def _topics(about: Customers) -> str:
    """What contacts of the present survey speak of most."""
    study = about.study
    asked: Spoken = part_of(study, "themes")[0]
    answers = study.read(asked.table)
    said = answers.question(asked.question).reset_index(drop=True)
    frame = answers.tidy("id").reset_index(drop=True)
    rows = frame["account"].isin(about.accounts["account"])
    if (surveys := about.supplier.surveys) is not None and "survey" in frame:
        rows &= frame["survey"] == surveys[1]
    own = said[rows].dropna(how="all")
    enough(len(own) >= study.config.privacy.hide_base, "")
    shares = own.eq(True).mean().sort_values(ascending=False, kind="stable")
    question = study.table(asked.table).question(asked.question)
    texts = {one.key: one.text for one in (*question.codes, *question.rows)}
    first = str(shares.index[0])
    return _SAY("topics", topic=texts[first], share=percent(100 * shares.iloc[0]))


def _health(about: Customers) -> str:
    frame = measured(about.study).frame
    own = frame[frame.index.isin(about.accounts["account"])].dropna(subset=["index"])
    enough(len(own) >= about.study.config.privacy.hide_base, "")
    low = int((own["state"] == "low").sum())
    return _SAY("health", index=figure(own["index"].mean()), low=low)


def _alerts(about: Customers) -> str:
    found = raised(about.study)
    own = found[found.index.isin(about.accounts["account"])]
    enough(len(own) > 0, "")
    good = int((own["state"] == IN_TIME).sum())
    return _SAY("alerts", good=good, count=len(own), share=percent(good, len(own)))


def _actions(about: Customers) -> str:
    found = registered(about.study)
    own = found[found["account"].isin(about.accounts["account"])]
    enough(len(own) > 0, "")
    whole = by_owner(own).to_dict("index")["all"]
    told = {name: int(whole[name]) for name in ("actions", "done", "overdue")}
    return _SAY("actions", **told)


_ROWS: dict[str, Callable[[Customers], str]] = {
    "accounts": _accounts,
    "answers": _answers,
    "score": _score,
    "change": _change,
    "touchpoints": _touchpoints,
    "topics": _topics,
    "health": _health,
    "alerts": _alerts,
    "actions": _actions,
}


def _read(about: Customers) -> dict[str, str]:
    """Every row of a page; a dash where the edition or its data lack it."""
    found = {}
    for key, read in _ROWS.items():
        try:
            found[key] = read(about)
        except (InputError, StatisticsError):
            found[key] = DASH
    return found


@or_why
def opening(study: Study, part: str = "") -> Text:
    """Heading of a unit's page: its score, and how it moved."""
    about = customers(study, part)

    def lead() -> str:
        name = about.value or _SAY("everybody")
        return escape(_SAY("opening.lead", unit=name, score=_score(about), change=_moved(about)))

    title = escape(about.titled(_SAY("opening.title")))
    return opened(f"unit-opening{about.slug}", title, lead, sheet=True)


def _moved(about: Customers) -> str:
    """The change as a clause, or that there is none to tell of."""
    try:
        return _SAY("opening.change", change=_change(about))
    except StatisticsError:
        return _SAY("opening.alone")


@or_why
def page_table(study: Study, part: str = "") -> Table:
    """A unit beside all: everything that an account manager would ask first."""
    about, names = customers(study, part), _SAY.named("rows")
    every = {_SAY("all"): _read(customers(study))}
    columns = {about.value: _read(about), **every} if part else every
    frame = pd.DataFrame(columns, index=[*_ROWS]).rename(index=names)
    scores = _scores(about, 1)
    results = []
    if scores.shown:
        value = float(scores.frame["value"].mean())
        name = f"listening.unit{about.dotted}.score"
        results.append(Result(name, value, "score", len(scores.frame), about.value))
    return Table(
        id=f"tbl-unit{about.slug}",
        caption=_SAY("caption", unit=about.value or _SAY("everybody")),
        frame=frame,
        cells=[[Cell(column[key]) for column in columns.values()] for key in _ROWS],
        stub=_SAY("stub"),
        labels=[names[key] for key in _ROWS],
        heads=[*columns],
        align="l" * (len(columns) + 1),
        widths=(34, *[34] * len(columns)),
        notes=[_SAY("note")],
        results=results,
    )
