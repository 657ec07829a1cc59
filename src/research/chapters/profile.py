"""Who answered: respondents by the questions that describe them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.remarks import opened
from research.chapters.tabs.planned import study_tabs, weight_used
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.table import Cell, Table
from research.tabulation.tab import TOTAL
from research.wording.figures import DASH, grouped
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.display.text import Text
    from research.study import Study
    from research.tabulation.tab import Line, Tab

__all__ = ["opening", "profile_table"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)
_COUNTED = ("category", "net", "other", "none", "dont_know", "refused")


@or_why
def opening(study: Study) -> Text:
    """Heading of the section, and how many answered."""
    return opened("profile-opening", _SAY("title"), lambda: _lead(study))


def _lead(study: Study) -> str:
    count, accounts = len(study.answers), study.clusters
    when = escape(study.config.fieldwork)
    if accounts is None:
        said = _SAY("lead.alone", count=count)
    else:
        said = _SAY("lead.nested", count=count, accounts=int(accounts.nunique()))
    return said + (_SAY("when", fieldwork=when) if when else ".")


@or_why
def profile_table(study: Study, questions: Sequence[str] | str = "") -> Table:
    """Respondents by the answers to some questions: how many, and their shares.

    Parameters
    ----------
    study : the edition with its data.
    questions : names; nothing for those that the banners of the edition are made of.

    Returns
    -------
    Numbers of respondents and their shares; beside them shares of the weighted where the edition
    has weights. Answers of fewer than are shown are hidden as in any table.
    """
    names = [questions] if isinstance(questions, str) and questions else list(questions)
    names = names or _of_banners(study)
    enough(bool(names), _SAY("nothing"))
    plain = study_tabs(study, names, weight="none")
    weighted = study_tabs(study, names) if weight_used(study, None) else None
    labels, cells, values = [], [], []
    for place, tab in enumerate(plain):
        labels.append(tab.title)
        blank = 3 if weighted else 2
        cells.append([Cell("")] * blank)
        values.append([float("nan")] * blank)
        for line in tab.lines:
            if line.kind not in _COUNTED:
                continue
            sides = [tab, *([weighted[place]] if weighted else [])]
            labels.append("\u2003" * (line.depth + 1) + line.label)
            cells.append(_printed(line, sides))
            values.append(
                [_count(tab, line), *(side.values[TOTAL].loc[line.key] / 100 for side in sides)]
            )
    heads = _SAY.listed("heads")[: 3 if weighted else 2]
    frame = pd.DataFrame(values, columns=heads, index=[label.strip() for label in labels])
    return Table(
        id="tbl-profile",
        caption=_SAY("caption"),
        frame=frame,
        cells=cells,
        stub=_SAY("stub"),
        labels=labels,
        shares=heads[1:],
        notes=[escape(_SAY("note", count=len(study.answers)))],
    )


def _count(tab: Tab, line: Line) -> float:
    return float(tab.counts[TOTAL].loc[line.key])


def _printed(line: Line, sides: Sequence[Tab]) -> list[Cell]:
    count = _count(sides[0], line)
    shares = [float(side.values[TOTAL].loc[line.key]) for side in sides]
    return [
        Cell(grouped(count)),
        *(Cell(DASH if pd.isna(share) else percent(share, 100)) for share in shares),
    ]


def _of_banners(study: Study) -> list[str]:
    """Questions that banners are made of, each once, those of one answer first."""
    groups = [group for banner in study.config.banners.values() for group in banner]
    return list(dict.fromkeys(group.question for group in groups))
