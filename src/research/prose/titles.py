"""Titles of charts: the message in a line, computed, never longer than a chart is wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.evidence import OVERALL, Benchmark, Distribution, place
from research.prose.observation import Thresholds
from research.prose.share_view import ShareView
from research.prose.shares import is_far
from research.wording.articles import possessive
from research.wording.numbers import number
from research.wording.ordinals import ordinal
from research.wording.plurals import numbered
from research.wording.sentences import capitalise
from research.wording.shares import has, people, percent, share_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from research.prose.names import Names

__all__ = ["title_benchmark", "title_sample", "title_shares"]

LONGEST = 70


def title_shares(
    theme: str, summary: pd.DataFrame, distribution: pd.DataFrame, names: Names
) -> str:
    """Message of a theme's distribution of ranks; arguments as for `observe_shares`."""
    data = Distribution.read(summary, distribution)
    return _fitting(_share_messages(ShareView(theme, data, names, Thresholds())))


def title_benchmark(
    theme: str, benchmark: pd.DataFrame, names: Names, *, breakdown: str = "benchmark"
) -> str:
    """Message of a theme's capability scores; arguments as for `observe_benchmark`."""
    data = Benchmark.read(benchmark, names, breakdown)
    return _fitting(_score_messages(theme, data, names))


def title_sample(breakdown: str, sample: pd.DataFrame, names: Names) -> str:
    """Message of a sample's make-up: its largest group.

    Parameters
    ----------
    breakdown : its key.
    sample : one row a group, indexed by key, with ``label``, ``count`` and ``base``.
    names : what groups are called; a group without a name goes by its label.
    """
    row = sample.sort_values("count", ascending=False, kind="stable").reset_index().iloc[0]
    label, count, base = str(row["label"]), int(row["count"]), int(row["base"])
    reference = names.reference(breakdown, str(row.iloc[0]))
    where = names.group(reference).text if reference else f"in {label}"
    largest = f"{label} is the largest {names.breakdown(breakdown).one} in the sample"
    crowd = people(count, base, based=False)
    figure = f"{percent(count, base)} of respondents"
    return _fitting(
        (
            f"{has(crowd, 'are', 'is')} {where}",
            f"{figure} are {where}",
            largest,
            f"{label}: {figure}",
        )
    )


def _fitting(messages: Iterable[str]) -> str:
    """The first message that is short enough; the last one when none is."""
    message = ""
    for message in messages:
        if len(message) <= LONGEST:
            break
    return capitalise(message)


def _share_messages(view: ShareView) -> Iterator[str]:
    """What to say of a distribution, the most striking first."""

    def crowd(measure: str) -> str:
        return has(view.crowd(measure, based=False), "put", "puts")

    deep, name = number(view.limits.box(view.data.depth)), view.name
    cells = view.data.cells()
    (theme, rank), own = max(cells.items(), key=lambda cell: cell[1])
    if theme == view.theme and is_far(own, sorted(cells.values())[-2], view.limits):
        measure = "last" if rank == view.data.depth else f"at{rank}"
        yield f"{crowd(measure)} {name} {'last' if measure == 'last' else ordinal(rank)}"
    if view.place("first").value <= view.limits.polarised_top:
        liked = view.data.share(view.theme, "first") >= view.data.even
        if liked and view.share(view.bottom) >= view.limits.polarised_bottom:
            first, low = view.printed("first"), share_words(view.count(view.bottom), view.base)
            yield f"{name} divides: {first} put it first, {low.words} in the bottom {deep}"
        elif view.alone("first") == 1:
            yield f"{crowd('first')} {name} first, more than any other theme"
            yield f"{name} is the most frequent first choice, with {view.printed('first')}"
    if view.alone(view.top, lowest=True) == 1:
        yield f"Only {view.printed(view.top)} of respondents put {name} in their top {deep}"
    half = number(view.data.depth // 2)
    if view.share("first") <= view.limits.rarely and view.share(view.upper) >= 45:
        yield f"Rarely first, yet {view.printed(view.upper)} put {name} in their top {half}"
    if view.share(view.lower) >= view.limits.heavy:
        yield f"{crowd(view.lower)} {name} in the lower half"
    yield f"{crowd(view.top)} {name} in their top {deep}"
    yield f"{view.printed(view.top)} put {name} in their top {deep}"


def _score_messages(theme: str, data: Benchmark, names: Names) -> Iterator[str]:
    """What to say of a theme's scores, the most striking first."""
    name = names.theme(theme)
    if theme not in data.scores:
        yield f"No assessments for {name}"
        return
    own = data.scores[theme][OVERALL]
    if len(data.scores) > 2:
        for measure, low_word, high_word in (
            ("mean", "lowest", "highest"),
            ("range", "smallest", "widest"),
        ):
            values = data.overall(measure)
            alone = list(values.values()).count(values[theme]) == 1
            own_value = round(values[theme])
            figure = numbered(own_value, "point") if measure == "range" else f"{own_value}"
            for lowest, word in ((True, low_word), (False, high_word)):
                if alone and place(values, theme, highest=not lowest) == 1:
                    yield f"{name} has the {word} {measure} of all themes, {figure}"
    highs, means = data.sectors(theme, "high"), data.sectors(theme, "mean")
    if len(highs) > 1:
        first, second = sorted(highs, key=lambda group: -highs[group])[:2]
        if highs[first] - highs[second] >= 2 * Thresholds().sector_gap:
            where, most = names.group(first).text, round(highs[second])
            yield f"{name} reaches {round(highs[first])} {where}, {most} at most elsewhere"
    if len(means) > 1:
        best, worst = max(means, key=lambda g: means[g]), min(means, key=lambda g: means[g])
        if round(means[best]) > round(means[worst]):
            high, low = names.group(best), names.group(worst)
            yield f"{name} is strongest {high.text} and weakest {low.text}"
            yield f"{name} is strongest {high.text}, with a mean of {round(means[best])}"
    yield f"{possessive(name)} benchmark is {round(own.mean)}, the best score {round(own.high)}"
