"""A study: a parameter file with its data and texts, opened once and read lazily."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from research.config import load_edition
from research.errors import InputError, Problem
from research.texts import load_claims, load_theme_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from research.config import Edition, Theme
    from research.sources.reader import Respondents
    from research.supplier import Supplier
    from research.texts import PrintedClaim, ThemeText

__all__ = ["Study", "check", "files_read", "find", "open_study"]

_read: dict[str, None] = {}


def files_read() -> list[str]:
    """Files that were read so far, relative to the edition's root: what a chapter depends on."""
    return sorted(_read)


def find(params: Path | str) -> Path:
    """Find a parameter file from the working directory upwards.

    Parameters
    ----------
    params : path as typed, or as written in a notebook (``params/2015.yml``).

    Raises
    ------
    InputError
        If there is no such file here or in any folder above.
    """
    wanted = Path(params)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / wanted).is_file():
            return (folder / wanted).resolve()
    problem = Problem(
        wanted, f"no such file in {here} or above", hint="name a YAML file such as params/2015.yml"
    )
    raise InputError([problem])


def open_study(params: Path | str = "params/2015.yml") -> Study:
    """Open a study from its parameter file; found from the working directory upwards.

    Parameters
    ----------
    params : path of the parameter file.

    Raises
    ------
    InputError
        With every problem of the parameter file. Data are read, and judged, when first used.
    """
    path = find(params)
    return Study(load_edition(path), path)


class Study:
    """An edition's parameters, data and texts.

    Parameters
    ----------
    config : the parameter file's content.
    path : where it stands; data and texts are relative to its folder.
    root : folder that holds parameters, data, notebooks and reports; the one above the parameter
        file's folder when left out.
    """

    def __init__(self, config: Edition, path: Path, root: Path | None = None) -> None:
        self.config = config
        self.path = path
        self.root = root or path.parent.parent

    def __repr__(self) -> str:
        return f"<Study {self.config.edition}: {self.config.title}>"

    @property
    def themes(self) -> list[Theme]:
        """The themes in the order of the report."""
        return self.config.themes

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

    def source(self, name: str) -> Path:
        """Place of a data file that the edition needs.

        Raises
        ------
        InputError
            If the parameter file does not name it.
        """
        path = getattr(self.config.data, name)
        if path is None:
            problem = Problem(self.path, "this key is missing", key=f"data.{name}")
            raise InputError([problem])
        return self.resolve(path)

    @cached_property
    def _answers(self) -> Respondents:
        from research.sources.reader import read_respondents

        return read_respondents(
            self.source("respondents"),
            themes=[theme.key for theme in self.themes],
            groups={
                item.column: [group.label for group in item.groups]
                for item in self.config.breakdowns
            },
        )

    @property
    def respondents(self) -> pd.DataFrame:
        """One row a respondent: profile and reason; personal fields are gone."""
        return self._answers.frame

    @property
    def ranks(self) -> pd.DataFrame:
        """One row a respondent, one column a theme: its rank, 1 the most important."""
        return self._answers.ranks

    @cached_property
    def assessments(self) -> pd.DataFrame:
        """One row an assessed firm: its sector and a score of 0 to 100 for each theme."""
        from research.sources.reader import read_assessments

        return read_assessments(
            self.source("assessments"), themes=[theme.key for theme in self.themes]
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

        supplier = self.supplier
        return read_accounts(
            self.source("accounts"),
            key=supplier.key,
            derived={name: (made.source, made.values) for name, made in supplier.derived.items()},
            personal=supplier.personal,
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


def check(params: Path | str) -> list[Problem]:
    """Check a parameter file, its texts, notebooks and data, executing nothing.

    Parameters
    ----------
    params : the parameter file.

    Returns
    -------
    Every problem, in the order of parameter file, texts, data. None when all is well.
    """
    try:
        study = open_study(params)
    except InputError as error:
        return list(error.problems)
    problems = _missing_sections(study)
    for read in _readers(study):
        try:
            read()
        except InputError as error:
            problems.extend(error.problems)
    return problems


def _readers(study: Study) -> Iterator[Callable[[], object]]:
    """Everything that the edition reads: texts first, then data."""
    if study.config.texts.themes:
        for theme in study.themes:
            yield partial(study.theme_text, theme.key)
    yield lambda: study.published_claims
    if study.config.data.respondents:
        yield lambda: study.ranks
    if study.config.waves.previous:
        yield lambda: study.previous.ranks
    if study.config.data.assessments:
        yield lambda: study.assessments
    if study.config.data.accounts:
        yield lambda: study.accounts
    if study.config.data.contacts:
        yield lambda: study.contacts
    if study.config.data.suppliers:
        yield lambda: study.suppliers


def _missing_sections(study: Study) -> list[Problem]:
    """Find sections that name a notebook, a text or a value which does not exist."""
    known = {
        "theme": [theme.key for theme in study.themes],
        "breakdown": [item.key for item in study.config.breakdowns],
    }
    folder = study.path.parent / (study.config.texts.report or ".")
    problems = []
    for index, section in enumerate(study.config.report.sections):
        key = f"report.sections.{index}"
        places = {
            "notebook": (study.root / "notebooks", ".ipynb"),
            "text": (folder.resolve(), ".md"),
        }
        for kind, (place, ending) in places.items():
            name = getattr(section, kind)
            if name and not (place / f"{name}{ending}").is_file():
                found = ", ".join(sorted(item.stem for item in place.glob(f"*{ending}")))
                fault = f"there is no {kind} '{name}' in {place.relative_to(study.root)}"
                problems.append(Problem(study.path, fault, key=f"{key}.{kind}", allowed=found))
        for parameter, values in section.each.items():
            for value in values:
                if parameter in known and value not in known[parameter]:
                    fault = f"'{value}' is no {parameter} of this edition"
                    allowed = ", ".join(known[parameter])
                    problems.append(Problem(study.path, fault, key=f"{key}.each", allowed=allowed))
    return problems
