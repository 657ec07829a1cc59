"""Frames of titles, notes and sentences on what is heard beside the survey of 2016."""

from __future__ import annotations

import re
from statistics import mean
from typing import TYPE_CHECKING

from recomputation import percent, wilson
from recomputation_listening import (
    RECOMMEND,
    STAFF,
    alerted,
    correlation,
    every_unit,
    fisher,
    healthy,
    levels,
    panels,
    spoken,
    unit_scores,
    units,
    voices,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Frame = tuple[str, Callable[[str, re.Match[str]], bool]]

OURS = r"(?:tbl|fig|txt)-(?:touchpoints|health|alerts|voices|engagement|ninedrivers|unit)\b.*"
"""Names of tables, charts and passages that are held against this."""


def _rated(_: str, m: re.Match[str]) -> bool:
    found = panels().values()
    limited = sum(panel.limited for panel in found)
    said = [sum(len(panel.every) for panel in found), sum(len(p.beyond) for p in found), limited]
    told = [int(m[name].replace(",", "")) for name in ("count", "beyond", "limited")]
    return told == said and m["expected"] == f"{0.0027 * limited:.1f}" and len(found) == 5


def _left(of: str, m: re.Match[str]) -> bool:
    own = levels() if of.endswith("-level") else panels()
    return m[1].split(" and ") == [name for name, panel in own.items() if panel.beyond]


def _inside(of: str, _: re.Match[str]) -> bool:
    own = levels() if of.endswith("-level") else panels()
    return not any(panel.beyond for panel in own.values())


def _hidden(of: str, m: re.Match[str]) -> bool:
    own = levels() if of.endswith("-level") else panels()
    return int(m[1]) == sum(18 - panel.shown for panel in own.values()) > 1


# How things were made: no figure of the data is in these.
STATED = (
    "The index is the mean of Survey (50%), Product (25%) and Service (25%), of which 50% must be "
    "known; what is not known is left out.",
    "Low is below 40, high from 60.",
    "What people said at an account counts where at least 3 people answered.",
    "An account has an alert from the day of its first score of 6 or less; it is answered in time "
    "within five days.",
    "Engagement is a person's mean over four ratings.",
    "Intervals by Fisher's z (1921), that of ranks after Bonett and Wright (2000); units count "
    "alike.",
    "Singh (2010) names more than 0.85 and no number of units.",
    "A score is a net promoter score; answers are those of the people, projects or partners named.",
    "Intervals by Student's t, answers from one account counted as a cluster, differences after "
    "Welch; nothing is shown of fewer than 10 answers.",
    "The drivers are those of Singh (2010), who found nearly half of the firms that he looked at "
    "to call themselves centred on their customers, and under a tenth to be so.",
    "Scores and changes have intervals by Student's t with accounts as clusters; a dash stands "
    "where there is too little.",
    "What both speak of comes first, by the smaller share; 95% intervals after Newcombe (1998).",
)


def _healthy(_: str, m: re.Match[str]) -> bool:
    every = healthy().values()
    known = [one for one in every if one.index is not None]
    low = sum(one.state == "low" for one in known)
    hidden = sum(one.hidden for one in known)
    return [*map(int, m.groups())] == [len(every), len(known), low, hidden]


def _look(_: str, m: re.Match[str]) -> bool:
    found = [one for one in healthy().values() if one.index is not None]
    return int(m[1]) == sum(one.hidden or one.state == "low" for one in found) > 10


def _in_time(_: str, m: re.Match[str]) -> bool:
    good = sum(one.state == "in time" for one in alerted())
    low, high = wilson(good, len(alerted()))
    said = [percent(good, len(alerted())), round(100 * low), round(100 * high)]
    return [*map(int, m.groups())] == said


def _together(_: str, m: re.Match[str]) -> bool:
    staff = [mean(unit.staff) for unit in units()]
    r = correlation(staff, [float(mean(unit.scores)) for unit in units()])
    low, high = (f"{one:.2f}".replace("-", "−") for one in fisher(r, len(staff)))
    least = units()[0]
    return m.groups() == (
        str(len(staff)), f"{r:.2f}", low, high, least.name, f"{mean(least.staff):.2f}"
    )  # fmt: skip


def _picture(_: str, m: re.Match[str]) -> bool:
    own = voices()[RECOMMEND]
    told = [f"{one.mean:+.0f}".replace("-", "−") for one in (own["contacts"], own[STAFF])]
    return [*m.groups()] == told


FRAMES: list[Frame] = [
    (
        r"Five touchpoints were rated (?P<count>\S+) times from January 2015 to June 2016\. "
        r"(?P<beyond>\d+) of (?P<limited>\d+) points lie outside of their control limits, where "
        r"chance alone would put (?P<expected>\S+)\.",
        _rated,
    ),
    (r"(.+) left their limits", _left),
    (r"All points are within their limits", _inside),
    (r"(\d+) points rest on fewer than 10 ratings and are not shown\.", _hidden),
    (
        r"A point of fewer than 10 ratings is not shown; where too few are left, nothing is said "
        r"to lie outside\.",
        lambda *_: True,
    ),
    (
        r"Control limits are those of an X-bar chart: three standard errors round the mean, by the "
        r"spread within each month\.",
        lambda *_: True,
    ),
    (
        r"Of (\d+) accounts (\d+) have an index of health, and that of (\d+) is below 40\. "
        r"(\d+) are high by “Survey” and low in another part\.",
        _healthy,
    ),
    (
        r"10 of (\d+) accounts with a low index or with a low part behind a high first one, the "
        r"largest first\.",
        _look,
    ),
    (
        r"(\d+)% were answered in time \((\d+)% to (\d+)%, Wilson 1927\), as known on "
        r"1 July 2016\.",
        _in_time,
    ),
    (
        r"Over (\d+) units the engagement of staff and the score of their customers go together "
        r"with a correlation of (\S+) \((\S+) to (\S+)\)\. Staff are engaged least in (.+), at "
        r"(\S+)\.",
        _together,
    ),
    (r"Staff are engaged least in (.+)", lambda _, m: m[1] == units()[0].name),
    (
        r"(\d+) units? with fewer than 10 employees or customers who answered (?:is|are) left "
        r"out\.",
        lambda _, m: int(m[1]) == len(every_unit()) - len(units()),
    ),
    (
        r"Likelihood to recommend: (\S+) among contacts, (\S+) among employees asked how "
        r"customers would answer\. The supplier's picture of itself stands beside what others "
        r"say\.",
        _picture,
    ),
    (
        r"Bases: (\S+) and (\S+)\.",
        lambda _, m: [*map(int, m.groups())] == [len(group) for group in spoken()],
    ),
    (r"Eight of nine drivers of centricity on customers have a number here\.", lambda *_: True),
    (
        r"The net promoter score of (.+) is (\S+ \(.+?\)); its change since the survey before is "
        r"(\S+ \(.+?\))\.",
        lambda _, m: unit_scores(m[1]) == (m[2], m[3]),
    ),
    *((re.escape(one), lambda *_: True) for one in STATED),
]
