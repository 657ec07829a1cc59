"""The questionnaire as a frame that can be read in a notebook: what was asked, how, and of whom."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.problems.values import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.edition.questions import Question

__all__ = ["Questionnaire", "questionnaire"]

# Answers and columns of a question that a line names.
_NAMED = 6

_CELL = "text-align:left;vertical-align:top;white-space:normal;max-width:26em"


class Questionnaire(pd.DataFrame):
    """A frame of questions; a notebook shows its texts whole, and in lines."""

    @property
    def _constructor(self) -> type[Questionnaire]:
        return Questionnaire

    def _repr_html_(self) -> str:
        head = _row("th", [self.index.name or "", *self.columns])
        body = "".join(
            _row("td", [name, *row])
            for name, row in zip(self.index, self.itertuples(index=False, name=None), strict=True)
        )
        return f'<table class="dataframe"><thead>{head}</thead><tbody>{body}</tbody></table>'


def questionnaire(questions: Sequence[Question]) -> Questionnaire:
    """List questions, one a row, by name.

    Parameters
    ----------
    questions : as their author describes them.

    Returns
    -------
    Questionnaire
        ``number, type, title, wording, answers`` (to choose from, or rows), ``base`` (who was
        asked, where not everybody) and ``columns`` of the file, or ``of`` which question it is.
    """
    rows = [
        (one.number, one.type, one.heading, one.wording, _answers(one),
         one.base_words, _columns(one))
        for one in questions
    ]  # fmt: skip
    heads = ["number", "type", "title", "wording", "answers", "base", "columns"]
    index = pd.Index([one.name for one in questions], name="name")
    return Questionnaire(rows, columns=heads, index=index)


def _answers(question: Question) -> str:
    texts = [item.text for item in question.items] or list(question.bands)
    return listed(texts, _NAMED)


def _columns(question: Question) -> str:
    """Give the columns of the file; of a derived question the one that it comes from."""
    columns = question.file_columns
    if not columns:
        return f"of {question.of}"
    if len(columns) <= _NAMED:
        return ", ".join(columns)
    return f"{columns[0]} … {columns[-1]} ({len(columns)})"


def _row(tag: str, cells: Sequence[Any]) -> str:
    said = "".join(f'<{tag} style="{_CELL}">{html.escape(str(cell))}</{tag}>' for cell in cells)
    return f"<tr>{said}</tr>"
