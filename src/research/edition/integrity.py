"""Integrity: what tells how far the answers can be trusted, and where its lights change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from research.edition.labels import LabelKey, Wording
from research.edition.model import Model
from research.edition.narrowing import TableFilter, filter_faults
from research.edition.settings import Share
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

    from research.edition.questions import Question
    from research.edition.tables import DataTable
    from research.edition.yamlfile import Place

    Fault = tuple[Place, str]

__all__ = ["Exclusion", "Integrity", "LightEdges", "Outcome", "Vignettes", "integrity_faults"]

Pair = Annotated[
    tuple[float, float],
    Field(description="green up to the first, red beyond the second; falling where less is worse"),
]

_SCORES = ("nps", "scale", "numeric")
_TWO = 2
# Of the place of an answer in a filter, what stands in the block, too.
_INNER = {"contradictions": 2, "deferential": 4, "roles": 4}


def _listed(given: Any) -> Any:
    if not isinstance(given, dict):
        return given
    return {key: value if isinstance(value, list) else [value] for key, value in given.items()}


Answers = Annotated[dict[LabelKey, list[str]], BeforeValidator(_listed)]


class Exclusion(TableFilter):
    """Answers that cannot all be true of one respondent."""

    text: Wording = Field(description="as tables print it: 'renews, and is no customer'")

    @model_validator(mode="after")
    def _of_two(self) -> Self:
        if len(self.answers) < _TWO:
            msg = "answers exclude each other: name answers to two questions or more"
            raise ValueError(msg)
        return self


class Outcome(Model):
    """Which score should tell which result."""

    score: LabelKey = Field(description="a likelihood to recommend, a scale or a number")
    result: Answers = Field(
        min_length=1,
        max_length=1,
        description="answers, by question, of those who did what the firm wants; who gave another "
        "answer to it did not",
    )
    wave: str = Field(
        default="",
        description="survey in which the score was given, where the table holds several: the one "
        "before the result; the latest where left out",
    )


class Vignettes(Model):
    """Made-up cases that everybody rated: they show how strictly each judges."""

    own: LabelKey = Field(description="question: how respondents rate their own case")
    cases: list[LabelKey] = Field(
        min_length=1, description="questions on the same scale, one a made-up case, the worst first"
    )


class LightEdges(Model):
    """Where lights change, in place of the measures' own."""

    outcome: Pair | None = None
    alpha: Pair | None = None
    response: Pair | None = None
    representative: Pair | None = None
    efficiency: Pair | None = None
    blanks: Pair | None = None
    routing: Pair | None = None
    careless: Pair | None = None
    contradicting: Pair | None = None
    inflation: Pair | None = None
    scale: Pair | None = None
    thin: Pair | None = None
    chance: Pair | None = None

    @model_validator(mode="after")
    def _apart(self) -> Self:
        for name, edges in self.given.items():
            if edges[0] == edges[1]:
                msg = f"the edges of '{name}' are the same: give two different numbers"
                raise ValueError(msg)
        return self

    @property
    def given(self) -> dict[str, tuple[float, float]]:
        """Those that an author gave, by measure."""
        held = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: edges for name, edges in held.items() if edges is not None}


class Integrity(Model):
    """How far the answers of a table can be trusted: what the data hold to tell it by."""

    table: LabelKey = Field(default="answers", description="table of data whose rows are judged")
    answered: LabelKey | None = Field(
        default=None,
        description="where the table holds all who were invited: a question that is filled for "
        "those who answered alone, such as the day they did",
    )
    segments: list[LabelKey] = Field(
        default_factory=list, description="questions known of everybody invited: region, role"
    )
    target: Share | None = Field(default=None, description="share of those invited to answer")
    enough: int = Field(
        default=2, ge=1, description="answers that each account should give at least"
    )
    value: LabelKey | None = Field(
        default=None, description="question on what an account is worth: whom to add comes by it"
    )
    role: LabelKey | None = Field(
        default=None, description="question on the role of those invited: payer, user"
    )
    roles: list[str] = Field(
        default_factory=list, description="answers to it that each account should be heard through"
    )
    named: Answers = Field(
        default_factory=dict,
        max_length=1,
        description="answers, by question, of those who answered by name; the others did not",
    )
    country: LabelKey | None = Field(
        default=None, description="question on the country, or whatever cultures are told by"
    )
    deferential: list[str] = Field(
        default_factory=list,
        description="answers to it where stated intent is known to run above what people do",
    )
    battery: LabelKey | None = Field(
        default=None,
        description="grid, scale or likelihood to recommend that named and anonymous answers, and "
        "countries, are compared on; the first where left out",
    )
    reversed: list[LabelKey] = Field(
        default_factory=list,
        description="rows of the battery where agreeing is the other opinion: they tell who agrees "
        "to everything from who likes everything",
    )
    vignettes: Vignettes | None = None
    duration: LabelKey | None = Field(
        default=None, description="numeric question: how long somebody took, in any one unit"
    )
    speed: Share = Field(
        default=1 / 3, description="of the median duration: who needs less is a speeder"
    )
    fastest: float | None = Field(
        default=None, gt=0, description="a duration in place of that share"
    )
    grids: list[LabelKey] | None = Field(
        default=None, description="grids that straight-liners are looked for in; all if left out"
    )
    rows: int = Field(
        default=4, ge=2, description="rows of a grid that somebody must have answered to be judged"
    )
    run: int | None = Field(
        default=None, ge=2, description="equal answers in a row that are too many; all if left out"
    )
    contradictions: dict[LabelKey, Exclusion] = Field(
        default_factory=dict, description="answers that exclude each other, by name of the rule"
    )
    sections: dict[str, list[LabelKey]] = Field(
        default_factory=dict,
        description="questions of each section of the questionnaire; its thirds where left out",
    )
    constructs: list[LabelKey] = Field(
        default_factory=list, description="grids whose rows are meant as one thing"
    )
    outcome: Outcome | None = None
    lights: LightEdges = Field(default=LightEdges(), description="where lights change, by measure")


