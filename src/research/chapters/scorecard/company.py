"""One company's assessments as its scorecard sees them: scores, lines, targets and turns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from research.chapters.thinness import enough
from research.edition.judgement import load_edition
from research.edition.themes import Capability
from research.errors import InputError, Problem, StatisticsError
from research.frameworks.capability_items import item_weights, rolled_up, theme_scores
from research.frameworks.capability_route import Leg, in_turn, route
from research.frameworks.capability_standing import (
    Aim,
    aim,
    choice,
    level,
    lines,
    rule_for,
    standing,
)
from research.problems.nearest import known_or_meant
from research.prose.observation import Thresholds
from research.study import Study
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.edition.capability import Assessed, Scorecard
    from research.edition.options import Code
    from research.edition.texts import ThemeText

__all__ = ["Company", "Firms", "Place", "company", "firms"]

_SAY = Frames(__file__)

_FIRST_COLUMN = "benchmark"


class Place(NamedTuple):
    """Where the company stands in one theme, and what it aims for.

    Parameters
    ----------
    score : 0 to 100.
    line : scores of all firms, of `research.frameworks.capability_standing.lines`.
    standing : among all firms; ``of_sector`` among those of its sector, empty where they are few.
    level : beginner, moderate or performer.
    rank : that the company gives it; None where it gives none.
    chosen : first, top3, top6 or others.
    rule : the target in words; empty where the theme has none for it.
    aim : the target in scores.
    gap : points short of it, 0 where it is met; NaN without a target.
    """

    score: float
    line: dict[str, float]
    standing: str
    of_sector: str
    level: str
    rank: int | None
    chosen: str
    rule: str
    aim: Aim | None
    gap: float


@dataclass(frozen=True, eq=False)
class Firms:
    """All firms that were assessed item by item.

    Parameters
    ----------
    study : the edition with the assessments.
    """

    study: Study

    @property
    def capability(self) -> Assessed:
        """What the parameter file says of the assessments."""
        found = self.study.config.capability
        if found is None:
            problem = Problem(self.study.path, "this key is missing", key="capability")
            raise InputError([problem])
        return found

    @cached_property
    def themes(self) -> dict[str, Code]:
        """Themes by key, in the order of the file."""
        return self._codes(self.capability.theme)

    @cached_property
    def stages(self) -> dict[str, Code]:
        """Stages by key, in the order of the circle."""
        return self._codes(self.capability.stage)

    def _codes(self, name: str) -> dict[str, Code]:
        codes = self.study.table(self.capability.table).question(name).codes
        return {code.key: code for code in codes if code.role == "answer"}

    @cached_property
    def moves(self) -> pd.DataFrame:
        """One row an item assessed, one column a driver; no column where none is named."""
        read = self.study.read(self.capability.table)
        if self.capability.drivers is None:
            return pd.DataFrame(index=range(len(read)))
        return read.question(self.capability.drivers).reset_index(drop=True)

    @cached_property
    def items(self) -> pd.DataFrame:
        """One row an item assessed: whose it is, theme and stage by key, evidence and weight."""
        named, read = self.capability, self.study.read(self.capability.table)
        asked = {"company": named.company, "year": named.year, "evidence": named.evidence}
        asked |= {"sector": named.sector} if named.sector else {}
        frame = pd.DataFrame(
            {key: read.question(name)[name].reset_index(drop=True) for key, name in asked.items()}
        )
        for key, name, codes in (
            ("theme", named.theme, self.themes),
            ("stage", named.stage, self.stages),
        ):
            kind = pd.CategoricalDtype(list(codes), ordered=True)
            keys = {code.text: code.key for code in codes.values()}
            answers = read.question(name)[name].reset_index(drop=True).astype("str")
            frame[key] = answers.map(keys).astype(kind)
        frame["weight"] = item_weights(self.moves, named.weights)
        known = frame.dropna(subset=["company", "year", "theme", "stage"])
        plain = {name: "str" for name in ("company", "sector") if name in known}
        return known.astype({**plain, "year": "int64"})

    @cached_property
    def history(self) -> pd.DataFrame:
        """Scores of every assessment: one row a company and year, one column a theme."""
        return theme_scores(self.items)

    @cached_property
    def latest(self) -> pd.DataFrame:
        """Scores of each company's latest assessment: one row a company, one column a theme."""
        return self.history.groupby("company").tail(1).droplevel("year")

    @cached_property
    def sectors(self) -> pd.Series[str]:
        """Sector of each company; empty where sectors are not named."""
        if self.capability.sector is None:
            return pd.Series("", index=self.latest.index)
        return self.items.groupby("company")["sector"].last()

    def text_of(self, theme: str) -> ThemeText | None:
        """Texts of a theme, where the edition has texts of its own on its themes."""
        known = self.study.config.texts.themes is not None
        return self.study.theme_text(theme) if known else None


