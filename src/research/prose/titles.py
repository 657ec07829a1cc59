"""Titles of charts: the message in a line, computed, never longer than a chart is wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from research.prose.claims import OVERALL
from research.prose.evidence import place, span
from research.prose.observation import Thresholds
from research.prose.share_margins import is_clear
from research.prose.share_view import ShareView, box
from research.wording.articles import possessive
from research.wording.figures import figure
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.plurals import numbered
from research.wording.rounding import whole
from research.wording.sentences import capitalise
from research.wording.shares import people, percent, share_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from research.prose.evidence import Distribution
    from research.prose.facts import Fact
    from research.prose.names import Names
    from research.prose.score_evidence import Benchmark

__all__ = ["LONGEST", "Message", "sample_messages", "score_messages", "share_messages"]

LONGEST = 70
"""Letters that a title of a chart has room for."""

_SAY = Frames(__file__)


class Message(NamedTuple):
    """A title, and the results that it prints: what stands below it does not tell them again."""

    text: str
    facts: frozenset[Fact] = frozenset()


def share_messages(theme: str, data: Distribution, names: Names) -> list[Message]:
    """Messages of a theme's distribution of ranks, the most striking first; none is too long.

    Parameters
    ----------
    theme : key of the theme.
    data : how often each theme took each rank.
    names : what themes are called.
    """
    return _short(_share_messages(ShareView(theme, data, names, Thresholds())))


def score_messages(theme: str, data: Benchmark, names: Names) -> list[Message]:
    """Messages of a theme's capability scores, the most striking first; none is too long.

    Parameters
    ----------
    theme : key of the theme.
    data : scores of all themes.
    names : what themes and sectors are called.
    """
    return _short(_score_messages(theme, data, names))


def sample_messages(breakdown: str, sample: pd.DataFrame, names: Names) -> list[str]:
    """Messages of a sample's make-up, its largest group; none is too long.

    Parameters
    ----------
    breakdown : its key.
    sample : one row a group, indexed by key, with ``label``, ``count`` and ``base``.
    names : what groups are called; a group without a name goes by its label.
    """
    row = sample.sort_values("count", ascending=False, kind="stable").reset_index().iloc[0]
    shared = list(sample["count"]).count(row["count"]) > 1
    label, count, base = str(row["label"]), int(row["count"]), int(row["base"])
    reference = names.reference(breakdown, str(row.iloc[0]))
    where = names.group(reference).text if reference else _SAY("inside", group=label)
    crowd, share = people(count, base, based=False), percent(count, base)
    found = (
        _SAY.form("are inside", many=crowd.plural, crowd=crowd.words, where=where),
        _SAY("share inside", share=share, where=where),
        *([] if shared else [_SAY("largest", group=label, one=names.breakdown(breakdown).one)]),
        _SAY("group", group=label, share=share),
    )
    return [one.text for one in _short(map(Message, found))]


def _short(messages: Iterable[Message]) -> list[Message]:
    """The messages that are short enough; the last one when none is."""
    every = [one._replace(text=capitalise(one.text)) for one in messages]
    return [one for one in every if len(one.text) <= LONGEST] or every[-1:]


def _share_messages(view: ShareView) -> Iterator[Message]:
    """What to say of a distribution, the most striking first."""
    deep, name = number(view.deep), view.name
    in_top = _SAY("top", deep=deep) if view.deep > 1 else box("first")
    theme, rank, own, following = view.data.peak
    if theme == view.theme and is_clear(own, following, view.limits):
        measure, where = view.spot(rank)
        yield _put(view, measure, where)
    if view.place("first").value <= view.limits.polarised_top:
        liked = view.data.share(view.theme, "first") >= view.data.even
        if liked and view.deep > 1 and _shares_of(view, view.bottom, view.limits.polarised_bottom):
            first, low = view.printed("first"), share_words(view.count(view.bottom), view.base)
            divides = _SAY("divides", name=name, first=first, low=low.words, deep=deep)
            yield _told(view, divides, "first", view.bottom)
        elif view.alone("first") == 1:
            yield _put(view, "first", _SAY("most first"))
            frequent = _SAY("most frequent", name=name, first=view.printed("first"))
            yield _told(view, frequent, "first")
    usual = view.limits.box(view.data.depth) * view.data.even
    if (
        view.data.share(view.theme, view.top) <= usual / 2
        and view.alone(view.top, lowest=True) == 1
    ):
        only = _SAY("only", share=view.printed(view.top), name=name, where=in_top)
        yield _told(view, only, view.top)
    half = number(len(span(view.upper, view.data.depth)))
    if view.share("first") <= view.limits.rarely and view.share(view.upper) >= 45:
        rarely = _SAY("rarely first", share=view.printed(view.upper), name=name, half=half)
        yield _told(view, rarely, view.upper)
    if _shares_of(view, view.lower, view.limits.heavy):
        yield _put(view, view.lower, _SAY("lower half"))
    yield _put(view, view.top, in_top)
    share = _SAY("share", share=view.printed(view.top), name=name, where=in_top)
    yield _told(view, share, view.top)


def _told(view: ShareView, text: str, *measures: str) -> Message:
    """A message that prints some of a theme's shares."""
    return Message(text, frozenset(("share", view.theme, measure) for measure in measures))


