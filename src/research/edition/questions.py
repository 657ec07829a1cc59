"""Questions: what respondents were asked, in the words of the trade, and where answers stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from research.edition.bases import ROW, Base, Filter
from research.edition.coding import Coding, coded_columns
from research.edition.labels import ColumnName, LabelKey, Net, Wording, coded, keyed
from research.edition.maxdiff import Design, Task, tasks_of
from research.edition.model import Model
from research.edition.options import Code, Row, consent_of, led_back, unfit_back
from research.problems.nearest import known_or_meant
from research.wording.sentences import inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.edition.labels import Label

__all__ = [
    "KEYS_OF",
    "KEYS_OF_ALL",
    "NPS_GROUPS",
    "PLACES",
    "RESERVED",
    "Question",
    "QuestionType",
]

QuestionType = Literal[
    "single",
    "multi",
    "scale",
    "grid",
    "nps",
    "numeric",
    "day",
    "allocation",
    "ranking",
    "maxdiff",
    "open",
]
Number = int | float


RESERVED = frozenset(
    {
        "accounts",
        "agreement",
        "appendix",
        "benchmark",
        "change",
        "cooccurrence",
        "distribution",
        "drivers",
        "listening",
        "loyalty",
        "maturity",
        "omnibus",
        "overall",
        "plan",
        "previous",
        "random",
        "relationship",
        "sample",
        "separability",
        "study",
    }
)
"""First words of names in the ledger that are no question's."""

WORDED = ("single", "multi", "grid")
"""Types of questions beside whose options somebody may have written words."""

LED_BY_ROW = ("grid", "numeric")
"""Types of questions whose rows may have bases of their own."""

KEYS_OF_ALL = ("name", "number", "title", "wording", "type", "base", "one", "many")
"""Keys that a question of any type has."""

KEYS_OF: dict[str, tuple[str, ...]] = {
    "single": ("column", "of", "codes", "nets", "bands", "sort", "values"),
    "multi": ("rows", "column", "columns", "coding", "split", "codes", "counted", "nets", "sort"),
    "scale": ("column", "codes", "values", "boxes", "range"),
    "grid": ("rows", "codes", "values", "boxes", "range", "sort"),
    "nps": ("column", "codes", "values"),
    "numeric": ("column", "rows", "of", "codes", "values", "bands", "range", "unit", "until"),
    "day": ("column", "form"),
    "allocation": ("rows", "codes", "sum", "tolerance", "unit"),
    "ranking": ("rows", "slots", "codes", "top", "ties", "gaps"),
    "maxdiff": ("codes", "tasks", "design"),
    "open": ("column", "of", "consent"),
}
"""Keys that questions of a type have beside them."""

NPS_GROUPS = {"promoters": range(9, 11), "passives": range(7, 9), "detractors": range(7)}
"""Answers of each group of a likelihood to recommend (Reichheld 2003)."""

PLACES = ("column", "columns", "coding", "rows", "slots", "tasks", "of")
"""Keys of which one says where answers stand."""

_WANT_CODES = {
    "slots": "slots hold codes of items: give 'codes'",
    "coding": "a coded question has its codes from the frame that 'coding' names",
    "columns": "columns of a multi hold codes: give 'codes'",
}
_FEWEST_BANDS = 2
_FEWEST_ITEMS = 3


