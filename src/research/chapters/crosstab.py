"""Cross-tabulations: questions by a banner, table after table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from research.chapters.tabs.planned import questions_asked, study_tabs, weight_used
from research.chapters.tabs.table import table_of
from research.chapters.thinness import or_why
from research.display.escape import escape
from research.display.text import Text
from research.identifiers import slug
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.display.table import Table
    from research.study import Study

__all__ = ["opening", "tables"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)


@or_why
def opening(study: Study, banner: str = "") -> Text:
    """Heading of the section, and what its tables are split by.

    Parameters
    ----------
    study : the edition with its data.
    banner : name of a banner, ``waves`` for the waves; nothing for everybody together.
    """
    groups = study.config.banners.get(banner, [])
    asked = study.table("answers")
    heads = [escape(asked.question(group.question).heading) for group in groups]
    title = _SAY("title", groups=series(heads)) if heads else _SAY("waves" if banner else "totals")
    return Text(f"txt-crosstab-{slug(banner or 'total')}", f"## {title}\n")


def tables(
    study: Study, questions: Sequence[str] | str = "all", banner: str = "", weight: str = ""
) -> list[Table | Text]:
    """Tables of questions by a banner: of a grid a summary of its rows, then one for each row.

    Parameters
    ----------
    study : the edition with its data.
    questions : names, in the order of the tables; ``"all"`` for all that make tables.
    banner : name of a banner; nothing for everybody together.
    weight : name of a weight; ``main`` where nothing is said, ``none`` for weights of one.

    Returns
    -------
    For a question that nobody answered, a sentence in place of its table.
    """
    names = questions_asked(study, questions)
    made: dict[str, list[Table | Text]] = {name: [] for name in names}
    for tab in study_tabs(study, names, banner, weight=weight or None):
        made[tab.question.name].append(_own(table_of(tab), tab.weight == weight_used(study, None)))
    return [one for name, own in made.items() for one in own or [_none(study, name)]]


def _own(table: Table, usual: bool) -> Table:
    """Give a table a reference of its own: a question may stand in a section of its own, too.

    Names in the ledger say no weight: by another than the edition's own, figures stay out of it.
    """
    results = table.results if usual else ()
    return replace(table, id=table.id.replace("tbl-", "tbl-tab-", 1), results=results)


def _none(study: Study, name: str) -> Text:
    heading = study.table("answers").question(name).heading
    return Text(f"txt-none-{slug(name)}", _SAY("none", question=escape(heading)) + "\n")
