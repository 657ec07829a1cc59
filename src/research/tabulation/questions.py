"""Questions as stubs: what each type is worth as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.tabulation.lines import (
    answer_lines,
    figure,
    nets_of,
    own_key,
    role_kind,
    spread_lines,
)
from research.tabulation.maxdiff import maxdiff_stub
from research.tabulation.numbers import numeric_stubs, scale_stubs
from research.tabulation.shares import allocation_stub, ranking_stub
from research.tabulation.stub import Figures, Stub, counted, measured, picked
from research.tabulation.tab import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from research.edition.questions import Question
    from research.sources.answers.answers import Answers

__all__ = ["TABLED", "stubs_of"]

TABLED = ("single", "multi", "scale", "grid", "nps", "numeric", "allocation", "ranking", "maxdiff")
"""Types of questions that make tables."""


def stubs_of(question: Question, answers: Answers) -> list[Stub]:
    """Say what is counted for a question: a stub, and of a grid one for each row.

    Parameters
    ----------
    question : as its author describes it.
    answers : of the table that holds it.

    Returns
    -------
    None for a type that makes no table (`TABLED`), or where nobody could answer.
    """
    makers: dict[str, Callable[[Question, Answers], list[Stub]]] = {
        "single": _single,
        "multi": _multi,
        "scale": scale_stubs,
        "nps": scale_stubs,
        "grid": scale_stubs,
        "numeric": numeric_stubs,
        "allocation": lambda asked, held: [allocation_stub(asked, held)],
        "ranking": lambda asked, held: [ranking_stub(asked, held)],
        "maxdiff": lambda asked, held: [maxdiff_stub(asked, held)],
    }
    make = makers.get(question.type)
    return make(question, answers) if make and answers.columns(question.name) else []


def _single(question: Question, answers: Answers) -> list[Stub]:
    held = answers.frame[question.name]
    texts = [str(text) for text in held.cat.categories]
    if not texts:
        return []
    lines = dict(zip(texts, answer_lines(question, texts), strict=True))
    groups = {line: inside for _, line, inside in nets_of(question, lines, "text")}
    parts = [counted(question.name, held, {**lines}, groups)]
    listed = [*lines.values(), *(line for line, members in groups.items() if members)]
    members = {line.key: [lines[text].key for text in held] for line, held in groups.items()}
    figures = []
    if question.values:
        mean, numbers = figure("mean", estimated=True), _middles(question, held)
        parts.append(measured(f"{question.name} middles", numbers, mean))
        spread = spread_lines()
        listed += [mean, *spread]
        figures.append(Figures(mean.key, spread=spread))
    return [Stub(question, "", parts, listed, figures, members)]


def _text(question: Question, code: str) -> str:
    named = question.code(code)
    return named.text if named else code


def _middles(question: Question, held: pd.Series) -> pd.Series:
    """The numbers that answers in bands stand for; other answers have none."""
    stands = {_text(question, cell): float(value) for cell, value in question.values.items()}
    return held.astype(object).map(stands).astype(float)


def _multi(question: Question, answers: Answers) -> list[Stub]:
    labels = {label.key: label for label in question.items}
    roles = {key: getattr(label, "role", "answer") for key, label in labels.items()}
    columns = {
        key: answers.frame[column]
        for key, column in answers.columns(question.name).items()
        if roles.get(key) != "not_asked"
    }
    if not columns:
        return []
    lines = {
        key: Line(
            own_key(key), labels[key].text if key in labels else key, role_kind(roles.get(key, ""))
        )
        for key in columns
    }
    # A net of no option that is there is left out.
    nets = {
        line: [lines[key].key for key in keys]
        for _, line, keys in nets_of(question, lines, "key")
        if keys
    }
    options = {lines[key]: held for key, held in columns.items()}
    part = picked(question.name, options, nets)
    named = {line.key: keys for line, keys in nets.items()}
    return [Stub(question, "", [part], [*options, *nets], members=named)]