class Question(Model):
    """One question, its answers and their columns.

    Which keys a question has depends on its type: a single one has codes, a ranking has items.
    """

    MOVED: ClassVar[dict[str, str]] = {
        "coded": "'of' of 'coding', at the multi question that holds the codes"
    }

    name: LabelKey = Field(description="for texts and the ledger; any word, of any language")
    number: str = Field(default="", description="printed with every table: Q5")
    title: Wording = Field(default="", description="of its tables; the name where left out")
    wording: Wording = Field(default="", description="as respondents read it")
    type: QuestionType
    column: ColumnName | None = Field(default=None, description="column of the file")
    columns: list[ColumnName] = Field(
        default_factory=list, description="of a multi: columns that each hold one of the codes"
    )
    coding: Coding | None = Field(
        default=None,
        description="of a multi: codes that readers gave to the answers to an open question",
    )
    rows: list[Row] = Field(
        default_factory=list, description="rows, options or items by key, each with its column"
    )
    slots: list[ColumnName] = Field(
        default_factory=list,
        description="of a ranking: columns that hold the code of the first choice, the second, ...",
    )
    tasks: list[Task] = Field(
        default_factory=list, description="of a maxdiff: columns of the best and the worst item"
    )
    design: Design | None = Field(
        default=None, description="of a maxdiff: file that says which items each task showed"
    )
    of: LabelKey | None = Field(
        default=None, description="question that it is derived from, or gives the reasons for"
    )
    codes: list[Code] = Field(
        default_factory=list, description="answers to choose from, by the cells that mean them"
    )
    nets: list[Net] = Field(default_factory=list, description="codes counted together")
    boxes: list[Net] = Field(default_factory=list, description="Top 2, Bottom 2: codes of a scale")
    bands: dict[str, Number] = Field(
        default_factory=dict, description="lower ends of bands by their names, half-open"
    )
    values: dict[str, Number] = Field(
        default_factory=dict, description="number that each cell stands for"
    )
    range: tuple[Number | None, Number | None] | None = Field(
        default=None, description="lowest and highest answer; null for no bound"
    )
    counted: list[str] = Field(
        default=["1", "yes", "Yes", "Y", "TRUE"],
        description="of a multi: cells that say that an option was chosen",
    )
    split: str = Field(default="", description="of a multi in one column: what stands between")
    sort: Literal["questionnaire", "size"] = Field(
        default="questionnaire", description="order of the answers in tables"
    )
    unit: Wording = Field(default="", description="of numbers: people, EUR, years")
    form: str = Field(
        default="",
        description="how a file of text writes days, such as %d.%m.%Y; 2016-07-01 where left out",
    )
    until: str | None = Field(default=None, description="day up to which a time is counted")
    sum: Number = Field(default=100, description="of an allocation")
    tolerance: Number = Field(default=0, ge=0, description="how far a sum may be off")
    top: int | None = Field(default=None, ge=1, description="of a ranking: how many were asked for")
    ties: bool = Field(default=False, description="whether items may share a rank")
    gaps: bool = Field(default=False, description="whether ranks may be left out")
    consent: Filter = Field(
        default_factory=dict, description="answers of those who may be quoted by name of sector"
    )
    base: Base | None = Field(default=None, description="who was asked; everybody if left out")
    one: Wording = Field(default="", description="noun for one of its groups: sector, region")
    many: Wording = Field(default="", description="its plural, where English makes it otherwise")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        made = dict(given)
        for name, plain in (
            ("codes", coded),
            ("rows", lambda rows: keyed(rows, holds="column")),
            ("nets", lambda nets: keyed(nets, holds="codes")),
            ("boxes", lambda nets: keyed(nets, holds="codes")),
            ("consent", consent_of),
            ("tasks", tasks_of),
        ):
            if name in made:
                made[name] = plain(made[name])
        return made

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        for fault in self._faults():
            raise ValueError(fault)
        return self

    def _faults(self) -> Iterator[str]:
        """Find what a question of this type cannot have, and what it lacks."""
        if self.name in RESERVED:
            yield f"the name '{self.name}' is kept for the ledger: choose another"
        allowed = [*KEYS_OF_ALL, *KEYS_OF[self.type]]
        for key in sorted(self.model_fields_set - set(allowed)):
            yield f"a question of type {self.type} has no '{key}'; it may have {', '.join(allowed)}"
        places = [key for key in PLACES if getattr(self, key) and key in KEYS_OF[self.type]]
        reasons = self.type == "open"
        wanted = [
            key for key in PLACES if key in KEYS_OF[self.type] and not (reasons and key == "of")
        ]
        if not [key for key in places if key in wanted]:
            yield f"'{self.name}' does not say where its answers stand: give {' or '.join(wanted)}"
        yield from self._own_faults()

    def _own_faults(self) -> Iterator[str]:
        """Find labels and codes given twice, and parts that need each other."""
        for what, items in (("codes", self.codes), ("rows", self.rows), ("nets", self.nets)):
            yield from _twice(f"keys of {what}", [item.key for item in items])
        yield from _twice("codes", [code.code for code in self.codes])
        yield from _twice("texts of codes", [code.text for code in self.codes])
        yield from _twice("columns", [row.column for row in self.rows])
        for net in (*self.nets, *self.boxes):
            yield from self._unknown(net)
        yield from self._unfit_options()
        if self.type in ("scale", "grid") and not self.values:
            yield from _disordered([code.code for code in self.codes if code.role == "answer"])
        if self.type == "maxdiff":
            yield from self._unfit_tasks()
        if not self.codes:
            yield from (what for key, what in _WANT_CODES.items() if getattr(self, key))
        if self.bands and len(self.bands) < _FEWEST_BANDS:
            yield "one band is none: give two or more lower ends"
        if list(self.bands.values()) != sorted(set(self.bands.values())):
            yield "the lower ends of bands must rise, each above the one before"
        yield from self._unfit_figures()

    def _unfit_figures(self) -> Iterator[str]:
        """Find a range that holds nothing, and days that could not be read."""
        low, high = self.range or (None, None)
        if low is not None and high is not None and low >= high:
            yield f"range: {low:g} is not below {high:g}"
        if self.form and not all(part in self.form.casefold() for part in ("%d", "%m", "%y")):
            yield f"form: '{self.form}' lacks the day, month or year; write it as %d.%m.%Y"

    def _unfit_tasks(self) -> Iterator[str]:
        """Find what a MaxDiff lacks: items, and what its tasks showed."""
        if len(self.codes) < _FEWEST_ITEMS or any(code.role != "answer" for code in self.codes):
            yield f"the items of a maxdiff are its 'codes', {_FEWEST_ITEMS} or more, without roles"
        without = [task.best for task in self.tasks if not task.shown]
        if self.design is None and without:
            yield (
                f"nothing says which items the task of '{without[0]}' showed: give 'design' or "
                "its 'shown'"
            )
        if self.design is not None and len(without) < len(self.tasks):
            yield "items shown are said by the design or by the tasks, not by both"
        picked = [column for task in self.tasks for column in (task.best, task.worst)]
        yield from _twice("columns", picked)

    def _unfit_options(self) -> Iterator[str]:
        """Find what an option or a row of this type cannot have."""
        own = [row for row in self.rows if row.base is not None]
        by_row = self.base is not None and self.base.rows is not None
        if (own or by_row) and self.type not in LED_BY_ROW:
            yield f"rows of type {self.type} have no base: {' or '.join(LED_BY_ROW)}"
        if by_row and not self.rows:
            yield "'base.rows' leads to rows, and there are none"
        for row in own:
            if row.base and row.base.rows is not None:
                yield f"the base of '{row.key}' has no rows of its own: give them to the question's"
        if any(row.counted for row in self.rows) and self.type != "multi":
            yield f"rows of type {self.type} have no 'counted': only options of several have"
        options: list[Code | Row] = [*self.codes, *self.rows]
        worded = [one.key for one in options if one.words is not None]
        if worded and (self.type not in WORDED or self.of):
            yield f"'{worded[0]}' has no words beside it: {', '.join(WORDED)} with columns have"
        yield from unfit_back(self.type, options)

    def _unknown(self, net: Net) -> Iterator[str]:
        """Find codes of a net that are none; between end points of a scale each number is one."""
        if self.type in ("scale", "grid") or not self.codes:
            return
        known = [name for code in self.codes for name in (code.code, code.key)]
        for code in net.codes:
            if code not in known:
                yield f"the net '{net.text}' holds '{code}', which is no code; " + known_or_meant(
                    code, [each.code for each in self.codes]
                )

    @property
    def heading(self) -> str:
        """The title, or the name where there is none."""
        return self.title or self.name

    @property
    def noun(self) -> str:
        """The noun for one of its answers, or else its title as it stands within a sentence."""
        return self.one or inside(self.title)

    def base_of(self, row: str = "") -> Base | None:
        """Who was asked, or was asked a row; None for everybody.

        Parameters
        ----------
        row : key of a row; the question as a whole if left out.
        """
        own = next((one for one in self.rows if one.key == row), None)
        if own is not None and own.base is not None:
            return own.base
        if self.base is None or own is None:
            return self.base
        return self.base.model_copy(update={"text": self.base.text.replace(ROW, own.text)})

    @property
    def base_words(self) -> str:
        """Who was asked it, in words: of rows with bases of their own all of these."""
        bases = [self.base_of(row.key) for row in self.rows] or [self.base]
        return "; ".join(dict.fromkeys(base.text for base in bases if base is not None))

    def led_by(self, row: str = "") -> list[Filter]:
        """Filters that led to the question, or to a row of it: all of them hold.

        Parameters
        ----------
        row : key of a row; the question as a whole if left out.
        """
        found = [self.base.filter] if self.base and self.base.filter else []
        for one in self.rows:
            if one.key == row:
                found += [one.base.filter] if one.base and one.base.filter else []
                found += [{self.base.rows: [row]}] if self.base and self.base.rows else []
        return found

    @property
    def led(self) -> list[Filter]:
        """All filters that led to the question or to any row of it."""
        found = [*self.led_by(), *(led for row in self.rows for led in self.led_by(row.key))]
        return list({str(one): one for one in found}.values())

    @property
    def file_columns(self) -> list[str]:
        """Columns of the file that hold its answers."""
        own = [self.column] if self.column else []
        own += [name for one in self.tasks for name in (one.best, one.worst, *one.shown)]
        own += [self.design.version] if self.design and self.design.version else []
        own += coded_columns(self.name, self.coding.most) if self.coding else []
        return [*own, *self.columns, *self.slots, *(row.column for row in self.rows)]

    @property
    def items(self) -> list[Label]:
        """What is ranked, shared out or chosen from: its rows, or its codes where it has none."""
        return [*self.rows] if self.rows else [*self.codes]

    @property
    def back(self) -> Code | Row | None:
        """The option whose words are coded back into the question; None where none are."""
        options: list[Code | Row] = [*self.codes, *self.rows]
        return next((one for one in options if led_back(one)), None)

    def code(self, key: str) -> Code | None:
        """The code with this key, or that cells write so; None where there is none."""
        return next((code for code in self.codes if key in (code.key, code.code)), None)


def _disordered(codes: list[str]) -> Iterator[str]:
    """Find numbers that neither rise nor fall: platforms number points as they were made."""
    try:
        numbers = [float(code) for code in codes]
    except ValueError:
        return
    if numbers not in (sorted(numbers), sorted(numbers, reverse=True)):
        yield (
            f"the codes of the scale neither rise nor fall ({', '.join(codes)}): give 'values', "
            "the number that each stands for, or list them in the order of their numbers"
        )


def _twice(what: str, names: list[str]) -> Iterator[str]:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        yield f"{what} given twice: {', '.join(twice)}"
