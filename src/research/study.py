"""A study: a parameter file with its data and texts, opened once and read lazily."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from research.edition.in_use import in_use
from research.edition.judgement import load_edition
from research.edition.options import worded
from research.edition.project import find_params, project_root
from research.edition.texts import load_claims, load_theme_text
from research.edition.waves.earlier import earlier_edition
from research.edition.weights import named_weight
from research.errors import InputError, Problem
from research.problems.nearest import meant
from research.uses import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from research.edition.parameters import Edition
    from research.edition.questionnaire import Questionnaire
    from research.edition.supplier import Supplier
    from research.edition.tables import DataTable
    from research.edition.texts import PrintedClaim, ThemeText
    from research.edition.themes import Theme
    from research.sources.alternatives import Alternatives
    from research.sources.answers.in_use import AnswersInUse
    from research.sources.answers.weighting import Weighting

__all__ = ["Study", "open_study"]


def open_study(params: Path | str = "params/2015.yml") -> Study:
    """Open a study from its parameter file; found from the working directory upwards.

    Parameters
    ----------
    params : path of the parameter file.

    Raises
    ------
    InputError
        With every problem of the parameter file. Data are read, and judged, when first used.

    Examples
    --------
    >>> study = open_study("params/2015.yml")
    >>> study
    <Study 2015: Strategic Priorities of B2B Customer Management>
    >>> study.ranks.shape
    (105, 12)
    """
    path = find_params(params)
    return Study(load_edition(path), path)


class Study:
    """An edition's parameters, data and texts.

    What is asked of it is noted (`research.uses`): keys, questions and files.

    Parameters
    ----------
    config : the parameter file's content; as an attribute, one that notes what is asked of it.
    path : where it stands; data and texts are relative to its folder.
    root : folder that holds parameters, data, notebooks and reports; the project's when left out.
    """

    def __init__(self, config: Edition, path: Path, root: Path | None = None) -> None:
        self.path = path
        self.root = root or project_root(path)
        self.config = in_use(config, self._use)
        self._plain = config
        self._tables: dict[str, AnswersInUse] = {}
        self._weightings: dict[str, Weighting] = {}

    def __repr__(self) -> str:
        return f"<Study {self.config.edition}: {self.config.title}>"

    @property
    def themes(self) -> list[Theme]:
        """The items of the ranking in the order of the report."""
        return self.config.items

    @property
    def levels(self) -> dict[str, str]:
        """What the levels of the themes are called, by key."""
        themes = self.config.themes
        return {key: level.text for key, level in themes.levels.items()} if themes else {}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Themes whose first choices are set side by side."""
        return self.config.themes.pairs if self.config.themes else []

    @property
    def reason(self) -> str | None:
        """Name of the open question that asks why the first theme comes first."""
        answers, themes = self.config.answers, self.config.themes
        return answers.reasons(themes.question) if answers and themes else None

    def label(self, table: str, name: str) -> str:
        """What a question of a table, or a row of one, is called.

        Parameters
        ----------
        table : name of the table.
        name : of a question, or key of a row.
        """
        held = self.config.table(table)
        question, row = held.owner(name) if held else (None, None)
        return row.text if row else question.heading if question else name

    def noun(self, name: str) -> str:
        """The noun for an answer of a supplier's question, or its title; empty without either."""
        for table in ("accounts", "contacts"):
            if (held := self.config.table(table)) and held.holds(name):
                return held.question(name).noun
        return ""

    def resolve(self, path: Path, part: str = "") -> Path:
        """Give the place of a file that the parameter file names, and note that it is read.

        Parameters
        ----------
        path : as the parameter file has it.
        part : key of the only part of a YAML file that is used, where it is one.
        """
        target = (self.path.parent / path).resolve()
        name = self._named(target)
        note(f"{name}#{part}" if part else name)
        return target

    def _use(self, part: str) -> None:
        note(f"{self._named(self.path)}#{part}")

    def _named(self, place: Path) -> str:
        inside = place.is_relative_to(self.root)
        return (place.relative_to(self.root) if inside else place).as_posix()

    def table(self, name: str) -> DataTable:
        """A table of data that the edition needs, with all its questions.

        Raises
        ------
        InputError
            If the parameter file does not have it.
        """
        if (table := self.config.table(name)) is None:
            raise InputError(self._lacking(f"data.{name}", self.config.table_names))
        _ = [self.resolve(one) for one in getattr(self._plain.table(name), "frames", ())]
        return table

    def source(self, name: str) -> Path:
        """Place of the file of a table that the edition needs.

        Raises
        ------
        InputError
            If the parameter file does not have it.
        """
        return self.resolve(self.table(name).file)

    def read(self, name: str = "answers") -> AnswersInUse:
        """Read a table of data as its questions describe it; once, when it is first asked for.

        Parameters
        ----------
        name : of the table.

        Raises
        ------
        InputError
            If the parameter file does not have it, or the file has problems.
        """
        if name not in self._tables:
            from research.sources.answers.in_use import AnswersInUse
            from research.sources.answers.reading import read_answers

            # All questions are judged; used are those that are asked for.
            path, table = self.source(name), self._plain.table(name)
            if self._plain.waves.now:
                self._use("waves")
            assert table is not None  # noqa: S101 - it has a source
            _ = [self.resolve(one) for one in (*table.designs.values(), *table.coding_files)]
            plain = read_answers(path, table, name=name, figures=self._plain.figures(name))
            self._tables[name] = AnswersInUse(plain, self.table(name), self._use)
        return self._tables[name]

    @property
    def answers(self) -> pd.DataFrame:
        """One row a respondent, one column a question or a row of one; who asks has used all."""
        return self.read().frame

    @property
    def questions(self) -> Questionnaire:
        """One row a question of the respondents: how it was asked, of whom, and where it stands."""
        from research.edition.questionnaire import questionnaire

        return questionnaire(self.table("answers").questions)

    def weight(self, name: str = "main") -> pd.Series[float]:
        """Give what each respondent counts for, by a weight; NaN or 0 where for nothing."""
        return self.weighting(name).weights

    def weighting(self, name: str = "main") -> Weighting:
        """Give a weight with how it was come by: targets and what raking made of them, or response.

        Raises
        ------
        InputError
            If there is none of this name, or raking does not come to its targets.
        """
        if name not in self._weightings:
            from research.sources.answers.weighting import weighting

            weight = named_weight(self.config.weights, name, self.path)
            tables = map(self.read, self.config.lineage(weight.table))
            self._weightings[name] = weighting(tables, name, weight, self.path)
        return self._weightings[name]

    @cached_property
    def respondents(self) -> pd.DataFrame:
        """One row a respondent: groups, profile and reasons as text; personal fields are gone."""
        from research.sources.answers.answers import plain

        themes = self.config.themes
        ranked = self.read().columns(themes.question).values() if themes else ()
        return plain(self.answers.drop(columns=[*ranked]))

    @property
    def waived(self) -> pd.Series[bool]:
        """One a respondent, whether they waived their anonymity."""
        return self.read().consents(self.reason or "")

    @property
    def clusters(self) -> pd.Series[str] | None:
        """One a respondent, a mark of the account they answer for; ``None`` where none is named."""
        return self.read().clusters

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """One row a respondent, one column a theme: its rank, 1 the best, NaN where not ranked."""
        themes = self.config.themes
        if themes is None:
            raise InputError(self._lacking("themes"))
        ranks = self.read().question(themes.question)
        return ranks if ranks.isna().any(axis=None) else ranks.astype("int64")

    @property
    def ranked(self) -> int:
        """How many themes respondents were asked to rank."""
        answers, themes, many = self.config.answers, self.config.themes, len(self.themes)
        return min((answers.depth(themes.question) if answers and themes else 0) or many, many)

    @cached_property
    def alternatives(self) -> Alternatives | None:
        """Other answers that would show the same published figures; None where there are none.

        A file with problems is an `InputError`.
        """
        if (path := self.config.reconstructed.answers) is None:
            return None
        from research.sources.alternatives import read_alternatives

        themes, parts = [theme.key for theme in self.themes], self.config.breakdowns
        asked = self.table("answers").question
        groups = {part.column: worded(asked(part.column).codes) for part in parts}
        place, base = self.resolve(path), len(self.read())
        return read_alternatives(place, themes=themes, groups=groups, base=base)

    @cached_property
    def assessments(self) -> pd.DataFrame:
        """One row an assessed firm: its sector and a score of 0 to 100 for each theme."""
        from research.sources.answers.answers import whole

        themes, items = self.config.themes, [theme.key for theme in self.themes]
        if themes is None or themes.benchmark is None:
            raise InputError(self._lacking("themes.benchmark"))
        scored = self.read(self.config.holder_name(themes.benchmark.question))
        by = themes.benchmark.by
        sectors = scored.question(by)[by].astype("str").rename("sector")
        scores = scored.question(themes.benchmark.question)[items].apply(whole)
        return sectors.to_frame().join(scores)

    @cached_property
    def alternative_assessments(self) -> pd.DataFrame | None:
        """Other scores that would show the published ones, as `alternatives` has answers."""
        path, themes = self.config.reconstructed.assessments, self.config.themes
        if path is None or themes is None or themes.benchmark is None:
            return None
        from research.sources.alternatives import read_alternative_scores

        by = themes.benchmark.by
        return read_alternative_scores(
            self.resolve(path),
            themes=[theme.key for theme in self.themes],
            sectors=sorted(set(self.assessments["sector"])),
            words=worded(self.table(self.config.holder_name(by)).question(by).codes),
        )

    @cached_property
    def waves(self) -> dict[str, Study]:
        """Earlier editions by key, the oldest first; what is used of them is noted for this one.

        Raises
        ------
        InputError
            If one of them has problems, or the waves go in a circle.
        """
        named = self.config.waves.earlier
        opened = {key: earlier_edition(self._plain, self.path, key) for key in named}
        return {key: Study(edition, place, self.root) for key, (edition, place) in opened.items()}

    @property
    def previous(self) -> Study:
        """The last of the earlier editions.

        Raises
        ------
        InputError
            If the parameter file names none, or one that it names has problems.
        """
        if not self.waves:
            raise InputError(self._lacking("waves.earlier"))
        return self.waves[self.config.waves.previous]

    @property
    def supplier(self) -> Supplier:
        """What the parameter file says of one supplier's customers.

        Raises
        ------
        InputError
            If it says nothing.
        """
        if self.config.supplier is None:
            raise InputError(self._lacking("supplier"))
        return self.config.supplier

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """One row an account or customer of the supplier, with the derived questions."""
        return self.read("accounts").tidy("account")

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """One row a contact of the supplier and survey; personal fields are gone."""
        return self.read("contacts").tidy("contact")

    @cached_property
    def suppliers(self) -> pd.DataFrame:
        """One row a supplier of the benchmark of relationship quality."""
        return self.read("suppliers").tidy("supplier")

    def has_section(self, notebook: str) -> bool:
        """Whether the report has a section of a notebook."""
        self._use("report.notebooks")
        return any(section.notebook == notebook for section in self._plain.report.sections)

    def theme_text(self, key: str) -> ThemeText:
        """Texts of a theme.

        Raises
        ------
        InputError
            If the file is missing or has problems.
        """
        return load_theme_text(self.resolve(self._theme_file(key)))

    def theme_part(self, key: str, part: Literal["topic", "state"]) -> str:
        """Give one text of `theme_text`: who asks for no more depends on no more of the file."""
        return str(getattr(load_theme_text(self.resolve(self._theme_file(key), part)), part))

    def _theme_file(self, key: str) -> Path:
        if (folder := self.config.texts.themes) is None:
            raise InputError(self._lacking("texts.themes"))
        return folder / f"{key}.yml"

    def _lacking(self, key: str, known: Sequence[str] = ()) -> list[Problem]:
        near = meant(key.removeprefix("data."), known)
        return [Problem(self.path, "this key is missing", key=key, hint=near)]

    @cached_property
    def published_claims(self) -> list[PrintedClaim]:
        """What a publication prints, to be held against the data; empty when not asked for.

        Raises
        ------
        InputError
            If the file is missing or has problems.
        """
        path = self.config.texts.claims
        return [] if path is None else load_claims(self.resolve(path))
