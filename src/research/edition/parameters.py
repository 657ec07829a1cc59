"""The parameter file: everything that an author changes from edition to edition.

It is read and checked whole: every problem comes with the file, the line, the key and what would
have been right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from research.edition.model import Key, Model
from research.edition.paths import FilePath, Name  # pydantic resolves them
from research.edition.reconstructed import Reconstructed  # pydantic resolves it
from research.edition.supplier import Supplier  # pydantic resolves it
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.edition.yamlfile import Place

__all__ = [
    "Breakdown",
    "Edition",
    "Group",
    "Privacy",
    "Section",
    "Statistics",
    "Theme",
    "Waves",
]

Share = Annotated[float, Field(gt=0, lt=1)]


class Theme(Model):
    """One of the states that respondents put in order."""

    key: Key
    name: str = Field(description="full name, for tables")
    short: str = Field(description="short name, for charts and running text")
    level: Key = Field(description="key of the level that the theme belongs to")


class Group(Model):
    """One value of a breakdown: a sector, a region, a band of sizes."""

    key: Key
    label: str = Field(description="as the data have it")
    short: str = Field(default="", description="for narrow columns; the label when left out")
    phrase: str = Field(default="", description="in running text, with its preposition")

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, values: Any) -> Any:
        if isinstance(values, dict) and isinstance(values.get("label"), str):
            short = values.get("short") or values["label"]
            values = {**values, "short": short, "phrase": values.get("phrase") or f"in {short}"}
        return values


class Breakdown(Model):
    """A banner: the groups that results are split by."""

    key: Key
    label: str
    one: str = Field(default="", description="noun for one of the groups: sector, region")
    many: str = Field(default="", description="its plural, where English makes it otherwise")
    column: str = Field(description="column of the respondents' data")
    groups: list[Group] = Field(min_length=1)
    shown: list[Key] = Field(
        default_factory=list, description="groups with a column in the tables; all when left out"
    )

    @model_validator(mode="after")
    def _known_groups(self) -> Self:
        keys = [group.key for group in self.groups]
        _unique(keys, "groups")
        _unique([group.label for group in self.groups], "labels of groups")
        _unique(self.shown, "groups to be shown")
        for key in self.shown:
            if key not in keys:
                msg = f"'{key}' is shown but is no group; {known_or_meant(key, keys)}"
                raise ValueError(msg)
        return self

    @property
    def columns(self) -> list[Group]:
        """The groups that have a column, in the order of ``shown``."""
        by_key = {group.key: group for group in self.groups}
        return [by_key[key] for key in self.shown] if self.shown else list(self.groups)

    def group(self, key: str) -> Group:
        """The group with this key."""
        return next(group for group in self.groups if group.key == key)


class Privacy(Model):
    """What may be shown of whom."""

    flag_base: int = Field(default=30, ge=0, description="smaller bases are flagged")
    hide_base: int = Field(default=10, ge=0, description="smaller bases are hidden")
    attribution: Literal["country", "region", "sector", "none"] = Field(
        default="country", description="the most that stands under a verbatim"
    )
    coarsen_below: int = Field(
        default=3, ge=0, description="fewer people share what would stand there: less stands"
    )
    unwaived: Literal["none", "unattributed", "attributed"] = Field(
        default="none", description="what is quoted of those who did not waive their anonymity"
    )
    contacts: Literal["counted", "listed"] = Field(
        default="counted", description="whether a supplier's single contacts are listed"
    )
    account_base: int = Field(
        default=3, ge=0, description="fewer answers: no scores beside an account's name"
    )


class Statistics(Model):
    """Settings of the statistics."""

    confidence: Share = 0.95
    draws: int = Field(default=100_000, ge=1_024, description="draws for rank sets")
    permutations: int = Field(default=10_000, ge=100)
    seed: int = Field(default=2015, ge=0)
    correction: Literal["none", "bonferroni", "holm", "bh"] = "holm"


class Waves(Model):
    """The edition before, that this one is compared with."""

    previous: FilePath | None = Field(
        default=None, description="its parameter file, relative to this one"
    )
    note: str = Field(default="", description="what a reader of the changes must bear in mind")


class Sources(Model):
    """The data files, relative to the parameter file."""

    respondents: FilePath | None = None
    cluster: str | None = Field(
        default=None,
        description="column of the respondents that names the account they answer for",
    )
    alternatives: FilePath | None = Field(
        default=None, description="other answers that would show the same published figures"
    )
    assessments: FilePath | None = None
    accounts: FilePath | None = None
    contacts: FilePath | None = None
    suppliers: FilePath | None = Field(default=None, description="other suppliers' scores")


class Texts(Model):
    """The folders of texts, relative to the parameter file."""

    themes: FilePath | None = Field(default=None, description="one file a theme")
    report: FilePath | None = Field(default=None, description="author texts with placeholders")
    claims: FilePath | None = Field(
        default=None, description="printed claims to hold against the data"
    )


class Framework(Model):
    """The model behind the themes: a circle of stages that rests on drivers."""

    circle: list[str] = Field(min_length=3)
    drivers: list[str] = Field(min_length=1)


class Organisation(Model):
    """A publisher or partner, as printed."""

    name: str
    role: str = ""
    address: str = ""


class Section(Model):
    """One entry of the report: a heading, an author's text or a notebook."""

    heading: str = ""
    text: Name = Field(default="", description="name of an author's text, without .md")
    notebook: Name = Field(default="", description="name of a notebook, without .ipynb")
    each: dict[str, Annotated[list[str | int], Field(min_length=1)]] = Field(
        default_factory=dict, description="run once for each value of this parameter"
    )
    parameters: dict[str, str | int | float | bool] = Field(default_factory=dict)
    appendix: bool = Field(default=False, description="floats numbered A1, A2, ...")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [name for name in ("heading", "text", "notebook") if getattr(self, name)]
        if len(kinds) != 1:
            msg = "a section names exactly one of heading, text and notebook"
            raise ValueError(msg)
        if len(self.each) > 1:
            msg = "'each' varies one parameter"
            raise ValueError(msg)
        return self


