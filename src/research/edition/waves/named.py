"""Waves: the earlier editions that this one is compared with, and how they belong together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from research.edition.labels import LabelKey, Wording
from research.edition.model import Model
from research.edition.paths import FilePath  # pydantic resolves it
from research.identifiers import slug
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from research.edition.questions import Question
    from research.edition.tables import DataTable
    from research.edition.yamlfile import Place

    Fault = tuple[Place, str]

__all__ = ["BANNER", "Repeated", "Wave", "Waves", "in_wave", "part_keys", "wave_faults"]

BANNER = "waves"
"""Name of the banner whose columns are the waves; an author's may not have it."""

Repeated = Literal["panel", "accounts", "none"]


class Wave(Model):
    """An earlier edition: a parameter file, or cells of the column that says the wave."""

    file: FilePath | None = Field(
        default=None, description="its parameter file, relative to this one"
    )
    cell: str = Field(
        default="",
        description="where one file holds several waves: what data.answers.wave has in its rows; "
        "the key where left out",
    )
    label: Wording = Field(default="", description="as heads of columns; its edition if left out")
    period: str = Field(
        default="",
        description="what comes again each year, such as Q4: waves of one period are compared too",
    )

    @model_validator(mode="before")
    @classmethod
    def _bare_path(cls, given: Any) -> Any:
        return {"file": given} if isinstance(given, str | Path) else {} if given is None else given

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.file is not None and self.cell:
            msg = "'file' and 'cell' do not go together: a wave has a parameter file of its own, "
            msg += "or rows of this edition's file"
            raise ValueError(msg)
        return self