@dataclass(frozen=True, eq=False)
class Company:
    """One company among the firms assessed.

    Parameters
    ----------
    study : the edition of the scorecard.
    firms : all that were assessed.
    """

    study: Study
    firms: Firms

    @property
    def card(self) -> Scorecard:
        """What the parameter file says of the scorecard."""
        assert self.study.config.scorecard is not None  # noqa: S101 - `company` saw to it
        return self.study.config.scorecard

    @property
    def key(self) -> str:
        """As the assessments call it."""
        return self.card.company

    @property
    def name(self) -> str:
        """As the scorecard calls it."""
        return self.card.name or self.card.company

    @property
    def band(self) -> float:
        """Points about the mean that count as the benchmark."""
        return Thresholds().band

    @property
    def sector(self) -> str:
        """Its sector; empty where sectors are not named."""
        return str(self.firms.sectors[self.key])

    @cached_property
    def peers(self) -> pd.DataFrame:
        """Latest scores of the firms of its sector, itself among them."""
        return self.firms.latest[self.firms.sectors == self.sector]

    @property
    def has_peers(self) -> bool:
        """Whether the sector is large enough for lines of its own."""
        return bool(self.sector) and len(self.peers) >= self.firms.capability.fewest

    @cached_property
    def history(self) -> pd.DataFrame:
        """Its scores: one row a year, the earliest first, one column a theme."""
        every = self.firms.history
        own = every[every.index.get_level_values("company") == self.key]
        return own.droplevel("company")

    @property
    def year(self) -> int:
        """Of its latest assessment."""
        return int(self.history.index[-1])

    @cached_property
    def items(self) -> pd.DataFrame:
        """Items of its latest assessment."""
        every = self.firms.items
        return every[(every["company"] == self.key) & (every["year"] == self.year)]

    @cached_property
    def stages(self) -> pd.DataFrame:
        """Its latest score of each theme in each stage of the circle."""
        scores = rolled_up(self.items, ["theme", "stage"])["score"].unstack("stage")
        return scores.reindex(index=list(self.themes), columns=list(self.firms.stages))

    @cached_property
    def themes(self) -> list[str]:
        """Keys of the themes in which it was assessed, in the order of the file."""
        known = self.history.iloc[-1].dropna().index
        return [key for key in self.firms.themes if key in known]

    def short(self, theme: str) -> str:
        """What a theme is called in narrow places."""
        return self.firms.themes[theme].brief

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Lines of all firms by theme."""
        return lines(self.firms.latest, self.themes, band=self.band)

    @cached_property
    def sector_lines(self) -> pd.DataFrame | None:
        """Lines of the firms of its sector; None where they are too few."""
        return lines(self.peers, self.themes, band=self.band) if self.has_peers else None

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where it stands in each theme, and what it aims for."""
        enough(bool(self.themes), _SAY("nothing", company=self.name))
        return {theme: self._place(theme) for theme in self.themes}

    def _place(self, theme: str) -> Place:
        score = float(self.history[theme].iloc[-1])
        line = _row(self.lines, theme)
        sector = None if self.sector_lines is None else _row(self.sector_lines, theme)
        text, order = self.firms.text_of(theme), self.card.priorities
        rank = order.index(theme) + 1 if theme in order else None
        chosen = choice(rank)
        target = self.firms.capability.target if text is None else text.target
        rule = rule_for(target.model_dump(), chosen)
        aimed = aim(rule, line, sector=sector, band=self.band) if rule else None
        first = _FIRST_COLUMN if text is None else text.first_column
        return Place(
            score=score,
            line=line,
            standing=standing(score, line, band=self.band),
            of_sector="" if sector is None else standing(score, sector, band=self.band),
            level=self._level(score, line, first),
            rank=rank,
            chosen=chosen,
            rule=rule,
            aim=aimed,
            gap=float("nan") if aimed is None else round(max(aimed.score - score, 0.0), 9),
        )

    def _level(self, score: float, line: dict[str, float], first: str) -> str:
        themes, own = self.firms.study.config.themes, self.firms.capability.levels
        limits = own or (themes.capability if themes else Capability())
        found = [
            limit if isinstance(limit, float) else line[first if limit == "first column" else limit]
            for limit in (limits.moderate, limits.performer)
        ]
        return level(score, moderate=found[0], performer=found[1])

    @cached_property
    def turns(self) -> list[str]:
        """Themes that are short of their targets, in the order in which they take their turns."""
        rows = {theme: (place.chosen, place.gap) for theme, place in self.places.items()}
        gaps = pd.DataFrame.from_dict(rows, orient="index", columns=["choice", "gap"])
        return in_turn(gaps)

    @cached_property
    def legs(self) -> list[Leg]:
        """The route map, leg by leg."""
        aims = {theme: place.aim.score for theme, place in self.places.items() if place.aim}
        return route(self.turns, self.stages, aims, at_once=self.card.at_once, pace=self.card.pace)


