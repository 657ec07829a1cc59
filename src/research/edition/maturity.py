"""The part of a parameter file about maturity: what firms say of themselves, item by item."""

from __future__ import annotations

from datetime import date  # pydantic resolves it when the model is built
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from research.edition.labels import LabelKey, Wording
from research.edition.model import Key, Model
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from research.edition.options import Code
    from research.edition.questions import Question
    from research.edition.tables import DataTable
    from research.edition.yamlfile import Place

    Fault = tuple[Place, str]

__all__ = [
    "Company",
    "Competency",
    "Maturity",
    "MaturityLoyalty",
    "Practices",
    "Process",
    "Stage",
    "maturity_faults",
]

# Temkin Group 2015: five items of 1 to 5 a competency, four competencies.
_BANDS = {"Very Poor": 5.0, "Poor": 11.0, "Okay": 16.0, "Very Good": 21.0}
_STAGES = (
    ("Ignore", 20.0),
    ("Explore", 50.0),
    ("Mobilize", 60.0),
    ("Operationalize", 70.0),
    ("Align", 80.0),
    ("Embed", 90.0),
)

# Questions that tables of a company have.
_ASKED = {"practices": ("status",), "actions": ("action", "owner", "due", "status")}
# Least and most of a scale.
_ENDS = 2


class Competency(Model):
    """Items of the assessment that make one total."""

    text: Wording
    items: list[LabelKey] = Field(min_length=1, description="rows of the question, by key")


class Stage(Model):
    """A stage of maturity."""

    name: Wording = Field(description="as tables print it")
    least: float = Field(description="overall total from which on a firm is in it")
    means: str = Field(
        default="", description="what a firm of the stage is like; ours where left out"
    )
    next: list[str] = Field(
        default_factory=list,
        description="what moves a firm to the stage after it; ours where left out",
    )


class Process(Model):
    """A process of the firm, and the practices that stand for each competency in it."""

    text: Wording
    practices: list[LabelKey] = Field(min_length=1, description="rows of the question, by key")
    cells: dict[LabelKey, LabelKey] = Field(
        default_factory=dict, description="practice in the matrix, by competency"
    )


class Practices(Model):
    """Practices by process and competency."""

    question: LabelKey = Field(description="multi: which practices a firm has in place")
    processes: dict[Key, Process] = Field(min_length=1)


class MaturityLoyalty(Model):
    """What customers of the firms say, beside how good the experience is."""

    experience: LabelKey = Field(description="a number: how customers rate the experience")
    outcomes: list[LabelKey] = Field(
        min_length=1, description="numbers: how many would buy more, try what is new, recommend"
    )


class Company(Model):
    """One company that is assessed by several raters."""

    name: str
    raters: LabelKey = Field(description="table with a row a rater, and a wave where years are")
    unit: LabelKey | None = Field(default=None, description="question of it: unit of the company")
    practices: LabelKey | None = Field(
        default=None, description="table with a row a practice, its key the id, and a status"
    )
    actions: LabelKey | None = Field(
        default=None, description="table with a row an action: action, owner, due, status"
    )
    today: date | None = Field(default=None, description="day that what is due is held against")


class Maturity(Model):
    """Self-assessments, the stages that they come to, and practices."""

    question: LabelKey = Field(description="grid: the items, in every table of assessments")
    firms: LabelKey | None = Field(
        default="answers", description="table with a row a firm; null where there is none"
    )
    competencies: dict[Key, Competency] = Field(min_length=1)
    bands: dict[str, float] = Field(
        default=_BANDS, description="of a competency: lowest total by name, rising"
    )
    stages: list[Stage] = Field(
        default=[Stage(name=name, least=least) for name, least in _STAGES],
        description="of the overall total, rising",
    )
    often: float = Field(
        default=4, description="rating from which on an item counts as done all the time"
    )
    practices: Practices | None = None
    loyalty: MaturityLoyalty | None = None
    company: Company | None = None

    @property
    def items(self) -> list[str]:
        """Keys of all items, competency by competency."""
        return [item for one in self.competencies.values() for item in one.items]

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        for name, least in (
            ("bands", list(self.bands.values())),
            ("stages", [stage.least for stage in self.stages]),
        ):
            if not least or any(before >= after for before, after in pairwise(least)):
                msg = f"{name} must rise from the lowest total to the highest: {least}"
                raise ValueError(msg)
        sizes = {key: len(one.items) for key, one in self.competencies.items()}
        if len(set(sizes.values())) > 1:
            told = ", ".join(f"{key} has {count}" for key, count in sizes.items())
            msg = f"one set of bands is for competencies of as many items each, and {told}"
            raise ValueError(msg)
        return self


def maturity_faults(maturity: Maturity, tables: Mapping[str, DataTable]) -> Iterator[Fault]:
    """Find what the maturity block names and the data do not have.

    Parameters
    ----------
    maturity : the block.
    tables : of data by name.
    """
    named: dict[Place, str] = {}
    if maturity.firms is not None:
        named["firms",] = maturity.firms
    if maturity.company is not None:
        named["company", "raters"] = maturity.company.raters
    for place, name in named.items():
        if name not in tables:
            what = f"'{name}' is no table of data; {known_or_meant(name, tables)}"
            yield ("maturity", *place), what
        else:
            yield from _assessment_faults(maturity, name, tables[name])
    yield from _practice_faults(maturity, tables.get(maturity.firms or ""))
    yield from _loyalty_faults(maturity, tables.get(maturity.firms or ""))
    yield from _company_faults(maturity, tables)


