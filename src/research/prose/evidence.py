"""Evidence: the frames that sentences rest on, read once into plain look-ups.

Rules ask it questions, and a claim is checked against it (`research.prose.claims`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from heapq import nlargest
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from research.errors import StatisticsError
from research.prose.claims import OVERALL
from research.prose.score_evidence import Benchmark

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from research.prose.names import Names
    from research.tabulation.tab import Tab

__all__ = [
    "Distribution",
    "Evidence",
    "Standings",
    "place",
    "span",
]

Key = TypeVar("Key")


@lru_cache(maxsize=512)
def span(measure: str, depth: int) -> range:
    """Positions that a measure counts: ``first``, ``top3``, ``bottom2``, ``last`` or ``at7``.

    Examples
    --------
    >>> span("top3", 12), span("bottom2", 12), span("last", 12)
    (range(1, 4), range(11, 13), range(12, 13))
    """
    if measure == "first":
        return range(1, 2)
    if measure == "last":
        return range(depth, depth + 1)
    for kind in ("top", "bottom", "at"):
        figures = measure.removeprefix(kind)
        if figures != measure and figures.isdigit() and 1 <= int(figures) <= depth:
            value = int(figures)
            return {
                "top": range(1, value + 1),
                "bottom": range(depth - value + 1, depth + 1),
                "at": range(value, value + 1),
            }[kind]
    msg = f"unknown measure {measure!r}; use first, last, topN, bottomN or atN with N up to {depth}"
    raise StatisticsError(msg)


@lru_cache(maxsize=4096)
def _share(count: float, base: float) -> Fraction:
    """Share as a fraction; sets of answers that show the same figures have the same few."""
    return Fraction(count) / Fraction(base)


@dataclass(frozen=True)
class Distribution:
    """How often each theme took each position.

    Parameters
    ----------
    counts : theme to its counts at positions 1 to k; whole numbers unless weighted.
    bases : theme to the respondents who ranked any.
    overall : theme to its overall rank.
    asked : how many positions there were to give; all of them where it is 0.
    """

    counts: Mapping[str, tuple[float, ...]]
    bases: Mapping[str, float]
    overall: Mapping[str, int]
    asked: int = 0
    _shares: dict[str, dict[str, Fraction]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def read(
        cls, summary: pd.DataFrame, distribution: pd.DataFrame, asked: int = 0
    ) -> Distribution:
        """From `rank_summary` and `rank_distribution` of `research.statistics.rankings`."""
        ordered = distribution.sort_values("rank", kind="stable")
        counts = {
            str(item): tuple(float(count) for count in part["count"])
            for item, part in ordered.groupby("item", sort=False)
        }
        bases = {str(item): float(base) for item, base in summary["base"].items()}
        ranks = {str(item): int(rank) for item, rank in summary["rank"].items()}
        return cls({item: counts[item] for item in ranks}, bases, ranks, asked)

    @property
    def depth(self) -> int:
        """Number of positions."""
        return len(self.counts)

    def knows(self, measure: str) -> bool:
        """Whether respondents were asked for every position that a measure counts."""
        return span(measure, self.depth).stop - 1 <= (self.asked or self.depth)

    @property
    def even(self) -> Fraction:
        """Share that every position would have if nobody preferred anything."""
        return Fraction(1, self.depth)

    def count(self, theme: str, measure: str) -> float:
        """Respondents who put the theme on one of the measure's positions."""
        return sum(self.counts[theme][rank - 1] for rank in span(measure, self.depth))

    def share(self, theme: str, measure: str) -> Fraction:
        """The same as an exact share, 0 to 1."""
        return self._known(measure)[theme]

    def shares(self, measure: str) -> dict[str, Fraction]:
        """Share of every theme."""
        return dict(self._known(measure))

    def _known(self, measure: str) -> Mapping[str, Fraction]:
        """Compute the shares of a measure once."""
        if measure not in self._shares:
            self._shares[measure] = {
                theme: _share(self.count(theme, measure), self.bases[theme])
                for theme in self.counts
            }
        return self._shares[measure]

    def place(self, theme: str, measure: str, *, lowest: bool = False) -> int:
        """Competition place of the theme by a share, 1 the highest (or the lowest)."""
        return place(self.shares(measure), theme, highest=not lowest)

    def sharers(self, theme: str, measure: str) -> tuple[str, ...]:
        """Other themes with exactly the same share."""
        shares = self.shares(measure)
        return tuple(
            key for key, share in shares.items() if share == shares[theme] and key != theme
        )

    @cached_property
    def peak(self) -> tuple[str, int, Fraction, Fraction]:
        """Theme and position of the largest share of all, that share, and the next largest."""
        cells = (
            (theme, rank, self.share(theme, f"at{rank}"))
            for theme in self.counts
            for rank in range(1, self.depth + 1)
        )
        first, (*_, following) = nlargest(2, cells, key=itemgetter(2))
        return *first, following