def _row(found: pd.DataFrame, theme: str) -> dict[str, float]:
    return dict(
        zip(map(str, found.columns), found.loc[[theme]].to_numpy()[0].tolist(), strict=True)
    )


@lru_cache(maxsize=8)
def firms(study: Study) -> Firms:
    """Give all firms that an edition's assessments are of; what is computed of them once."""
    return Firms(study)


@lru_cache(maxsize=8)
def company(study: Study) -> Company:
    """Give the company that an edition is the scorecard of.

    Parameters
    ----------
    study : an edition with a ``scorecard``.

    Raises
    ------
    InputError
        When it has none, its assessments do not know the company or a theme that it ranks, or an
        item cannot be weighed.
    """
    card = study.config.scorecard
    if card is None:
        raise InputError([Problem(study.path, "this key is missing", key="scorecard")])
    found = Company(study, firms(_holder(study)))
    try:
        known = list(dict.fromkeys(found.firms.items["company"]))
    except StatisticsError as error:
        raise InputError([Problem(found.firms.study.path, str(error), key="capability")]) from None
    named = [("scorecard.company", card.company, known, "no company that was assessed")]
    themes = list(found.firms.themes)
    named += [("scorecard.priorities", one, themes, "no theme") for one in card.priorities]
    problems = [
        Problem(study.path, f"'{name}' is {what}", key=key, hint=known_or_meant(name, allowed))
        for key, name, allowed, what in named
        if name not in allowed
    ]
    twice = {one for one in card.priorities if card.priorities.count(one) > 1}
    problems += [
        Problem(study.path, f"'{one}' is ranked twice", key="scorecard.priorities")
        for one in sorted(twice)
    ]
    if problems:
        raise InputError(problems)
    return found


def _holder(study: Study) -> Study:
    """Give the edition that holds the assessments: the one that is named, or this one."""
    card = study.config.scorecard
    if card is None or card.of is None:
        return study
    place = (study.path.parent / card.of).resolve()
    return Study(load_edition(place), place, study.root)
