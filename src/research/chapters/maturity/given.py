"""What chapters on maturity rest on: the assessment as written, ratings of firms and raters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.tabs.rows import about_of
from research.chapters.thinness import enough
from research.errors import InputError, Problem
from research.frameworks.maturity import OVERALL, Cuts, totals
from research.frameworks.maturity_path import meaning, moves
from research.frameworks.maturity_raters import consensus_totals
from research.identifiers import slug
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.edition.maturity import Company, Maturity
    from research.edition.questions import Question
    from research.study import Study

__all__ = [
    "Assessment",
    "Raters",
    "assessment",
    "company_of",
    "firm_totals",
    "firms_called",
    "maturity_of",
    "raters_of",
    "ratings_of",
    "stage_key",
    "stage_words",
]

_SAY = Frames(__file__)


@dataclass(frozen=True, eq=False)
class Assessment:
    """The assessment as its author describes it.

    Parameters
    ----------
    competencies : items of each by its key.
    names : of the competencies and of the whole, by key.
    items : each item as it was put, by key.
    shorts : the same for narrow places.
    bands, stages : what totals come to.
    lowest, highest : ends of the scale.
    """

    competencies: Mapping[str, list[str]]
    names: Mapping[str, str]
    items: Mapping[str, str]
    shorts: Mapping[str, str]
    bands: Cuts
    stages: Cuts
    lowest: float
    highest: float

    @property
    def most(self) -> float:
        """The highest overall total."""
        return self.highest * len(self.items)

    @property
    def most_of_one(self) -> float:
        """The highest total of a competency."""
        return self.most / len(self.competencies)


@dataclass(frozen=True, eq=False)
class Raters:
    """Ratings of one company in its last year and in those before.

    Parameters
    ----------
    company : as its author describes it.
    called : what several raters are called.
    ratings : of the last year, one row a rater.
    units : of the same raters; missing where no unit is asked for or given.
    years : totals of each year that enough rated, one row a year, with ``raters``.
    year : the last one; empty where there are none.
    """

    company: Company
    called: str
    ratings: pd.DataFrame
    units: pd.Series[str]
    years: pd.DataFrame
    year: str


def maturity_of(study: Study) -> Maturity:
    """What the parameter file says of maturity.

    Raises
    ------
    InputError
        If it says nothing.
    """
    found = study.config.maturity
    if found is None:
        raise InputError([Problem(study.path, "this key is missing", key="maturity")])
    return found


def company_of(study: Study) -> Company:
    """The company that is assessed.

    Raises
    ------
    InputError
        If the parameter file names none.
    """
    found = maturity_of(study).company
    if found is None:
        raise InputError([Problem(study.path, "this key is missing", key="maturity.company")])
    return found


@lru_cache(maxsize=8)
def assessment(study: Study) -> Assessment:
    """The assessment with its items in words, of the company's raters where there is one."""
    said = maturity_of(study)
    table = said.company.raters if said.company else said.firms or ""
    question = study.table(table).question(said.question)
    rows = {row.key: row for row in question.rows}
    items = {key: rows[key] for key in said.items}
    low, high = _ends(question)
    return Assessment(
        competencies={key: list(one.items) for key, one in said.competencies.items()},
        names={
            **{key: one.text for key, one in said.competencies.items()},
            OVERALL: _SAY("overall"),
        },
        items={key: row.text for key, row in items.items()},
        shorts={key: row.brief for key, row in items.items()},
        bands=Cuts.of(said.bands),
        stages=Cuts.of({stage.name: stage.least for stage in said.stages}),
        lowest=low,
        highest=high,
    )


def _ends(question: Question) -> tuple[float, float]:
    """The ends of the scale: of its range, or of its codes that are numbers."""
    if question.range is not None and None not in question.range:
        low, high = (float(end or 0) for end in question.range)
        return low, high
    rated = [float(code.code) for code in question.codes if _counts(code.role, code.code)]
    enough(bool(rated), _SAY("no scale", question=question.name))
    return min(rated), max(rated)


def _counts(role: str, code: str) -> bool:
    return role == "answer" and code.isdigit()


def ratings_of(study: Study, table: str) -> pd.DataFrame:
    """Ratings of all items, one row a firm or rater, NaN where an item was left out.

    Parameters
    ----------
    study : the edition with its data.
    table : name of the table that holds them.
    """
    said = maturity_of(study)
    held: pd.DataFrame = study.read(table).question(said.question)[said.items].astype(float)
    return held


@lru_cache(maxsize=8)
def firm_totals(study: Study) -> pd.DataFrame:
    """Totals of the firms, NaN where an item was left out.

    Raises
    ------
    ThinDataError
        If there are none, or fewer with an overall total than the edition shows.
    """
    table = maturity_of(study).firms
    enough(table is not None, _SAY("no firms"))
    held = totals(ratings_of(study, str(table)), assessment(study).competencies)
    least, found = max(study.config.privacy.hide_base, 1), int(held[OVERALL].notna().sum())
    enough(found >= least, _SAY.form("few firms", many=found != 1, count=found, least=least))
    return held


def firms_called(study: Study, *, one: bool = False) -> str:
    """What several firms are called, or one."""
    about = about_of(study, str(maturity_of(study).firms))
    return about.one if one else about.many


@lru_cache(maxsize=8)
def raters_of(study: Study) -> Raters:
    """Ratings of the company.

    Raises
    ------
    ThinDataError
        If fewer rated it in the last year than the edition shows.
    """
    company, asked = company_of(study), assessment(study)
    read, held = study.read(company.raters), ratings_of(study, company.raters)
    wave = study.table(company.raters).wave
    years = read.keys[wave].astype("str") if wave else pd.Series("", held.index)
    rated = held.notna().any(axis=1)
    held, years = held[rated], years[rated]
    least = max(study.config.privacy.hide_base, 1)
    counts = years.value_counts().sort_index()
    told = [str(year) for year, count in counts.items() if count >= least]
    last = str(counts.index[-1]) if len(counts) else ""
    most = int(counts.iloc[-1]) if len(counts) else 0
    enough(last in told, _SAY.form("few raters", many=most != 1, count=most, least=least))
    by_year = {
        year: {
            **consensus_totals(held[years == year], asked.competencies).to_dict(),
            "raters": int(counts[year]),
        }
        for year in told
    }
    units = pd.Series(None, held.index, dtype="object")
    if company.unit is not None:
        units = read.texts(company.unit).reindex(held.index)
    return Raters(
        company,
        about_of(study, company.raters).many,
        held[years == last],
        units[years == last],
        pd.DataFrame.from_dict(by_year, orient="index"),
        last,
    )


def stage_key(name: str) -> str:
    """Key of a band or stage, as the ledger has it."""
    return slug(name, joint="")


def stage_words(study: Study) -> tuple[dict[str, str], dict[str, list[str]]]:
    """What each stage means and what moves a firm on, by its name."""
    stages = maturity_of(study).stages
    means = {stage.name: stage.means for stage in stages if stage.means}
    steps = {stage.name: list(stage.next) for stage in stages if stage.next}
    names = [stage.name for stage in stages]
    return (
        {name: meaning(name, means) for name in names},
        {name: moves(name, steps) for name in names},
    )