class Waves(Model):
    """The editions before, that this one is compared with."""

    earlier: dict[LabelKey, Wave] = Field(
        default_factory=dict,
        description="earlier editions by key, the oldest first: a parameter file each",
    )
    key: str = Field(
        default="",
        pattern=r"^\w*$",
        max_length=100,
        description="of this edition among them; made of its name where left out",
    )
    label: Wording = Field(default="", description="of this edition, as the head of its column")
    period: str = Field(default="", description="of this edition, such as Q4")
    now: str = Field(
        default="",
        description="where one file holds several waves: what data.answers.wave has in the rows "
        "of this edition",
    )
    repeated: Repeated | None = Field(
        default=None,
        description="who was asked again: the same respondents by id, the same accounts by "
        "cluster, or nobody; accounts where both waves name clusters and nothing is said",
    )
    renamed: dict[str, list[str]] = Field(
        default_factory=dict,
        description="what earlier editions call a question, or the code, row or box of one: "
        "{advocacy: recommend, sector.finance: banks}",
    )
    incomparable: list[LabelKey] = Field(
        default_factory=list, description="questions that are not compared with earlier waves"
    )
    comparable: list[LabelKey] = Field(
        default_factory=list,
        description="questions that are compared though wording, base or scale have changed",
    )
    note: str = Field(default="", description="what a reader of the changes must bear in mind")

    @model_validator(mode="before")
    @classmethod
    def _one_before(cls, given: Any) -> Any:
        """Take ``previous``, short for one earlier edition."""
        if not isinstance(given, dict) or "previous" not in given:
            return given
        if "earlier" in given:
            msg = "'previous' is short for one earlier edition: name them all under 'earlier'"
            raise ValueError(msg)
        path = given["previous"]
        rest = {key: value for key, value in given.items() if key != "previous"}
        if path is None:
            return rest
        key = slug(Path(str(path)).stem, joint="_") if str(path).strip(". /\\") else "previous"
        return rest | {"earlier": {key: {"file": path}}}

    @field_validator("renamed", mode="before")
    @classmethod
    def _lists(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {key: old if isinstance(old, list) else [old] for key, old in given.items()}

    @property
    def previous(self) -> str:
        """Key of the edition before; empty where there is none."""
        return next(reversed(self.earlier), "")

    @property
    def cells(self) -> dict[str, str]:
        """Of the waves that stand in this edition's own file, what the rows of each hold."""
        return {key: one.cell or key for key, one in self.earlier.items() if one.file is None}

    def old_names(self, name: str) -> list[str]:
        """What earlier editions call a question of this one: its own name first.

        Parameters
        ----------
        name : of a question; ``question.key`` of a code, row or box.
        """
        own = name.partition(".")[2] or name
        return [own, *self.renamed.get(name, ())]


def in_wave(given: dict[str, Any], now: Any) -> dict[str, Any]:
    """Give a parameter file as written, with the rows of one wave alone counted.

    Parameters
    ----------
    given : content of the file.
    now : what the column of waves has in these rows.
    """
    data = given.get("data")
    table = data.get("answers") if isinstance(data, dict) else None
    column = table.get("wave") if isinstance(table, dict) else None
    chosen = table.get("filter", {}) if isinstance(table, dict) else {}
    if not isinstance(data, dict) or not isinstance(table, dict) or not column:
        return given
    if not isinstance(chosen, dict):
        return given
    narrowed = {**table, "filter": {**chosen, str(column): [now]}}
    return {**given, "data": {**data, "answers": narrowed}}


def wave_faults(
    waves: Waves, answers: DataTable | None, own: str, banners: Collection[str]
) -> Iterator[Fault]:
    """Find what waves name and the edition does not have, and waves that are the same.

    Parameters
    ----------
    waves : of the edition.
    answers : the respondents' table with all its questions.
    own : key of this edition among its waves.
    banners : names of the edition's banners.
    """
    if waves.earlier and BANNER in banners:
        yield ("banners", BANNER), f"'{BANNER}' is the banner of the waves: choose another name"
    if own in waves.earlier:
        what = f"'{own}' is the key of this edition itself: give waves.key, or another key here"
        yield ("waves", "earlier", own), what
    yield from _places_twice(waves)
    yield from _column_faults(waves, answers)
    questions = {one.name: one for one in answers.questions} if answers else {}
    for place, names in (("incomparable", waves.incomparable), ("comparable", waves.comparable)):
        for number, name in enumerate(names):
            if name not in questions:
                near = known_or_meant(name, questions)
                yield ("waves", place, number), f"'{name}' is no question; {near}"
    for name in sorted({*waves.comparable} & {*waves.incomparable}):
        yield ("waves", "comparable"), f"'{name}' is said to be comparable and incomparable"
    for name in waves.renamed:
        yield from _renamed_faults(name, questions)


def _places_twice(waves: Waves) -> Iterator[Fault]:
    files: dict[Path, str] = {}
    for key, one in waves.earlier.items():
        if one.file is not None and one.file in files:
            what = f"'{one.file}' is the wave '{files[one.file]}' already"
            yield ("waves", "earlier", key), what
        elif one.file is not None:
            files[one.file] = key
    cells = [waves.now, *waves.cells.values()]
    for key, cell in waves.cells.items():
        if cells.count(cell) > 1:
            yield ("waves", "earlier", key), f"the rows with '{cell}' are those of two waves"


def _column_faults(waves: Waves, answers: DataTable | None) -> Iterator[Fault]:
    """Find waves in one file that nothing tells apart, and repeated people that nothing names."""
    if (waves.now or waves.cells) and (answers is None or answers.wave is None):
        key = next(iter(waves.cells), "")
        place: Place = ("waves", "earlier", key) if key else ("waves", "now")
        what = f"the wave '{key or waves.now}' has no file, and data.answers no 'wave'"
        yield place, f"{what}: give its parameter file, or the column that tells waves apart"
    elif waves.cells and not waves.now:
        yield ("waves",), "'now' is missing: what the column of waves has in this edition's rows"
    if answers is None:
        return
    if waves.repeated == "panel" and not answers.ids:
        yield ("waves", "repeated"), "a panel is known by its ids: give data.answers.id"
    if waves.repeated == "accounts" and answers.cluster is None:
        what = "accounts are known by the column that names them: give data.answers.cluster"
        yield ("waves", "repeated"), what


def _renamed_faults(name: str, questions: Mapping[str, Question]) -> Iterator[Fault]:
    first, _, part = name.partition(".")
    place = ("waves", "renamed", name)
    if first not in questions:
        near = known_or_meant(first, questions)
        yield place, f"'{first}' is no question of this edition; {near}"
    elif part:
        known = part_keys(questions[first])
        if part not in known:
            yield (
                place,
                f"'{part}' is no code, row or box of '{first}'; {known_or_meant(part, known)}",
            )


def part_keys(question: Question) -> list[str]:
    """Keys of the codes, rows, nets and boxes of a question."""
    parts = (*question.codes, *question.rows, *question.nets, *question.boxes)
    return list(dict.fromkeys(part.key for part in parts))
