"""A study: a parameter file with its data and texts, opened once and read lazily."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from research.edition.judgement import load_edition
from research.edition.project import find_params, project_root
from research.edition.texts import load_claims, load_theme_text
from research.errors import InputError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from research.edition.parameters import Edition
    from research.edition.supplier import Supplier
    from research.edition.tables import DataTable
    from research.edition.texts import PrintedClaim, ThemeText
    from research.edition.themes import Theme
    from research.sources.alternatives import Alternatives
    from research.sources.reader import Respondents

__all__ = ["Study", "files_read", "open_study"]

_read: dict[str, None] = {}


def files_read() -> list[str]:
    """Files that were read so far, relative to the edition's root: what a chapter depends on."""
    return sorted(_read)


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

    Parameters
    ----------
    config : the parameter file's content.
    path : where it stands; data and texts are relative to its folder.
    root : folder that holds parameters, data, notebooks and reports; the project's when left out.
    """

    def __init__(self, config: Edition, path: Path, root: Path | None = None) -> None:
        self.config = config
        self.path = path
        self.root = root or project_root(path)

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
        asked = answers.questions if answers and themes else []
        named = themes.question if themes else ""
        return next((one.name for one in asked if one.type == "open" and one.of == named), None)

    def label(self, table: str, name: str) -> str:
        """What a question of a table, or a row of one, is called.

        Parameters
        ----------
        table : name of the table.
        name : of a question, or key of a row.
        """
        held = self.config.table(table)
        if held is None:
            return name
        try:
            question, row = held.owner(name)
        except KeyError:
            return name
        return row.text if row else question.heading

    def noun(self, name: str) -> str:
        """The noun for an answer of a supplier's question; empty where none is given."""
        for table in ("accounts", "contacts"):
            held = self.config.table(table)
            if held is not None and name in held.names:
                return held.question(name).one
        return ""

    def resolve(self, path: Path, part: str = "") -> Path:
        """Give the place of a file that the parameter file names, and note that it is read.

        Parameters
        ----------
        path : as the parameter file has it.
        part : key of the only part of a YAML file that is used, where it is one.
        """
        target = (self.path.parent / path).resolve()
        inside = target.is_relative_to(self.root)
        name = (target.relative_to(self.root) if inside else target).as_posix()
        _read[f"{name}#{part}" if part else name] = None
        return target

    def table(self, name: str) -> DataTable:
        """A table of data that the edition needs, with all its questions.

        Raises
        ------
        InputError
            If the parameter file does not have it.
        """
        table = self.config.table(name)
        if table is None:
            raise InputError([Problem(self.path, "this key is missing", key=f"data.{name}")])
        return table

    def source(self, name: str) -> Path:
        """Place of the file of a table that the edition needs.

        Raises
        ------
        InputError
            If the parameter file does not have it.
        """
        return self.resolve(self.table(name).file)

    @cached_property
    def _answers(self) -> Respondents:
        from research.sources.reader import read_respondents

        return read_respondents(
            self.source("answers"),
            themes=[theme.key for theme in self.themes],
            groups={
                item.column: [group.label for group in item.groups]
                for item in self.config.breakdowns
            },
            cluster=self.table("answers").cluster,
        )

    @property
    def respondents(self) -> pd.DataFrame:
        """One row a respondent: profile and reason; personal fields are gone."""
        return self._answers.frame

    @property
    def waived(self) -> pd.Series[bool]:
        """One a respondent, whether they waived their anonymity."""
        return self._answers.waived

    @property
    def clusters(self) -> pd.Series[str] | None:
        """One a respondent, a mark of the account they answer for; ``None`` where none is named."""
        return self._answers.clusters

    @property
    def ranks(self) -> pd.DataFrame:
        """One row a respondent, one column a theme: its rank, 1 the best, NaN where not ranked."""
        return self._answers.ranks

    @property
    def ranked(self) -> int:
        """How many themes respondents were asked to rank."""
        ranking = self.config.ranking
        return min((ranking.top if ranking else None) or len(self.themes), len(self.themes))

    @cached_property
    def alternatives(self) -> Alternatives | None:
        """Other answers that would show the same published figures; None where there are none.

        Raises
        ------
        InputError
            If the file is missing or has problems.
        """
        path = self.config.reconstructed.answers
        if path is None:
            return None
        from research.sources.alternatives import read_alternatives

        return read_alternatives(
            self.resolve(path),
            themes=[theme.key for theme in self.themes],
            groups={
                item.column: [group.label for group in item.groups]
                for item in self.config.breakdowns
            },
            base=len(self.respondents),
        )

    @cached_property
    def assessments(self) -> pd.DataFrame:
        """One row an assessed firm: its sector and a score of 0 to 100 for each theme."""
        from research.sources.reader import read_assessments

        return read_assessments(
            self.source("assessments"), themes=[theme.key for theme in self.themes]
        )

    @cached_property
    def alternative_assessments(self) -> pd.DataFrame | None:
        """Other scores that would show the published ones; None where there are none.

        One row a firm and ``reconstruction``.

        Raises
        ------
        InputError
            If the file is missing or has problems.
        """
        path = self.config.reconstructed.assessments
        if path is None:
            return None
        from research.sources.alternatives import read_alternative_scores

        return read_alternative_scores(
            self.resolve(path),
            themes=[theme.key for theme in self.themes],
            sectors=sorted(set(self.assessments["sector"])),
        )

    @cached_property
    def previous(self) -> Study:
        """The edition before; what is read of it is noted as read for this one.

        Raises
        ------
        InputError
            If the parameter file names none, or the one it names has problems.
        """
        path = self.config.waves.previous
        if path is None:
            problem = Problem(self.path, "this key is missing", key="waves.previous")
            raise InputError([problem])
        place = self.resolve(path)
        return Study(load_edition(place), place, self.root)

    @property
    def supplier(self) -> Supplier:
        """What the parameter file says of one supplier's customers.

        Raises
        ------
        InputError
            If it says nothing.
        """
        if self.config.supplier is None:
            raise InputError([Problem(self.path, "this key is missing", key="supplier")])
        return self.config.supplier

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """One row an account or customer of the supplier, with the derived columns."""
        from research.sources.supplier import read_accounts

        table = self.table("accounts")
        derived = {
            one.name: (table.question(one.of).column or "", one.values)
            for one in table.questions
            if one.of is not None and one.values
        }
        return read_accounts(
            self.source("accounts"), key=table.ids[0], derived=derived, personal=table.personal
        )

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """One row a contact of the supplier and survey; personal fields are gone."""
        from research.sources.supplier import read_contacts

        return read_contacts(self.source("contacts"))

    @cached_property
    def suppliers(self) -> pd.DataFrame:
        """One row a supplier of the benchmark of relationship quality."""
        from research.sources.supplier import read_benchmark

        return read_benchmark(self.source("suppliers"))

    def has_section(self, notebook: str) -> bool:
        """Whether the report has a section of a notebook."""
        return any(section.notebook == notebook for section in self.config.report.sections)

    def theme_text(self, key: str) -> ThemeText:
        """Texts of a theme.

        Raises
        ------
        InputError
            If the file is missing or has problems.
        """
        return load_theme_text(self.resolve(self._theme_file(key)))

    def theme_topic(self, key: str) -> str:
        """What a theme is about, in a line: who asks for no more depends on no more of its texts.

        Raises
        ------
        InputError
            As in `theme_text`.
        """
        return load_theme_text(self.resolve(self._theme_file(key), "topic")).topic

    def _theme_file(self, key: str) -> Path:
        folder = self.config.texts.themes
        if folder is None:
            raise InputError([Problem(self.path, "this key is missing", key="texts.themes")])
        return folder / f"{key}.yml"

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