def _shares_of(view: ShareView, measure: str, least: float) -> bool:
    """Whether a share was asked for and reaches a threshold."""
    return view.data.knows(measure) and view.share(measure) >= least


def _put(view: ShareView, measure: str, where: str) -> Message:
    crowd = view.crowd(measure, based=False)
    text = _SAY.form("put", many=crowd.plural, crowd=crowd.words, name=view.name, where=where)
    return _told(view, text, measure)


def _score_messages(theme: str, data: Benchmark, names: Names) -> Iterator[Message]:
    """What to say of a theme's scores, the most striking first."""
    name = names.theme(theme)
    if theme not in data.scores:
        yield Message(_SAY("no scores", name=name))
        return
    own = data.scores[theme][OVERALL]
    if len(data.scores) > 2:
        yield from _standing(theme, data, name)
    yield from _by_sector(theme, data, names)
    mean, high = figure(own.mean), figure(own.high)
    level = _SAY("level", poss=possessive(name), mean=mean, high=high)
    yield _scored(theme, level, (OVERALL, "mean"), (OVERALL, "high"))
    yield _scored(theme, _SAY("best", name=name, high=high), (OVERALL, "high"))
    yield _scored(theme, _SAY("mean", name=name, mean=mean), (OVERALL, "mean"))


def _scored(theme: str, text: str, *scores: tuple[str, str]) -> Message:
    """A message that prints some of a theme's scores, or where they lie."""
    return Message(text, frozenset(("score", theme, *score) for score in scores))


def _by_sector(theme: str, data: Benchmark, names: Names) -> Iterator[Message]:
    """Where a theme is strongest and weakest, of all sectors or of those shown."""
    name, means = names.theme(theme), data.sectors(theme, "mean")
    if len(means) < 2:
        return
    first, following = data.ahead(theme, "high")
    high = data.sectors(theme, "high")[first]
    if high - following >= 2 * Thresholds().sector_gap:
        where, most = names.group(first).text, figure(following)
        reaches = _SAY("reaches", name=name, high=figure(high), where=where, most=most)
        yield _scored(theme, reaches, (first, "high"))
    best, worst = max(means, key=lambda g: means[g]), min(means, key=lambda g: means[g])
    near = means[best] - means[worst] <= Thresholds().band
    if near or [*map(whole, means.values())].count(whole(means[best])) > 1:
        return
    parts = {"name": name, "high": names.group(best).text}
    alone = [*map(whole, means.values())].count(whole(means[worst])) == 1
    if not data.rivalled(theme, "mean"):
        if alone and not data.rivalled(theme, "mean", lowest=True):
            both = _SAY("strongest and weakest", low=names.group(worst).text, **parts)
            yield _scored(theme, both, (best, "mean"), (worst, "mean"))
        strongest = _SAY("strongest", mean=figure(means[best]), **parts)
        yield _scored(theme, strongest, (best, "mean"))
    shown = {**parts, "many": names.breakdown(best.partition(".")[0]).many}
    told = _SAY("strongest shown with mean", mean=figure(means[best]), **shown)
    yield _scored(theme, told, (best, "mean"))
    yield _scored(theme, _SAY("strongest shown", **shown), (best, "mean"))
    if alone:
        low = names.group(worst).text
        weakest = _SAY("weakest shown", name=name, low=low, many=shown["many"])
        yield _scored(theme, weakest, (worst, "mean"))


def _standing(theme: str, data: Benchmark, name: str) -> Iterator[Message]:
    """Scores that are the highest or the lowest of all themes."""
    measures, edges = _SAY.named("measure"), _SAY.named("edge")
    for measure, low, high in (("mean", "lowest", "highest"), ("range", "smallest", "widest")):
        values = data.overall(measure)
        if list(values.values()).count(values[theme]) > 1:
            continue
        own = figure(values[theme])
        if measure == "range":
            own = numbered(whole(values[theme]), _SAY("point"))
        for lowest, edge in ((True, low), (False, high)):
            if place(values, theme, highest=not lowest) == 1:
                parts = {"edge": edges[edge], "measure": measures[measure]}
                told = _SAY("of all", name=name, figure=own, **parts)
                yield _scored(theme, told, (OVERALL, measure))
                alone = _SAY("of all alone", name=name, **parts)
                yield _scored(theme, alone, (OVERALL, measure))