def integrity_faults(integrity: Integrity, tables: Mapping[str, DataTable]) -> Iterator[Fault]:
    """Find what the block names and its table does not have, or has of another type.

    Parameters
    ----------
    integrity : the block.
    tables : of data by name, each with its questions and those of the tables it belongs to.
    """
    if integrity.table not in tables:
        what = f"'{integrity.table}' is no table of data; {known_or_meant(integrity.table, tables)}"
        yield ("integrity", "table"), what
        return
    questions = _reached(integrity.table, tables)
    for place, name, types in _named(integrity):
        asked = questions.get(name)
        if asked is None:
            what = f"'{name}' is no question of data.{integrity.table}"
            yield ("integrity", *place), f"{what}; {known_or_meant(name, questions)}"
        elif types and asked.type not in types:
            allowed = " or ".join(types)
            yield ("integrity", *place), f"'{name}' is of type {asked.type}; allowed: {allowed}"
    yield from _unknown_answers(integrity, questions)
    yield from _unknown_rows(integrity, questions)


def _unknown_rows(integrity: Integrity, questions: Mapping[str, Question]) -> Iterator[Fault]:
    """Find reversed rows that no battery has."""
    held = questions.get(integrity.battery or "")
    grids = [one for one in questions.values() if one.type == "grid"] if held is None else [held]
    known = [row.key for grid in grids for row in grid.rows]
    for number, name in enumerate(integrity.reversed):
        if name not in known:
            near = known_or_meant(name, known)
            yield ("integrity", "reversed", number), f"'{name}' is no row of the battery; {near}"


def _reached(name: str, tables: Mapping[str, DataTable]) -> dict[str, Question]:
    """Questions of a table and of those that its rows belong to, the nearest first."""
    found: dict[str, Question] = {}
    seen: set[str] = set()
    while name in tables and name not in seen:
        seen.add(name)
        for one in tables[name].questions:
            found.setdefault(one.name, one)
        name = tables[name].of or ""
    return found


def _named(integrity: Integrity) -> Iterator[tuple[Place, str, tuple[str, ...]]]:
    """Questions that the block names: where, which, and of which types they may be."""
    groups = ("single", "numeric")
    single: dict[str, tuple[str, ...]] = {
        "answered": (),
        "value": ("numeric",),
        "role": ("single",),
        "country": ("single",),
        "battery": ("grid", "scale", "nps"),
        "duration": ("numeric",),
    }
    for key, types in single.items():
        if (name := getattr(integrity, key)) is not None:
            yield (key,), name, types
    listed = {"segments": groups, "grids": ("grid",), "constructs": ("grid",)}
    for key, types in listed.items():
        for number, name in enumerate(getattr(integrity, key) or ()):
            yield (key, number), name, types
    for section, names in integrity.sections.items():
        for number, name in enumerate(names):
            yield ("sections", section, number), name, ()
    if integrity.outcome is not None:
        yield ("outcome", "score"), integrity.outcome.score, _SCORES
    if integrity.vignettes is not None:
        yield ("vignettes", "own"), integrity.vignettes.own, _SCORES
        for number, name in enumerate(integrity.vignettes.cases):
            yield ("vignettes", "cases", number), name, _SCORES


def _unknown_answers(integrity: Integrity, questions: Mapping[str, Question]) -> Iterator[Fault]:
    """Find answers that no question has."""
    rules: dict[Place, TableFilter] = {
        ("contradictions", name): rule for name, rule in integrity.contradictions.items()
    }
    if integrity.named:
        rules["named",] = TableFilter(text="", answers=integrity.named)
    listed = {"deferential": integrity.country, "roles": integrity.role}
    for key, name in listed.items():
        if name and (answers := getattr(integrity, key)):
            rules[key,] = TableFilter(text="", answers={name: answers})
    if integrity.outcome is not None:
        rules["outcome", "result"] = TableFilter(text="", answers=integrity.outcome.result)
    for place, rule in rules.items():
        for where, what in filter_faults({"": rule}, questions):
            inner = where[_INNER.get(str(place[0]), 3) :]
            yield ("integrity", *place, *inner), what
