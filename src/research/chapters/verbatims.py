"""Open questions: how many wrote something, and what of it may be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.quoting import how_told, quoted_of, quoted_rows
from research.chapters.remarks import noted
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.text import Text
from research.edition.banners import PointGroup
from research.frameworks.verbatims import spread, telling
from research.identifiers import slug
from research.tabulation.columns import columns_of, gave
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.study import Study

__all__ = ["opening", "quotes"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)

_GROUPED = ("nps", "single", "scale")
"""Types of questions whose answers part the quotations."""


@or_why
def opening(study: Study, question: str) -> Text:
    """Heading of the section, the question, and how many answered it in words.

    Parameters
    ----------
    study : the edition with its data.
    question : name of an open question.
    """
    asked = study.table("answers").question(question)
    answers = study.read()
    base = int(answers.asked(question).sum()) if asked.base else len(answers.frame)
    written = int(telling(answers.texts(question)).sum())
    enough(base > 0, _SAY("nobody asked"))
    lines = [f"## {escape(asked.heading)}"]
    if asked.wording:
        lines.append(_SAY("asked", wording=escape(asked.wording)))
    lines.append(_SAY("written", count=written, base=base, share=percent(written, base)))
    hidden = study.config.privacy.hide_base
    told = base - written == 0 or min(written, base - written) >= hidden
    result = Result(f"{question}.written", 100 * written / base, "percent", base, asked.heading)
    return Text(
        f"txt-open-{slug(question)}-opening",
        "\n\n".join(lines if told else lines[:-1]) + "\n",
        [result] if told else [],
    )


@or_why
def quotes(study: Study, question: str, most: int = 6) -> Text:
    """Quotations of those who agreed to it, spread over those who may be told apart.

    Parameters
    ----------
    study : the edition with its data.
    question : name of an open question.
    most : quotations for each answer to the question that it asks the reason for, or in all.
    """
    answers = study.read()
    worth, waived = telling(answers.texts(question)), answers.consents(question)
    parts = []
    for label, chosen in _groups(study, question):
        said = quoted_of(study, question, chosen & worth, waived)
        if len(said):
            heading = f"### {escape(label)}\n\n" if label else ""
            parts.append(heading + quoted_rows(spread(said, most)))
    enough(bool(parts), _SAY("nothing"))
    return Text(f"txt-open-{slug(question)}", "\n".join(parts) + noted(how_told(study)))


def _groups(study: Study, question: str) -> Iterator[tuple[str, pd.Series[bool]]]:
    """Who gave each answer to the question that this one asks the reason for; or everybody."""
    answers = study.read()
    of = study.table("answers").question(question).of
    source = study.table("answers").question(of) if of in answers.table.names else None
    index = answers.frame.index
    if source is None or source.type not in _GROUPED:
        yield "", pd.Series(np.ones(len(index), dtype=np.bool_), index=index, dtype=bool)
        return
    points = [box.key for box in source.boxes] if source.type == "scale" else []
    group = PointGroup(question=source.name, points=points)
    for point in columns_of([group], answers).points[1:]:
        wanted = point.key.removeprefix(f"{source.name}.")
        yield point.label, pd.Series(gave(source.name, [wanted], answers), index=index)
