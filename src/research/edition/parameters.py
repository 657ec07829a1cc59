"""The parameter file: everything that an author changes from edition to edition.

It is read and checked whole: every problem comes with the file, the line, the key and what would
have been right.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from research.edition.analyses import benchmark_faults, supplier_faults, theme_faults
from research.edition.banners import Banner, PointGroup
from research.edition.capability import Assessed, Framework, Scorecard, capability_faults
from research.edition.consistency import (
    banner_faults,
    in_scope,
    lineage,
    question_faults,
    splits,
    table_faults,
)
from research.edition.integrity import Integrity, integrity_faults
from research.edition.labels import LabelKey, spoken
from research.edition.matter import Authored, Organisation, Provenance, Term, Work
from research.edition.maturity import Maturity, maturity_faults  # pydantic resolves it
from research.edition.model import Model
from research.edition.narrowing import TableFilter, filter_faults
from research.edition.privacy import Privacy
from research.edition.reconstructed import Reconstructed  # pydantic resolves it
from research.edition.report import Report  # pydantic resolves it
from research.edition.reviewed import Reviewed  # pydantic resolves it
from research.edition.settings import Share, Statistics  # pydantic resolves them
from research.edition.supplier import Supplier  # pydantic resolves it
from research.edition.tables import DataTable
from research.edition.texts import Texts  # pydantic resolves it
from research.edition.themes import Breakdown, Theme, Themes, breakdown_of, is_breakdown, theme_of
from research.edition.waves.named import BANNER, Waves, in_wave, wave_faults
from research.edition.weights import Volume, Weight, weight_faults
from research.edition.worded import Questions  # pydantic resolves it
from research.errors import called
from research.identifiers import slug
from research.problems.nearest import known_or_meant
from research.problems.values import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from research.edition.questions import Question
    from research.edition.yamlfile import Place

__all__ = ["ANSWERS", "Edition"]

ANSWERS = "answers"
"""The table of the respondents' answers."""

_BY_NAME = ("data", "banners", "filters")
_IN_LANGUAGES = ("data", "questions", "banners", "filters", "themes")


