"""Capability: assessments item by item, and the scorecard that one company gets of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from research.edition.labels import LabelKey
from research.edition.model import Model
from research.edition.paths import FilePath  # pydantic resolves it
from research.edition.texts import Target
from research.edition.themes import Capability
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from research.edition.tables import DataTable
    from research.edition.yamlfile import Place

__all__ = ["Assessed", "Framework", "Relations", "Scorecard", "capability_faults"]

Weight = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Framework(Model):
    """The model behind the themes: a circle of stages that rests on drivers."""

    circle: list[str] = Field(min_length=3)
    drivers: list[str] = Field(min_length=1)


class Relations(Model):
    """How good the firms' relationships are, in a further table."""

    table: LabelKey
    company: LabelKey = Field(default="company", description="its question of whose they are")
    year: LabelKey = Field(default="year", description="its question of when it was asked")
    quality: LabelKey = Field(description="its question of relationship quality, 1 to 7")
    nps: LabelKey = Field(description="its question of the net promoter score, -100 to 100")
    band: Weight = Field(
        default=0.15, description="points about the mean quality that count as the benchmark"
    )


class Aims(Target):
    """What to aim for in any theme, by how a firm ranks it."""


class Assessed(Model):
    """Item-level assessments of firms in a further table; questions are named as it has them."""

    table: LabelKey = Field(description="one row an item assessed at a company in a year")
    company: LabelKey = Field(default="company", description="single: whose assessment it is")
    sector: LabelKey | None = Field(default=None, description="single: the company's sector")
    year: LabelKey = Field(default="year", description="numeric: when it was assessed")
    theme: LabelKey = Field(default="theme", description="single, with a code for each theme")
    stage: LabelKey = Field(
        default="stage", description="single, with a code for each stage in the circle's order"
    )
    drivers: LabelKey | None = Field(
        default=None, description="multi: which drivers of success the item moves"
    )
    evidence: LabelKey = Field(
        default="evidence",
        description="numeric: from 0, no sign even of a plan, to 100, in full use and measured",
    )
    item: LabelKey | None = Field(default=None, description="open: what was looked at, in words")
    weights: dict[LabelKey, Weight] = Field(
        default_factory=dict, description="of the drivers; 1 for one that is left out"
    )
    levels: Capability | None = Field(
        default=None, description="what makes a beginner and a performer; as themes.capability has"
    )
    target: Aims = Field(
        default=Aims(first="top decile", top3="upper quartile", others="benchmark"),
        description="what to aim for in themes whose texts do not say",
    )
    fewest: int = Field(
        default=8, ge=1, description="firms of a sector that make a column of their own"
    )
    relations: Relations | None = None


class Scorecard(Model):
    """One company's scorecard."""

    of: FilePath | None = Field(
        default=None, description="parameter file with the assessments; this one where left out"
    )
    company: str = Field(description="as the assessments call it")
    name: str = Field(default="", description="as the scorecard calls it")
    priorities: list[LabelKey] = Field(
        default_factory=list, description="themes in the order that the company gives them"
    )
    at_once: int = Field(default=5, ge=1, le=12, description="themes in work in a year")
    pace: int = Field(default=2, ge=1, le=12, description="stages of a theme in a year")


_TYPES = {
    "company": "single",
    "sector": "single",
    "year": "numeric",
    "theme": "single",
    "stage": "single",
    "drivers": "multi",
    "evidence": "numeric",
    "item": "open",
}
_OF_RELATIONS = {"company": "single", "year": "numeric", "quality": "numeric", "nps": "numeric"}
_CODED = ("theme", "stage")


def capability_faults(
    capability: Assessed, tables: Mapping[str, DataTable]
) -> Iterator[tuple[Place, str]]:
    """Find what the assessments name and the data do not have.

    Parameters
    ----------
    capability : as described.
    tables : of data by name.
    """
    yield from _table_faults(("capability",), capability, _TYPES, tables)
    if capability.relations is not None:
        place = ("capability", "relations")
        yield from _table_faults(place, capability.relations, _OF_RELATIONS, tables)
    table = tables.get(capability.table)
    for key in _CODED:
        name = getattr(capability, key)
        if table is not None and table.holds(name) and not table.question(name).codes:
            what = f"'{name}' has no codes: list them, in the order that they are shown"
            yield ("capability", key), what


def _table_faults(
    place: Place,
    named: Assessed | Relations,
    types: Mapping[str, str],
    tables: Mapping[str, DataTable],
) -> Iterator[tuple[Place, str]]:
    table = tables.get(named.table)
    if table is None:
        near = known_or_meant(named.table, tables)
        yield (*place, "table"), f"'{named.table}' is no table of data; {near}"
        return
    for key, wanted in types.items():
        name = getattr(named, key)
        if name is None:
            continue
        if not table.holds(name):
            near = known_or_meant(name, table.names)
            yield (*place, key), f"'{name}' is no question of data.{named.table}; {near}"
        elif (found := table.question(name).type) != wanted:
            yield (*place, key), f"'{name}' is of type {found}; allowed: {wanted}"
