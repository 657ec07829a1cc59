"""Who answered: respondents by the questions that describe them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.remarks import opened
from research.chapters.tabs.planned import study_tabs
from research.chapters.tabs.rows import about_of, rows_of, weight_used
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.framelevels import headed, in_blocks
from research.display.table import Cell, Table
from research.edition.parameters import ANSWERS
from research.identifiers import slug
from research.tabulation.tab import RESPONDENTS, TOTAL
from research.wording.figures import DASH, grouped
from research.wording.frames import Frames
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.chapters.tabs.rows import Rows
    from research.display.text import Text
    from research.study import Study
    from research.tabulation.tab import About, Line, Tab

__all__ = ["opening", "profile_table"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)
_COUNTED = ("category", "net", "other", "none", "dont_know", "refused")


@or_why
def opening(study: Study, *, table: str = ANSWERS) -> Text:
    """Heading of the section, and how many answered.

    Parameters
    ----------
    study : the edition with its data.
    table : name of the table of data whose rows are counted.
    """
    about = about_of(study, table)
    name = "-".join(filter(None, ("profile", about.table)))
    title = _SAY("title") if about == RESPONDENTS else escape(capitalise(about.many))
    return opened(f"{slug(name)}-opening", title, lambda: _lead(study, table))


def _lead(study: Study, table: str) -> str:
    rows, about = rows_of(study, table), about_of(study, table)
    count, accounts = len(rows.index), rows.clusters
    when = escape(study.config.fieldwork)
    if about != RESPONDENTS:
        said = _rows_said(rows, about)
    elif accounts is None:
        said = _SAY("lead.alone", count=count)
    else:
        said = _SAY("lead.nested", count=count, accounts=int(accounts.nunique()))
    return said + (_SAY("when", fieldwork=when) if when else ".")


def _rows_said(rows: Rows, about: About) -> str:
    count = len(rows.index)
    if rows.parents is None:
        return _SAY("lead.rows", count=count, rows=escape(about.many))
    return _SAY(
        "lead.belonging",
        count=count,
        rows=escape(about.many),
        parents=int(rows.parents.nunique()),
        others=escape(about.parents),
    )


@or_why
def profile_table(
    study: Study, questions: Sequence[str] | str = "", *, table: str = ANSWERS
) -> Table:
    """Respondents by the answers to some questions: how many, and their shares.

    Parameters
    ----------
    study : the edition with its data.
    questions : names; nothing for those that the banners of the edition are made of.
    table : name of the table of data whose rows are counted.

    Returns
    -------
    Numbers of respondents and their shares; beside them shares of the weighted where the edition
    has weights. Answers of fewer than are shown are hidden as in any table.
    """
    names = [questions] if isinstance(questions, str) and questions else list(questions)
    names = names or _of_banners(study, table)
    enough(bool(names), _SAY("nothing"))
    plain = study_tabs(study, names, weight="none", table=table)
    weights = weight_used(study, None, table)
    weighted = study_tabs(study, names, table=table) if weights else None
    titles, labels, depths, values = [], [], [], []
    for place, tab in enumerate(plain):
        sides = [tab, *([weighted[place]] if weighted else [])]
        own = [line for line in tab.lines if line.kind in _COUNTED]
        titles += [tab.title] * len(own)
        labels += [line.label for line in own]
        depths += [line.depth for line in own]
        values += [_counted(line, sides) for line in own]
    about = about_of(study, table)
    heads = [capitalise(about.many), *_SAY.listed("heads")][: 3 if weighted else 2]
    frame = pd.DataFrame(values, columns=heads, index=labels)
    frame[heads[1:]] /= 100
    return Table(
        id=f"tbl-{slug('-'.join(filter(None, ('profile', about.table))))}",
        caption=_SAY("caption") if about == RESPONDENTS else capitalise(about.many),
        frame=headed(frame, titles),
        cells=[_printed(*row) for row in values],
        stub=_SAY("stub"),
        labels=labels,
        shares=heads[1:],
        banner=in_blocks(titles, depths),
        notes=[escape(_SAY("note", count=len(rows_of(study, table).index), rows=about.many))],
    )


def _counted(line: Line, sides: Sequence[Tab]) -> list[float]:
    """How many gave an answer, and the percentages that they are."""
    shares = [float(side.values[TOTAL].loc[line.key]) for side in sides]
    return [float(sides[0].counts[TOTAL].loc[line.key]), *shares]


def _printed(count: float, *shares: float) -> list[Cell]:
    return [
        Cell(grouped(count)),
        *(Cell(DASH if pd.isna(share) else percent(share, 100)) for share in shares),
    ]


def _of_banners(study: Study, table: str) -> list[str]:
    """Questions of the table that banners are made of, each once, those of one answer first."""
    banners = study.config.banners_of(table).values()
    groups = [group for banner in banners for group in banner]
    held = study.table(table)
    return [name for name in dict.fromkeys(group.question for group in groups) if held.holds(name)]