def _assessment_faults(maturity: Maturity, name: str, table: DataTable) -> Iterator[Fault]:
    """Find items that are no rows of the question, twice named or of no competency."""
    place = ("maturity", "question")
    if not table.holds(maturity.question):
        near = known_or_meant(maturity.question, table.names)
        yield place, f"'{maturity.question}' is no question of data.{name}; {near}"
        return
    question = table.question(maturity.question)
    if question.type != "grid":
        yield place, f"'{question.name}' is of type {question.type}, no grid"
        return
    known, seen = [row.key for row in question.rows], set[str]()
    for key, competency in maturity.competencies.items():
        for number, item in enumerate(competency.items):
            at = ("maturity", "competencies", key, "items", number)
            if item not in known:
                yield at, f"'{item}' is no row of '{question.name}'; {known_or_meant(item, known)}"
            elif item in seen:
                yield at, f"'{item}' counts twice"
            seen.add(item)
    yield from _total_faults(maturity, question)


def _total_faults(maturity: Maturity, question: Question) -> Iterator[Fault]:
    """Find bands and stages that leave totals out, or that no total comes to."""
    rated = [float(end) for end in question.range or () if end is not None]
    rated = rated or [float(code.code) for code in question.codes if _is_number(code)]
    if len(rated) < _ENDS:
        return
    low, high = min(rated), max(rated)
    size = len(next(iter(maturity.competencies.values())).items)
    for name, count, least in (
        ("bands", size, list(maturity.bands.values())),
        ("stages", len(maturity.items), [stage.least for stage in maturity.stages]),
    ):
        lowest, highest = low * count, high * count
        if least[0] > lowest or least[-1] > highest:
            yield (
                ("maturity", name),
                f"totals of {count} items run from {lowest:g} to {highest:g}, and {name} begin at "
                f"{least[0]:g} and end from {least[-1]:g} on: give {name} that hold every total",
            )


def _is_number(code: Code) -> bool:
    """Whether a code is a number of the scale."""
    return code.role == "answer" and code.code.isdigit()


def _practice_faults(maturity: Maturity, firms: DataTable | None) -> Iterator[Fault]:
    """Find practices that are no rows of their question, and cells of no competency."""
    practices = maturity.practices
    if practices is None:
        return
    place = ("maturity", "practices")
    if firms is not None and not firms.holds(practices.question):
        near = known_or_meant(practices.question, firms.names)
        yield (*place, "question"), f"'{practices.question}' is no question of the firms; {near}"
        return
    known = [row.key for row in firms.question(practices.question).rows] if firms else None
    for key, process in practices.processes.items():
        at = (*place, "processes", key)
        for number, practice in enumerate(process.practices):
            yield from _unknown(practice, known, (*at, "practices", number))
        for competency, practice in process.cells.items():
            if competency not in maturity.competencies:
                near = known_or_meant(competency, maturity.competencies)
                yield (*at, "cells", competency), f"'{competency}' is no competency; {near}"
            yield from _unknown(practice, process.practices, (*at, "cells", competency))


def _unknown(name: str, known: Collection[str] | None, place: Place) -> Iterator[Fault]:
    if known is not None and name not in known:
        yield place, f"'{name}' is no practice here; {known_or_meant(name, known)}"


def _loyalty_faults(maturity: Maturity, firms: DataTable | None) -> Iterator[Fault]:
    """Find what customers say that is no number of the firms' table."""
    loyalty = maturity.loyalty
    if loyalty is None or firms is None:
        return
    numbers = [one.name for one in firms.questions if one.type == "numeric" and one.column]
    named: dict[Place, str] = {("experience",): loyalty.experience}
    named |= {("outcomes", number): name for number, name in enumerate(loyalty.outcomes)}
    for place, name in named.items():
        if name not in numbers:
            what = f"'{name}' is no number of the firms; {known_or_meant(name, numbers)}"
            yield ("maturity", "loyalty", *place), what


def _company_faults(maturity: Maturity, tables: Mapping[str, DataTable]) -> Iterator[Fault]:
    """Find tables of a company that are missing, and questions that these lack."""
    company = maturity.company
    if company is None:
        return
    raters = tables.get(company.raters)
    if company.unit is not None and raters is not None and not raters.holds(company.unit):
        near = known_or_meant(company.unit, raters.names)
        what = f"'{company.unit}' is no question of data.{company.raters}; {near}"
        yield ("maturity", "company", "unit"), what
    for part, asked in _ASKED.items():
        name = getattr(company, part)
        place = ("maturity", "company", part)
        if name is not None and name not in tables:
            yield place, f"'{name}' is no table of data; {known_or_meant(name, tables)}"
        elif name is not None:
            lacking = [one for one in asked if not tables[name].holds(one)]
            if lacking:
                yield place, f"data.{name} has no question called {', '.join(lacking)}"
