"""Weights and volumes: what respondents count for, and what their answers stand for in money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from research.edition.consistency import in_scope
from research.edition.labels import ColumnName, LabelKey
from research.edition.model import Model
from research.errors import InputError, Problem
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Self

    from research.edition.questions import Question
    from research.edition.tables import DataTable
    from research.edition.yamlfile import Place

    Fault = tuple[Place, str]

__all__ = [
    "BLANK_ROLES",
    "Volume",
    "Weight",
    "by_text",
    "cells_of",
    "named_weight",
    "own_weight",
    "scale_of",
    "weight_faults",
]

Target = Annotated[float, Field(gt=0)]
Targets = dict[LabelKey, dict[str, Target]]

BLANK_ROLES = ("dont_know", "refused", "not_asked")
"""Answers that put nobody in a cell of a margin: they count as blank there."""

_KINDS = ("column", "rake", "response")
# Which kinds of weights a key says something of; all where it is not listed.
_GO_WITH = {
    **dict.fromkeys(("start", "blanks", "tolerance"), ("rake",)),
    **dict.fromkeys(("answered", "fewest"), ("response",)),
    "cap": ("rake", "response"),
}

_OWN = "main"
_WHOLE = {"shares": 1.0, "percents": 100.0}
_SLIP = 0.005
"""How far printed shares may be off their sum by rounding, as a part of it."""


class Weight(Model):
    """What each respondent counts for: a column of the file, raked to targets, or by response.

    Raked weights bring the sample to the shares that its population has of some questions; weights
    by response bring those who answered to the shares of all who were invited.
    """

    column: ColumnName | None = Field(default=None, description="of the file; nothing where raked")
    rake: Targets = Field(
        default_factory=dict,
        description="targets by question and code: shares that sum to 1, percents that sum to 100, "
        "or counts",
    )
    response: list[LabelKey] = Field(
        default_factory=list,
        description="questions known of everybody invited, the most important first: who answered "
        "counts for those alike who did not",
    )
    answered: LabelKey | None = Field(
        default=None,
        description="with 'response', a question that is filled for those who answered alone, such "
        "as the day they did",
    )
    fewest: int = Field(
        default=10,
        ge=1,
        description="with 'response', answers that a cell needs: smaller ones are joined",
    )
    start: ColumnName | None = Field(
        default=None, description="column of weights that raking starts from; ones where left out"
    )
    cap: float | None = Field(
        default=None,
        gt=1,
        description="largest weight, as a multiple of their mean",
    )
    blanks: Literal["kept", "left_out"] = Field(
        default="kept",
        description="those without an answer that has a target: kept at their share of the sample, "
        "or left out of weighted tables",
    )
    tolerance: float = Field(
        default=0.0005,
        gt=0,
        lt=0.5,
        description="how far a share may stay from its target; further is an error",
    )
    quotas: dict[LabelKey, dict[str, Annotated[int, Field(ge=1)]]] = Field(
        default_factory=dict,
        description="interviews ordered, by question and code: reported beside those made",
    )
    table: LabelKey = Field(default="answers", description="table of data that it weights")

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        given = {key for key in _KINDS if getattr(self, key)}
        if len(given) != 1:
            msg = (
                "a weight is a column, raked, or by response: give 'column', or 'rake' with "
                "targets, or 'response' with questions"
            )
            raise ValueError(msg)
        [kind] = given
        wrong = sorted(
            key for key in self.model_fields_set if kind not in _GO_WITH.get(key, (kind,))
        )
        if wrong:
            kinds = " or ".join(f"'{one}'" for one in _GO_WITH[wrong[0]])
            alike = [key for key in wrong if _GO_WITH[key] == _GO_WITH[wrong[0]]]
            msg = f"{', '.join(alike)} go with {kinds}, and this weight has '{kind}'"
            raise ValueError(msg)
        if self.response and self.answered is None:
            msg = "'response' goes with 'answered': a question filled for those who answered alone"
            raise ValueError(msg)
        return self

    @property
    def columns(self) -> list[str]:
        """Columns of the file that it needs."""
        return [name for name in (self.column, self.start) if name is not None]


class Volume(Model):
    """What an answer stands for in money or pieces; never a sampling weight.

    The amount is an account's, or a respondent's where no column names accounts: what all
    respondents of an account give is taken once, and split over them.
    """

    column: ColumnName
    table: LabelKey = Field(default="answers", description="table of data with its column")
    unit: str = Field(default="", description="as printed: EUR, tonnes")


def own_weight(weights: Mapping[str, Weight], lineage: Sequence[str]) -> str:
    """Give the name of the weight that rows count by where nothing is said; empty for none.

    Parameters
    ----------
    weights : of the parameter file.
    lineage : the table of the rows and those that it belongs to, whose weight counts for them, too.
    """
    held = weights.get(_OWN)
    return _OWN if held is not None and held.table in lineage else ""


def named_weight(weights: Mapping[str, Weight], name: str, path: Path) -> Weight:
    """Give the weight of a name.

    Parameters
    ----------
    weights : of the parameter file.
    name : of one of them.
    path : of the file, for an error.

    Raises
    ------
    InputError
        There is none.
    """
    found = weights.get(name)
    if found is None:
        near = known_or_meant(name, weights) if weights else "the parameter file has no weights"
        raise InputError([Problem(path, f"there is no weight '{name}'", "weights", hint=near)])
    return found


def cells_of(question: Question) -> dict[str, str]:
    """Give the answers that may have a target: what an author may call each, and its text.

    Parameters
    ----------
    question : a single one, or a number with bands.
    """
    if question.type == "numeric":
        return {name: name for name in question.bands}
    kept = [code for code in question.codes if code.role not in BLANK_ROLES]
    found: dict[str, str] = {}
    for called in ("key", "code", "text"):
        for code in kept:
            found.setdefault(getattr(code, called), code.text)
    return found


def by_text(question: Question, given: Mapping[str, float]) -> dict[str, float]:
    """Give targets or quotas by the texts of the answers.

    Parameters
    ----------
    question : that they are of.
    given : by what the author calls each answer.
    """
    called = cells_of(question) if question.codes or question.bands else {}
    return {called.get(key, key): value for key, value in given.items()}


def scale_of(targets: Mapping[str, float]) -> str:
    """Say what targets are: ``shares``, ``percents`` or ``counts``; empty where they are none.

    Parameters
    ----------
    targets : of one question.

    Examples
    --------
    >>> scale_of({"small": 0.8, "large": 0.2}), scale_of({"small": 80, "large": 20})
    ('shares', 'percents')
    >>> scale_of({"small": 1800, "large": 240}), scale_of({"small": 0.8, "large": 0.3})
    ('counts', '')
    """
    total = sum(targets.values())
    for scale, whole in _WHOLE.items():
        if abs(total / whole - 1) <= _SLIP + 1e-9:
            return scale
    near = any(abs(total / whole - 1) < 0.1 for whole in _WHOLE.values())
    counts = all(float(value).is_integer() for value in targets.values())
    return "counts" if counts and not near else ""


def weight_faults(
    weights: Mapping[str, Weight], tables: Mapping[str, DataTable]
) -> Iterator[Fault]:
    """Find targets of questions and codes that are none, and targets that do not sum up.

    Parameters
    ----------
    weights : by name.
    tables : by name, each with all its questions.
    """
    for name, weight in weights.items():
        table = tables.get(weight.table)
        if table is None:
            continue
        yield from _response_faults(name, weight, in_scope(tables, weight.table))
        asked = {question.name: question for question in table.questions}
        for key, named in (("rake", weight.rake), ("quotas", weight.quotas)):
            for question, targets in named.items():
                place = ("weights", name, key, question)
                yield from _target_faults(place, question, targets, asked)
        for question, shares in weight.rake.items():
            if not scale_of(shares):
                told = f"the targets of '{question}' sum to {sum(shares.values()):g}"
                what = f"{told}: shares sum to 1, percents to 100, and counts are whole numbers"
                yield ("weights", name, "rake", question), what


def _response_faults(name: str, weight: Weight, asked: Mapping[str, Question]) -> Iterator[Fault]:
    """Find what a weight by response names and neither its table nor what that belongs to has."""
    named: dict[Place, str] = {
        ("response", number): question for number, question in enumerate(weight.response)
    }
    if weight.answered is not None:
        named["answered",] = weight.answered
    for place, question in named.items():
        if question not in asked:
            what = f"'{question}' is no question of data.{weight.table}"
            yield ("weights", name, *place), f"{what}; {known_or_meant(question, asked)}"
        elif place[0] == "response" and not _makes_cells(asked[question]):
            kind = asked[question].type
            what = f"'{question}' is of type {kind}, which makes no cells: name a single question"
            yield ("weights", name, *place), f"{what}, or a number with bands"


def _makes_cells(question: Question) -> bool:
    """Whether people can be put into cells by it."""
    return question.type == "single" or (question.type == "numeric" and bool(question.bands))


def _target_faults(
    place: Place, name: str, targets: Mapping[str, float], asked: Mapping[str, Question]
) -> Iterator[Fault]:
    if name not in asked:
        yield place, f"'{name}' is no question of this table; {known_or_meant(name, asked)}"
        return
    question = asked[name]
    cells = cells_of(question) if question.type in ("single", "numeric") else {}
    if not cells and not (question.type == "single" and not question.codes):
        what = f"'{name}' is of type {question.type}, which has no targets: name a single question"
        yield place, f"{what} with codes, or a number with bands"
        return
    seen: dict[str, str] = {}
    for given in targets:
        if cells and given not in cells:
            near = known_or_meant(given, list(dict.fromkeys(cells.values())))
            yield (*place, given), f"'{given}' is no answer of '{name}' that has a target; {near}"
            continue
        text = cells.get(given, given)
        if text in seen:
            yield (*place, given), f"'{given}' and '{seen[text]}' are one answer of '{name}'"
        seen.setdefault(text, given)