class Edition(Model):
    """A parameter file."""

    MOVED: ClassVar[dict[str, str]] = {
        "breakdowns": "a banner of a question: banners, questions",
        "benchmark": "themes.benchmark, with a table of data and its questions",
        "levels": "themes.levels",
        "pairs": "themes.pairs",
    }

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
    invited: int | None = Field(
        default=None, ge=1, description="how many were invited to answer, where that is known"
    )
    horizon: int | None = Field(default=None, description="the year that respondents looked to")
    named_share: Share | None = Field(
        default=None, description="share of respondents who waived their anonymity, as reported"
    )
    provenance: Provenance | None = Field(
        default=None, description="what the data are; every chart says so at its foot"
    )
    disclaimer: str = Field(default="", description="what the reader must know about the data")
    motto: str = Field(default="", description="a line that stands on the cover")
    publisher: Organisation | None = None
    authors: list[Authored] = Field(default_factory=list)
    partners: list[Organisation] = Field(default_factory=list)
    citation: str = Field(
        default="", description="how to quote the report; made of its title page where left out"
    )
    reading: list[Work] = Field(default_factory=list, description="what else to read")
    glossary: list[Term] = Field(
        default_factory=list, description="words that readers may not know, explained"
    )
    data: dict[LabelKey, DataTable] = Field(
        default_factory=dict,
        description="tables by name: the respondents' are 'answers'; others such as accounts are "
        "named by the analyses that use them",
    )
    questions: Questions = Field(
        default_factory=list, description="short for the questions of data.answers"
    )
    weights: dict[LabelKey, Weight] = Field(
        default_factory=dict, description="what respondents count for, by name; 'main' by default"
    )
    volumes: dict[LabelKey, Volume] = Field(
        default_factory=dict, description="what answers stand for in money or pieces, by name"
    )
    banners: dict[LabelKey, Banner] = Field(
        default_factory=dict, description="columns that tables are split by, by name"
    )
    filters: dict[LabelKey, TableFilter] = Field(
        default_factory=dict, description="who is in the tables of sections that name one, by name"
    )
    texts: Texts = Texts()
    model: Framework | None = None
    themes: Themes | None = Field(
        default=None, description="analysis of a ranking question, item by item"
    )
    supplier: Supplier | None = Field(
        default=None, description="accounts, loyalty and drivers of one supplier"
    )
    capability: Assessed | None = Field(
        default=None, description="assessments of firms item by item, in a further table"
    )
    scorecard: Scorecard | None = Field(default=None, description="of one company")
    maturity: Maturity | None = Field(
        default=None, description="self-assessments of firms, and of one company by its raters"
    )
    integrity: Integrity | None = Field(
        default=None,
        description="how far answers can be trusted: what tells it, and its lights",
    )
    waves: Waves = Waves()
    reconstructed: Reconstructed = Reconstructed()
    privacy: Privacy = Privacy()
    statistics: Statistics = Statistics()
    review: Reviewed = Reviewed()
    report: Report

    @field_validator("edition")
    @classmethod
    def _no_folder_of_ours(cls, value: str) -> str:
        if value.casefold() == "template":
            msg = "an edition called 'template' would overwrite reports/template"
            raise ValueError(msg)
        return value

    @model_validator(mode="before")
    @classmethod
    def _in_its_language(cls, given: Any) -> Any:
        """Of words in several languages take the report's."""
        if not isinstance(given, dict):
            return given
        report = given.get("report")
        language = report.get("language") if isinstance(report, dict) else None
        told = {
            name: spoken(
                part, str(language or "en-GB"), names=name in ("data", "banners", "filters")
            )
            for name, part in given.items()
            if name in _IN_LANGUAGES
        }
        return {**given, **told}

    @model_validator(mode="before")
    @classmethod
    def _of_its_wave(cls, given: Any) -> Any:
        """Where the file holds several waves, count the rows of this one."""
        waves = given.get("waves") if isinstance(given, dict) else None
        now = waves.get("now") if isinstance(waves, dict) else None
        return given if now is None else in_wave(given, now)

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        for _, what in self.contradictions():
            raise ValueError(what)
        return self

    def contradictions(self) -> Iterator[tuple[Place, str]]:
        """Find where parts of the file do not agree, with the place and the fault in a clause."""
        tables = {name: table for name in self.table_names if (table := self.table(name))}
        yield from table_faults(tables)
        if self.questions and ANSWERS not in tables:
            yield ("questions",), "there are questions and no data.answers to hold them"
        for name in tables:
            yield from question_faults(self.asked(name))
        held = tables[ANSWERS].questions if ANSWERS in tables else []
        answers = {question.name: question for question in held}
        order = sorted(tables, key=lambda name: name != ANSWERS)
        yield from banner_faults(self.banners, {name: in_scope(tables, name) for name in order})
        yield from weight_faults(self.weights, tables)
        everything = {one.name: one for name in tables for one in self.asked(name).values()}
        yield from filter_faults(self.filters, everything)
        yield from self._unknown_names(tables, everything)
        yield from self._unfit_analyses(tables, answers)
        yield from wave_faults(self.waves, tables.get(ANSWERS), self.wave_key, self.banners)

    def _unknown_names(
        self, tables: Mapping[str, DataTable], everything: Mapping[str, Question]
    ) -> Iterator[tuple[Place, str]]:
        """Find tables of weights and volumes, and questions under a verbatim, that are none."""
        kinds: dict[str, Mapping[str, Weight | Volume]] = {
            "weights": self.weights,
            "volumes": self.volumes,
        }
        for key, named in kinds.items():
            for name, one in named.items():
                if one.table not in tables:
                    near = known_or_meant(one.table, tables)
                    yield (key, name, "table"), f"'{one.table}' is no table of data; {near}"
        scopes = [set(in_scope(tables, name)) for name in tables]
        for number, step in enumerate(self.privacy.attribution):
            where = ("privacy", "attribution", number)
            unknown = [name for name in step if name not in everything]
            for name in unknown:
                yield where, f"'{name}' is no question; {known_or_meant(name, everything)}"
            if not unknown and not any(scope.issuperset(step) for scope in scopes):
                yield where, f"no one table holds the questions {listed(step)}"

    def _unfit_analyses(
        self, tables: Mapping[str, DataTable], answers: Mapping[str, Question]
    ) -> Iterator[tuple[Place, str]]:
        """Find what analyses name and the data do not have."""
        if self.themes is not None:
            split = [breakdown.key for breakdown in self.breakdowns]
            yield from theme_faults(self.themes, answers, banners=self.banners, breakdowns=split)
        if self.themes is not None and self.themes.benchmark is not None:
            named, items = self.themes.benchmark, [theme.key for theme in self.items]
            known = [one for key, held in tables.items() if key != ANSWERS for one in held.names]
            holder = self.holder(named.question)
            yield from benchmark_faults(named, holder, items=items, known=known)
        if self.supplier is not None:
            yield from supplier_faults(self.supplier, tables)
        if self.capability is not None:
            yield from capability_faults(self.capability, tables)
        if self.scorecard is not None and self.scorecard.of is None and self.capability is None:
            yield ("scorecard",), "there is no 'capability' here: name its file with 'of'"
        if self.maturity is not None:
            yield from maturity_faults(self.maturity, tables)
        if self.integrity is not None:
            yield from integrity_faults(self.integrity, tables)

    def table(self, name: str) -> DataTable | None:
        """The table of this name with all its questions; None where there is none."""
        table = self.data.get(name)
        if table is None:
            return self.loops.get(name)
        if name != ANSWERS or not self.questions:
            return table
        return table.model_copy(update={"questions": [*table.questions, *self.questions]})

    @cached_property
    def loops(self) -> dict[str, DataTable]:
        """Loops of the tables as tables of their own, by name."""
        return {
            key: table.looped(key, name)
            for name in self.data
            if (table := self.table(name))
            for key in table.levels
        }

    @property
    def table_names(self) -> list[str]:
        """Names of the tables, those that loops are among them."""
        return [*self.data, *self.loops]

    @property
    def wave_key(self) -> str:
        """Key of this edition among its waves."""
        return self.waves.key or slug(self.edition, joint="_")

    @property
    def banner_names(self) -> list[str]:
        """Names of its banners, with that of the waves where it has some."""
        return [*self.banners, *([BANNER] if self.waves.earlier else [])]

    def banner_names_of(self, table: str) -> list[str]:
        """Names of the banners that tables about the rows of a table can be split by.

        The surveys that a further table holds are its waves.
        """
        held = self.table(table)
        waves = self.waves.earlier if table == ANSWERS else held is not None and held.wave
        beside = [BANNER] if waves and BANNER not in self.banners else []
        return [*self.banners_of(table), *beside]

    @property
    def answers(self) -> DataTable | None:
        """The table of the respondents' answers with all its questions."""
        return self.table(ANSWERS)

    def lineage(self, name: str) -> list[str]:
        """A table and those that its rows belong to, the nearest first."""
        return lineage({**self.data, **self.loops}, name)

    def banners_of(self, name: str) -> dict[str, Banner]:
        """Banners that tables about the rows of a table can be split by."""
        asked = {
            question.name
            for table in map(self.table, self.lineage(name))
            for question in (table.questions if table else ())
        }
        return {key: banner for key, banner in self.banners.items() if splits(banner, asked)}

    def asked(self, name: str) -> dict[Place, Question]:
        """The questions of a table, each with its place in the file."""
        table = self.data.get(name)
        held = table.questions if table else []
        found: dict[Place, Question] = {
            ("data", name, "questions", number): question for number, question in enumerate(held)
        }
        looped = self.loops.get(name)
        if looped is not None:
            place = ("data", str(looped.of), "levels", name, "questions")
            found = {(*place, number): one for number, one in enumerate(looped.questions)}
        if name == ANSWERS:
            found |= {("questions", number): one for number, one in enumerate(self.questions)}
        return found

    @cached_property
    def items(self) -> list[Theme]:
        """The items of the ranking that the themes are about, in the order of the file."""
        ranking = self.ranking
        levels = self.themes.levels if self.themes else {}
        return [] if ranking is None else [theme_of(row, levels) for row in ranking.items]

    @cached_property
    def breakdowns(self) -> list[Breakdown]:
        """Banners of one group that the ranking is broken down by."""
        found = (self.split(key) for key in self.banners)
        return [breakdown for breakdown in found if breakdown is not None]

    def split(self, key: str) -> Breakdown | None:
        """A banner as a breakdown of the ranking; None where it is none."""
        answers, groups = self.answers, self.banners.get(key, [])
        if answers is None or self.themes is None:
            return None
        named = [group.question for group in groups if answers.holds(group.question)]
        asked = {name: answers.question(name) for name in named}
        wanted = self.themes.by
        if not is_breakdown(groups, asked) or (wanted is not None and key not in wanted):
            return None
        return breakdown_of(key, asked[groups[0].question], groups[0])

    @cached_property
    def benchmark(self) -> Breakdown | None:
        """Sectors of the firms that were assessed."""
        named = self.themes.benchmark if self.themes else None
        found = None if named is None else self.holder(named.question)
        if named is None or found is None:
            return None
        points = PointGroup(question=named.by, points=named.points)
        whole = breakdown_of("benchmark", found.question(named.by), points)
        return whole.model_copy(update={"groups": whole.columns})

    def holder(self, question: str) -> DataTable | None:
        """The further table that holds a question of this name; None where none does."""
        name = self.holder_name(question)
        return self.table(name) if name else None

    def holder_name(self, question: str) -> str:
        """The name of that table; empty where there is none."""
        others = (name for name in self.data if name != ANSWERS)
        return next((name for name in others if self.data[name].holds(question)), "")

    def figures(self, table: str) -> list[str]:
        """Columns of a table that weights and volumes stand in."""
        weights = [one for one in self.weights.values() if one.table == table]
        named = [column for one in weights for column in one.columns]
        return [*named, *(one.column for one in self.volumes.values() if one.table == table)]

    @property
    def ranking(self) -> Question | None:
        """The ranking that the themes are about."""
        answers = self.answers
        if answers is None or self.themes is None:
            return None
        named = self.themes.question
        return answers.question(named) if answers.holds(named) else None

    def theme(self, key: str) -> Theme:
        """The item of the ranking with this key; an `UnknownNameError` where there is none."""
        return called("theme", key, {one.key: one for one in self.items}, "this edition")

    def breakdown(self, key: str) -> Breakdown:
        """The breakdown with this key; an `UnknownNameError` where there is none."""
        found = self.split(key)
        known = {key: found} if found else {one.key: one for one in self.breakdowns}
        return called("breakdown", key, known, "this edition")
