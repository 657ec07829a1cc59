"""What practice shows in a theme, and what choosing it means: views that are held to results."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from research.chapters.groups import benchmark_scores, breakdown_ranks, group_labels
from research.chapters.priorities.overall import ranking_table
from research.chapters.priorities.scores import score_results
from research.chapters.ranks import records
from research.display.escape import escape
from research.display.placeholders import resolve
from research.display.result import Result
from research.errors import InputError, Problem
from research.problems.spots import moved
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from research.study import Study

__all__ = ["choice_of", "practice_of", "so_what_of"]

_SAY = Frames(__file__)

_TAG = re.compile(r"(\{%.*?%\}|\{\{.*?\}\})", re.DOTALL)
_WORDS = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def practice_of(study: Study, theme: str) -> str:
    """Say what assessments and answers show; nothing without assessments or without a text on it.

    Parameters
    ----------
    study : an edition with texts on its themes.
    theme : key of the theme.

    Raises
    ------
    InputError
        For a placeholder or a claim that cannot be read, or that is false and has no other words.
    """
    said = _borne_out(study, theme, "practice") if _assessed(study) else ""
    return f"{_view()} {said}\n" if said else ""


def so_what_of(study: Study, theme: str) -> str:
    """Say in a sentence, set apart, what the results on a theme mean; nothing without a text.

    Parameters
    ----------
    study : an edition with texts on its themes.
    theme : key of the theme.

    Raises
    ------
    InputError
        As of `practice_of`.
    """
    said = _borne_out(study, theme, "so_what")
    return f"::: {{.sowhat}}\n\n{_view()} {said}\n\n:::\n\n" if said else ""


def _borne_out(study: Study, theme: str, field: str) -> str:
    """Resolve a text on a theme by the edition's results."""
    text = getattr(study.theme_text(theme), field)
    if not text or any(name in text for name in _hidden(study)):
        return ""
    said, problems = resolve(
        _literal(text),
        f"{study.config.texts.themes}/{theme}.yml",
        _ledger(study),
        confidence=study.config.statistics.confidence,
    )
    if problems:
        raise InputError([_placed(one, text, study, theme, field) for one in problems])
    return " ".join(said.split())


def _placed(problem: Problem, text: str, study: Study, theme: str, field: str) -> Problem:
    """Give a problem of a text its place in the file of the theme."""
    file = study.path.parent / (study.config.texts.themes or "") / f"{theme}.yml"
    where = moved(text, problem.row, problem.place, file.read_text(encoding="utf-8"))
    problem = replace(problem, key=field, row=None, place=None)
    return replace(problem, **where) if where else problem


def choice_of(study: Study, theme: str) -> str:
    """Say what choosing a theme means for a firm, and what happens to one that does not.

    Parameters
    ----------
    study : an edition with texts on its themes.
    theme : key of the theme.
    """
    text = study.theme_text(theme)
    told = {"chosen": text.chosen, "neglected": text.neglected}
    said = "".join(f"**{_SAY(key)}** {escape(what)}\n\n" for key, what in told.items() if what)
    return f"{_view()} {said}" if said else ""


def _literal(text: str) -> str:
    """Give a text whose words are no Markdown; its claims and placeholders stay."""
    return "".join(
        part if place % 2 else _WORDS.sub(lambda words: escape(words[0]), part)
        for place, part in enumerate(_TAG.split(text))
    )


def _view() -> str:
    return f"[{_SAY('view')}]{{.view}}"


def _assessed(study: Study) -> bool:
    """Whether all themes have scores of firms."""
    return study.config.benchmark is not None and bool((benchmark_scores(study)["firms"] > 0).all())


@lru_cache(maxsize=4)
def _ledger(study: Study) -> Mapping[str, Mapping[str, Any]]:
    """Results that texts on themes may name: overall, of groups, and of the firms assessed."""
    assessed = study.themes if _assessed(study) else []
    scores = (one for theme in assessed for one in score_results(study, theme.key))
    found = [*ranking_table(study).results, *_of_groups(study), *scores]
    return {one.name: one.record("") for one in found}


def _of_groups(study: Study) -> Iterator[Result]:
    for part in study.config.breakdowns:
        if not group_labels(study, part.key):
            continue
        for row in records(breakdown_ranks(study, part.key).dropna(subset=["rank"])):
            name = f"{part.key}.{row['group']}.{row['item']}.rank"
            yield Result(name, int(row["rank"]), "rank", tied=bool(row["tied"]))


@lru_cache(maxsize=4)
def _hidden(study: Study) -> list[str]:
    """Names of ranks of groups that the edition knows, and that it does not show."""
    names = (
        f"{part.key}.{group.key}.{theme.key}.rank"
        for part in study.config.breakdowns
        for group in part.groups
        for theme in study.themes
    )
    return [name for name in names if name not in _ledger(study)]