class Report(Model):
    """What is rendered, and in what order."""

    formats: list[str] = Field(default=["html", "pdf", "docx"], min_length=1)
    engine: Literal["auto", "pandoc", "quarto"] = "auto"
    language: str = Field(
        default="en-GB",
        pattern=r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$",
        description="of the report, as BCP 47 writes it: en-GB, de, pt-BR",
    )
    base: str = Field(default="", description="line on the cover; may hold placeholders and claims")
    digits: list[str] = Field(
        default_factory=list,
        description="literal numbers that author texts may hold outside placeholders and claims",
    )
    raw: list[Name] = Field(
        default_factory=list,
        description="author texts whose raw passages and short codes are carried out",
    )
    sections: list[Section] = Field(min_length=1)

    @model_validator(mode="after")
    def _raw_ones_are_texts(self) -> Self:
        texts = [section.text for section in self.sections if section.text]
        for name in self.raw:
            if name not in texts:
                msg = f"raw: '{name}' is no text of the report; {known_or_meant(name, texts)}"
                raise ValueError(msg)
        return self


class Edition(Model):
    """A parameter file."""

    edition: str = Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$",
        max_length=60,
        description="names the folder: letters, digits and hyphens",
    )
    title: str
    subtitle: str = ""
    description: str = Field(default="", description="one paragraph for search and screen readers")
    date: str = Field(default="", description="as printed on the cover")
    fieldwork: str = Field(default="", description="when respondents were asked, in words")
    horizon: int | None = Field(default=None, description="the year that respondents looked to")
    named_share: Share | None = Field(
        default=None, description="share of respondents who waived their anonymity, as reported"
    )
    disclaimer: str = Field(default="", description="what the reader must know about the data")
    publisher: Organisation | None = None
    authors: list[str] = Field(default_factory=list)
    partners: list[Organisation] = Field(default_factory=list)
    data: Sources = Sources()
    texts: Texts = Texts()
    model: Framework | None = None
    levels: dict[Key, str] = Field(default_factory=dict)
    themes: list[Theme] = Field(default_factory=list)
    pairs: list[tuple[Key, Key]] = Field(
        default_factory=list, description="themes whose first choices are set side by side"
    )
    breakdowns: list[Breakdown] = Field(default_factory=list)
    benchmark: Breakdown | None = Field(
        default=None, description="sectors of the capability assessments"
    )
    supplier: Supplier | None = Field(
        default=None, description="accounts, loyalty and drivers of one supplier"
    )
    waves: Waves = Waves()
    reconstructed: Reconstructed = Reconstructed()
    privacy: Privacy = Privacy()
    statistics: Statistics = Statistics()
    report: Report

    @field_validator("edition")
    @classmethod
    def _no_folder_of_ours(cls, value: str) -> str:
        if value.casefold() == "template":
            msg = "an edition called 'template' would overwrite reports/template"
            raise ValueError(msg)
        return value

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        for _, what in self.contradictions():
            raise ValueError(what)
        return self

    def contradictions(self) -> Iterator[tuple[Place, str]]:
        """Find where parts of the file do not agree, with the place and the fault in a clause."""
        for key, items in (("themes", self.themes), ("breakdowns", self.breakdowns)):
            keys = [item.key for item in items]
            for place, name in enumerate(keys):
                if name in keys[:place]:
                    yield (key, place, "key"), f"the key '{name}' is given twice"
        known = [theme.key for theme in self.themes]
        for place, pair in enumerate(self.pairs):
            for part, name in enumerate(pair):
                if name not in known:
                    what = f"'{name}' is no theme; {known_or_meant(name, known)}"
                    yield ("pairs", place, part), what
        for place, theme in enumerate(self.themes):
            if theme.level not in self.levels:
                near = known_or_meant(theme.level, self.levels)
                yield ("themes", place, "level"), f"'{theme.level}' is no level; {near}"

        drivers = self.supplier.drivers if self.supplier else None
        if drivers and getattr(self.data, drivers.of) is None:
            what = f"drivers of {drivers.of} need data.{drivers.of}, which is missing"
            yield ("supplier", "drivers"), what

    def theme(self, key: str) -> Theme:
        """The theme with this key."""
        return next(theme for theme in self.themes if theme.key == key)

    def breakdown(self, key: str) -> Breakdown:
        """The breakdown with this key."""
        return next(item for item in self.breakdowns if item.key == key)


def _unique(keys: Sequence[str], what: str) -> None:
    twice = sorted({key for key in keys if list(keys).count(key) > 1})
    if twice:
        msg = f"{what} given twice: {', '.join(twice)}"
        raise ValueError(msg)