@dataclass(frozen=True)
class Standings:
    """Ranks of the themes overall and within groups.

    Parameters
    ----------
    overall : theme to rank.
    groups : group's reference (``sector.banking``) to theme to rank.
    shares : group's reference to its share of all respondents, where the bases are known.
    """

    overall: Mapping[str, int]
    groups: Mapping[str, Mapping[str, int]]
    shares: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def read(
        cls, overall: pd.DataFrame, tables: Mapping[str, pd.DataFrame], names: Names
    ) -> Standings:
        """From `rank_summary` and, by breakdown, `rank_by_group`.

        Groups without a name and groups whose ranks are hidden (missing) are left out.

        Parameters
        ----------
        overall : indexed by theme, with a column ``rank`` and, for shares, ``base``.
        tables : breakdown to a tidy frame of ``group`` (label or key), ``item``, ``rank`` and, for
            shares, ``base``.
        names : gives the groups to speak of, and their order.
        """
        groups: dict[str, dict[str, int]] = {}
        shares: dict[str, float] = {}
        for breakdown, table in tables.items():
            found: dict[str, dict[str, int]] = {}
            seen = table[table["rank"].notna()]
            for label, part in seen.groupby("group", sort=False, observed=True):
                reference = names.reference(breakdown, str(label))
                if reference:
                    pairs = zip(part["item"], part["rank"], strict=True)
                    found[reference] = {str(item): int(rank) for item, rank in pairs}
                    if "base" in part and "base" in overall:
                        shares[reference] = float(part["base"].max() / overall["base"].max())
            for group in names.breakdown(breakdown).groups:
                reference = f"{breakdown}.{group.key}"
                if reference in found:
                    groups[reference] = found[reference]
        ranks = {str(item): int(rank) for item, rank in overall["rank"].items()}
        return cls(ranks, groups, shares)

    @property
    def depth(self) -> int:
        """Number of themes."""
        return len(self.overall)

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """Breakdowns, in order."""
        return tuple(dict.fromkeys(reference.partition(".")[0] for reference in self.groups))

    def members(self, breakdown: str = "") -> tuple[str, ...]:
        """References of the groups of one breakdown, or of all."""
        return tuple(
            reference
            for reference in self.groups
            if not breakdown or reference.startswith(f"{breakdown}.")
        )

    def rank(self, theme: str, reference: str) -> int:
        """Rank of a theme in a group, or overall."""
        if reference == OVERALL:
            return self.overall[theme]
        return self.groups[reference][theme]

    def sharing(self, theme: str, reference: str) -> tuple[str, ...]:
        """Themes that have the theme's rank in a group, itself among them."""
        own, column = self.rank(theme, reference), self.groups.get(reference, self.overall)
        return tuple(key for key, rank in column.items() if rank == own)

    def ranks(self, theme: str, breakdown: str = "") -> dict[str, int]:
        """Rank of a theme in every group of one breakdown, or of all."""
        return {one: self.groups[one][theme] for one in self.members(breakdown)}

    def gains(self, reference: str) -> dict[str, int]:
        """Places that each theme stands above (or, negative, below) its overall rank."""
        column = self.groups[reference]
        return {theme: self.overall[theme] - column[theme] for theme in self.overall}

    def spread(self, theme: str, breakdown: str = "") -> int:
        """Places between a theme's best and worst rank."""
        ranks = self.ranks(theme, breakdown).values()
        return max(ranks) - min(ranks)

    def deviation(self, theme: str) -> int:
        """Most places that any group puts a theme away from its overall rank."""
        return max(abs(rank - self.overall[theme]) for rank in self.ranks(theme).values())

    def distance(self, reference: str) -> int:
        """Places that all themes together stand away from the overall order (Spearman footrule)."""
        return sum(abs(gain) for gain in self.gains(reference).values())


@dataclass(frozen=True)
class Evidence:
    """Whatever of these a claim may need; what is missing cannot be claimed about.

    Parameters
    ----------
    answers : a question by a banner.
    together : (theme ranked first, other theme, measure) to (respondents, base).
    """

    distribution: Distribution | None = None
    standings: Standings | None = None
    benchmark: Benchmark | None = None
    together: Mapping[tuple[str, str, str], tuple[int, int]] | None = None
    answers: Tab | None = None

    @classmethod
    def read(
        cls,
        names: Names,
        *,
        rank_tables: Mapping[str, pd.DataFrame] | None = None,
        distribution: pd.DataFrame | None = None,
        benchmark: pd.DataFrame | None = None,
        together: Mapping[tuple[str, str, str], tuple[int, int]] | None = None,
    ) -> Evidence:
        """From the frames that the rules take.

        Parameters
        ----------
        names : what themes and groups are called.
        rank_tables : ``overall`` to `rank_summary`, each breakdown to `rank_by_group`.
        distribution : from `rank_distribution`; needs the overall rank table as well.
        benchmark : tidy capability scores.
        together : from `research.prose.cooccurrence.read_together`.
        """
        tables = dict(rank_tables or {})
        summary = tables.pop(OVERALL, None)
        return cls(
            Distribution.read(summary, distribution)
            if summary is not None and distribution is not None
            else None,
            Standings.read(summary, tables, names) if summary is not None else None,
            Benchmark.read(benchmark, names) if benchmark is not None else None,
            together,
        )


def place(
    values: Mapping[Key, int] | Mapping[Key, float] | Mapping[Key, Fraction],
    key: Key,
    *,
    highest: bool = True,
) -> int:
    """Competition place of a key among values, 1 the highest (or the lowest)."""
    own = values[key]
    return 1 + sum((value > own) if highest else (value < own) for value in values.values())
