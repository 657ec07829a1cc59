"""Cross-tabulations: questions by a banner, table after table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from research.chapters.tabs.narrowed import answers_filtered
from research.chapters.tabs.planned import questions_asked, study_tabs
from research.chapters.tabs.prose import passage_of
from research.chapters.tabs.rows import about_of, rows_of
from research.chapters.tabs.table import legend_of, lying_alike, table_of
from research.chapters.tabs.weighted import apart, suffix
from research.chapters.thinness import or_why
from research.display.escape import escape
from research.display.text import Text
from research.edition.parameters import ANSWERS
from research.identifiers import slug
from research.prose.choice import Section
from research.tabulation.tab import RESPONDENTS
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.sentences import capitalise, inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.display.table import Table
    from research.study import Study
    from research.tabulation.tab import Tab

__all__ = ["opening", "tables"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)


@or_why
def opening(study: Study, banner: str = "", *, table: str = ANSWERS, filtered: str = "") -> Text:
    """Heading of the section, and what its tables are split by.

    Parameters
    ----------
    study : the edition with its data.
    banner : name of a banner, ``waves`` for the waves; nothing for everybody together.
    table : name of the table of data whose rows are counted.
    filtered : name of a filter of the edition; nothing for everybody.
    """
    answers_filtered(study, filtered)
    groups = study.config.banners.get(banner, [])
    asked = rows_of(study, table).answers.table
    heads = [escape(inside(asked.question(group.question).heading)) for group in groups]
    about = about_of(study, table)
    if about == RESPONDENTS:
        title = _SAY("waves" if banner else "totals")
        title = _SAY("title", groups=series(heads)) if heads else title
    else:
        many = escape(capitalise(about.many))
        title = _SAY("rows", rows=many, groups=series(heads)) if heads else many
    if filtered:
        title = _SAY("filtered", title=title, filter=escape(study.config.filters[filtered].text))
    name = "-".join(filter(None, (about.table, banner or "total", filtered)))
    return Text(f"txt-crosstab-{slug(name)}", f"## {title}\n")


def tables(
    study: Study,
    questions: Sequence[str] | str = "all",
    banner: str = "",
    weight: str = "",
    *,
    table: str = ANSWERS,
    volume: str = "",
    filtered: str = "",
) -> list[Table | Text]:
    """Tables of questions by a banner, each with what its columns differ by.

    First what stars and letters mean, once for all; of a grid a summary of its rows, then one table
    for each row. Over everybody together tables say all, and no sentence stands beside them.

    Parameters
    ----------
    study : the edition with its data.
    questions : names, in the order of the tables; ``"all"`` for all that make tables.
    banner : name of a banner; nothing for everybody together.
    weight : name of a weight; ``main`` where nothing is said, ``none`` for weights of one.
    table : name of the table of data whose rows are counted.
    volume : name of a volume in place of a weight: shares are of the amount.
    filtered : name of a filter of the edition; nothing for everybody.

    Returns
    -------
    For a question that nobody answered, a sentence in place of its table.
    """
    names = questions_asked(study, questions, table)
    tabs = study_tabs(
        study,
        names,
        banner,
        filters=answers_filtered(study, filtered),
        weight=weight or None,
        table=table,
        volume=volume,
    )
    made: dict[str, list[Table | Text]] = {name: [] for name in names}
    printed = lying_alike([_own(table_of(tab, legend=False), filtered) for tab in tabs])
    section = Section()
    for place, (tab, shown) in enumerate(zip(tabs, printed, strict=True)):
        own = made[tab.question.name]
        own.append(apart(shown, study, weight, volume))
        # What changed from wave to wave has sentences of its own; money has none.
        if banner and not tab.row and not tab.by_wave and not volume:
            named = f"tab-{tab.id}-{weight}-{filtered}".replace("_", "-").strip("-")
            own.append(passage_of(tab, named, place=place, columns=True, section=section))
    ending = suffix(study, weight, volume)
    name = "-".join(filter(None, (table, banner or "total", ending, filtered)))
    legend = [_legend(tabs, name)] if tabs else []
    found = (one for name, own in made.items() for one in own or [_none(study, name, table)])
    return [*legend, *found]


def _legend(tabs: Sequence[Tab], name: str) -> Text:
    said = "\n\n".join(legend_of(tabs))
    body = f"::: {{.notes}}\n\n{said}\n\n:::\n" if said else ""
    return Text(f"txt-crosstab-legend-{slug(name)}", body)


def _own(table: Table, filtered: str) -> Table:
    """Give a table a reference of its own: a question may stand in a section of its own, too."""
    name = table.id.replace("tbl-", "tbl-tab-", 1) + (f"-{slug(filtered)}" if filtered else "")
    return replace(table, id=name)


def _none(study: Study, name: str, table: str) -> Text:
    heading = study.table(table).question(name).heading
    told = name if table == ANSWERS else f"{table}-{name}"
    return Text(f"txt-none-{slug(told)}", _SAY("none", question=escape(heading)) + "\n")
