"""Objectives of one theme: what to do next, by capability today and by appetite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.groups import benchmark_scores
from research.chapters.priorities.alternatives import mark, mark_note, open_measures, standing_sets
from research.chapters.thinness import or_why
from research.display.banner import Banner, Head
from research.display.specification.ranges import Aim
from research.display.table import Cell, Table
from research.frameworks.capability import WHOLE
from research.prose.observation import Thresholds
from research.wording.figures import DASH, figure
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.edition.texts import Target, ThemeText
    from research.study import Study

__all__ = ["aimed_at", "aims_of", "objectives_of"]

_SAY = Frames(__file__)

_APPETITES = ("first", "second", "best")
_BEST = "best score"
_CAPABILITIES = ("performer", "moderate", "beginner")


@or_why
def objectives_of(study: Study, theme: str) -> Table:
    """Three capabilities by three appetites, with what makes a firm one or the other in scores.

    Parameters
    ----------
    study : an edition with texts on its themes.
    theme : key of the theme.
    """
    text, names = study.theme_text(theme), _SAY.named("capabilities")
    cells = [
        [_cell(getattr(getattr(text.objectives, key), appetite)) for appetite in _APPETITES]
        for key in _CAPABILITIES
    ]
    columns = _SAY.named("columns")
    frame = pd.DataFrame(
        [[cell.text or "; ".join(cell.items) for cell in row] for row in cells],
        columns=[columns[text.first_column], columns["upper quartile"], columns["best"]],
        index=pd.Index([names[key] for key in _CAPABILITIES], name=_SAY("today")),
    )
    scores = _Scores(study, theme, text)
    return Table(
        id=f"tbl-{theme}-objectives",
        caption=_SAY("caption", theme=study.config.theme(theme).name),
        frame=frame,
        cells=cells,
        stub=_SAY("today"),
        labels=scores.labels(names),
        banner=Banner(heads=[[Head(_SAY("appetite"), len(_APPETITES))]]),
        widths=(16, 34, 34, 34),
        notes=scores.notes(),
        kind="objectives",
    )


def aimed_at(study: Study, theme: str, target: str) -> str:
    """Give the scores that a target asks for, where it names standings; else nothing.

    Parameters
    ----------
    study : an edition with texts on its themes.
    theme : key of the theme.
    target : what to aim for, such as ``upper quartile or top decile``.
    """
    scores = _Scores(study, theme, study.theme_text(theme))
    words = _SAY.named("standings")
    found = {key: scores.opening(key) for key in words if scores.own and _named(key, target)}
    if not found:
        return ""
    alone = len(found) == 1
    told = [
        score
        if alone and key == _BEST
        else _SAY("aimed", standing=_SAY("alone") if alone else words[key], score=score)
        for key, score in found.items()
    ]
    return f" ({', '.join(told)})"


def aims_of(study: Study, theme: str) -> tuple[Aim, ...]:
    """Give the scores that the theme's author aims for, the lowest first.

    Parameters
    ----------
    study : an edition; without texts on its themes nobody aims for anything.
    theme : key of the theme.
    """
    if study.config.texts.themes is None:
        return ()
    text = study.theme_text(theme)
    scores, names = _Scores(study, theme, text), _SAY.named("aims")
    found = [
        Aim(label=name, value=scores.value(key), text=scores.opening(key))
        for key, name in names.items()
        if scores.own and any(_named(key, target) for target in _targets(text.target))
    ]
    return tuple(sorted(found, key=lambda one: one.value))


def _targets(target: Target) -> list[str]:
    return [what for what in (target.first, target.top3, target.top6, target.others) if what]


def _named(standing: str, target: str) -> bool:
    """Whether a target names a standing, by itself or with others that share its last word."""
    kind, _, noun = standing.rpartition(" ")
    if not kind:
        return re.search(rf"\b{noun}\b", target, re.IGNORECASE) is not None
    shared = rf"\b{kind}(?:(?:, | or | and | to |, or |/)\w+)* {noun}\b"
    return re.search(shared, target, re.IGNORECASE) is not None


def _cell(given: list[str] | str) -> Cell:
    """Objectives as bullets; whose objectives a cell shares, or that it has none, as a remark."""
    if isinstance(given, list):
        return Cell(items=tuple(given))
    return Cell(_SAY.named("remarks")[given], "muted")


class _Scores:
    """What the words of the table mean in scores; silent where no firm was assessed."""

    def __init__(self, study: Study, theme: str, text: ThemeText) -> None:
        self.first = text.first_column
        self.limits = study.config.themes.capability if study.config.themes else None
        self.study, self.theme = study, theme
        self.sets = standing_sets(study) if study.config.benchmark else ()
        own, *others = [_printed(one, theme) for one in self.sets] or [{}]
        self.own = {} if DASH in own.values() else own
        self.fixed = all(other == own for other in others)
        self.open = open_measures(study, theme, WHOLE) if self.own else ()
        self.best = figure(_highest(study, theme)) if self.own else ""

    def labels(self, names: dict[str, str]) -> list[str]:
        """Give the stubs: each capability with the scores that make it."""
        if not self.own or self.limits is None:
            return [names[key] for key in _CAPABILITIES]
        performer, moderate = (
            self._from(limit) for limit in (self.limits.performer, self.limits.moderate)
        )
        where = {
            "performer": _SAY("from", score=performer),
            "moderate": _SAY("between", low=moderate, high=performer),
            "beginner": _SAY("below", score=moderate),
        }
        return [_SAY("scored", name=names[key], where=where[key]) for key in _CAPABILITIES]

    def opening(self, standing: str) -> str:
        """Score that opens a standing, or the best score there is."""
        if standing != _BEST:
            return mark(self.own[standing], fixed=self.fixed)
        return mark(self.best, fixed="high" not in self.open)

    def value(self, standing: str) -> float:
        """Score that opens a standing, or the best score there is, before it is rounded."""
        if standing == _BEST:
            return _highest(self.study, self.theme)
        return float(self.sets[0][standing][self.theme])

    def _from(self, limit: str | float) -> str:
        if isinstance(limit, float):
            return figure(limit, 1)
        standing = self.first if limit == "first column" else limit
        return mark(self.own[standing], fixed=self.fixed)

    def notes(self) -> list[str]:
        """Say what the columns mean, in words and in scores, and what tells where a firm stands."""
        found_by = self.limits.found_by if self.limits else ""
        told = [found_by] if found_by else []
        if not self.own:
            return told
        scores = {
            key: mark(self.own[key], fixed=self.fixed)
            for key in (self.first, "upper quartile", "top decile")
        }
        about = _SAY.named("terms", band=figure(Thresholds().band, 1), first=scores[self.first])[
            self.first
        ]
        more = _SAY("more", upper=scores["upper quartile"], top=scores["top decile"])
        return [about, more, *mark_note(fixed=self.fixed), *told]


def _printed(standings: pd.DataFrame, theme: str) -> dict[str, str]:
    """Scores of one theme as they stand in the report, by standing."""
    scores = standings.loc[[theme]].to_numpy()[0]
    return {key: figure(score, 1) for key, score in zip(standings.columns, scores, strict=True)}


def _highest(study: Study, theme: str) -> float:
    """The highest score of all firms assessed."""
    scores = benchmark_scores(study).set_index(["theme", "group"])
    return float(scores["high"][theme, WHOLE])
