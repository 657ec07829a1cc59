"""Reports of weights: targets beside what the sample had and has, and what weighting costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.edition.weights import by_text
from research.sources.answers.weighting import cells
from research.statistics.samples.weights import summarise_weights
from research.tabulation.tab import RESPONDENTS, About

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from research.sources.answers.answers import Answers
    from research.sources.answers.weighting import Weighting

__all__ = ["Aim", "WeightReport", "weight_report"]


@dataclass(frozen=True)
class Aim:
    """A target, or a quota, beside what came of it.

    Parameters
    ----------
    question : its heading.
    answer : text of the answer.
    target : share of the population, from 0 to 1; None where there is only a quota.
    before, after : share of the sample before and after weighting, of those with an answer that
        has a target; None where hidden.
    count : respondents; None where hidden.
    quota : interviews ordered; None where none were.
    """

    question: str
    answer: str
    target: float | None
    before: float | None
    after: float | None
    count: int | None
    quota: int | None


@dataclass(frozen=True, eq=False)
class WeightReport:
    """What a weight does to a sample.

    Parameters
    ----------
    name : of the weight.
    raked : headings of the questions that it is raked to; none where it stands in a column.
    aims : by question in the order of the parameter file.
    n : respondents with a weight; ``without`` those that have none.
    low, high : extreme weights, in units of their mean.
    cap : largest weight allowed; None without one. ``capped`` stand at it.
    rounds : passes over all margins; 0 where nothing was raked.
    worst : largest distance from a target, as a share.
    effect, effective : design effect and effective size by Kish.
    about : what is weighted.
    response : headings of the questions whose cells it is the inverse of response in; none of
        other weights.
    """

    name: str
    raked: Sequence[str]
    aims: Sequence[Aim]
    n: int
    without: int
    low: float
    high: float
    cap: float | None
    capped: int
    rounds: int
    worst: float
    effect: float
    effective: float
    about: About = RESPONDENTS
    response: Sequence[str] = ()


def weight_report(
    weighting: Weighting,
    answers: Answers,
    hidden: Mapping[str, set[str]],
    about: About = RESPONDENTS,
) -> WeightReport:
    """Say what a weight does to a sample.

    Parameters
    ----------
    weighting : the weight.
    answers : of its table.
    hidden : by question, texts of the answers whose numbers may not be told.
    about : what is weighted.
    """
    known, raking = weighting.known, weighting.raking
    told = summarise_weights(known)
    weight = weighting.weight
    asked = [answers.table.question(name) for name in weight.rake]
    return WeightReport(
        name=weighting.name,
        raked=[question.heading for question in asked],
        aims=list(_aims(weighting, answers, hidden)),
        n=told.n,
        without=len(weighting.weights) - told.n,
        low=told.smallest,
        high=told.largest,
        cap=weight.cap,
        capped=raking.trimmed if raking else 0,
        rounds=raking.rounds if raking else 0,
        worst=raking.worst if raking else 0.0,
        effect=told.design_effect,
        effective=told.effective,
        about=about,
        response=[_heading(answers, name) for name in weight.response],
    )


def _heading(answers: Answers, name: str) -> str:
    """Heading of a question; its name where another table holds it."""
    return answers.table.question(name).heading if answers.table.holds(name) else name


def _aims(weighting: Weighting, answers: Answers, hidden: Mapping[str, set[str]]) -> Iterator[Aim]:
    weight, known = weighting.weight, weighting.known
    for name in dict.fromkeys([*weight.rake, *weight.quotas]):
        question = answers.table.question(name)
        targets = by_text(question, weight.rake.get(name, {}))
        quotas = by_text(question, weight.quotas.get(name, {}))
        own = cells(answers, question).astype("str")
        named = own[own.isin(list(targets or quotas))]
        counts = named.value_counts()
        masses = known.groupby(named.reindex(known.index), observed=True).sum()
        whole = sum(targets.values())
        for text in dict.fromkeys([*targets, *quotas]):
            count = int(counts.get(text, 0))
            open_ = text not in hidden.get(name, set())
            yield Aim(
                question.heading,
                text,
                targets[text] / whole if text in targets else None,
                count / len(named) if open_ and len(named) else None,
                float(masses.get(text, 0.0) / masses.sum()) if text in targets else None,
                count if open_ else None,
                int(quotas[text]) if text in quotas else None,
            )
