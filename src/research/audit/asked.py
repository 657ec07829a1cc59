"""The questions of a table as an audit sees them: who was asked, what is missing, what is odd."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.audit.distributions import bars_of
from research.audit.parts import Point, Portrait, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.edition.questions import Question
    from research.sources.answers.answers import Answers
    from research.sources.answers.findings import Finding

__all__ = ["ODD", "Asked", "asked_of", "portrait_of"]

ODD = frozenset(
    {
        "unknown",
        "off_scale",
        "no_number",
        "no_day",
        "answered_though_not_asked",
        "doubled_rank",
        "gap",
        "sum",
        "none_with_others",
        "not_shown",
        "same_picks",
        "half_task",
        "below_bands",
    }
)
"""Kinds of findings that are cells which came out as no answer, or as a doubtful one."""


@dataclass(frozen=True)
class Asked:
    """One question of a table in numbers.

    Parameters
    ----------
    question : as its author describes it.
    base : who was asked.
    answered : of these, who gave an answer, don't know and the like among them.
    odd : cells that are odd.
    findings : about it.
    """

    question: Question
    base: int
    answered: int
    odd: int
    findings: tuple[Finding, ...]

    @property
    def missing(self) -> int:
        """Who was asked and gave no answer."""
        return self.base - self.answered

    @property
    def flagged(self) -> bool:
        """Whether somebody should look at it."""
        silent = self.missing > self.base / 2 and self.question.type != "open"
        return bool(self.odd) or not self.base or silent


def asked_of(answers: Answers) -> list[Asked]:
    """Count the questions of a table, in their order.

    Parameters
    ----------
    answers : to the table.
    """
    found: dict[str, list[Finding]] = {}
    for finding in answers.audit.findings:
        found.setdefault(finding.question, []).append(finding)
    return [_counted(answers, one, found.get(one.name, [])) for one in answers.table.questions]


def _counted(answers: Answers, question: Question, findings: list[Finding]) -> Asked:
    columns = list(answers.columns(question.name).values())
    if not columns:
        return Asked(question, 0, 0, 0, tuple(findings))
    base = answers.bases[columns].any(axis="columns")
    given = answers.frame[columns].notna().any(axis="columns")
    for column in columns:
        if column in answers.said:
            given |= answers.said[column] > 0
    odd = sum(one.count for one in findings if one.kind in ODD)
    return Asked(question, int(base.sum()), int((base & given).sum()), odd, tuple(findings))


def portrait_of(answers: Answers, asked: Asked, least: int) -> Portrait:
    """Give a question with its distribution in small.

    Parameters
    ----------
    answers : to its table.
    asked : the question, counted.
    least : fewest respondents that a figure may rest on.
    """
    question = asked.question
    measure, bars = bars_of(answers, question, least)
    return Portrait(
        cut(" ".join(filter(None, [question.number, question.heading]))),
        tuple(_facts(asked)),
        tuple(_points(asked, bool(bars), least)),
        bars,
        measure,
    )


def _facts(asked: Asked) -> Iterator[str]:
    question = asked.question
    yield f"{question.name}, {question.type}"
    yield f"asked {asked.base:,}, answered {asked.answered:,}"
    if asked.missing:
        yield f"missing {asked.missing:,} ({asked.missing / asked.base:.0%})"
    if question.base_words:
        yield f"base: {cut(question.base_words)}"


def _points(asked: Asked, drawn: bool, least: int) -> Iterator[Point]:
    for one in asked.findings:
        if one.kind not in ("blank", "left_out"):
            kind = "look" if one.kind in ODD or one.kind == "blank_though_asked" else "plain"
            hint = f" ({one.hint})" if one.hint else ""
            yield Point(cut(f"{one.what}{hint}", 300), kind)  # type: ignore[arg-type]
    if not asked.base:
        yield Point("nobody was asked", "look")
    elif asked.question.type == "open":
        yield Point("what respondents wrote is not shown here")
    elif not drawn and asked.answered < least:
        yield Point(f"answered by fewer than {least}: not shown")
